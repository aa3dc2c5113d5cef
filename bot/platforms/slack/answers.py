"""How a reply goes back: to one person, into a thread, or, once they say so, to the channel."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import PlatformError, PostRefused, PostUnknown, RateLimited
from bot.message import Message, Paragraph, Run
from bot.platforms.base import MessageRef, Payload, Place, Poster, Reply
from bot.platforms.seen import Seen, Shelf
from bot.platforms.slack import limits
from bot.platforms.slack.blocks import mrkdwn, plain
from bot.platforms.slack.errors import LOST
from bot.platforms.slack.mrkdwn import units
from bot.platforms.slack.posting import SlackPosting

SHARE = "briefbot-share"  # action_id of "Post to channel"
DETAILS = "briefbot-details"  # action_id of "Show details"
PATIENCE = 2.0  # seconds before a person is told that the answer takes longer
_URL_USES = (
    5  # of one response_url, within 30 minutes (docs.slack.dev, "Handling user interaction")
)
SPACING = 1.0  # seconds between two messages in one channel (docs.slack.dev, "Rate limits")
_TRIES = 4
_LONGEST_ASKED = limits.BUTTON_VALUE - 64
_GONE = "That answer is no longer at hand. Ask again."
_OTHERS = "Only the person who asked can do that."
_LONGEST_WAIT = 600.0  # seconds a message of a reply waits in all; a delivery waits in the outbox


# Makes the reply to a command again: its words, as they were typed.
Again = Callable[[str], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A private answer kept for as long as its buttons may be pressed."""

    first: tuple[Payload, ...]
    rest: tuple[Payload, ...]
    user: str
    about: str = ""


class ResponseUrl:
    """Slack's address for answers to one interaction; good for a few uses and half an hour."""

    def __init__(self, url: str) -> None:
        self._client = AsyncWebhookClient(url, retry_handlers=[], timeout=10)
        self._left = _URL_USES if url else 0

    async def send(self, payload: Payload, **options: Any) -> bool:
        """Whether Slack took it. `options` as documented: response_type, delete_original, …"""
        if not self._left:
            return False
        self._left -= 1
        body = {k: v for k, v in payload.items() if k not in ("parse", "link_names")}
        try:
            answer = await self._client.send_dict({**body, **options})
        except LOST:
            return False
        return answer.status_code == 200


