"""What the bot does with each thing Slack sends: acknowledge at once, then work.

Slack wants its acknowledgement within three seconds and sends again what it thinks is lost. All
work is therefore done in a task of its own, and an event is taken once whatever is sent again.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.platforms.base import Command, Handlers, Reply
from bot.platforms.seen import Seen
from bot.platforms.slack import events
from bot.platforms.slack.answers import (
    DETAILS,
    SHARE,
    Again,
    Answers,
    note,
    with_invitation,
    working,
)
from bot.platforms.slack.blocks import ACTION_PREFIX
from bot.platforms.slack.people import People
from bot.platforms.slack.response_url import ResponseUrl
from bot.platforms.slack.surfaces import COMMAND, Surfaces
from bot.platforms.slack.work import Work
from bot.platforms.slack.workspaces import Workspaces

Body = dict[str, Any]
FORMS = ("subscribe", "edit")  # buttons that open a form here


class Listeners:
    """The listeners of one connection to commands, buttons, messages and mentions."""

    def __init__(
        self,
        handlers: Handlers,
        workspaces: Workspaces,
        answers: Answers,
        people: People,
        work: Work,
        surfaces: Surfaces,
    ) -> None:
        self._handlers = handlers
        self._workspaces = workspaces
        self._answers = answers
        self._people = people
        self._work = work
        self._surfaces = surfaces
        self._seen = Seen()

    def register(self, app: AsyncApp) -> None:
        """Listen."""
        app.command(re.compile(r"^/"))(self._on_command)
        app.action(re.compile(f"^{ACTION_PREFIX}:"))(self._on_action)
        app.action(SHARE)(self._on_share)
        app.action(DETAILS)(self._on_details)
        app.event("message")(self._on_message)
        app.event("app_mention")(self._on_message)

    async def _on_command(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if not self._first_time(body):
            return
        if (body.get("text") or "").strip().casefold() == "subscribe":
            self._work.start(self._surfaces.open_form(body))
        else:
            self._work.start(self._command(body))

    async def _on_action(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if not self._first_time(body):
            return
        name, value = events.pressed(body)
        if name in FORMS:
            self._work.start(self._surfaces.open_form(body, value if name == "edit" else ""))
        elif events.is_home(body):
            self._work.start(self._surfaces.home_action(body))
        else:
            self._work.start(self._action(body))

    async def _on_share(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if self._first_time(body):
            self._work.start(self._share(body))

    async def _on_details(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        if self._first_time(body):
            self._work.start(self._details(body))

    async def _on_message(self, body: Body) -> None:
        if self._seen.first_time(*events.names(body)):
            self._work.start(self._message(body))

    def _first_time(self, body: Body) -> bool:
        """Whether this command or press was not met before: Slack gives each a trigger."""
        trigger = body.get("trigger_id")
        return trigger is None or self._seen.first_time(("trigger", trigger))

    async def _command(self, body: Body) -> None:
        user = await self._people.user(events.workspace(body), body["user_id"])
        command = events.command(body, user)
        url = ResponseUrl(body.get("response_url", ""))
        reply = await self._answers.patiently(
            self._handlers.command(command), url, command.place, user, asked=command.text
        )
        if command.text.casefold().startswith("subscribe ") and not await self._people.is_bot_in(
            command.place.workspace, command.place.channel
        ):
            reply = with_invitation(reply)
        if reply.private:
            await self._answers.private(reply, url, command.place, user.id, asked=command.text)
        else:
            await self._answers.public(reply, command.place, f"command:{_mark(body)}")

    async def _action(self, body: Body) -> None:
        user = await self._people.user(events.workspace(body), body["user"]["id"])
        action = events.action(body, user)
        if action is None:
            return
        reply = await self._handlers.action(action)
        if reply is None:
            return
        ref = action.ref
        here = events.place_of(ref.workspace, ref.channel, ref.thread)
        if reply.private:
            # Beside the button: a whisper in a thread nobody has open would not be seen.
            url = ResponseUrl(body.get("response_url", ""))
            swaps = reply.replaces and events.is_private(body)
            await self._answers.private(reply, url, here, user.id, swaps=swaps)
        else:
            under = replace(here, thread=ref.thread or ref.message)
            await self._answers.public(reply, under, f"action:{_mark(body)}")

    async def _share(self, body: Body) -> None:
        url, place, user = (
            ResponseUrl(body.get("response_url", "")),
            events.place(body),
            body["user"],
        )
        value, again = events.value(body), self._again(body)
        refusal = await self._answers.share(value, user["id"], url, place, again)
        if refusal:
            await self._answers.private(note(refusal), url, place, user["id"])

    async def _details(self, body: Body) -> None:
        url, place = ResponseUrl(body.get("response_url", "")), events.place(body)
        value, again = events.value(body), self._again(body)
        await self._answers.details(value, body["user"]["id"], url, place, again)

    def _again(self, body: Body) -> Again:
        """Makes an answer again, for whoever presses and with no more rights than they have."""

        async def again(asked: str) -> Reply:
            user = await self._people.user(events.workspace(body), body["user"]["id"])
            place = events.place(body)
            return await self._handlers.command(
                Command(name=COMMAND, text=asked, user=user, place=place)
            )

        return again

    async def _message(self, body: Body) -> None:
        me = await self._workspaces.identity(events.workspace(body))
        reply = events.thread_reply(body, me)
        if reply is None:
            return
        ref = reply.ref
        place = events.place_of(ref.workspace, ref.channel, ref.thread or ref.message)
        # Only where an answer is sure to be wanted may the bot say that one is coming.
        expected = reply.mentioned or events.is_ours(body, me)
        await self._answers.in_thread(
            self._handlers.thread_reply(reply),
            place,
            f"reply:{ref.channel}:{ref.message}",
            busy=working(reply.text) if expected else None,
        )


def _mark(body: Body) -> str:
    """What the messages that answer this are found by, should their acknowledgement be lost."""
    return str(body.get("trigger_id") or secrets.token_hex(8))
