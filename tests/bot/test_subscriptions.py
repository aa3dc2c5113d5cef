"""A subscription comes once a local date, whatever the clocks do, and not after six hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.subscriptions import LATEST, WORKDAYS, Subscription, due, slot_on, upcoming, zone_of

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe",
    "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia", "America/Santiago",
)  # fmt: skip


def order(zone: str = "UTC", at: time = time(8), **more: object) -> Subscription:
    """A daily subscription that has stood for long."""
    values = {
        "id": "sub_1",
        "workspace": "T1",
        "platform": "slack",
        "channel": "C1",
        "topics": ("china-ai",),
        "at": at,
        "zone": zone,
        "created_at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    return Subscription(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(0), time(0, 30), time(1, 30), time(2, 30), time(23, 59)])
def test_two_years_of_ticks_give_one_slot_a_date(zone: str, at: time) -> None:
    """Ticking every 100 minutes through two years, each local date comes exactly once."""
    subscription = order(zone, at)
    now, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    seen: list[date] = []
    while now < end:
        slot = due(subscription, now)
        if slot and (not seen or slot.date > seen[-1]):
            seen.append(slot.date)
        now += timedelta(minutes=100)
    expected = (seen[-1] - seen[0]).days + 1
    assert len(seen) == len(set(seen)) == expected


def test_a_time_that_spring_skips_comes_an_hour_later() -> None:
    """02:30 in Berlin on the day the clocks go forward is 03:30 there."""
    slot = slot_on(
        order("Europe/Berlin", time(2, 30)), date(2026, 3, 29), ZoneInfo("Europe/Berlin")
    )
    assert slot
    assert slot.due_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_slot_missed_by_less_than_six_hours_still_comes() -> None:
    """After five hours of downtime the brief goes out."""
    slot = due(order(), datetime(2026, 11, 25, 13, tzinfo=UTC))
    assert slot
    assert slot.date == date(2026, 11, 25)


def test_a_slot_missed_by_more_is_dropped() -> None:
    """After seven hours it does not, nor does any older one."""
    assert due(order(), datetime(2026, 11, 25, 15, tzinfo=UTC)) is None


def test_a_new_subscription_does_not_send_this_mornings_brief() -> None:
    """Subscribing at noon for 08:00 starts tomorrow."""
    made = order(created_at=datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert due(made, datetime(2026, 11, 25, 12, 1, tzinfo=UTC)) is None
    following = upcoming(made, datetime(2026, 11, 25, 12, 1, tzinfo=UTC))
    assert following
    assert following.due_at == datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_weekends_are_free_on_a_weekday_subscription() -> None:
    """Nothing is due on a Saturday, and Friday's next is Monday."""
    made = order(weekdays=WORKDAYS)
    assert due(made, datetime(2026, 11, 28, 9, tzinfo=UTC)) is None
    following = upcoming(made, datetime(2026, 11, 27, 9, tzinfo=UTC))
    assert following
    assert following.date == date(2026, 11, 30)


@given(st.integers(0, 15 * 366 * 24 * 60), st.sampled_from(ZONES), st.times())
def test_what_is_due_has_come_and_is_not_stale(minutes: int, zone: str, at: time) -> None:
    """A due slot lies in the last six hours."""
    now = datetime(2020, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    slot = due(order(zone, at.replace(microsecond=0)), now)
    assert slot is None or timedelta(0) <= now - slot.due_at <= LATEST


def test_an_unknown_zone_is_refused_with_an_example() -> None:
    """A zone that doesn't exist names one that does."""
    with pytest.raises(UsageError, match="Europe/Berlin"):
        zone_of("Berlin Time")