class Answers:
    """Sends replies. A reply that Slack refuses is an error of the caller's to log."""

    def __init__(
        self, posting: SlackPosting, *, spacing: float = SPACING, poster: Poster | None = None
    ) -> None:
        self._posting = posting
        self._poster = poster
        self._spacing = spacing
        self._shared: Shelf[Shared] = Shelf(seconds=2 * 3600, size=500)
        self._spent = Seen(seconds=2 * 3600)

    async def private(
        self, reply: Reply, url: ResponseUrl, place: Place, user: str, *, asked: str = ""
    ) -> None:
        """Show `reply` to one person.

        One that may be shared shows its first message, with buttons that post the whole to the
        channel and show the rest: nobody wants a thread's worth of messages at once. `asked` is
        the command it answers, by which it is made again once it is no longer kept here.
        """
        if not reply.shareable or not reply.posts:
            await self._show(self._bodies(reply.posts), url, place, user)
            return
        shared = self._shared_of(reply, user)
        token = secrets.token_urlsafe(18)
        self._shared.put(token, shared)
        names = ((SHARE, "Post to channel"), *(((DETAILS, "Show details"),) if shared.rest else ()))
        value = f"{token} {asked}" if units(asked) < _LONGEST_ASKED else token
        await self._show(_with_buttons(shared.first, names, value), url, place, user)

    async def details(
        self, value: str, user: str, url: ResponseUrl, place: Place, again: Again
    ) -> None:
        """Show the rest of a private answer to the person who asked for it."""
        found = await self._recalled(value, user, again)
        bodies = self._bodies(note(found).posts) if isinstance(found, str) else found.rest
        await self._show(bodies, url, place, user)

    async def share(
        self, value: str, user: str, url: ResponseUrl, place: Place, again: Again
    ) -> str | None:
        """Post a private answer to the channel. None when done, else why not, to be shown."""
        token = value.partition(" ")[0]
        if not self._spent.first_time(token):
            return "It is posted already."
        found = await self._recalled(value, user, again)
        if isinstance(found, str):
            self._spent.forget(token)
            return found
        try:
            await self._stand((*found.first, *found.rest), place, f"share:{token}", found.about)
        except PostRefused as error:
            self._spent.forget(token)
            return str(error)
        await url.send({"text": "Posted."}, delete_original=True)
        return None

    async def _recalled(self, value: str, user: str, again: Again) -> Shared | str:
        """The answer behind a button: as it is kept, else made again; or why there is none."""
        token, _, asked = value.partition(" ")
        shared = self._shared.get(token)
        if shared is not None:
            return shared if shared.user == user else _OTHERS
        reply = await again(asked) if asked else None
        if reply is None or not reply.shareable or not reply.posts:
            return _GONE
        return self._shared_of(reply, user)

    def _shared_of(self, reply: Reply, user: str) -> Shared:
        first, rest = self._bodies(reply.posts[:1]), self._bodies(reply.posts[1:])
        return Shared(first=tuple(first), rest=tuple(rest), user=user, about=reply.about)

    async def _show(
        self, bodies: Sequence[Payload], url: ResponseUrl, place: Place, user: str
    ) -> None:
        for body in bodies:
            sent = await url.send(body, response_type="ephemeral", replace_original=False)
            if not sent:
                await self._posting.whisper(body, place, user)

    async def public(self, reply: Reply, place: Place, key: str) -> None:
        """Post `reply` for all: the first message where `place` says, the rest in its thread."""
        await self._stand(self._bodies(reply.posts), place, key, reply.about)

    async def _stand(self, bodies: Sequence[Payload], place: Place, key: str, about: str) -> None:
        """Post for all, and tell whom it concerns where it stands."""
        refs = await self._post_all(bodies, place, key)
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
            await self._settle(placeholder, None)
            raise
        bodies = self._bodies(reply.posts) if reply else []
        if await self._settle(placeholder, bodies[0] if bodies else None):
            bodies = bodies[1:]
        await self._post_all(bodies, place, key)

    async def _settle(self, placeholder: MessageRef | None, body: Payload | None) -> bool:
        """Put `body` in the placeholder's place, or take it away; whether `body` stands now."""
        if placeholder is None:
            return False
        for _ in range(_TRIES):
            try:
                if body is None:
                    await self._posting.retract(placeholder)
                else:
                    await self._posting.edit(placeholder, body)
            except RateLimited as error:
                await asyncio.sleep(min(error.seconds, _LONGEST_WAIT / _TRIES))
            except PostUnknown:  # doing either twice does no harm
                await asyncio.sleep(1)
            except PostRefused:  # somebody deleted it, or it may not be edited any more
                return False
            else:
                return body is not None
        return False

    async def _say_busy(self, busy: Message, place: Place, key: str) -> MessageRef | None:
        """The placeholder, or None where it could not be posted: the answer matters more."""
        try:
            return await self._once(self._bodies([busy])[0], place, f"{key}:busy")
        except PlatformError:
            return None

    async def _post_all(
        self, bodies: Sequence[Payload], place: Place, key: str
    ) -> list[MessageRef]:
        refs: list[MessageRef] = []
        for index, body in enumerate(bodies):
            if index:
                await asyncio.sleep(self._spacing)
            ref = await self._once(body, place, f"{key}:{index}")
            refs.append(ref)
            if place.thread is None:
                place = replace(place, thread=ref.message)
        return refs

    async def _once(self, body: Payload, place: Place, key: str) -> MessageRef:
        """One message, waited for through rate limits, looked for before it is sent again."""
        waited, lost = 0.0, 0
        while True:
            try:
                return await self._posting.post(body, place, key)
            except RateLimited as error:
                waited += error.seconds
                if waited > _LONGEST_WAIT:
                    raise
                await asyncio.sleep(error.seconds)
            except PostUnknown:
                lost += 1
                if lost == _TRIES:
                    raise
                found = await self._look(place, key)
                if found:
                    return found

    async def _look(self, place: Place, key: str) -> MessageRef | None:
        """The message of `key` by Slack's record, asked until it answers. Raises as `find` does."""
        for _ in range(_TRIES - 1):
            await asyncio.sleep(1)
            try:
                return await self._posting.find(place, key, None)
            except RateLimited as error:
                await asyncio.sleep(min(error.seconds, _LONGEST_WAIT / _TRIES))
            except PostUnknown:
                continue
        return await self._posting.find(place, key, None)

    def _bodies(self, messages: Sequence[Message]) -> list[Payload]:
        return [body for message in messages for body in self._posting.reply_payloads(message)]


def working() -> Message:
    """What is said while an answer takes longer."""
    text = "Reading the sources …"
    return Message(blocks=(Paragraph(runs=(Run(text=text, style="emphasis"),)),), fallback=text)


def note(text: str) -> Reply:
    """A short private line."""
    return Reply(posts=(Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text),))


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
    text = "What should become of this answer?"
    question = {"type": "section", "text": mrkdwn(text)}
    return [*bodies, {**last, "text": text, "blocks": [question, row]}]
