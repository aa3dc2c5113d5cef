"""What the role that runs the bot may do: everything with rows, nothing with tables."""

from __future__ import annotations

import re

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import UsageError

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)


async def grant(owner: AsyncEngine, role: str) -> None:
    """Lets `role` work with all tables there are, as their owner. Raises UsageError."""
    if not _NAME.fullmatch(role):
        raise UsageError(f"{role!r} is no name of a role: small letters, digits and underscores.")
    async with owner.begin() as connection:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            await connection.execute(text(statement))
