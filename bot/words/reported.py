"""`/brief feedback`: what this workspace's readers marked and reported, for its admins."""

from __future__ import annotations

from bot import ledger_views
from bot.desk import Desk, language_at
from bot.errors import NotAllowed
from bot.feedback import reports
from bot.platforms.base import Command, Reply


async def feedback(desk: Desk, command: Command, rest: str) -> Reply:
    """How many marks of each kind, and the reports. Raises NotAllowed for who is no admin."""
    if not command.user.admin and command.user.id not in desk.rule.users:
        raise NotAllowed.saying("feedback_admins")
    language = await language_at(desk, command.place, command.user, typed=rest)
    async with desk.database.connect() as connection:
        counted, told = await reports(connection, command.place.workspace)
    return Reply(posts=(ledger_views.reports(counted, told, language),))
