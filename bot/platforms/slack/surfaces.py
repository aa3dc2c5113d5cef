"""What people click instead of typing: the form, the App Home, the shortcut on a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clean import clean
from bot.message import Message
from bot.platforms.base import Change, Command, Handlers, Host, Place, User, Watcher
from bot.platforms.slack import changes, events, forms
from bot.platforms.slack.answers import Answers, note, with_invitation
from bot.platforms.slack.bodies import message_bodies
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.forms import Order
from bot.platforms.slack.home import home_view, welcome
from bot.platforms.slack.mrkdwn import unescape
from bot.platforms.slack.people import People
from bot.platforms.slack.response_url import ResponseUrl
from bot.platforms.slack.words import words
from bot.platforms.slack.work import Work
from bot.platforms.slack.workspaces import Workspaces

Body = dict[str, Any]
COMMAND = "/brief"
LINK_SHORTCUT = "brief_link"
_URL = re.compile(r"https?://[^\s<>|]+")


class Surfaces:
    """Forms, the home page and shortcuts, each of which ends in a command of the bot's own."""

    def __init__(
        self,
        handlers: Handlers,
        workspaces: Workspaces,
        answers: Answers,
        people: People,
        work: Work,
        topics: Sequence[tuple[str, str]],
    ) -> None:
        self._handlers = handlers
        self._workspaces = workspaces
        self._answers = answers
        self._people = people
        self._work = work
        self._topics = topics

    def register(self, app: AsyncApp) -> None:
        """Listen to forms, the home page, shortcuts and what becomes of channels."""
        app.view(forms.SUBSCRIBE)(self._on_form)
        app.shortcut(LINK_SHORTCUT)(self._on_link)
        app.event("app_home_opened")(self._on_home)
        for kind in changes.EVENTS:
            app.event(kind)(self._on_change)

    async def open_form(self, body: Body, order: Order) -> None:
        """Show the form to whoever acted, with their own time zone for a new order."""
        team, user = events.workspace(body), events.user_id(body)
        if not order.id:
            zone = await self._people.zone(team, user)
            order = Order(channel=order.channel, zone=zone or order.zone)
        view = forms.form(order, self._topics)
        await self._call(team, "views.open", {"trigger_id": body["trigger_id"], "view": view})

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        await ack(
            response_action="update", view=forms.notice(_blocks(note(words()["moment"]).posts))
        )
        self._work.start(self._form(body))

    async def _on_link(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._work.start(self._link(body))

    async def _on_home(self, body: Body) -> None:
        if (body.get("event") or {}).get("tab") == "home":
            self._work.start(self._home(body))

    async def _on_change(self, body: Body) -> None:
        self._work.start(self._change(body))

    async def _form(self, body: Body) -> None:
        team = events.workspace(body)
        user = await self._people.user(team, body["user"]["id"])
        order = forms.filled(body["view"])
        place = Place(platform=events.NAME, workspace=team, channel=order.channel)
        command = Command(name=COMMAND, text=forms.command_text(order), user=user, place=place)
        reply = await self._handlers.command(command)
        if not await self._people.is_bot_in(team, order.channel):
            reply = with_invitation(reply)
        view = forms.notice(_blocks(reply.posts))
        await self._call(team, "views.update", {"view_id": body["view"]["id"], "view": view})

    async def _link(self, body: Body) -> None:
        team = events.workspace(body)
        user = await self._people.user(team, body["user"]["id"])
        place = Place(platform=events.NAME, workspace=team, channel=body["channel"]["id"])
        url = first_link(body.get("message") or {})
        answer = ResponseUrl(body.get("response_url", ""))
        if url is None:
            reply = note(words((body.get("message") or {}).get("text") or "")["no_link"])
        else:
            command = Command(name=COMMAND, text=url, user=user, place=place)
            reply = await self._handlers.command(command)
        await self._answers.private(reply, answer, place, user.id)

    async def _home(self, body: Body) -> None:
        event = body["event"]
        team = events.workspace(body)
        user = await self._people.user(team, event["user"])
        place = Place(platform=events.NAME, workspace=team, channel=event.get("channel", ""))
        view = home_view(await self._home_message(place, user))
        await self._call(team, "views.publish", {"user_id": user.id, "view": view})

    async def _home_message(self, place: Place, user: User) -> Message:
        if isinstance(self._handlers, Host):
            return await self._handlers.home(place, user)
        return welcome()

    async def _change(self, body: Body) -> None:
        change = changes.change(body, await self._me(body))
        if change is None:
            return
        if change.channel is None:
            await self._workspaces.forget(change.workspace)
        await self._tell(change)

    async def _me(self, body: Body) -> str | None:
        if (body.get("event") or {}).get("type") != "member_joined_channel":
            return None  # only there it matters whose event it is, and a dead token can't be asked
        return (await self._workspaces.identity(events.workspace(body))).user

    async def _tell(self, change: Change) -> None:
        if isinstance(self._handlers, Watcher):
            await self._handlers.changed(change)

    async def _call(self, workspace: str, method: str, body: Body) -> None:
        client = await self._workspaces.client(workspace)
        try:
            await client.api_call(method, json=body)
        except LOST as error:
            raise from_slack(error) from error


def first_link(message: Body) -> str | None:
    """The first web address in a message: in its text, else where Slack took it apart."""
    texts = [message.get("text") or ""]
    texts += [one.get("from_url") or "" for one in message.get("attachments") or ()]
    for text in texts:
        found = _URL.search(clean(text))
        if found:
            return unescape(found[0]).rstrip(".,;:!?")
    return None


def _blocks(posts: Sequence[Message]) -> list[Body]:
    return [block for post in posts for body in message_bodies(post) for block in body["blocks"]]
