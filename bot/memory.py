"""The last question of each thread, so that the next may lean on it. Forgotten in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.platforms.base import MessageRef
from bot.tables import questions
from digests.store.sql import upsert

REMEMBERED = timedelta(days=30)


async def last_question(connection: AsyncConnection, ref: MessageRef) -> str | None:
    """What was asked last in the thread of this message."""
    rows = await connection.execute(
        select(questions.c.text).where(
            questions.c.workspace == ref.workspace,
            questions.c.channel == ref.channel,
            questions.c.thread == (ref.thread or ref.message),
        )
    )
    row = rows.first()
    return row.text if row else None


async def remember(
    connection: AsyncConnection, ref: MessageRef, question: str, now: datetime
) -> None:
    """Keeps a question as the thread's last one, at `now` (UTC). No user is kept with it."""
    await upsert(
        connection,
        questions,
        {
            "workspace": ref.workspace,
            "channel": ref.channel,
            "thread": ref.thread or ref.message,
            "text": question,
            "asked_at": now,
        },
    )


async def forget_questions(
    connection: AsyncConnection, now: datetime, kept: timedelta = REMEMBERED
) -> int:
    """Deletes the questions that are older than they are remembered; how many there were."""
    gone = await connection.execute(delete(questions).where(questions.c.asked_at < now - kept))
    return gone.rowcount
