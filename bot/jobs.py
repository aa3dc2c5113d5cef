"""The jobs, and the queue as they see it. What a job does stands in `bot.engine.work`.

A job may run twice, or be put twice: each looks at the database for what is still to be done. So
a killed worker's job is simply run again, and a lost one is put again by the clock.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import ThreadReply
from digests.store import codec

Kind = Literal["collect", "extract", "brief", "deliver", "answer"]

# In this order where there is more to do than can be done: a person waits for an answer, a
# channel for its brief, and nobody for a source.
KINDS: tuple[Kind, ...] = ("answer", "deliver", "brief", "extract", "collect")
TRIES = 3  # of a job that fails; then it is held for a person to look at
FIRST_RETRY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do. `data` holds JSON values; `workspace` is empty for public work.

    While a job with the same `key` waits or runs, it is not put again. `after` puts it off.
    """

    kind: Kind
    key: str
    workspace: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    after: timedelta = timedelta()


class Again(Exception):
    """The job is to be run again `after` so long: what it waits for has not come."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"again in {after.total_seconds():g} s")
        self.after = after


class Transaction(Protocol):
    """Rows and the jobs they bring, kept together or not at all."""

    @property
    def connection(self) -> AsyncConnection:
        """Where the rows are written."""
        ...

    async def put(self, *jobs: Job) -> None:
        """Asks for these jobs, once the transaction stands."""
        ...


class Queue(Protocol):
    """Takes jobs."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction of the database that can put jobs, committed at the end."""
        ...


Body = Callable[[Job], Awaitable[None]]
Bodies = Mapping[Kind, Body]


def retry_in(tries: int) -> timedelta:
    """How long to wait after so many failed tries."""
    return FIRST_RETRY * (1 << 2 * max(tries - 1, 0))


def collect(source_id: str) -> Job:
    """Read one source."""
    return Job(kind="collect", key=f"collect:{source_id}", data={"source": source_id})


def extract(article_id: str) -> Job:
    """Read one stored article for quotes, claims and topics, and place it in its story."""
    return Job(kind="extract", key=f"extract:{article_id}", data={"article": article_id})


def brief(platform: str, workspace: str, channel: str) -> Job:
    """Build what is due in one channel: one after the other, so that no story is told twice."""
    return Job(
        kind="brief",
        key=f"brief:{workspace}:{platform}:{channel}",
        workspace=workspace,
        data={"platform": platform, "channel": channel},
    )


def deliver(workspace: str, delivery_id: str, *, after: timedelta = timedelta()) -> Job:
    """Carry one part to its channel; the next part of its slot follows it."""
    return Job(
        kind="deliver",
        key=f"deliver:{delivery_id}",
        workspace=workspace,
        data={"delivery": delivery_id},
        after=after,
    )


def answer(reply: ThreadReply) -> Job:
    """Answer what a person wrote."""
    ref = reply.ref
    return Job(
        kind="answer",
        key=f"answer:{ref.workspace}:{ref.channel}:{ref.message}",
        workspace=ref.workspace,
        data={"reply": codec.dump(reply)},
    )
