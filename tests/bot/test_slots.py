"""Rows 33 and 34 of the fault matrix: every local date comes once, whatever the clocks do.

Time here is only a number, so years pass in seconds. What was planned is a set of local dates, as
the outbox's key makes it one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.engine.orders_due import next_look
from bot.subscriptions import LATEST, WORKDAYS, Slot, Subscription, due, slot_on
from tests.bot.test_subscriptions import order

SEED = 20261125
HOUR = timedelta(hours=1)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
# Zones whose clocks do odd things, then others by chance: forty in all.
ODD = (
    "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Santiago", "America/Nuuk",
    "America/Havana", "America/Asuncion", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun",
    "Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Tehran", "Asia/Almaty",
    "Asia/Pyongyang", "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Apia", "Pacific/Chatham",
    "Pacific/Easter", "Pacific/Kiritimati", "Pacific/Norfolk", "Pacific/Honolulu", "Antarctica/Troll",
)  # fmt: skip
TIMES = (time(0), time(0, 30), time(2, 30), time(3), time(8), time(23, 59))


def slots(one: Subscription, start: datetime, end: datetime) -> Iterator[Slot]:
    """Every slot from `start` to `end`, day by day."""
    zone = ZoneInfo(one.zone)
    day = start.astimezone(zone).date() - timedelta(days=1)
    while day <= end.astimezone(zone).date() + timedelta(days=1):
        slot = slot_on(one, day, zone)
        if slot and start < slot.due_at <= end:
            yield slot
        day += timedelta(days=1)


def after_downtime(one: Subscription, down_at: datetime, length: timedelta) -> None:
    """What a bot plans that was down for so long: the newest missed slot, or nothing."""
    up_at = down_at + length
    planned: list[date] = []
    look_at = next_look(one, down_at)
    for tick in range(5):
        now = up_at + timedelta(seconds=20 * tick)
        if look_at <= now:
            found, look_at = due(one, now), next_look(one, now)
            if found and found.date not in planned:
                planned.append(found.date)
    missed = list(slots(one, down_at, up_at + timedelta(seconds=80)))
    wanted = [slot.date for slot in missed[-1:] if up_at - slot.due_at <= LATEST]
    assert planned == wanted, f"{one.zone} {one.at} down at {down_at} for {length}"


def years(zone: str, at: time, chance: random.Random, *, start: datetime, end: datetime) -> int:
    """Ticks through the time with a clock that is set two hours forward or back now and then.

    Gives the number of dates; each came once and none was left out.
    """
    one = order(zone, at)
    planned: list[date] = []
    seen: set[date] = set()
    now, off, look_at = start, timedelta(), start
    while now < end:
        if chance.random() < 0.01:
            off = chance.choice((-2, 0, 2)) * HOUR
        if look_at <= now + off:  # as the clock asks the index
            slot = due(one, now + off)
            look_at = next_look(one, now + off)
            if slot and slot.date not in seen:
                seen.add(slot.date)
                planned.append(slot.date)
        now += timedelta(minutes=chance.randint(20, 100))
    assert planned == sorted(planned), f"{zone} {at}"
    whole = (planned[-1] - planned[0]).days + 1
    assert len(planned) == whole, f"{zone} {at}: a date is missing"
    return len(planned)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe"])
def test_a_year_of_ticks_with_a_wandering_clock(zone: str) -> None:
    """Each local date once, with daylight saving and a clock that is set forward and back."""
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert years(zone, time(2, 30), random.Random(SEED), start=start, end=end) >= 364


def test_downtime_in_twenty_zones() -> None:
    """An hour or three days down, at any hour: the newest slot once, or none."""
    chance = random.Random(SEED)
    for zone in chance.sample(ZONES, 20):
        for length in (HOUR, timedelta(days=3)):
            down_at = datetime(2026, 3, 20, tzinfo=UTC) + chance.random() * timedelta(days=30)
            after_downtime(order(zone, chance.choice(TIMES)), down_at, length)


def test_a_zone_change_gives_no_date_twice() -> None:
    """From the furthest east to the furthest west and back: dates go on, none comes again."""
    for first, second in (("Pacific/Kiritimati", "Pacific/Honolulu"), ("UTC", "Asia/Tokyo")):
        planned: list[date] = []
        now = datetime(2026, 3, 1, tzinfo=UTC)
        for number in range(30 * 48):
            zone = second if 10 * 48 < number < 20 * 48 else first
            slot = due(order(zone, time(8)), now)
            if slot and slot.date not in planned:
                planned.append(slot.date)
            now += timedelta(minutes=30)
        assert planned == sorted(planned)
        assert (planned[-1] - planned[0]).days + 1 - len(planned) <= 0


def test_a_weekly_digest_comes_once_a_week() -> None:
    """Two years of Mondays, and an alert never has a slot."""
    one = order("Europe/Berlin", time(2, 30), kind="weekly", weekdays=(0,))
    start, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found = [slot.date for slot in slots(one, start, end)]
    assert len(found) == 104
    assert {day.weekday() for day in found} == {0}
    assert not list(slots(order(kind="alert", weekdays=WORKDAYS), start, end))


@pytest.mark.acceptance
def test_row_33() -> None:
    """Four hundred zones, downtimes of an hour and three days, at hours by chance."""
    chance = random.Random(SEED)
    for zone in chance.sample(ZONES, 400):
        for length in (HOUR, 5 * HOUR, 7 * HOUR, timedelta(days=1), timedelta(days=3)):
            for _ in range(4):
                down_at = datetime(2026, 1, 1, tzinfo=UTC) + chance.random() * timedelta(days=365)
                after_downtime(order(zone, chance.choice(TIMES)), down_at, length)


@pytest.mark.acceptance
@pytest.mark.parametrize("part", range(4))
def test_row_34(part: int) -> None:
    """Ten years in forty zones, ten of them here: no date twice, none missing."""
    chance = random.Random(SEED)
    zones = [*ODD, *chance.sample([one for one in ZONES if one not in ODD], 40 - len(ODD))]
    start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    for number, zone in enumerate(zones[part::4]):
        at = TIMES[number % len(TIMES)]
        assert years(zone, at, random.Random(SEED + number), start=start, end=end) >= 3652
