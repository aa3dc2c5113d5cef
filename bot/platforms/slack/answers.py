"""How a reply goes back: to one person, into a thread, or, once they say so, to the channel."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.errors import PlatformError, PostRefused
from bot.message import Message, Paragraph, Run
from bot.platforms.base import MessageRef, Payload, Place, Poster, Reply, User
from bot.platforms.seen import Seen, Shelf
from bot.platforms.slack import limits
from bot.platforms.slack.blocks import mrkdwn, plain
from bot.platforms.slack.mrkdwn import units
from bot.platforms.slack.posting import SlackPosting
from bot.platforms.slack.response_url import ResponseUrl
from bot.platforms.slack.sending import SPACING, Sending
from bot.platforms.slack.words import words

SHARE = "briefbot-share"  # action_id of "Post to channel"
DETAILS = "briefbot-details"  # action_id of "Show details"
PATIENCE = 2.0  # seconds before a person is told that the answer takes longer
_LONGEST_ASKED = limits.BUTTON_VALUE - 64

# Makes the reply to a command again: its words, as they were typed.
Again = Callable[[str], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A private answer kept for as long as its buttons may be pressed."""

    posted: tuple[Payload, ...]
    shown: tuple[Payload, ...]
    details: tuple[Payload, ...]
    user: str
    about: str = ""


