"""What the model has cost is shown, the nightly batch with what is reserved for it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digests.store import batches, calls
from digests.store.calls import Caps, Order, Usage
from tests.conftest import briefbot
from tests.databases import sqlite

CAPS = Caps(run=10**6, workspace_day=10**6, day=10**6)
NOW = datetime.now(UTC)


def order(key: str, purpose: str) -> Order:
    """A call of workspace T1."""
    return Order(
        key=key,
        workspace="T1",
        run="T1 C1 labs",
        purpose=purpose,
        provider="openai",
        model="gpt-6-luna",
        cost=4_000,
        expires_at=NOW + timedelta(hours=2),
    )


async def filled(folder: Path) -> None:
    """An answered call, and a batch of one that is under way."""
    async with sqlite(folder) as database, database.begin() as connection:
        first = await calls.reserve(connection, order("a", "answer"), CAPS, now=NOW)
        assert first is not None
        usage = Usage(tokens_in=900, tokens_cached=100, tokens_out=80)
        await calls.settle(connection, first, "answered", now=NOW, usage=usage, cost=1_500)
        second = await calls.reserve(connection, order("b", "summary, batch"), CAPS, now=NOW)
        assert second is not None
        batch = batches.Batch(
            id="b1", provider="openai", url="u", model="gpt-6-luna", stage="submitted",
            slots=("s1 2026-11-26",), input=None, file_id="f", remote_id="r", reserved_at=NOW,
            touched_at=NOW, deadline_at=NOW + timedelta(hours=1),
        )  # fmt: skip
        await batches.keep(connection, batch, [batches.Held(call_id=second, key="b")])


def test_costs_are_told_by_day_workspace_and_purpose(tmp_path: Path) -> None:
    """As a table with a line for the batch, and as JSON."""
    asyncio.run(filled(tmp_path))
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.sqlite3'}"
    table = briefbot("costs", "--database", url)
    assert "summary, batch" in table.stdout
    assert "Batch of 1 calls" not in table.stdout
    assert "Batch of 1 call to gpt-6-luna" in table.stdout
    assert "Together $0.0055" in table.stdout
    form = json.loads(briefbot("costs", "--json", "--database", url).stdout)
    assert [one["purpose"] for one in form["lines"]] == ["answer", "summary, batch"]
    assert form["batches"][0]["usd"] == 0.004


def test_without_calls_it_says_so(tmp_path: Path) -> None:
    """One plain line."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}"
    assert briefbot("costs", "--database", url).stdout == "No calls to a model are on record.\n"
