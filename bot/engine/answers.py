"""Answers through the queue: who hears a question only notes it, and a worker answers.

The question is remembered and its job asked for in one transaction, and the answer is owed like
a brief, so that it comes once whoever dies on the way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, runtime_checkable

from sqlalchemy import exists, select

from bot import jobs, outbox
from bot.handlers import BotHandlers
from bot.jobs import Job, Queue
from bot.message import Message
from bot.outbox import OPEN, Part
from bot.platforms.base import MessageRef, Payload, Place, Platform, Reply, ThreadReply
from bot.tables import deliveries
from bot.tenants import for_its_workspace
from digests.store import codec

# How long whoever hears a question shows that an answer is coming.
PATIENCE = timedelta(seconds=60)
LOOK_EVERY = 0.3  # seconds


@runtime_checkable
class Answering(Protocol):
    """A platform that says how an answer to a message is posted."""

    def answer(self, posts: Sequence[Message], ref: MessageRef) -> tuple[Place, Sequence[Payload]]:
        """Where the answer to `ref` goes, and its bodies in posting order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedHandlers(BotHandlers):
    """Handlers that leave the answering of questions to whoever runs the jobs."""

    queue: Queue

    @for_its_workspace
    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        """None, once the answer was posted by whoever ran its job, or has taken very long."""
        async with self.queue.transaction() as transaction:
            wanted, _ = await self.hears(transaction.connection, reply)
            if not wanted:
                return None
            await transaction.put(jobs.answer(reply))
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                while not await self._answered(reply.ref):  # noqa: ASYNC110 - a row of a worker's
                    await asyncio.sleep(LOOK_EVERY)
        except TimeoutError:
            return None
        return None

    async def _answered(self, ref: MessageRef) -> bool:
        mine = exists().where(
            deliveries.c.workspace == ref.workspace,
            deliveries.c.subscription_id == owner(ref),
            deliveries.c.slot == ref.message,
        )
        async with self.desk.database.connect() as connection:
            planned = await connection.scalar(select(mine))
            still_open = await connection.scalar(select(mine.where(deliveries.c.status.in_(OPEN))))
        return bool(planned and not still_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Runs the jobs that `QueuedHandlers` asks for."""

    handlers: BotHandlers
    platforms: Mapping[str, Platform]
    queue: Queue

    async def answer(self, job: Job) -> None:
        """Answers one question and owes the answer. A second run finds it owed already."""
        reply = codec.load(ThreadReply, job.data["reply"])
        ref = reply.ref
        platform: object = self.platforms.get(ref.platform)
        database, now = self.handlers.desk.database, self.handlers.desk.clock()
        if not isinstance(platform, Answering):
            return
        async with database.connect() as connection:
            if await outbox.planned(connection, ref.workspace, owner(ref), ref.message):
                return
            delivery = await self.handlers.asked_about(connection, reply)
        said = await self.handlers.answer(reply, delivery)
        place, bodies = platform.answer(said.posts, ref)
        async with self.queue.transaction() as transaction:
            ours = await outbox.plan(
                transaction.connection,
                place,
                subscription_id=owner(ref),
                slot=ref.message,
                parts=[Part(payload=body) for body in bodies],
                due_at=now,
            )
            if ours and bodies:
                first = outbox.delivery_id(ref.workspace, owner(ref), ref.message, 0)
                await transaction.put(jobs.deliver(ref.workspace, first))


def owner(ref: MessageRef) -> str:
    """What stands in the place of a subscription for an answer in this channel."""
    return f"answer:{ref.channel}"
