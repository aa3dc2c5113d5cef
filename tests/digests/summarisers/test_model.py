"""A model tells a story: cached, reserved, retried, and replaced where it fails."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import (
    AnswerUnreadable,
    ModelRefused,
    ModelUnavailable,
    SummariserError,
)
from digests.model import Draft
from digests.store import calls
from digests.store.calls import Caps
from digests.summarisers import asking
from digests.summarisers.asking import Pace
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient, request
from digests.summarisers.forms import ANSWER
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS, Provider
from digests.summarisers.responses import reply
from tests.databases import sqlite
from tests.servers import model as servers
from tests.servers import model_presets as presets
from tests.servers import model_requests
from tests.servers.model import Behaviour, ModelServer, model_server
from tests.views import heron

VIEW = heron()
CAPS = Caps(run=1_000_000, workspace_day=2_000_000, day=3_000_000)
QUICK = Pace(call=0.5, altogether=3.0, pause=0.02)
OPENAI = PROVIDERS["openai"]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A summariser over a loopback server."""

    speaker: ModelSummariser
    server: ModelServer
    database: AsyncEngine

    async def tell(self) -> Draft:
        """The story's draft."""
        return await self.speaker.summarise(VIEW, "en")

    async def statuses(self) -> list[str]:
        """How each call on the ledger stands, the oldest first."""
        async with self.database.connect() as connection:
            rows = await connection.execute(
                text("SELECT status FROM model_calls ORDER BY reserved_at")
            )
            return [row.status for row in rows]

    async def spent(self) -> int:
        """What the day's cap has on it."""
        async with self.database.connect() as connection:
            day = datetime.now(UTC).date().isoformat()
            return await calls.spent(connection, "all", day)


@asynccontextmanager
async def desk(
    database: AsyncEngine,
    behave: Behaviour,
    *,
    provider: Provider = OPENAI,
    shape: str = "content",
    caps: Caps = CAPS,
    pace: Pace = QUICK,
) -> AsyncIterator[Desk]:
    """A summariser that asks a server which behaves so."""
    async with model_server(behave, shape) as server:
        client = ModelClient.create(provider, key="sk-test", url=server.url)
        async with client:
            yield Desk(
                speaker=ModelSummariser(
                    asker=asking.Asker(
                        database=database,
                        client=client,
                        pricing=Pricing(provider=provider, model=client.model),
                        caps=caps,
                        clock=lambda: datetime.now(UTC),
                        pace=pace,
                    )
                ),
                server=server,
                database=database,
            )


async def test_a_story_is_told_and_paid_for_once(database: AsyncEngine) -> None:
    """The second asking is answered from the store; the ledger has one call."""
    async with desk(database, servers.well) as one:
        first, second = await one.tell(), await one.tell()
        assert first == second
        assert first.summary
        assert first.quotes
        assert len(one.server.requests) == 1
        assert await one.statuses() == ["answered"]
        assert 0 < await one.spent() < 10_000


async def test_the_key_goes_in_a_header_and_nowhere_else(database: AsyncEngine) -> None:
    """The prompt holds no key, and no account of the environment's is named."""
    async with desk(database, servers.well) as one:
        await one.tell()
        asked = one.server.requests[0]
        assert asked.headers["authorization"] == "Bearer sk-test"
        assert "sk-test" not in str(asked.body)
        assert "openai-organization" not in asked.headers
        assert "sk-test" not in repr(one.speaker)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A SQLite file, for what does not touch the database's own ways."""
    async with sqlite(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(PROVIDERS))
async def test_every_provider_takes_its_request_and_is_read(store: AsyncEngine, name: str) -> None:
    """What is sent is what its documents take; its style of answer gives the same draft."""
    provider = PROVIDERS[name]
    async with desk(store, presets.preset(name, servers.well), provider=provider) as one:
        found = await one.tell()
        async with desk(store, servers.well) as plain:
            assert found == await plain.tell()
        assert (await one.statuses())[0] == "answered"
        assert one.server.requests[0].body["model"] == provider.model
        asked = one.server.requests[0].headers
        assert asked["authorization"] == "Bearer sk-test"


@pytest.mark.parametrize("name", sorted(PROVIDERS))
async def test_every_provider_answers_questions_too(name: str) -> None:
    """The other form is asked for in the same way."""
    provider = PROVIDERS[name]
    messages = ({"role": "user", "content": "Answer with JSON."},)
    body = request(provider, provider.model, messages, ANSWER, 3_000)
    assert model_requests.RULES[name](body) is None


