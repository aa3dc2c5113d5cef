"""What the bot does with what a platform brings: commands, buttons and replies in threads.

Nothing raises out of here: this is the one place where an error becomes what a user sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot import commands, notices, outbox, subscriptions
from bot.conversation import converse
from bot.desk import Desk
from bot.errors import BotError, UsageError
from bot.platforms.base import Action, Change, Command, MessageRef, Reply, ThreadReply
from bot.presses import PRESSES
from bot.retention import purge_workspace
from bot.words import WORDS
from digests.errors import DigestsError
from digests.store.database import reason

ERRORS = (BotError, DigestsError, SQLAlchemyError)

# The platforms' own words for a workspace that has removed the bot.
LEFT = {"account_inactive", "app_uninstalled", "10004"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotHandlers:
    """Answers commands, buttons and thread replies, by the tables of `bot.words` and
    `bot.presses`."""

    desk: Desk

    async def command(self, command: Command) -> Reply:
        """The answer to `/brief …`: a mistake is answered too, privately."""
        try:
            return await self._run(command)
        except ERRORS as error:
            return Reply(posts=(notices.line(_told(error)),))

    async def action(self, action: Action) -> Reply | None:
        """The answer to a pressed button."""
        try:
            return await self._act(action)
        except ERRORS as error:
            return Reply(posts=(notices.line(_told(error)),))

    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        """A cited answer in the thread; None where it is none of ours, or was heard before."""
        now = self.desk.clock()
        async with self.desk.database.begin() as connection:
            # One message may come as two events, so both its own id and the event's count.
            keys = (reply.event_id, f"{reply.ref.channel}:{reply.ref.message}")
            heard = [await outbox.hear(connection, reply.ref.workspace, key, now) for key in keys]
            root = reply.ref.thread or reply.ref.message
            delivery = await outbox.standing(
                connection, reply.ref.workspace, reply.ref.channel, root
            )
        if not all(heard) or (delivery is None and not reply.mentioned):
            return None
        try:
            return await converse(self.desk.database, reply, delivery, now=now)
        except ERRORS as error:
            return Reply(posts=(notices.line(_told(error)),), private=False)

    async def _run(self, command: Command) -> Reply:
        word, rest = commands.split(command.text)
        return await WORDS[word].run(self.desk, command, rest)

    async def changed(self, change: Change) -> None:
        """A channel or workspace closed to the bot, or opened again: its briefs rest or go on.

        A workspace that the bot has left is forgotten at once.
        """
        async with self.desk.database.begin() as connection:
            if change.code in LEFT and change.channel is None and not change.open:
                number = await purge_workspace(connection, change.workspace)
            elif change.open:
                number = await subscriptions.reopen(
                    connection, change.workspace, channel=change.channel
                )
            else:
                number = await subscriptions.pause(
                    connection, change.workspace, channel=change.channel, why=change.code
                )
        log.info("reachable" if change.open else "unreachable", code=change.code, number=number)

    async def posted(self, about: str, refs: Sequence[MessageRef]) -> None:
        """A brief that was shared stands: replies in its thread are answered from it."""
        if not refs:
            return
        async with self.desk.database.begin() as connection:
            await outbox.stands(connection, refs, brief_id=about, now=self.desk.clock())

    async def _act(self, action: Action) -> Reply | None:
        press = PRESSES.get(action.name)
        if press is None:
            raise UsageError("this button is of an older version; ask `/brief` for a new brief.")
        return await press.run(self.desk, action)


def _told(error: Exception) -> str:
    """What the person sees of an error; what the operator needs goes to the log."""
    if isinstance(error, SQLAlchemyError):
        log.error("database_error", why=reason(error))
        return "The archive can't be read at the moment; please try again in a minute."
    text = str(error)
    return text[:1].upper() + text[1:]
