"""Answers to what people of a workspace asked: that workspace's own, and forgotten with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, Table, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store.sql import upsert
from digests.store.tables import UTCDateTime, metadata

model_replies = Table(
    "model_replies",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("answered_at", UTCDateTime, nullable=False),
    Index("ix_model_replies_answered_at", "answered_at"),
)


async def answer(connection: AsyncConnection, workspace: str, key: str) -> str | None:
    """The answer that this workspace has paid for already, or None."""
    row = (
        await connection.execute(
            select(model_replies.c.text).where(
                model_replies.c.workspace == workspace, model_replies.c.key == key
            )
        )
    ).first()
    return row.text if row else None


async def keep(
    connection: AsyncConnection, workspace: str, key: str, model: str, text: str, *, now: datetime
) -> None:
    """Keeps an answer for whoever of the workspace asks the same again. `now` is UTC."""
    row = {"workspace": workspace, "key": key, "model": model, "text": text, "answered_at": now}
    await upsert(connection, model_replies, row)


async def forget(connection: AsyncConnection, before: datetime) -> int:
    """Deletes the answers that are older; how many there were."""
    gone = await connection.execute(
        delete(model_replies).where(model_replies.c.answered_at < before)
    )
    return gone.rowcount
