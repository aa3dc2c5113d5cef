"""Questions to a model: cached, reserved within the caps, tried again within reason.

Every call is reserved in the ledger before it is made. The same question is never paid for twice:
its answer is kept under what was asked, of which model, with which version of the prompt.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

import stamina
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from digests.errors import (
    AnswerNotYet,
    AnswerUnreadable,
    CallInDoubt,
    ModelRefused,
    ModelUnavailable,
    SummariserError,
)
from digests.store import batches, calls, replies
from digests.store.calls import Caps, Order, Outcome, Usage
from digests.summarisers.breaker import Breaker
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import TOKENS_OUT, Message, ModelClient
from digests.summarisers.forms import Form
from digests.summarisers.responses import SpentError

TRIES = 3
CALL_SECONDS = 25.0  # one try
SECONDS = 45.0  # all tries for one story
POLL = 0.2
GRACE = 5.0  # after the time for a call: later than this its caller is gone
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long is waited. Seconds."""

    call: float = CALL_SECONDS
    altogether: float = SECONDS
    pause: float = 1.0  # before the second try; twice that before the third


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of a model. `owner` is whose words are in it: nobody else gets its answer."""

    purpose: str
    messages: tuple[Message, ...]
    form: Form
    version: str  # of the prompt's file
    owner: str = ""

    @property
    def sent(self) -> str:
        """All that is sent, for counting."""
        return json.dumps([self.messages, dict(self.form.schema)], ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An answer to keep, and for whom alone."""

    key: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks one model on somebody's behalf, and keeps the books."""

    database: AsyncEngine
    client: ModelClient
    pricing: Pricing
    caps: Caps
    clock: Callable[[], datetime]
    pace: Pace = Pace()
    breaker: Breaker = field(default_factory=Breaker)
    workspace: str = "local"
    run: str = "local"

    def on_behalf_of(self, workspace: str, run: str) -> Asker:
        """The same asker, with its spending counted for a workspace and a run."""
        return replace(self, workspace=workspace, run=run)

    def key(self, query: Query) -> str:
        """What was asked of which model: the same key has the same answer."""
        client = self.client
        asked = [client.provider.name, client.url, client.model, query.purpose, query.version]
        owner = [query.owner] if query.owner else []
        whole = json.dumps([*asked, *owner, query.messages])
        return hashlib.sha256(whole.encode()).hexdigest()

    async def ask(self, query: Query, read_answer: Callable[[str], T]) -> T:
        """The answer to a query, from the store or from the model.

        Raises SummariserError: no answer in time, refused, unreadable, or the budget is spent.
        """
        key = self.key(query)
        kept = await self._kept(key, query)
        if kept is not None:
            return read_answer(kept)
        retrying = stamina.retry_context(
            on=lambda error: _pause(error, self.pace),
            attempts=TRIES,
            timeout=self.pace.altogether,
            wait_initial=self.pace.pause,
            wait_max=self.pace.pause * 2,
            wait_jitter=self.pace.pause / 2,
        )
        async for attempt in retrying:
            with attempt:
                return await self._try(key, query, read_answer)
        raise ModelUnavailable  # never reached: the last attempt raises by itself

    async def _try(self, key: str, query: Query, read_answer: Callable[[str], T]) -> T:
        resting = self.breaker.resting(self.clock())
        if resting:
            raise ModelRefused(resting)
        call_id = await self._reserve(key, query)
        if call_id is None:  # somebody asks the same just now
            return read_answer(await self._wait_for(key, query))
        return await self._call(call_id, key, query, read_answer)

    async def _call(
        self, call_id: str, key: str, query: Query, read_answer: Callable[[str], T]
    ) -> T:
        """Makes a reserved call and settles it, however it ends."""
        try:
            answer = await self.client.ask(
                query.messages, seconds=self.pace.call, form=query.form, tokens=TOKENS_OUT
            )
        except SummariserError as error:
            cause = error.cause if isinstance(error, SpentError) else error
            await self._settle(call_id, *outcome_of(error))
            self._note(cause)
            raise cause from error
        except asyncio.CancelledError:
            await asyncio.shield(self._settle(call_id, "unknown"))
            raise
        try:
            found = read_answer(answer.text)
        except AnswerUnreadable as error:
            await self._settle(call_id, "unreadable", answer.usage)
            self._note(error)
            raise
        kept = _Kept(key=key, text=answer.text, owner=query.owner)
        await self._settle(call_id, "answered", answer.usage, kept=kept)
        self.breaker.well()
        return found

    async def _kept(self, key: str, query: Query) -> str | None:
        async with self.database.connect() as connection:
            return await _answer(connection, key, query.owner)

    async def _reserve(self, key: str, query: Query) -> str | None:
        now = self.clock()
        order = Order(
            key=key,
            workspace=self.workspace,
            run=self.run,
            purpose=query.purpose,
            provider=self.client.provider.name,
            model=self.client.model,
            cost=self.pricing.at_most(query.sent, TOKENS_OUT),
            expires_at=now + timedelta(seconds=self.pace.call + GRACE),
        )
        async with self.database.begin() as connection:
            if await batches.holds(connection, key):
                raise AnswerNotYet
            if await calls.in_doubt(connection, key, now=now):
                raise CallInDoubt
            return await calls.reserve(connection, order, self.caps, now=now)

    async def _settle(
        self,
        call_id: str,
        outcome: Outcome,
        usage: Usage | None = None,
        *,
        kept: _Kept | None = None,
    ) -> None:
        """Settles a call, and keeps its answer in the same transaction.

        A call that was not worked on costs nothing; one of unknown use all that was reserved.
        """
        now = self.clock()
        cost = self.pricing.cost(usage) if usage and usage.tokens_in else None
        async with self.database.begin() as connection:
            await calls.settle(
                connection,
                call_id,
                outcome,
                now=now,
                usage=usage,
                cost=0 if outcome == "failed" else cost,
            )
            if kept is not None:
                await _keep(connection, kept, self.client.model, now=now)
        log.info("model_call", outcome=outcome, model=self.client.model)

    async def _wait_for(self, key: str, query: Query) -> str:
        """The answer that somebody else is waiting for."""
        for _ in range(max(int((self.pace.call + GRACE) / POLL), 1)):
            await asyncio.sleep(POLL)
            async with self.database.connect() as connection:
                kept = await _answer(connection, key, query.owner)
                if kept is not None:
                    return kept
                if await calls.in_doubt(connection, key, now=self.clock()):
                    raise CallInDoubt
                if not await calls.is_open(connection, key):
                    raise ModelUnavailable("The model did not answer.")
        raise CallInDoubt

    def _note(self, error: SummariserError) -> None:
        """Tells the breaker. A story the model won't write about is no outage."""
        if isinstance(error, ModelUnavailable | AnswerUnreadable):
            self.breaker.failed(str(error), self.clock())
        elif isinstance(error, ModelRefused) and error.lasting:
            self.breaker.failed(str(error), self.clock(), lasting=True)


async def _answer(connection: AsyncConnection, key: str, owner: str) -> str | None:
    if owner:
        return await replies.answer(connection, owner, key)
    return await calls.answer(connection, key)


async def _keep(connection: AsyncConnection, kept: _Kept, model: str, *, now: datetime) -> None:
    if kept.owner:
        await replies.keep(connection, kept.owner, kept.key, model, kept.text, now=now)
    else:
        await calls.keep_answer(connection, kept.key, model, kept.text, now=now)


def outcome_of(error: SummariserError) -> tuple[Outcome, Usage | None]:
    """How a call that gave no answer is written down.

    Whether one that never answered is billed only the provider knows, so it counts in full.
    """
    if isinstance(error, SpentError):
        return "unreadable", error.usage
    if isinstance(error, AnswerUnreadable):
        return "unreadable", None
    if isinstance(error, ModelUnavailable) and error.doubtful:
        return "unknown", None
    return "failed", None


def _pause(error: Exception, pace: Pace) -> bool | float:
    """Whether another try is worth it, and after how many seconds where the server says."""
    if isinstance(error, ModelUnavailable):
        if error.after is None:
            return True
        return error.after if error.after < pace.altogether - pace.pause else False
    return isinstance(error, AnswerUnreadable)
