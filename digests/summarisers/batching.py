"""The nightly batch: calls that can wait, handed in together at a lower price.

The calls are reserved and written down before anything is sent, and each step after it is sent, so
that after a kill a batch is gone on with by its id and never handed in twice. Answers go where a
call made at once would put them, so the brief finds them when its time comes. A batch that is not
done by its deadline is called off; what it has not answered is free to be asked at once.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import AnswerUnreadable, ModelRefused, SummariserError
from digests.store import batches, calls
from digests.store.batches import Held
from digests.store.calls import Order, Outcome, Usage
from digests.summarisers.asking import Asker, Query, outcome_of
from digests.summarisers.batch_calls import SECONDS, BatchClient, Line, Remote, line
from digests.summarisers.calling import TOKENS_OUT, request
from digests.summarisers.providers import Batch
from digests.summarisers.reading import check_story
from digests.summarisers.responses import Reply, SpentError

MOST = 400  # calls of one batch
# A request that was sent before a kill, or by another process, has arrived by then, or never.
SETTLED = timedelta(seconds=2 * SECONDS + 30)
LONGEST = timedelta(hours=26)  # after its deadline: no provider keeps a batch open for longer
PURPOSE = "{purpose}, batch"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A call that can wait, and who answers for it."""

    query: Query
    workspace: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batcher:
    """Hands in batches for one model, and reads them when they are done."""

    asker: Asker
    batch: Batch

    async def hand_in(
        self, owed: Sequence[Owed], slots: Collection[str], deadline: datetime
    ) -> int:
        """Hands in what is neither answered nor under way; the number of calls.

        `slots` are the briefs it is for, `deadline` (UTC) when it is called off. What a cap does
        not allow is left out. Raises SummariserError where the provider does not take it; it is
        then on record, and gone on with by advance() where it may have arrived.
        """
        now = self.asker.clock()
        made = batches.Batch(
            id=uuid4().hex,
            provider=self.asker.client.provider.name,
            url=self.asker.client.url,
            model=self.asker.client.model,
            stage="reserved",
            slots=tuple(sorted(slots)),
            input=None,
            file_id=None,
            remote_id=None,
            reserved_at=now,
            touched_at=now,
            deadline_at=deadline,
        )
        async with self.asker.database.begin() as connection:
            lines = [one async for one in self._reserved(connection, owed, deadline, now)]
            text = "\n".join(text for _, text in lines)
            made = replace(made, input=text, stage="reserved" if lines else "closed")
            await batches.keep(connection, made, [held for held, _ in lines])
        if lines:
            log.info("batch_reserved", calls=len(lines), deadline=deadline.isoformat())
            await self._send(made)
        return len(lines)

    async def advance(self) -> int:
        """Goes on with every open batch; how many were closed. One that fails stops no other."""
        async with self.asker.database.connect() as connection:
            ours = [one for one in await batches.open_ones(connection) if self._is_ours(one)]
        closed = 0
        for one in ours:
            try:
                closed += await self._advance(one)
            except SummariserError as error:
                log.warning("batch_waits", batch=one.id, stage=one.stage, why=str(error))
        return closed

    async def _reserved(
        self,
        connection: AsyncConnection,
        owed: Sequence[Owed],
        deadline: datetime,
        now: datetime,
    ) -> AsyncIterator[tuple[Held, str]]:
        """Each call reserved in the ledger, and its line of the file."""
        taken: set[str] = set()
        for one in owed:
            key = self.asker.key(one.query)
            if key in taken or len(taken) == MOST:
                continue
            order = self._order(one, key, deadline)
            if not await self._is_free(connection, order, now):
                continue
            call_id = await calls.reserve(connection, order, self.asker.caps, now=now)
            if call_id is not None:
                taken.add(key)
                yield Held(call_id=call_id, key=key), self._line(call_id, one.query)

    async def _is_free(self, connection: AsyncConnection, order: Order, now: datetime) -> bool:
        if await calls.answer(connection, order.key) is not None:
            return False
        if await calls.in_doubt(connection, order.key, now=now):
            return False
        return await calls.fits(connection, order, self.asker.caps, now=now)

    def _order(self, one: Owed, key: str, deadline: datetime) -> Order:
        most = self.asker.pricing.at_most(one.query.sent, TOKENS_OUT)
        return Order(
            key=key,
            workspace=one.workspace,
            run=one.run,
            purpose=PURPOSE.format(purpose=one.query.purpose),
            provider=self.asker.client.provider.name,
            model=self.asker.client.model,
            cost=self._share(most),
            expires_at=deadline + LONGEST,
        )

    def _share(self, cost: int) -> int:
        return math.ceil(cost * self.batch.share)

    def _line(self, call_id: str, query: Query) -> str:
        client = self.asker.client
        body = request(client.provider, client.model, query.messages, query.form, TOKENS_OUT)
        return line(call_id, self.batch.endpoint, body)

    @property
    def _http(self) -> BatchClient:
        return BatchClient(self.asker.client, self.batch)

    def _is_ours(self, one: batches.Batch) -> bool:
        client = self.asker.client
        return (one.provider, one.url) == (client.provider.name, client.url)

    async def _send(self, one: batches.Batch) -> None:
        """Sends what was written down, each step on record before the next."""
        try:
            if one.stage == "reserved":
                file_id = await self._http.upload(one.input or "")
                now = self.asker.clock()
                async with self.asker.database.begin() as connection:
                    ours = await batches.claim(
                        connection, one, now=now, stage="uploaded", file_id=file_id
                    )
                if not ours:  # another process has gone on with it, and pays for one of its own
                    return
                one = replace(one, stage="uploaded", file_id=file_id)
            remote = await self._http.create(one.file_id or "", one.id)
        except ModelRefused as error:
            await self._close(one, (), str(error))
            raise
        await self._adopt(one, remote)

    async def _adopt(self, one: batches.Batch, remote: Remote) -> None:
        await self._move(one, "submitted", remote_id=remote.id, input=None)
        log.info("batch_submitted", batch=one.id, remote=remote.id)

    async def _advance(self, one: batches.Batch) -> bool:
        """One step of a batch; whether it is closed by it."""
        now = self.asker.clock()
        if one.stage in {"reserved", "uploaded"}:
            return await self._resume(one, now)
        remote = await self._http.get(one.remote_id or "")
        if remote is None or (not remote.ended and now > one.deadline_at + LONGEST):
            await self._close(one, (), "lost", missing="unknown")
            return True
        if remote.ended:
            await self._close(one, await self._http.lines(remote), remote.status)
            return True
        if now >= one.deadline_at and one.stage == "submitted":
            await self._http.cancel(remote.id)
            await self._move(one, "cancelling")
        return False

    async def _resume(self, one: batches.Batch, now: datetime) -> bool:
        """Goes on with a batch that may or may not have arrived before its sender was killed."""
        if now < one.touched_at + SETTLED:
            return False
        if one.stage == "uploaded":
            remote = await self._http.find(one.file_id or "")
            if remote is not None:
                await self._adopt(one, remote)
                return False
        if now >= one.deadline_at:
            await self._close(one, (), "too late")
            return True
        async with self.asker.database.begin() as connection:
            ours = await batches.claim(connection, one, now=now)
        if ours:
            await self._send(replace(one, touched_at=now))
        return False

    async def _move(self, one: batches.Batch, stage: batches.Stage, **values: str | None) -> None:
        async with self.asker.database.begin() as connection:
            await batches.move(connection, one.id, stage, now=self.asker.clock(), **values)

    async def _close(
        self,
        one: batches.Batch,
        lines: Sequence[Line],
        outcome: str,
        *,
        missing: Outcome = "failed",
    ) -> None:
        """Settles every call and closes the batch, all in one transaction.

        A call without an answer was not worked on and costs nothing, unless nobody can tell.
        """
        now = self.asker.clock()
        came = {each.custom_id: each.outcome for each in lines}
        async with self.asker.database.begin() as connection:
            held = await batches.unsettled(connection, one.id)
            for each in held:
                await self._settle(connection, each, came.get(each.call_id), missing, now)
            await batches.move(connection, one.id, "closed", now=now, outcome=outcome, input=None)
        log.info("batch_closed", batch=one.id, outcome=outcome, calls=len(held), lines=len(lines))

    async def _settle(
        self,
        connection: AsyncConnection,
        held: Held,
        came: Reply | SummariserError | None,
        missing: Outcome,
        now: datetime,
    ) -> None:
        outcome, usage = _judged(came, missing)
        cost = self._share(self.asker.pricing.cost(usage)) if usage and usage.tokens_in else None
        await calls.settle(
            connection,
            held.call_id,
            outcome,
            now=now,
            usage=usage,
            cost=0 if outcome == "failed" else cost,
        )
        if outcome == "answered" and isinstance(came, Reply):
            model = self.asker.client.model
            await calls.keep_answer(connection, held.key, model, came.text, now=now)


def _judged(came: Reply | SummariserError | None, missing: Outcome) -> tuple[Outcome, Usage | None]:
    """How a call of a batch is written down, and what it took."""
    if came is None:
        return missing, None
    if isinstance(came, SpentError):
        return "unreadable", came.usage
    if isinstance(came, SummariserError):
        return ("failed", None) if not isinstance(came, AnswerUnreadable) else outcome_of(came)
    try:
        check_story(came.text)
    except AnswerUnreadable:
        return "unreadable", came.usage
    return "answered", came.usage
