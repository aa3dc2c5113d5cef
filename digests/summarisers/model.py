"""The summariser that asks a model: cached, within its caps, and never trusted.

Every call is reserved in the ledger before it is made. The same question is never paid for twice:
its answer is kept under what was asked, of which model, with which version of the prompt.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

import stamina
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.errors import (
    AnswerUnreadable,
    CallInDoubt,
    ModelRefused,
    ModelUnavailable,
    SummariserError,
)
from digests.model import Claim, Draft, Language, Mode, Quote
from digests.store import calls
from digests.store.calls import Caps, Order, Outcome, Usage
from digests.summarisers.base import Fault, StoryView
from digests.summarisers.breaker import Breaker
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import TOKENS_OUT, ModelClient, SpentError
from digests.summarisers.prompting import SCHEMA, Prompt, prompt, read
from digests.summarisers.reading import draft_of

TRIES = 3
CALL_SECONDS = 25.0  # one try
SECONDS = 45.0  # all tries for one story
POLL = 0.2
GRACE = 5.0  # after the time for a call: later than this its caller is gone
Message = Mapping[str, str]
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long is waited. Seconds."""

    call: float = CALL_SECONDS
    altogether: float = SECONDS
    pause: float = 1.0  # before the second try; twice that before the third


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummariser:
    """Asks the model for a story's draft. Bind it to a workspace and a brief before use."""

    database: AsyncEngine
    client: ModelClient
    pricing: Pricing
    caps: Caps
    clock: Callable[[], datetime]
    pace: Pace = Pace()
    breaker: Breaker = field(default_factory=Breaker)
    workspace: str = "local"
    run: str = "local"
    mode: Mode = "model"

    def on_behalf_of(self, workspace: str, run: str) -> ModelSummariser:
        """The same summariser with its spending counted for a workspace and a brief."""
        return replace(self, workspace=workspace, run=run)

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """A draft in `language`, unverified.

        Raises SummariserError: no answer in time, refused, unreadable, or the budget is spent.
        """
        asked = prompt(view, language)
        messages = _messages(asked)
        return await self._ask("summary", messages, asked, lambda text: draft_of(text, asked))

    async def repair(
        self, view: StoryView, language: Language, draft: Draft, faults: Sequence[Fault]
    ) -> Draft:
        """Another draft after the model was told what its sources don't bear out.

        Raises SummariserError as summarise() does.
        """
        asked = prompt(view, language)
        told = read("repair").format(faults="\n".join(map(_fault, faults)))
        messages = (*_messages(asked), _said(draft, asked), {"role": "user", "content": told})
        return await self._ask("repair", messages, asked, lambda text: draft_of(text, asked))

    async def _ask(
        self,
        purpose: str,
        messages: tuple[Message, ...],
        asked: Prompt,
        read_answer: Callable[[str], T],
    ) -> T:
        """The answer to these messages, from the store or from the model."""
        key = self._key(purpose, messages, asked.version)
        kept = await self._kept(key)
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
                return await self._try(key, purpose, messages, read_answer)
        raise ModelUnavailable  # never reached: the last attempt raises by itself

    async def _try(
        self,
        key: str,
        purpose: str,
        messages: tuple[Message, ...],
        read_answer: Callable[[str], T],
    ) -> T:
        resting = self.breaker.resting(self.clock())
        if resting:
            raise ModelRefused(resting)
        call_id = await self._reserve(key, purpose, messages)
        if call_id is None:  # somebody asks the same just now
            return read_answer(await self._wait_for(key))
        return await self._call(call_id, key, messages, read_answer)

    async def _call(
        self,
        call_id: str,
        key: str,
        messages: tuple[Message, ...],
        read_answer: Callable[[str], T],
    ) -> T:
        """Makes a reserved call and settles it, however it ends."""
        try:
            answer = await self.client.ask(messages, seconds=self.pace.call)
        except SummariserError as error:
            cause = error.cause if isinstance(error, SpentError) else error
            await self._settle(call_id, *_outcome(error))
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
        await self._settle(call_id, "answered", answer.usage, kept=(key, answer.text))
        self.breaker.well()
        return found

    async def _kept(self, key: str) -> str | None:
        async with self.database.connect() as connection:
            return await calls.answer(connection, key)

    async def _reserve(self, key: str, purpose: str, messages: tuple[Message, ...]) -> str | None:
        now = self.clock()
        order = Order(
            key=key,
            workspace=self.workspace,
            run=self.run,
            purpose=purpose,
            provider=self.client.provider.name,
            model=self.client.model,
            cost=self.pricing.at_most(_sent(messages), TOKENS_OUT),
            expires_at=now + timedelta(seconds=self.pace.call + GRACE),
        )
        async with self.database.begin() as connection:
            if await calls.in_doubt(connection, key, now=now):
                raise CallInDoubt
            return await calls.reserve(connection, order, self.caps, now=now)

    async def _settle(
        self,
        call_id: str,
        outcome: Outcome,
        usage: Usage | None = None,
        *,
        kept: tuple[str, str] | None = None,
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
                await calls.keep_answer(connection, kept[0], self.client.model, kept[1], now=now)
        log.info("model_call", outcome=outcome, model=self.client.model)

    async def _wait_for(self, key: str) -> str:
        """The answer that somebody else is waiting for."""
        for _ in range(max(int((self.pace.call + GRACE) / POLL), 1)):
            await asyncio.sleep(POLL)
            async with self.database.connect() as connection:
                kept = await calls.answer(connection, key)
                if kept is not None:
                    return kept
                if await calls.in_doubt(connection, key, now=self.clock()):
                    raise CallInDoubt
                if not await calls.is_open(connection, key):
                    raise ModelUnavailable("The model did not answer.")
        raise CallInDoubt

    def _key(self, purpose: str, messages: tuple[Message, ...], prompt_version: str) -> str:
        """What was asked of which model: the same key has the same answer."""
        client = self.client
        asked = [client.provider.name, client.url, client.model, purpose, prompt_version]
        return hashlib.sha256(json.dumps([*asked, messages]).encode()).hexdigest()

    def _note(self, error: SummariserError) -> None:
        """Tells the breaker. A story the model won't write about is no outage."""
        if isinstance(error, ModelUnavailable | AnswerUnreadable):
            self.breaker.failed(str(error), self.clock())
        elif isinstance(error, ModelRefused) and error.lasting:
            self.breaker.failed(str(error), self.clock(), lasting=True)


def _outcome(error: SummariserError) -> tuple[Outcome, Usage | None]:
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


def _messages(asked: Prompt) -> tuple[Message, ...]:
    return ({"role": "system", "content": asked.system}, {"role": "user", "content": asked.user})


def _sent(messages: tuple[Message, ...]) -> str:
    return json.dumps([messages, SCHEMA], ensure_ascii=False)


def _fault(fault: Fault) -> str:
    return f"- {json.dumps(fault.text, ensure_ascii=False)}: {fault.reason}"


def _said(draft: Draft, asked: Prompt) -> Message:
    """The draft as the model wrote it, for it to see again."""
    places = {evidence: key for key, evidence in asked.sentences.items()}
    form = {
        "headline": draft.headline,
        "summary": [
            {"text": one.text, "from": [places[at] for at in one.evidence if at in places]}
            for one in draft.summary
        ],
        "claims": _ids(asked.claims, {one.text for one in draft.claims}),
        "quotes": [
            {"id": key, "translation": None}
            for key in _ids(asked.quotes, {one.text for one in draft.quotes})
        ],
    }
    return {"role": "assistant", "content": json.dumps(form, ensure_ascii=False)}


def _ids(known: Mapping[str, Quote] | Mapping[str, Claim], said: Collection[str]) -> list[str]:
    return [key for key, one in known.items() if one.evidence.text in said]
