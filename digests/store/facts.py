"""Facts about the store itself, by name."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.store.sql import upsert
from digests.store.tables import facts


async def get(connection: AsyncConnection, name: str) -> str | None:
    """The fact's value, or None."""
    row = (await connection.execute(select(facts.c.value).where(facts.c.name == name))).first()
    return row.value if row else None


async def put(connection: AsyncConnection, name: str, value: str) -> None:
    """Keeps the fact, in place of an older value."""
    await upsert(connection, facts, {"name": name, "value": value})


async def drop(connection: AsyncConnection, name: str) -> None:
    """Keeps the fact no more."""
    await connection.execute(delete(facts).where(facts.c.name == name))
