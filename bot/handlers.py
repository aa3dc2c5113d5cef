"""What the bot does with what a platform brings: commands, buttons and replies in threads.

Nothing raises out of here: this is the one place where an error becomes what a user sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import commands, conversation, notices, orders, outbox, subscriptions
from bot.admin_notices import Cause, raise_notice
from bot.conversation import converse
from bot.desk import Desk, language_at, order_of
from bot.errors import BotError, UsageError
from bot.home import home
from bot.message import Message
from bot.outbox import Delivery
from bot.phrases import phrases
from bot.platforms.base import (
    Action,
    Change,
    Command,
    Filled,
    MessageRef,
    Place,
    Reply,
    ThreadReply,
    User,
)
from bot.presses import PRESSES
from bot.retention import purge_workspace
from bot.tenants import for_its_workspace
from bot.words import WORDS
from digests.errors import DigestsError
from digests.model import Language
from digests.store.database import reason

ERRORS = (BotError, DigestsError, SQLAlchemyError)

# The platforms' own words for a workspace that has removed the bot.
LEFT = {"account_inactive", "app_uninstalled", "10004"}

_GREETING = re.compile(
    r"\W*(?:(?:hi|hello|hey)(?: there)?|/?help(?: me)?|what can you do|你好|您好|帮助|你能做什么)?\W*",
    re.IGNORECASE,
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotHandlers:
    """Answers commands, buttons and thread replies, by the tables of `bot.words` and
    `bot.presses`."""

    desk: Desk

    @for_its_workspace
    async def command(self, command: Command) -> Reply:
        """The answer to `/brief …`: a mistake is answered too, privately."""
        try:
            word, rest = commands.split(command.text)
            self._allow(WORDS[word].changes, command.user, command.place)
            return await WORDS[word].run(self.desk, command, rest)
        except ERRORS as error:
            return await self._mistaken(error, command.place, command.user, command.text)

    @for_its_workspace
    async def action(self, action: Action) -> Reply | None:
        """The answer to a pressed button."""
        place = _place(action.ref)
        try:
            press = PRESSES.get(action.name)
            if press is None:
                raise UsageError.saying("old_button")
            self._allow(press.changes, action.user, place)
            return await press.run(self.desk, action)
        except ERRORS as error:
            return await self._mistaken(error, place, action.user)

    @for_its_workspace
    async def form(self, id: str, user: User, place: Place) -> Filled | Reply:  # noqa: A002
        """What a form about a subscription begins with, or why this person gets none."""
        try:
            self._allow(True, user, place)
            one = await order_of(self.desk, id, user, place) if id else None
            language = await language_at(self.desk, place, user)
        except ERRORS as error:
            return await self._mistaken(error, place, user)
        if one is None:
            return Filled(place=place, language=language)
        there = replace(place, channel=one.channel)
        return Filled(place=there, id=one.id, typed=orders.typed(one), language=language)

    @for_its_workspace
    async def home(self, place: Place, user: User) -> Message:
        """The person's own page; where the store can't be read, just that."""
        try:
            return await home(self.desk, place, user)
        except ERRORS as error:
            return notices.line(_told(error, user.language))

    def _allow(self, changes: bool, user: User, place: Place) -> None:
        """The one place where rights are checked: every word and button comes through here."""
        if changes:
            self.desk.rule.check(user, place)

    async def _mistaken(self, error: Exception, place: Place, user: User, typed: str = "") -> Reply:
        return Reply(posts=(notices.line(_told(error, await self._spoken(place, user, typed))),))

    async def _spoken(self, place: Place, user: User, typed: str) -> Language:
        """The language to say it in; the person's own where the database is what went wrong."""
        try:
            return await language_at(self.desk, place, user, typed=typed)
        except SQLAlchemyError:
            return user.language or "en"

    @for_its_workspace
    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        """A cited answer in the thread; None where it is none of ours, or was heard before."""
        async with self.desk.database.begin() as connection:
            wanted, delivery = await self.hears(connection, reply)
        return await self.answer(reply, delivery) if wanted else None

    async def hears(
        self, connection: AsyncConnection, reply: ThreadReply
    ) -> tuple[bool, Delivery | None]:
        """Whether it is for the bot and heard for the first time; and whose thread it stands in."""
        now = self.desk.clock()
        # One message may come as two events, so both its own id and the event's count.
        keys = (reply.event_id, f"{reply.ref.channel}:{reply.ref.message}")
        heard = [await outbox.hear(connection, reply.ref.workspace, key, now) for key in keys]
        delivery = await self.asked_about(connection, reply)
        return all(heard) and (delivery is not None or reply.mentioned), delivery

    async def asked_about(self, connection: AsyncConnection, reply: ThreadReply) -> Delivery | None:
        """The delivery whose thread the reply stands in, if it is one of ours."""
        root = reply.ref.thread or reply.ref.message
        return await outbox.standing(connection, reply.ref.workspace, reply.ref.channel, root)

    @for_its_workspace
    async def answer(self, reply: ThreadReply, delivery: Delivery | None) -> Reply:
        """The answer to what a person wrote; a mistake is answered too.

        Who greets the bot, or asks it for help, is told what it can do.
        """
        if reply.mentioned and _GREETING.fullmatch(reply.text):
            return await self._introduced(reply)
        try:
            return await converse(
                self.desk.database,
                reply,
                delivery,
                now=self.desk.clock(),
                speaker=self.desk.summariser,
            )
        except ERRORS as error:
            language = conversation.language_of(reply.text)
            return Reply(posts=(notices.line(_told(error, language)),), private=False)

    async def _introduced(self, reply: ThreadReply) -> Reply:
        place = _place(reply.ref)
        command = Command(name="/brief", text="help", user=reply.user, place=place)
        asked = await WORDS["help"].run(self.desk, command, reply.text)
        return replace(asked, private=False)

    @for_its_workspace
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
                number = await self._closed(connection, change)
        log.info("reachable" if change.open else "unreachable", code=change.code, number=number)

    async def _closed(self, connection: AsyncConnection, change: Change) -> int:
        """Its briefs rest, and whoever looks after them is told once, as where a post is refused."""
        why = f"{change.code}: {change.why}" if change.why else change.code
        number = await subscriptions.pause(
            connection, change.workspace, channel=change.channel, why=why
        )
        if number:
            cause = Cause(
                kind="paused",
                about=change.channel or "",
                workspace=change.workspace,
                data={"why": change.why or change.code},
            )
            await raise_notice(connection, cause, self.desk.clock())
        return number

    @for_its_workspace
    async def posted(self, about: str, refs: Sequence[MessageRef]) -> None:
        """A brief that was shared stands: replies in its thread are answered from it."""
        if not refs:
            return
        async with self.desk.database.begin() as connection:
            await outbox.stands(connection, refs, brief_id=about, now=self.desk.clock())


def _place(ref: MessageRef) -> Place:
    return Place(
        platform=ref.platform,
        workspace=ref.workspace,
        channel=ref.channel,
        thread=ref.thread,
        direct=ref.direct,
    )


def _told(error: Exception, language: Language) -> str:
    """What the person sees of an error; what the operator needs goes to the log."""
    if isinstance(error, SQLAlchemyError):
        log.error("database_error", why=reason(error))
        return phrases(language)["archive_closed"]
    text = error.told(language) if isinstance(error, BotError) else str(error)
    return text[:1].upper() + text[1:]
