"""What a platform is to the rest of the bot: a few small ports and the types that cross them.

A platform's payload becomes one of these requests at the very edge, and a neutral `Message`
becomes the platform's own payload there too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, runtime_checkable

from bot.message import Message, Post

Payload = dict[
    str, Any
]  # the JSON body of one message in the platform's own form, no channel in it
PlatformName = Literal["slack", "discord", "console"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is said: `workspace` is a Slack team or a Discord guild."""

    platform: str
    workspace: str
    channel: str
    thread: str | None = None
    direct: bool = field(default=False, compare=False)  # one person's conversation with the bot


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A message that stands on a platform. `message` is a Slack ts or a Discord snowflake.

    Both it and `channel` are empty where a button is on the bot's own page, in no channel.
    """

    platform: str
    workspace: str
    channel: str
    message: str
    thread: str | None = None
    direct: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who asks, by the platform's id only: no names are kept.

    `member`: a full member, not a guest; None where the platform could not say. `language` is
    the one the person's client is in, where the platform tells.
    """

    id: str
    admin: bool = False
    member: bool | None = True
    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/brief …` as typed or clicked: `text` is what stands after the command's name."""

    name: str
    text: str
    user: User
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A pressed button: its `Button.action` and `Button.value`, and the message it hangs on."""

    name: str
    value: str
    user: User
    ref: MessageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReply:
    """What a person wrote in a thread of ours, or to the bot by name (then `mentioned`)."""

    ref: MessageRef
    text: str
    user: User
    event_id: str
    mentioned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back. `private` only to the asker, and only where the platform can.

    A `shareable` private reply comes with a "Post to channel" button; help and mistakes do not.
    `about` is what it shows, by the bot's own id, given back once it stands (`Poster`).
    `shown` is what the asker is shown in place of `posts`, which are then what would be posted.
    `asked` is the command that makes it again, where it is not the one that was typed. It
    `replaces` the private message whose button was pressed. `more` are replies that follow it.
    """

    posts: tuple[Message, ...]
    private: bool = True
    shareable: bool = False
    about: str = ""
    shown: tuple[Message, ...] = ()
    asked: str = ""
    replaces: bool = False
    more: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form about a subscription begins with. `typed` are the words that mean it.

    `id` and `typed` are empty for a new one. `language` is the one the form is written in.
    """

    place: Place
    id: str = ""
    typed: str = ""
    language: str = "en"


class Handlers(Protocol):
    """What the bot does with what a platform brings. Never raises: an error is a reply."""

    async def command(self, command: Command) -> Reply: ...

    async def action(self, action: Action) -> Reply | None: ...

    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        """None where the bot has nothing to say: not our thread, or seen before."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A channel, or without one a whole workspace, that closed to the bot or opened again.

    `code` is the platform's own word for it (`is_archived`, `account_inactive`), `why` what it
    means and what can be done.
    """

    workspace: str
    channel: str | None
    open: bool
    code: str
    why: str = field(default="", compare=False)


@runtime_checkable
class Watcher(Protocol):
    """Handlers that also want to know where the bot may still write."""

    async def changed(self, change: Change) -> None: ...


@runtime_checkable
class Poster(Protocol):
    """Handlers that also want to know where a reply stands, so that its thread is theirs."""

    async def posted(self, about: str, refs: Sequence[MessageRef]) -> None:
        """`refs` are the messages of a public reply in order, one for each of its payloads."""
        ...


@runtime_checkable
class Host(Protocol):
    """Handlers that also have something to show a person on the bot's own page."""

    async def home(self, place: Place, user: User) -> Message:
        """What the person's channels get, when, and how the bot is doing."""
        ...


@runtime_checkable
class Clerk(Protocol):
    """Handlers that also know how a form about a subscription begins."""

    async def form(self, id: str, user: User, place: Place) -> Filled | Reply:  # noqa: A002
        """The form of that subscription, of a new one where `id` is empty; or why there is none.

        A `place` without a channel is the bot's own page.
        """
        ...


@runtime_checkable
class Directory(Protocol):
    """A platform that knows who is in which channel."""

    async def channels(self, workspace: str, user: str) -> Mapping[str, str]:
        """The channels that the person is in and the bot may know of: names by id.

        Raises PlatformError where the platform does not say.
        """
        ...


@runtime_checkable
class Editor(Protocol):
    """A platform on which the bot's own messages can be changed."""

    async def edit(self, ref: MessageRef, payload: Payload) -> None:
        """Put `payload` in place of that message. Raises as `Platform.post` does."""
        ...

    def payloads(self, post: Post) -> Sequence[Payload]:
        """As `Platform.payloads`."""
        ...

    def reply_payloads(self, message: Message) -> Sequence[Payload]:
        """Bodies for one message by itself."""
        ...


class Platform(Protocol):
    """A platform's outgoing half. `payloads` and `reply_payloads` are pure."""

    name: str

    def payloads(self, post: Post) -> Sequence[Payload]:
        """Bodies in posting order: the first is the parent, the rest go in its thread."""
        ...

    async def post(self, payload: Payload, place: Place, key: str) -> MessageRef:
        """Post one body once. `key` is the platform-side idempotency mark.

        Raises bot.errors.PostRefused (permanent), RateLimited (with seconds), PostUnknown
        (may or may not stand: ask `find` before posting again).
        """
        ...

    async def find(self, place: Place, key: str, after: str | None) -> MessageRef | None:
        """The message that carries `key`, from the platform's own record, or None.

        Raises bot.errors.HistoryUnreadable when the record can't be read.
        """
        ...


@runtime_checkable
class Dated(Protocol):
    """A platform whose message ids tell their time, so that a search need not begin at the end."""

    def id_at(self, at: datetime) -> str:
        """The id that a message of this time (UTC) would have: what `find` takes as `after`."""
        ...


class Connection(Protocol):
    """A platform's incoming half."""

    async def open(self, handlers: Handlers) -> None:
        """Connect and return once events are being taken."""
        ...

    async def close(self) -> None:
        """Stop taking events, then disconnect."""
        ...
