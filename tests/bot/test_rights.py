"""Row 22: who may change a channel's briefs, for every word, button and form, on both platforms.

Everything goes through the real clients. What changes is seen in the database, not believed of
the tables: a word that changes something and says it doesn't fails here, and so does a new word
or button that has no example below.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import subscriptions
from bot.allowed import Rule, Who
from bot.platforms.order_form import Order
from bot.presses import PRESSES
from bot.subscriptions import Subscription
from bot.words import WORDS
from tests.benches import Bench, bench
from tests.bot.library import LABS, news
from tests.databases import sqlite
from tests.fakes import Clock
from tests.views import NOW

ID = "sub_one"
PLATFORMS = ("slack", "discord")
SETTINGS: tuple[Who | None, ...] = (None, "anyone", "members", "admins")
USUAL: Mapping[str, Who] = {"slack": "members", "discord": "admins"}
ALLOWED: Mapping[Who, frozenset[str]] = {
    "anyone": frozenset(("guest", "stranger", "unknown", "member", "admin", "role")),
    "members": frozenset(("member", "admin", "role")),
    "admins": frozenset(("admin", "role")),
}
REFUSALS = (
    "Guests can't",
    "Only workspace admins",
    "Only people who may",
    "doesn't say at the moment",
)

# How each word is typed, and the options of the command that Discord has for it.
TYPED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "": ("labs", {"topic": "labs"}),
    "subscribe": ("subscribe labs at 07:00", {"topic": "labs", "at": "07:00"}),
    "edit": (f"edit {ID} at 10:00", {"which": ID, "at": "10:00"}),
    "list": ("list", {}),
    "unsubscribe": (f"unsubscribe {ID}", {"which": ID}),
    "pause": ("pause", {}),
    "resume": ("resume", {}),
    "why": ("why 1", {"story": "1"}),
    "link": ("https://courier.example/lab", {"url": "https://courier.example/lab"}),
    "status": ("status", {}),
    "topics": ("topics", {}),
    "help": ("help", {}),
    "search": ("search insurers", {"words": "insurers"}),
    "people": ("people Duarte", {"name": "Duarte"}),
    "claims": ("claims labs", {"topic": "labs"}),
    "timeline": ("timeline labs 30d", {"topic": "labs", "window": "30d"}),
    "recap": ("recap", {}),
    "outcome": (
        "outcome c1 came-true https://courier.example/lab",
        {"claim": "c1", "result": "came-true", "source": "https://courier.example/lab"},
    ),
    "feedback": ("feedback", {}),
    "sources": ("sources", {}),
}
# What each button carries. Forged as it is here: none of these messages is a brief of the bot's.
PRESSED: Mapping[str, str] = {
    **dict.fromkeys(("more", "sources", "useful", "not_useful", "report"), "s1"),
    **dict.fromkeys(("wrong_quote", "wrong_speaker"), "brief_1 s1 1"),
    **dict.fromkeys(("edit", "pause", "resume", "remove"), ID),
    "subscribe": "",
}
CHANGING = {"subscribe", "edit", "unsubscribe", "pause", "resume", "remove"}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A fresh database with an article; rights do not depend on the engine."""
    async with sqlite(tmp_path) as opened:
        await news(opened)
        yield opened


async def standing(made: Bench, *, paused: str | None = None) -> None:
    """One subscription, as at the start of every attempt."""
    async with made.database.begin() as connection:
        for one in await subscriptions.everyones(connection):
            await subscriptions.remove(connection, one.workspace, one.id)
        await subscriptions.keep(
            connection,
            Subscription(
                id=ID,
                workspace=made.place.workspace,
                platform=made.place.platform,
                channel=made.place.channel,
                topics=("labs",),
                at=time(8),
                created_at=NOW - timedelta(days=3),
                paused=paused,
            ),
        )


def test_every_word_and_button_has_an_example() -> None:
    """A new word or button is not forgotten here: it needs a row above, and with it a right."""
    assert set(TYPED) >= set(WORDS)
    assert set(PRESSED) == set(PRESSES)


def test_what_changes_says_so() -> None:
    """The rows that change a channel's orders are these; whoever adds one decides it here."""
    assert {one.name for one in WORDS.values() if one.changes} == CHANGING - {"remove"}
    assert {one.name for one in PRESSES.values() if one.changes} == CHANGING - {"unsubscribe"}


async def attempt(made: Bench, kind: str, name: str, rank: str) -> tuple[str, bool]:
    """One person tries one thing: what they are shown, and whether anything changed."""
    await standing(made, paused="is_archived" if name == "resume" else None)
    before, who = await made.orders(), made.people[rank]
    if kind == "word":
        text, options = TYPED[name]
        told = await made.types(text, who, **options)
    elif kind == "press":
        told = await made.presses(name, PRESSED[name], who)
    else:
        id_ = ID if name == "edit" else ""
        order = Order(id=id_, channel=made.place.channel, topics=("labs",), at="06:00")
        told = await made.fills(order, who)
    return told, before != await made.orders()


ATTEMPTS = (
    *(("word", name) for name in TYPED if name in WORDS),
    *(("press", name) for name in PRESSED),
    *(("form", name) for name in ("subscribe", "edit")),
)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "setting",
    [None, *(pytest.param(one, marks=pytest.mark.acceptance) for one in SETTINGS if one)],
)
async def test_who_may_and_who_may_not(
    database: AsyncEngine, platform: str, setting: Who | None
) -> None:
    """Every word, button and form × every rank × the setting: what changes orders changes them
    for those who may and for nobody else, who is told why; the rest is everybody's."""
    who = setting or USUAL[platform]
    async with bench(platform, database, LABS, Clock(NOW), rule=Rule(who=setting)) as made:
        for rank in made.people:
            allowed = rank in ALLOWED[who]
            for kind, name in ATTEMPTS:
                told, changed = await attempt(made, kind, name, rank)
                case = (platform, setting, rank, kind, name, told)
                refused = any(one in told for one in REFUSALS)
                opens = kind == "press" and name in {"subscribe", "edit"}
                assert changed == (name in CHANGING and allowed and not opens), case
                assert refused == (name in CHANGING and not allowed), case


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_named_person_may_in_any_case(database: AsyncEngine, platform: str) -> None:
    """A person named in the settings may change orders whatever their rank."""
    async with bench(platform, database, LABS, Clock(NOW)) as made:
        guest = made.people["guest"]
        rule = Rule(who="admins", users=frozenset((guest,)))
        object.__setattr__(made.handlers, "desk", replace(made.handlers.desk, rule=rule))
        _, changed = await attempt(made, "word", "pause", "guest")
        assert changed


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_id_of_another_channel_opens_nothing(database: AsyncEngine, platform: str) -> None:
    """Not even an admin reaches another channel's order by its id, typed, pressed or in a form."""
    async with bench(platform, database, LABS, Clock(NOW), rule=Rule(who="anyone")) as made:
        await standing(made)
        (one,) = await made.orders()
        async with database.begin() as connection:
            await subscriptions.keep(connection, replace(one, channel="C-ELSEWHERE"))
        before, admin = await made.orders(), made.people["admin"]
        for name in ("edit", "pause", "resume", "remove"):
            assert "no subscription" in await made.presses(name, ID, admin)
        for name in ("edit", "unsubscribe"):
            text, options = TYPED[name]
            await made.types(text, admin, **options)
        order = Order(id=ID, channel=made.place.channel, topics=("labs",), at="06:00")
        assert "no subscription" in await made.fills(order, admin)
        assert await made.orders() == before