async def test_the_tokens_of_every_provider_are_counted(store: AsyncEngine) -> None:
    """Cached ones too, under whichever name they come."""
    cached = ("openai", "deepseek", "moonshot", "minimax", "qwen", "zhipu")
    for name in cached:
        body = {"model": "m", "tool_choice": {}, "messages": []}
        usage = reply(json.dumps(presets.STYLES[name](body, "{}")).encode()).usage
        assert (usage.tokens_in, usage.tokens_out) == (900, 210)
        assert usage.tokens_cached in {120, 128}, name


@pytest.mark.parametrize("shape", ["fenced", "thoughts", "reasoning", "parts"])
async def test_an_answer_is_found_in_what_stands_around_it(store: AsyncEngine, shape: str) -> None:
    """Fences, thoughts and parts of content do not hide the answer."""
    async with desk(store, servers.well, shape=shape) as one:
        assert (await one.tell()).summary


FAILURES: dict[str, tuple[Behaviour, type[SummariserError], int]] = {
    "wrong key": (servers.failing(401), ModelRefused, 1),
    "no balance": (servers.failing(402), ModelRefused, 1),
    "quota": (
        servers.failing(429, {"error": {"code": "insufficient_quota", "message": "x"}}),
        ModelRefused,
        1,
    ),
    "GLM's balance": (
        servers.failing(429, {"error": {"code": "1113", "message": "余额不足或无可用资源包"}}),
        ModelRefused,
        1,
    ),
    "MiniMax's balance": (
        servers.raw(b'{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}'),
        ModelRefused,
        1,
    ),
    "no such model": (servers.failing(404), ModelRefused, 1),
    "GLM's no such model": (
        servers.failing(400, {"error": {"code": "1211", "message": "模型不存在"}}),
        ModelRefused,
        1,
    ),
    "server error": (servers.failing(500), ModelUnavailable, 3),
    "overloaded": (servers.failing(529), ModelUnavailable, 3),
    "rate limit": (servers.failing(429, retry_after="0"), ModelUnavailable, 3),
    "long rate limit": (servers.failing(429, retry_after="600"), ModelUnavailable, 1),
    "hang": (servers.hanging(5), ModelUnavailable, 3),
    "refusal": (servers.finishing("stop", refusal="I can't."), ModelRefused, 1),
    "filtered": (servers.finishing("content_filter"), ModelRefused, 1),
    "MiniMax's filter": (
        servers.raw(
            b'{"choices":[{"message":{"content":""},"finish_reason":"stop"}],"output_sensitive":true}'
        ),
        ModelRefused,
        1,
    ),
    "GLM's filter": (servers.finishing("sensitive"), ModelRefused, 1),
    "empty": (servers.finishing("stop", ""), AnswerUnreadable, 3),
    "blanks": (servers.finishing("stop", "   \n  "), AnswerUnreadable, 3),
    "truncated": (servers.finishing("length", '{"headline": "x", "su'), AnswerUnreadable, 3),
    "broken JSON": (servers.finishing("stop", '{"headline": "x" "summary"'), AnswerUnreadable, 3),
    "wrong form": (servers.finishing("stop", '{"title": 3}'), AnswerUnreadable, 3),
    "deep": (servers.finishing("stop", '{"a":' + "[" * 100_000), AnswerUnreadable, 3),
    "no choices": (servers.raw(b'{"choices": []}'), AnswerUnreadable, 3),
    "a web page": (servers.raw(b"<html>Bad gateway</html>", "text/html"), AnswerUnreadable, 3),
    "too large": (servers.raw(b" " * 3_000_000), AnswerUnreadable, 3),
    "OpenRouter's error": (
        servers.raw(b'{"error": {"code": 502, "message": "upstream"}}'),
        ModelUnavailable,
        3,
    ),
}


@pytest.mark.parametrize("name", FAILURES)
async def test_a_failure_is_tried_again_within_reason(store: AsyncEngine, name: str) -> None:
    """Each failure has its kind, and only what may pass is tried again."""
    behave, kind, tries = FAILURES[name]
    async with desk(store, behave) as one:
        with pytest.raises(kind):
            await one.tell()
        assert len(one.server.requests) == tries
        assert len(await one.statuses()) == tries
        assert "reserved" not in await one.statuses()
