"""What the tests of summarisers share: a store of their own, and readers' questions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.summarisers.asking import Asker, Pace
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.providers import PROVIDERS
from tests.databases import sqlite
from tests.inquiries import CAPS, Inquiry
from tests.servers import model_questions as questions
from tests.servers.model import model_server


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A SQLite file, for what does not touch the database's own ways."""
    async with sqlite(tmp_path) as opened:
        yield opened


@pytest.fixture
async def inquiry(store: AsyncEngine) -> AsyncIterator[Inquiry]:
    """An asker of workspace T1 over a loopback server."""
    provider = PROVIDERS["openai"]
    async with (
        model_server(questions.answering) as server,
        ModelClient.create(provider, key="sk-test", url=server.url) as client,
    ):
        asker = Asker(
            database=store,
            client=client,
            pricing=Pricing(provider=provider, model=client.model),
            caps=CAPS,
            clock=lambda: datetime.now(UTC),
            pace=Pace(call=0.3, altogether=0.5, pause=0.01),
            workspace="T1",
            run="T1 C1 answers",
        )
        yield Inquiry(asker=asker, server=server)
