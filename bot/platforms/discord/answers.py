"""How a reply goes back: to one person, into a thread, or, once they say so, to the channel.

An interaction's token is good for fifteen minutes
(developers/interactions/receiving-and-responding.mdx, "Followup Messages").
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
import structlog

from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.message import Button, Message, Paragraph, Run
from bot.platforms.base import MessageRef, Payload, Place, Poster, Reply
from bot.platforms.discord import limits
from bot.platforms.discord.components import rows
from bot.platforms.discord.errors import LOST, from_discord
from bot.platforms.discord.markdown import units
from bot.platforms.discord.posting import DiscordPosting
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.spoken import in_discord
from bot.platforms.discord.words import Words, words
from bot.platforms.seen import Seen, Shelf

SHARE, DETAILS = "share", "details"  # the actions of "Post here" and "Show details"
EPHEMERAL = 1 << 6
_KEPT = 2 * 3600.0  # seconds a private answer is kept; then it is made again
_LONGEST = limits.CUSTOM_ID - len(f"{DETAILS}:")  # of what a button under it carries
_TRIES = 4
_LONGEST_WAIT = 60.0  # seconds a reply waits for a rate limit; a delivery waits in the outbox
_QUICK = 0.3  # seconds an answer may take before the bot shows that it is writing
_TYPING = 8.0  # seconds; Discord shows it for ten
Interaction = discord.Interaction[Any]
log = structlog.get_logger(__name__)

# Makes the reply to a command again: its words, as they were typed.
Again = Callable[[str], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A private answer kept for as long as its buttons may be pressed."""

    posted: tuple[Payload, ...]
    details: tuple[Payload, ...]
    user: str
    about: str = ""


