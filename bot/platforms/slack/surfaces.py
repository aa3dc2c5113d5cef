"""What people click instead of typing: the form, the App Home, the shortcut on a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.clean import clean
from bot.message import Message
from bot.platforms.base import (
    Change,
    Clerk,
    Command,
    Filled,
    Handlers,
    Host,
    Place,
    Reply,
    User,
    Watcher,
)
from bot.platforms.command_names import set_apart
from bot.platforms.order_form import Order, command_text, order_of
from bot.platforms.slack import changes, events, forms
from bot.platforms.slack.answers import Answers, note, with_invitation
from bot.platforms.slack.bodies import message_bodies
from bot.platforms.slack.errors import LOST, from_slack
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

    async def open_form(self, body: Body, id: str = "") -> None:  # noqa: A002
        """Show the form of a subscription, or of a new one, or why there is none for them.

        It comes in the channel's language and, for a new order, with the person's own time zone.
        """
        team = events.workspace(body)
        user = await self._people.user(team, events.user_id(body))
        begun = await self._begun(id, user, events.place(body))
        if isinstance(begun, Reply):
            view = forms.notice(_blocks(begun.posts))
        else:
            zone = None if id else await self._people.zone(team, user.id)
            view = forms.form(order_of(begun, zone), self._topics, begun.language)
        await self._call(team, "views.open", {"trigger_id": body["trigger_id"], "view": view})

    async def _begun(self, id: str, user: User, place: Place) -> Filled | Reply:  # noqa: A002
        if isinstance(self._handlers, Clerk):
            return await self._handlers.form(id, user, place)
        return Filled(place=place, id=id)

    async def home_action(self, body: Body) -> None:
        """A button of the home page: the page as it is afterwards, with what became of it."""
        team = events.workspace(body)
        user = await self._people.user(team, events.user_id(body))
        action = events.action(body, user)
        reply = await self._handlers.action(action) if action else None
        await self._publish(events.place(body), user, reply.posts[0].fallback if reply else "")

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        language = forms.spoken(body["view"])
        moment = note(words(language=language)["moment"]).posts
        await ack(response_action="update", view=forms.notice(_blocks(moment), language))
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
        team, language = events.workspace(body), forms.spoken(body["view"])
        user = await self._people.user(team, body["user"]["id"])
        order = forms.filled(body["view"])
        reply = await self._ordered(order, user, events.place_of(team, order.channel), language)
        view = forms.notice(_blocks(reply.posts), language)
        await self._call(team, "views.update", {"view_id": body["view"]["id"], "view": view})

    async def _ordered(self, order: Order, user: User, place: Place, language: str) -> Reply:
        """What becomes of a filled form. The channel in it is only taken where Slack says that
        the person may see it: whoever can forge a form can name any."""
        if not await self._people.may_see(place.workspace, place.channel, user):
            return note(words(language=language)["unseen"])
        text = command_text(order)
        command = Command(name=COMMAND, text=text, user=user, place=place)
        reply = await self._handlers.command(command)
        if not await self._people.is_bot_in(place.workspace, place.channel):
            reply = with_invitation(reply)
        return reply

    async def _link(self, body: Body) -> None:
        place = events.place(body)
        user = await self._people.user(place.workspace, body["user"]["id"])
        url = first_link(body.get("message") or {})
        answer = ResponseUrl(body.get("response_url", ""))
        if url is None:
            said = words((body.get("message") or {}).get("text") or "", language=user.language)
            reply = note(said["no_link"])
        else:
            command = Command(name=COMMAND, text=url, user=user, place=place)
            reply = await self._answers.patiently(
                self._handlers.command(command), answer, place, user
            )
        await self._answers.private(reply, answer, place, user.id, asked=url or "")

    async def _home(self, body: Body) -> None:
        event = body["event"]
        team = events.workspace(body)
        user = await self._people.user(team, event["user"])
        await self._publish(events.place_of(team, ""), user)

    async def _publish(self, place: Place, user: User, news: str = "") -> None:
        view = home_view(await self._home_message(place, user), news, user.language)
        await self._call(place.workspace, "views.publish", {"user_id": user.id, "view": view})

    async def _home_message(self, place: Place, user: User) -> Message:
        if isinstance(self._handlers, Host):
            return await self._handlers.home(place, user)
        return welcome(user.language)

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
    return [
        block
        for post in posts
        for body in message_bodies(set_apart(post))
        for block in body["blocks"]
    ]
