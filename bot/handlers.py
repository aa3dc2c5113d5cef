"""What the bot does with what a platform brings: commands, buttons and replies in threads.

Nothing raises out of here: this is the one place where an error becomes what a user sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import commands, lookups, notices, outbox, render, subscriptions
from bot.commands import BriefCommand, SubscribeCommand, WordCommand
from bot.conversation import converse, language_of
from bot.errors import BotError, UsageError
from bot.message import Message
from bot.platforms.base import (
    Action,
    Change,
    Command,
    MessageRef,
    Platform,
    Reply,
    ThreadReply,
)
from bot.retention import purge_workspace
from bot.status import status_of
from bot.subscriptions import Subscription, describe
from digests import pipeline
from digests.errors import DigestsError
from digests.library import Library
from digests.pipeline import Order
from digests.store import briefs as brief_store
from digests.store.database import reason
from digests.summarisers.base import Summariser

ERRORS = (BotError, DigestsError, SQLAlchemyError)

# The platforms' own words for a workspace that has removed the bot.
LEFT = {"account_inactive", "app_uninstalled", "10004"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotHandlers:
    """Answers commands, buttons and thread replies. `clock` gives UTC."""

    database: AsyncEngine
    library: Library
    platforms: Mapping[str, Platform]
    summariser: Summariser
    clock: Callable[[], datetime]
    zone: str = "UTC"

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
        now = self.clock()
        async with self.database.begin() as connection:
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
            return await converse(self.database, reply, delivery, now=now)
        except ERRORS as error:
            return Reply(posts=(notices.line(_told(error)),), private=False)

    async def _run(self, command: Command) -> Reply:
        parsed = commands.parse(command.text, self.library.config.topics)
        match parsed:
            case BriefCommand():
                return await self._brief(command, parsed)
            case SubscribeCommand():
                return await self._subscribe(command, parsed)
            case WordCommand(word="list"):
                return await self._list(command)
            case WordCommand(word="unsubscribe"):
                return await self._unsubscribe(command, parsed.rest)
            case WordCommand(word="pause" | "resume"):
                return await self._pause(command, parsed.word)
            case WordCommand(word="status"):
                return await self._status(command)
            case WordCommand(word="topics"):
                return Reply(posts=(notices.topics(self.library.config.topics),))
            case WordCommand(word="search" | "people" | "claims" | "sources"):
                return await self._look_up(parsed)
            case WordCommand():
                return Reply(posts=(notices.help_message(),))

    async def _brief(self, command: Command, parsed: BriefCommand) -> Reply:
        ours = await self._subscriptions(command)
        slugs = (
            (parsed.topic,)
            if parsed.topic
            else tuple(dict.fromkeys(topic for one in ours for topic in one.topics))
        )
        if not slugs:
            raise UsageError("this channel follows no topic yet; try `/brief china-ai`.")
        zone = ZoneInfo(ours[0].zone if ours else self.zone)
        language = ours[0].language if ours else "en"
        now = self.clock()
        posts: list[Message] = []
        about = ""  # one brief's thread can be answered from; that of several is no brief's
        for slug in slugs:
            order = Order(
                topic=self.library.topic(slug),
                window=commands.window(parsed.since, now, zone),
                language=language,
            )
            built = await pipeline.build_brief(
                self.database, self.library, order, self.summariser, now=now
            )
            async with self.database.begin() as connection:
                await brief_store.keep(connection, built.brief)
            about = built.brief.id if len(slugs) == 1 else ""
            post = render.brief(built.brief, zone=zone)
            posts += [post.parent, *post.thread]
        return Reply(posts=tuple(posts), shareable=True, about=about)

    async def _subscribe(self, command: Command, parsed: SubscribeCommand) -> Reply:
        place, now = command.place, self.clock()
        made = Subscription(
            id=subscriptions.new_id(place.workspace, place.channel, parsed.topics, parsed.at),
            workspace=place.workspace,
            platform=place.platform,
            channel=place.channel,
            topics=parsed.topics,
            at=parsed.at,
            weekdays=parsed.weekdays,
            zone=parsed.zone or self.zone,
            language=parsed.language or "en",
            created_at=now,
            created_by=command.user.id,
        )
        async with self.database.begin() as connection:
            await subscriptions.keep(connection, made)
        following = subscriptions.upcoming(made, now)
        when = (
            f"{following.due_at.astimezone(ZoneInfo(made.zone)):%A %d %B, %H:%M}"
            if following
            else "never"
        )
        return Reply(
            posts=(notices.line(f"Subscribed: {describe(made)}. The first comes {when}."),)
        )

    async def _list(self, command: Command) -> Reply:
        ours = await self._subscriptions(command)
        return Reply(posts=(notices.subscriptions(ours),))

    async def _unsubscribe(self, command: Command, wanted: str) -> Reply:
        ours = await self._subscriptions(command)
        found = [one for one in ours if wanted and (one.id == wanted or wanted in one.topics)]
        if not found:
            raise UsageError("say which one: `/brief list` shows their ids.")
        async with self.database.begin() as connection:
            for one in found:
                await subscriptions.remove(connection, one.workspace, one.id)
        return Reply(posts=(notices.line(f"Ended: {'; '.join(map(describe, found))}."),))

    async def _pause(self, command: Command, word: str) -> Reply:
        why = f"{subscriptions.BY_PERSON}<{command.user.id}>" if word == "pause" else None
        async with self.database.begin() as connection:
            number = await subscriptions.pause(
                connection, command.place.workspace, channel=command.place.channel, why=why
            )
        if not number:
            return Reply(posts=(notices.line("This channel has no subscriptions yet."),))
        told = "rest until `/brief resume`" if why else "run again"
        return Reply(posts=(notices.line(f"This channel's briefs {told}."),))

    async def _status(self, command: Command) -> Reply:
        async with self.database.connect() as connection:
            found = await status_of(connection, self.clock(), workspace=command.place.workspace)
        channel = f"{command.place.platform} {command.place.channel}"
        return Reply(posts=(notices.status(found, channel),))

    async def _look_up(self, parsed: WordCommand) -> Reply:
        language = language_of(parsed.rest)
        async with self.database.connect() as connection:
            match parsed.word:
                case "search":
                    found = await lookups.search(connection, parsed.rest, language)
                case "people":
                    gazetteer = self.library.config.gazetteer
                    found = await lookups.people(connection, parsed.rest, gazetteer, language)
                case "claims":
                    found = await lookups.claims(
                        connection, parsed.rest, self.library.config.topics, language
                    )
                case _:
                    found = await lookups.sources(connection, language)
        return Reply(posts=(found,), shareable=True)

    async def changed(self, change: Change) -> None:
        """A channel or workspace closed to the bot, or opened again: its briefs rest or go on.

        A workspace that the bot has left is forgotten at once.
        """
        async with self.database.begin() as connection:
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
        async with self.database.begin() as connection:
            await outbox.stands(connection, refs, brief_id=about, now=self.clock())

    async def _act(self, action: Action) -> Reply | None:
        async with self.database.connect() as connection:
            delivery = await outbox.standing(
                connection,
                action.ref.workspace,
                action.ref.channel,
                action.ref.thread or action.ref.message,
            )
            brief = (
                await brief_store.get(connection, delivery.brief_id)
                if delivery and delivery.brief_id
                else None
            )
        item = (
            next((one for one in brief.items if one.story_id == action.value), None)
            if brief
            else None
        )
        if brief is None or item is None:
            raise UsageError("this message's brief is no longer kept; ask `/brief` for a new one.")
        if action.name == "sources":
            return Reply(posts=(render.source_list(item, brief.language),))
        if action.name == "more":
            return Reply(posts=(render.story(item, brief.language),))
        log.info("feedback", story=item.story_id, verdict=action.name)
        return Reply(posts=(notices.line("Noted, thank you."),))

    async def _subscriptions(self, command: Command) -> tuple[Subscription, ...]:
        async with self.database.connect() as connection:
            return await subscriptions.of_channel(
                connection, command.place.workspace, command.place.channel
            )


def _told(error: Exception) -> str:
    """What the person sees of an error; what the operator needs goes to the log."""
    if isinstance(error, SQLAlchemyError):
        log.error("database_error", why=reason(error))
        return "The archive can't be read at the moment; please try again in a minute."
    text = str(error)
    return text[:1].upper() + text[1:]