class Answers:
    """Sends replies. Raises the errors of `bot.errors` where Discord does not take one."""

    def __init__(
        self, rest: Rest, posting: DiscordPosting, *, poster: Poster | None = None
    ) -> None:
        self._rest, self._posting, self._poster = rest, posting, poster
        self._shared: Shelf[Shared] = Shelf(seconds=_KEPT, size=500)
        self._spent = Seen(seconds=_KEPT)

    async def private(
        self, reply: Reply, interaction: Interaction, *, asked: str = "", swaps: bool = False
    ) -> None:
        """Show `reply` to the person who asked, and what follows it.

        One that may be shared shows its first message, with buttons that post the whole and show
        the rest: nobody wants a thread's worth of messages at once. `asked` is the command it
        answers, by which it is made again once it is no longer kept here. It `swaps` places with
        the private message whose button was pressed.
        """
        for number, one in enumerate((reply, *reply.more)):
            seen = one.shown or one.posts
            first = number == 0
            if one.shareable and seen:
                bodies = self._shareable(one, interaction, one.asked or asked)
                await self._show(bodies, interaction, first=first)
            else:
                await self._show(self._bodies(seen), interaction, first=first, swaps=swaps)

    def _shareable(self, reply: Reply, interaction: Interaction, asked: str) -> list[Payload]:
        """The first message of a reply that is kept to be posted, with its buttons."""
        shared = self._shared_of(reply, interaction)
        token, said = secrets.token_urlsafe(18), words(interaction.locale)
        self._shared.put(token, shared)
        whole = f"{token} {asked}"
        value = whole if asked and units(whole) <= _LONGEST else token
        row = _row(value, said, details=bool(shared.details))
        return _with_row(self._bodies((reply.shown or reply.posts)[:1]), row, said)

    def _shared_of(self, reply: Reply, interaction: Interaction) -> Shared:
        return Shared(
            posted=tuple(self._bodies(reply.posts)),
            details=tuple(self._bodies((reply.shown or reply.posts)[1:])),
            user=str(interaction.user.id),
            about=reply.about,
        )

    async def _recalled(self, value: str, interaction: Interaction, again: Again) -> Shared | str:
        """The answer behind a button: as it is kept, else made again; or why there is none."""
        said = words(interaction.locale)
        token, _, asked = value.partition(" ")
        shared = self._shared.get(token)
        if shared is not None:
            return shared if shared.user == str(interaction.user.id) else said.others
        reply = await again(asked) if asked else None
        if reply is None or not reply.shareable or not reply.posts:
            return said.gone
        return self._shared_of(reply, interaction)

    async def details(self, value: str, interaction: Interaction, again: Again) -> None:
        """Show the rest of a private answer to the person who asked for it."""
        found = await self._recalled(value, interaction, again)
        if isinstance(found, str):
            await self.private(note(found), interaction)
        else:
            await self._show(found.details, interaction)

    async def public(self, reply: Reply, interaction: Interaction, place: Place) -> None:
        """Post `reply` for all, and tell the person who asked that it stands."""
        await self._post_all(self._bodies(reply.posts), place, f"interaction:{interaction.id}")
        await self.private(note(words(interaction.locale).posted), interaction)

    async def share(self, value: str, interaction: Interaction, place: Place, again: Again) -> None:
        """Post a private answer to the channel, once, for the person who asked for it.

        That it is posted takes the place of the answer, whose buttons then are gone.
        """
        token, said = value.partition(" ")[0], words(interaction.locale)
        if not self._spent.first_time(token):
            await self.private(note(said.posted_already), interaction)
            return
        found = await self._recalled(value, interaction, again)
        why = found if isinstance(found, str) else await self._share(found, token, place)
        if why:
            self._spent.forget(token)  # it can be tried again
        await self.private(note(why or said.posted), interaction, swaps=not why)

    async def in_thread(
        self, work: Awaitable[Reply | None], place: Place, key: str, to: str
    ) -> None:
        """Wait for a reply, showing that the bot is writing; post it as an answer to `to`."""
        task = asyncio.ensure_future(work)
        channel = place.thread or place.channel
        try:
            await asyncio.wait({task}, timeout=_QUICK)
            while not task.done():
                await self._type(channel)
                await asyncio.wait({task}, timeout=_TYPING)
        finally:
            task.cancel()  # where the bot closes meanwhile; a task that is done stays done
        await self.answer(await task, place, key, to)

    async def answer(self, reply: Reply | None, place: Place, key: str, to: str) -> None:
        """Post `reply`, if there is one, as an answer to the message `to`."""
        bodies = self._bodies(reply.posts) if reply else []
        if bodies:
            answered = {"message_id": to, "fail_if_not_exists": False}
            bodies[0] = {**bodies[0], "message_reference": answered}
        await self._post_all(bodies, place, key)

    async def _share(self, shared: Shared, token: str, place: Place) -> str | None:
        """None when it stands, else why it does not."""
        try:
            refs = await self._post_all(shared.posted, place, f"share:{token}")
        except PostRefused as error:
            return str(error)
        if shared.about and self._poster is not None:
            await self._poster.posted(shared.about, refs)
        return None

    async def _show(
        self,
        bodies: Sequence[Payload],
        interaction: Interaction,
        *,
        first: bool = True,
        swaps: bool = False,
    ) -> None:
        for number, body in enumerate(bodies):
            await self._answer(body, interaction, first=first and number == 0, swaps=swaps)

    async def _answer(
        self, body: Payload, interaction: Interaction, *, first: bool, swaps: bool = False
    ) -> None:
        """The first answer takes the place of "thinking…", which was private already, or of the
        private message that was pressed or filled."""
        waited = interaction.type in (
            discord.InteractionType.application_command,
            discord.InteractionType.modal_submit,
        )
        try:
            if first and (waited or swaps):
                shown = {key: value for key, value in body.items() if key != "flags"}
                shown = {"content": "", "embeds": [], "components": [], **shown} if swaps else shown
                await self._rest.edit_answer(interaction.application_id, interaction.token, shown)
            else:
                flags = body.get("flags", 0) | EPHEMERAL
                shown = {**body, "flags": flags}
                await self._rest.add_answer(interaction.application_id, interaction.token, shown)
        except LOST as error:
            raise from_discord(error) from error

    async def _type(self, channel: str) -> None:
        try:
            await self._rest.typing(channel)
        except LOST as error:
            log.info("discord_typing_not_shown", error=str(from_discord(error)))

    async def _post_all(
        self, bodies: Sequence[Payload], place: Place, key: str
    ) -> list[MessageRef]:
        refs: list[MessageRef] = []
        for number, body in enumerate(bodies):
            ref = await self._once(body, place, f"{key}:{number}")
            refs.append(ref)
            if place.thread is None:  # the rest goes in the first one's thread
                place = replace(place, thread=ref.thread or ref.message)
        return refs

    async def _once(self, body: Payload, place: Place, key: str) -> MessageRef:
        """One message, waited for through rate limits; its nonce keeps it one."""
        for _ in range(_TRIES):
            try:
                return await self._posting.reply(body, place, key)
            except RateLimited as error:
                await asyncio.sleep(min(error.seconds, _LONGEST_WAIT))
            except PostUnknown:
                await asyncio.sleep(1)
        return await self._posting.reply(body, place, key)

    def _bodies(self, messages: Sequence[Message]) -> list[Payload]:
        said = map(in_discord, messages)
        return [body for message in said for body in self._posting.reply_payloads(message)]


def note(text: str) -> Reply:
    """A short private line."""
    return Reply(posts=(Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text),))


def _row(value: str, said: Words, *, details: bool) -> list[Payload]:
    """A row of the buttons that a private answer has."""
    names = [(SHARE, said.post_here), *([(DETAILS, said.show_details)] if details else [])]
    return rows([[Button(label=label, action=action, value=value) for action, label in names]])


def _with_row(bodies: Sequence[Payload], row: list[Payload], said: Words) -> list[Payload]:
    """`bodies` with the row under the last, in a message of its own where that is full."""
    *others, last = bodies
    there = last.get("components", [])
    if len(there) < limits.ROWS:
        return [*others, {**last, "components": [*there, *row]}]
    question = {"content": said.share, "allowed_mentions": {"parse": []}}
    return [*bodies, {**question, "components": row}]
