"""What the bot does with what a platform brings: commands, buttons and replies in threads.

Nothing raises out of here: this is the one place where an error becomes what a user sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import commands, outbox, render, subscriptions
from bot.commands import BriefCommand, SubscribeCommand, WordCommand
from bot.conversation import converse
from bot.errors import BotError, UsageError
from bot.message import Bullets, Context, Heading, Message, Paragraph, Run
from bot.platforms.base import Action, Command, Platform, Reply, ThreadReply
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

log = structlog.get_logger(__name__)

HELP = (
    ("china-ai 24h", "a topic's brief; also 7d or since monday"),
    ("", "this channel's topics, now"),
    ("subscribe china-ai at 08:00 weekdays Europe/Berlin", "a brief here, on time"),
    ("list", "what this channel gets, and when"),
    ("unsubscribe ID", "end one of them"),
    ("pause", "rest this channel's briefs; resume starts them again"),
    ("status", "what is next and last here, and how the sources fare"),
    ("topics", "what can be followed"),
)


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
            return Reply(posts=(_line(_told(error)),))

    async def action(self, action: Action) -> Reply | None:
        """The answer to a pressed button."""
        try:
            return await self._act(action)
        except ERRORS as error:
            return Reply(posts=(_line(_told(error)),))

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
            return Reply(posts=(_line(_told(error)),), private=False)

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
                return self._topics()
            case WordCommand():
                return _help()

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
            post = render.brief(built.brief, zone=zone)
            posts += [post.parent, *post.thread]
        return Reply(posts=tuple(posts), shareable=True)

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
        return Reply(posts=(_line(f"Subscribed: {describe(made)}. The first comes {when}."),))

    async def _list(self, command: Command) -> Reply:
        ours = await self._subscriptions(command)
        if not ours:
            return Reply(posts=(_line("This channel has no subscriptions yet."),))
        items = tuple((Run(text=f"{one.id}: {describe(one)}"),) for one in ours)
        return Reply(
            posts=(
                Message(
                    blocks=(Heading(text="This channel's briefs", level=2), Bullets(items=items)),
                    fallback="This channel's briefs",
                ),
            )
        )

    async def _unsubscribe(self, command: Command, wanted: str) -> Reply:
        ours = await self._subscriptions(command)
        found = [one for one in ours if wanted and (one.id == wanted or wanted in one.topics)]
        if not found:
            raise UsageError("say which one: `/brief list` shows their ids.")
        async with self.database.begin() as connection:
            for one in found:
                await subscriptions.remove(connection, one.workspace, one.id)
        return Reply(posts=(_line(f"Ended: {'; '.join(map(describe, found))}."),))

    async def _pause(self, command: Command, word: str) -> Reply:
        why = f"paused by <{command.user.id}>" if word == "pause" else None
        async with self.database.begin() as connection:
            number = await subscriptions.pause(
                connection, command.place.workspace, channel=command.place.channel, why=why
            )
        if not number:
            return Reply(posts=(_line("This channel has no subscriptions yet."),))
        told = "rest until `/brief resume`" if why else "run again"
        return Reply(posts=(_line(f"This channel's briefs {told}."),))

    async def _status(self, command: Command) -> Reply:
        async with self.database.connect() as connection:
            found = await status_of(connection, self.clock(), workspace=command.place.workspace)
        items = tuple(
            (
                Run(text=one.what, style="strong"),
                Run(text=f": next {one.next_at or 'never'}, last {one.last_at or 'never'}"),
                Run(text="" if one.state == "ok" else f", {one.state}"),
            )
            for one in found.channels
            if one.channel == f"{command.place.platform} {command.place.channel}"
        )
        blocks = (
            Heading(text="How things stand", level=2),
            *((Bullets(items=items),) if items else ()),
            Context(runs=(Run(text=found.summary()),)),
        )
        return Reply(posts=(Message(blocks=blocks, fallback="How things stand"),))

    def _topics(self) -> Reply:
        items = tuple(
            (Run(text=one.slug, style="strong"), Run(text=f": {one.name('en')} · {one.name('zh')}"))
            for one in self.library.config.topics
        )
        blocks = (Heading(text="Topics", level=2), Bullets(items=items))
        return Reply(posts=(Message(blocks=blocks, fallback="Topics"),))

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
        return Reply(posts=(_line("Noted, thank you."),))

    async def _subscriptions(self, command: Command) -> tuple[Subscription, ...]:
        async with self.database.connect() as connection:
            return await subscriptions.of_channel(
                connection, command.place.workspace, command.place.channel
            )


def _help() -> Reply:
    items = tuple(
        (Run(text=f"/brief {form}".strip(), style="strong"), Run(text=f": {what}"))
        for form, what in HELP
    )
    small = "Reply in a brief's thread, or mention me, to ask about what it says."
    blocks = (
        Heading(text="How to use /brief", level=2),
        Bullets(items=items),
        Context(runs=(Run(text=small),)),
    )
    return Reply(posts=(Message(blocks=blocks, fallback="How to use /brief"),))


def _line(text: str) -> Message:
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


def _told(error: Exception) -> str:
    """What the person sees of an error; what the operator needs goes to the log."""
    if isinstance(error, SQLAlchemyError):
        log.error("database_error", why=reason(error))
        return "The archive can't be read at the moment; please try again in a minute."
    text = str(error)
    return text[:1].upper() + text[1:]
