"""Installations on both databases: kept sealed, claimed once, forgotten wholly."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.platforms.slack.installations import Installation, Installations
from bot.sealing import Seal

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ONE = Installation(
    workspace="T1",
    bot_token="xoxb-one",
    bot_user="U1",
    refresh_token="xoxe-one",
    expires_at=NOW + timedelta(hours=1),
)
ORGANISATION = Installation(workspace="E1", bot_token="xoxb-org", bot_user="U2", enterprise="E1")


@pytest.fixture
def store(database: AsyncEngine) -> Installations:
    """Installations in a fresh database."""
    return Installations(database, Seal("k" * 32))


async def test_what_is_kept_is_found(store: Installations) -> None:
    """An installation comes back as it was, and a later one takes its place."""
    await store.keep(ONE)
    assert await store.find("T1") == ONE
    later = Installation(workspace="T1", bot_token="xoxb-two", bot_user="U1")
    await store.keep(later)
    assert await store.find("T1") == later
    assert await store.find("T2") is None


async def test_team_is_served_through_its_organisation(store: Installations) -> None:
    """A team without an own installation has its organisation's; its own goes first."""
    await store.keep(ORGANISATION)
    await store.join("T1", "E1")
    assert await store.find("T1") == ORGANISATION
    await store.keep(ONE)
    assert await store.find("T1") == ONE
    await store.drop("E1")
    assert await store.find("T1") == ONE
    await store.drop("T1")
    assert await store.find("T1") is None


async def test_rotation_is_claimed_by_one(store: Installations) -> None:
    """Of many that would exchange a token, one may; a claim that came to nothing lapses."""
    await store.keep(ONE)
    claims = await asyncio.gather(*(store.claim_rotation(ONE, NOW) for _ in range(8)))
    assert sum(claims) == 1
    assert await store.claim_rotation(ONE, NOW + timedelta(minutes=2))


async def test_rotation_is_not_claimed_by_one_who_read_before(store: Installations) -> None:
    """After an exchange, who still holds the old token may not exchange it again."""
    await store.keep(ONE)
    fresh = Installation(
        workspace="T1", bot_token="xoxb-two", bot_user="U1", expires_at=NOW + timedelta(hours=12)
    )
    await store.keep(fresh)
    assert not await store.claim_rotation(ONE, NOW)


async def test_state_is_spent_once_however_many_try(store: Installations) -> None:
    """Twenty at once with one state: one goes on. Wrong browsers and late ones never do."""
    await store.begin("state", "browser", NOW)
    assert not await store.finish("state", "another", NOW)
    tries = await asyncio.gather(*(store.finish("state", "browser", NOW) for _ in range(20)))
    assert sum(tries) == 1
    await store.begin("state-2", "browser", NOW)
    assert not await store.finish("state-2", "browser", NOW + timedelta(minutes=11))
