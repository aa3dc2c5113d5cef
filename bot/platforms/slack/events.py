"""Slack's payloads as the bot's own requests: pure.

Shapes: docs.slack.dev, "Slash commands", "block_actions", "message", "app_mention".
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from bot.clean import clean
from bot.platforms.base import Action, Command, MessageRef, Place, ThreadReply, User
from bot.platforms.slack.blocks import ACTION_PREFIX
from bot.platforms.slack.mrkdwn import unescape
from bot.platforms.slack.workspaces import Identity

Body = Mapping[str, Any]
NAME = "slack"
_FROM_PEOPLE = (None, "thread_broadcast", "file_share")


def workspace(body: Body) -> str:
    """The workspace the app was installed in for this payload, not that of a guest's."""
    authorizations = body.get("authorizations") or ()
    team = body.get("team") or {}
    return (
        (authorizations[0].get("team_id") if authorizations else None)
        or body.get("team_id")
        or (team.get("id") if isinstance(team, Mapping) else team)
        or (body.get("user") or {}).get("team_id")
        or ""
    )


def command(body: Body, user: User) -> Command:
    """A slash command. Slack escapes what was typed; here it is plain again."""
    return Command(
        name=body.get("command", ""),
        text=clean(unescape(body.get("text") or "")).strip(),
        user=user,
        place=place(body),
    )


def pressed(body: Body) -> tuple[str, str]:
    """The name and the value of the button of ours that was pressed; empty for no such thing."""
    button: Body = (body.get("actions") or ({},))[0]
    prefix, _, rest = str(button.get("action_id", "")).partition(":")
    name = rest.partition(":")[2] if prefix == ACTION_PREFIX else ""
    return name, value(body)


def value(body: Body) -> str:
    """What the pressed button carries."""
    button: Body = (body.get("actions") or ({},))[0]
    return unescape(button.get("value") or "")


def action(body: Body, user: User) -> Action | None:
    """A pressed button of ours on a message or the home page; None for any other payload."""
    name, value = pressed(body)
    ref = home_ref(body) if is_home(body) else message_ref(body)
    return Action(name=name, value=value, user=user, ref=ref) if name and ref else None


def channel(body: Body) -> str:
    """Where someone acted; empty in the App Home."""
    container = body.get("container") or {}
    found = (body.get("channel") or {}).get("id") or container.get("channel_id")
    return found or body.get("channel_id") or ""


def place(body: Body) -> Place:
    """The channel in which someone acted."""
    return place_of(workspace(body), channel(body))


def place_of(team: str, where: str, thread: str | None = None) -> Place:
    """A channel of a workspace. A person's conversation with the bot is told by its id's letter."""
    return Place(
        platform=NAME, workspace=team, channel=where, thread=thread, direct=where.startswith("D")
    )


def is_home(body: Body) -> bool:
    """Whether someone acted on the bot's own page."""
    return (body.get("view") or {}).get("type") == "home"


def home_ref(body: Body) -> MessageRef:
    """The bot's own page, which is no message and in no channel."""
    return MessageRef(platform=NAME, workspace=workspace(body), channel="", message="")


def is_private(body: Body) -> bool:
    """Whether the pressed button hangs on a message that one person sees."""
    return bool((body.get("container") or {}).get("is_ephemeral"))


def user_id(body: Body) -> str:
    """Who acted: commands say it in another place than the rest."""
    return str(body.get("user_id") or body["user"]["id"])


def message_ref(body: Body) -> MessageRef | None:
    """The message a button hangs on; None for one in a modal or the App Home."""
    container = body.get("container") or {}
    where = channel(body)
    message = container.get("message_ts") or (body.get("message") or {}).get("ts")
    if not where or not message:
        return None
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    thread = None if thread == message else thread  # Slack names a thread's parent by itself
    return MessageRef(
        platform=NAME,
        workspace=workspace(body),
        channel=where,
        message=message,
        thread=thread,
        direct=where.startswith("D"),
    )


def names(body: Body) -> tuple[Hashable, ...]:
    """What one event may be known by: its id, and its place for a message."""
    event = body.get("event") or {}
    place = (workspace(body), event.get("channel"), event.get("ts"))
    by_id = (("event", body["event_id"]),) if body.get("event_id") else ()
    return (*by_id, *((("message", *place),) if all(place) else ()))


def thread_reply(body: Body, me: Identity) -> ThreadReply | None:
    """What a person wrote in a thread or to the bot; None for everything else.

    Everything else: the bot's own, other bots', edits, deletions, joins, and what is said in a
    channel to nobody in particular.
    """
    event = body.get("event") or {}
    direct = event.get("channel_type") == "im"
    mentioned = event.get("type") == "app_mention" or f"<@{me.user}>" in (event.get("text") or "")
    in_thread = bool(event.get("thread_ts")) and event["thread_ts"] != event.get("ts")
    if not _from_a_person(event, me) or not (mentioned or direct or in_thread):
        return None
    return ThreadReply(
        ref=MessageRef(
            platform=NAME,
            workspace=workspace(body),
            channel=event["channel"],
            message=event["ts"],
            thread=event.get("thread_ts") if in_thread else None,
        ),
        text=question(event.get("text") or "", me),
        user=User(id=event["user"]),
        event_id=body.get("event_id") or f"{event['channel']}:{event['ts']}",
        mentioned=mentioned or direct,
    )


def _from_a_person(event: Body, me: Identity) -> bool:
    return (
        event.get("type") in ("message", "app_mention")
        and event.get("subtype") in _FROM_PEOPLE
        and not event.get("bot_id")
        and not event.get("bot_profile")
        and not event.get("edited")
        and not event.get("hidden")
        and bool(event.get("user"))
        and event["user"] not in (me.user, "USLACKBOT")
        and bool(event.get("channel") and event.get("ts"))
    )


def question(text: str, me: Identity) -> str:
    """What was asked, without the bot's name and without Slack's markup."""
    return clean(unescape(re.sub(rf"<@{re.escape(me.user)}(\|[^>]*)?>", " ", text))).strip()


def is_ours(body: Body, me: Identity) -> bool:
    """Whether the thread was begun by the bot."""
    return (body.get("event") or {}).get("parent_user_id") == me.user