class Answers:
    """Sends replies. A reply that Slack refuses is an error of the caller's to log."""

    def __init__(
        self, posting: SlackPosting, *, spacing: float = SPACING, poster: Poster | None = None
    ) -> None:
        self._posting = posting
        self._poster = poster
        self._sending = Sending(posting, spacing=spacing)
        self._shared: Shelf[Shared] = Shelf(seconds=2 * 3600, size=500)
        self._spent = Seen(seconds=2 * 3600)

    async def private(
        self,
        reply: Reply,
        url: ResponseUrl,
        place: Place,
        user: str,
        *,
        asked: str = "",
        swaps: bool = False,
    ) -> None:
        """Show `reply` to one person, and what follows it.

        One that may be shared shows its first message, with buttons that post the whole to the
        channel and show the rest: nobody wants a thread's worth of messages at once. `asked` is
        the command it answers, by which it is made again once it is no longer kept here. It
        `swaps` places with the private message whose button was pressed.
        """
        if not reply.shareable or not reply.posts:
            bodies = self._bodies(reply.shown or reply.posts)
        else:
            shared = self._shared_of(reply, user)
            token = secrets.token_urlsafe(18)
            self._shared.put(token, shared)
            said = words(reply.posts[0].fallback)
            names = [
                (SHARE, said["share"]),
                *([(DETAILS, said["details"])] if shared.details else []),
            ]
            again = reply.asked or asked
            value = f"{token} {again}" if units(again) < _LONGEST_ASKED else token
            bodies = _with_buttons(shared.shown, names, value)
        await self._show(bodies, url, place, user, swaps=swaps)
        for one in reply.more:
            await self.private(one, url, place, user, asked=asked)

    async def details(
        self, value: str, user: str, url: ResponseUrl, place: Place, again: Again
    ) -> None:
        """Show the rest of a private answer to the person who asked for it."""
        found = await self._recalled(value, user, again)
        bodies = self._bodies(note(found).posts) if isinstance(found, str) else found.details
        await self._show(bodies, url, place, user)

    async def share(
        self, value: str, user: str, url: ResponseUrl, place: Place, again: Again
    ) -> str | None:
        """Post a private answer to the channel. None when done, else why not, to be shown."""
        token = value.partition(" ")[0]
        if not self._spent.first_time(token):
            return words(value)["posted_already"]
        found = await self._recalled(value, user, again)
        if isinstance(found, str):
            self._spent.forget(token)
            return found
        try:
            await self._stand(found.posted, place, f"share:{token}", found.about)
        except PostRefused as error:
            self._spent.forget(token)
            return str(error)
        said = words(str(found.posted[0]["text"]))
        await url.send({"text": said["posted"]}, delete_original=True)
        return None

    async def _recalled(self, value: str, user: str, again: Again) -> Shared | str:
        """The answer behind a button: as it is kept, else made again; or why there is none."""
        token, _, asked = value.partition(" ")
        shared = self._shared.get(token)
        if shared is not None:
            return shared if shared.user == user else words(value)["others"]
        reply = await again(asked) if asked else None
        if reply is None or not reply.shareable or not reply.posts:
            return words(value)["gone"]
        return self._shared_of(reply, user)

    def _shared_of(self, reply: Reply, user: str) -> Shared:
        seen = reply.shown or reply.posts
        return Shared(
            posted=tuple(self._bodies(reply.posts)),
            shown=tuple(self._bodies(seen[:1])),
            details=tuple(self._bodies(seen[1:])),
            user=user,
            about=reply.about,
        )

    async def _show(
        self,
        bodies: Sequence[Payload],
        url: ResponseUrl,
        place: Place,
        user: str,
        *,
        swaps: bool = False,
    ) -> None:
        thread = {"thread_ts": place.thread} if place.thread else {}
        for number, body in enumerate(bodies):
            replaces = swaps and number == 0
            sent = await url.send(
                body, response_type="ephemeral", replace_original=replaces, **thread
            )
            if not sent:
                await self._posting.whisper(body, place, user)

    async def patiently(
        self, work: Awaitable[Reply], url: ResponseUrl, place: Place, user: User, *, asked: str = ""
    ) -> Reply:
        """The reply; where it takes long, the asker is told that it comes."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            with suppress(PlatformError):  # the answer itself matters more
                moment = words(asked, language=user.language)["moment"]
                await self._show(self._bodies(note(moment).posts), url, place, user.id)
        return await task

    async def public(self, reply: Reply, place: Place, key: str) -> None:
        """Post `reply` for all: the first message where `place` says, the rest in its thread."""
        await self._stand(self._bodies(reply.posts), place, key, reply.about)

    async def _stand(self, bodies: Sequence[Payload], place: Place, key: str, about: str) -> None:
        """Post for all, and tell whom it concerns where it stands."""
        refs = await self._sending.post_all(bodies, place, key)
        if about and self._poster is not None:
            await self._poster.posted(about, refs)

    async def in_thread(
        self,
        work: Awaitable[Reply | None],
        place: Place,
        key: str,
        *,
        busy: Message | None,
    ) -> None:
        """Wait for a reply and post it in `place`; say `busy` first where it takes long."""
        task = asyncio.ensure_future(work)
        placeholder: MessageRef | None = None
        if busy is not None:
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if not done:
                placeholder = await self._say_busy(busy, place, key)
        try:
            reply = await task
        except Exception:
            # Whatever it was goes on to the log; "working on it" must not stand for ever.
            await self._sending.settle(placeholder, None)
            raise
        bodies = self._bodies(reply.posts) if reply else []
        if await self._sending.settle(placeholder, bodies[0] if bodies else None):
            bodies = bodies[1:]
        await self._sending.post_all(bodies, place, key)

    async def _say_busy(self, busy: Message, place: Place, key: str) -> MessageRef | None:
        """The placeholder, or None where it could not be posted: the answer matters more."""
        try:
            return await self._sending.once(self._bodies([busy])[0], place, f"{key}:busy")
        except PlatformError:
            return None

    def _bodies(self, messages: Sequence[Message]) -> list[Payload]:
        return [body for message in messages for body in self._posting.reply_payloads(message)]


def working(question: str) -> Message:
    """What is said while the answer to a question takes longer."""
    text = words(question)["working"]
    return Message(blocks=(Paragraph(runs=(Run(text=text, style="emphasis"),)),), fallback=text)


def note(text: str) -> Reply:
    """A short private line."""
    return Reply(posts=(Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text),))


def with_invitation(reply: Reply) -> Reply:
    """`reply`, and that the bot has to be invited before it can post here."""
    (hint,) = note(words(reply.posts[0].fallback if reply.posts else "")["invite"]).posts
    return replace(reply, posts=(*reply.posts, hint))


def _with_buttons(
    bodies: Sequence[Payload], names: Sequence[tuple[str, str]], value: str
) -> list[Payload]:
    """`bodies` with buttons under the last, in a message of their own where that is full."""
    row = {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": name, "text": plain(label), "value": value}
            for name, label in names
        ],
    }
    *rest, last = bodies
    if len(last["blocks"]) < limits.BLOCKS:
        return [*rest, {**last, "blocks": [*last["blocks"], row]}]
    text = words(last["text"])["what_now"]
    question = {"type": "section", "text": mrkdwn(text)}
    return [*bodies, {**last, "text": text, "blocks": [question, row]}]
