"""The form, the App Home, the shortcut, and what becomes of channels: through the real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.edits import edited
from bot.message import Heading, Message
from bot.orders import typed
from bot.platforms.base import Change, Filled, MessageRef, Place, Reply, User
from bot.platforms.order_form import Order, command_text, order_of
from bot.platforms.slack.app import Slack, create
from bot.platforms.slack.forms import form
from bot.platforms.slack.surfaces import first_link
from bot.subscriptions import EVERY_DAY, WORKDAYS, Subscription
from digests.model import Topic
from tests.servers.recorder import Recorder, say
from tests.servers.slack import (
    ADMIN,
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    SlackServer,
)
from tests.servers.slack_rules import view_complaints
from tests.servers.slack_show import shown
from tests.servers.slack_state import GUEST, Channel

TOPICS = (
    Topic(slug="china-ai", names=(("en", "China AI"), ("zh", "中国人工智能"))),
    Topic(slug="chips", names=(("en", "Chips & fabs"),)),
)


@dataclass
class Full(Recorder):
    """Handlers that also have a home page and watch channels."""

    changes: list[Change] = field(default_factory=list)
    standing: list[tuple[str, list[str]]] = field(default_factory=list)
    typed: str = ""

    async def posted(self, about: str, refs: Sequence[MessageRef]) -> None:
        self.standing.append((about, [ref.message for ref in refs]))

    async def changed(self, change: Change) -> None:
        self.changes.append(change)

    async def form(self, id: str, user: User, place: Place) -> Filled | Reply:  # noqa: A002
        if user.id == GUEST:
            return Reply(posts=(say("Not you."),))
        return Filled(
            place=replace(place, channel=place.channel or GENERAL), id=id, typed=self.typed
        )

    async def home(self, place: Place, user: User) -> Message:
        return Message(blocks=(Heading(text=f"Briefs of {user.id}"),), fallback="Briefs")


@pytest.fixture
def full() -> Full:
    """What the bot would do."""
    return Full()


@pytest.fixture
async def open_slack(server: SlackServer, full: Full) -> AsyncIterator[Slack]:
    """The bot connected, with two topics to offer."""
    slack = create(
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        api_url=server.api_url,
        topics=TOPICS,
        spacing=0,
    )
    await slack.open(full)
    yield slack
    await slack.close()


def values(**fields: Any) -> dict[str, Any]:
    """A filled form."""
    plain = {
        "channel": {"type": "conversations_select", "selected_conversation": GENERAL},
        "topics": {"selected_options": [{"value": "china-ai"}, {"value": "chips"}]},
        "at": {"type": "timepicker", "selected_time": "07:30"},
        "days": {"selected_option": {"value": "weekdays"}},
        "zone": {"value": "Europe/Berlin"},
        "language": {"selected_option": {"value": "zh"}},
    }
    return {**plain, **fields}


async def test_bot_is_told_where_a_shared_brief_stands(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """Once a private brief is posted, the bot knows its messages, so that their thread is its."""
    full.reply = Reply(posts=(say("One."), say("Two.")), shareable=True, about="brief-1")
    await server.command("china-ai")
    await server.until(lambda: server.responses)
    share = server.responses[0]["blocks"][-1]["elements"][0]
    await server.press(share["action_id"], share["value"])
    await server.until(lambda: full.standing)
    stands = [message["ts"] for message in server.workspace.said_by_bot()]
    assert full.standing == [("brief-1", stands)]


async def test_bare_subscribe_opens_a_form(server: SlackServer, open_slack: Slack) -> None:
    """`/brief subscribe` alone shows the form, with the person's own time zone in it."""
    server.workspace.users[PERSON]["tz"] = "Asia/Shanghai"
    await server.command("subscribe")
    await server.until(lambda: server.workspace.views)
    view = server.workspace.views[0]
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert fields["channel"]["initial_conversation"] == GENERAL
    assert fields["zone"]["initial_value"] == "Asia/Shanghai"
    assert [o["value"] for o in fields["topics"]["options"]] == ["china-ai", "chips"]


async def test_filled_form_is_the_command_it_means(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """A form ends in the command one could have typed, by the person who sent it."""
    full.reply = Reply(posts=(say("Subscribed."),))
    await server.command("subscribe")
    await server.until(lambda: server.workspace.views)
    envelope = await server.submit(server.workspace.views[0], values(), user=ADMIN)
    await server.until(lambda: server.called("views.update"))
    assert server.acks[envelope] < 1
    assert server.ack_payloads[envelope]["response_action"] == "update"
    assert "Subscribed." in shown(server.workspace.views[-1]["blocks"])
    command = full.commands[0]
    assert command.text == "subscribe china-ai chips weekdays at 07:30 Europe/Berlin in zh"
    assert command.user == User(id=ADMIN, admin=True)
    assert command.place == Place(platform="slack", workspace=TEAM, channel=GENERAL)


async def test_form_for_a_channel_without_the_bot_says_invite(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """Where the bot could not post, the answer to a subscription says what to do."""
    server.workspace.channels[GENERAL].member = False
    await server.command("subscribe")
    await server.until(lambda: server.workspace.views)
    await server.submit(server.workspace.views[0], values())
    await server.until(lambda: server.called("views.update"))
    assert "/invite @briefbot" in shown(server.workspace.views[-1]["blocks"])
    await server.command("subscribe chips at 08:00")
    await server.until(lambda: len(server.responses) == 2)
    assert "/invite @briefbot" in server.responses[-1]["text"]


async def test_edit_button_opens_the_form_as_it_stands(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """An Edit button shows its subscription's form; sent, it is an edit of that one."""
    message = server.workspace.say(GENERAL, "list", BOT_USER)
    full.typed = "chips at 09:00 weekdays Europe/Berlin in zh long"
    await server.press("briefbot:0:edit", "sub_1", message)
    await server.until(lambda: server.workspace.views)
    view = server.workspace.views[0]
    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert fields["topics"]["initial_options"][0]["value"] == "chips"
    assert fields["at"]["initial_time"] == "09:00"
    assert "channel" not in fields
    filled = values(topics={"selected_options": [{"value": "chips"}]})
    del filled["channel"]
    await server.submit(view, filled)
    await server.until(lambda: full.commands)
    assert full.commands[0].text == "edit sub_1 chips weekdays at 07:30 Europe/Berlin in zh"
    assert full.commands[0].place.channel == GENERAL


async def test_forged_form_is_read_as_what_it_is(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """What a form hides (its private metadata) gives nobody more rights: the person is Slack's."""
    view = {**form(Order(id="sub_1", channel=GENERAL), []), "private_metadata": "sub_9\nat C2"}
    await server.submit(view, values())
    await server.until(lambda: full.commands)
    assert full.commands[0].user == User(id=PERSON, admin=False)
    assert "\n" not in full.commands[0].text


async def test_form_for_a_channel_that_the_person_is_not_in(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """A form that names a private channel of others, or a guest's form for a public one, does
    nothing: that somebody is in a channel is for Slack to say."""
    server.workspace.channels["G1"] = Channel(id="G1", kind="private", people={ADMIN})
    forged = form(Order(id="sub_1", channel="G1"), [])
    fields = values()
    del fields["channel"]
    await server.submit(forged, fields)
    await server.until(lambda: server.workspace.views)
    assert "can't see that channel" in shown(server.workspace.views[-1]["blocks"])
    server.workspace.channels[GENERAL].people = {PERSON}
    await server.submit(form(Order(), []), values(), user=GUEST)
    await server.until(lambda: len(server.workspace.views) == 2)
    assert full.commands == []
    await server.submit(forged, fields, user=ADMIN)
    await server.until(lambda: full.commands)
    assert full.commands[0].place.channel == "G1"


async def test_form_for_a_direct_conversation(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """A person may order for their own conversation with the bot, and for nobody else's."""
    server.workspace.channels |= {id_: Channel(id=id_, kind="im") for id_ in (f"D{PERSON}", "D9")}
    fields = values()
    del fields["channel"]
    await server.submit(form(Order(channel="D9"), []), fields)
    await server.until(lambda: server.workspace.views)
    assert full.commands == []
    await server.submit(form(Order(channel=f"D{PERSON}"), []), fields)
    await server.until(lambda: full.commands)
    assert full.commands[0].place.direct


async def test_who_may_not_is_told_instead_of_shown_the_form(
    server: SlackServer, open_slack: Slack
) -> None:
    """Somebody who may not change the channel's briefs is told so before they fill anything in."""
    await server.command("subscribe", user=GUEST)
    await server.until(lambda: server.workspace.views)
    assert "Not you." in shown(server.workspace.views[0]["blocks"])
    assert "callback_id" not in server.workspace.views[0]


async def test_home_buttons_show_the_page_as_it_then_is(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """A button of the home page is acted on, and the page says what came of it."""
    full.reply = Reply(posts=(say("Resting: chips."),), replaces=True)
    payload = server.press_payload("briefbot:0:pause", "sub_1", None)
    payload |= {"container": {"type": "view", "view_id": "V1"}, "channel": None}
    await server.deliver("interactive", payload | {"view": {"type": "home", "id": "V1"}})
    await server.until(lambda: server.workspace.views)
    assert "Resting: chips." in shown(server.workspace.views[0]["blocks"])
    assert (full.actions[0].name, full.actions[0].ref.channel) == ("pause", "")


async def test_a_list_takes_the_place_of_the_one_before(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """What a button of a private list changed is shown in its place, not below it."""
    full.reply = Reply(posts=(say("Ended: chips."),), replaces=True)
    await server.press("briefbot:0:remove", "sub_1", None)
    await server.until(lambda: server.responses)
    assert server.responses[0]["replace_original"] is True
    message = server.workspace.say(GENERAL, "list", BOT_USER)
    await server.press("briefbot:0:remove", "sub_1", message)
    await server.until(lambda: len(server.responses) == 2)
    assert server.responses[1]["replace_original"] is False


async def test_home_page_shows_what_the_bot_has(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """Opening the App Home publishes the person's own page; its messages tab does not."""
    await server.happen("app_home_opened", user=PERSON, channel="D1", tab="messages")
    await server.happen("app_home_opened", user=PERSON, channel="D1", tab="home")
    await server.until(lambda: server.workspace.views)
    (view,) = server.workspace.views
    assert f"Briefs of {PERSON}" in shown(view["blocks"])
    assert view["type"] == "home"


async def test_home_button_opens_the_form(server: SlackServer, open_slack: Slack) -> None:
    """Add a brief, on the home page, shows the form."""
    await server.happen("app_home_opened", user=PERSON, channel="D1", tab="home")
    await server.until(lambda: server.workspace.views)
    button = server.workspace.views[0]["blocks"][-1]["elements"][0]
    payload = server.press_payload(button["action_id"], "", None)
    payload |= {"container": {"type": "view", "view_id": "V1"}, "channel": None}
    await server.deliver("interactive", payload)
    await server.until(lambda: len(server.workspace.views) == 2)
    assert server.workspace.views[1]["type"] == "modal"


async def test_home_without_a_host_says_what_the_bot_is(
    server: SlackServer, connected: Slack
) -> None:
    """Where nobody has a page to show, the page says what the bot does."""
    await server.happen("app_home_opened", user=PERSON, channel="D1", tab="home")
    await server.until(lambda: server.workspace.views)
    assert "briefbot" in shown(server.workspace.views[0]["blocks"])


async def test_brief_this_link(server: SlackServer, open_slack: Slack, full: Full) -> None:
    """The shortcut on a message briefs its first link, for the person who asked alone."""
    text = "see <https://news.example/a?x=1&amp;y=2|this>, not https://other.example"
    await server.shortcut("brief_link", server.workspace.say(GENERAL, text))
    await server.until(lambda: server.responses)
    assert full.commands[0].text == "https://news.example/a?x=1&y=2"
    assert server.responses[0]["response_type"] == "ephemeral"
    await server.shortcut("brief_link", server.workspace.say(GENERAL, "no link"))
    await server.until(lambda: len(server.responses) == 2)
    assert "no link" in server.responses[1]["text"]
    assert len(full.commands) == 1


@pytest.mark.parametrize(
    ("kind", "event", "change"),
    [
        ("channel_archive", {"channel": "C1"}, ("C1", False, "is_archived")),
        ("channel_unarchive", {"channel": "C1"}, ("C1", True, "channel_unarchive")),
        ("group_deleted", {"channel": "G1"}, ("G1", False, "channel_not_found")),
        ("channel_left", {"channel": "C1"}, ("C1", False, "not_in_channel")),
        (
            "member_joined_channel",
            {"channel": "C1", "user": BOT_USER},
            ("C1", True, "member_joined_channel"),
        ),
        ("app_uninstalled", {}, (None, False, "account_inactive")),
        ("tokens_revoked", {"tokens": {"bot": ["U0BOT"]}}, (None, False, "token_revoked")),
    ],
)
async def test_closed_and_opened_places_are_told(
    server: SlackServer,
    open_slack: Slack,
    full: Full,
    kind: str,
    event: dict[str, Any],
    change: tuple[str | None, bool, str],
) -> None:
    """Archived, deleted, left, come back, removed: each is told once with its scope."""
    await server.happen(kind, **event)
    await server.until(lambda: full.changes)
    channel, is_open, code = change
    assert full.changes == [Change(workspace=TEAM, channel=channel, open=is_open, code=code)]


async def test_what_concerns_others_is_not_told(
    server: SlackServer, open_slack: Slack, full: Full
) -> None:
    """A person who joins, or whose own token goes, changes nothing for the bot."""
    await server.happen("member_joined_channel", channel="C1", user=PERSON)
    await server.happen("tokens_revoked", tokens={"oauth": [PERSON]})
    await asyncio.sleep(0.2)
    assert full.changes == []


slugs = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
words = {"at", "in", "on", "weekly", "alert", "alerts", "quiet", "daily", "weekdays", "every"}
standing = st.builds(
    Subscription,
    id=st.just("sub_1"),
    workspace=st.just(TEAM),
    platform=st.just("slack"),
    channel=st.just(GENERAL),
    topics=st.lists(
        slugs.filter(lambda s: s not in words), min_size=1, max_size=4, unique=True
    ).map(tuple),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)),
    weekdays=st.sampled_from([EVERY_DAY, WORKDAYS, (2,)]),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"]),
    language=st.sampled_from(["en", "zh"]),
    kind=st.sampled_from(["daily", "weekly", "alert"]),
    length=st.sampled_from(["short", "standard", "long"]),
    quiet=st.sampled_from(["skip", "say"]),
    created_at=st.just(datetime(2026, 11, 25, tzinfo=UTC)),
).map(lambda one: replace(one, weekdays=(2,)) if one.kind == "weekly" else one)
standing = standing.map(
    lambda one: (
        replace(one, at=time(0), weekdays=EVERY_DAY, quiet="say") if one.kind == "alert" else one
    )
)
orders = standing.map(
    lambda one: order_of(
        Filled(
            place=Place(platform="slack", workspace=TEAM, channel=GENERAL),
            id=one.id,
            typed=typed(one),
        )
    )
)


@given(standing)
def test_a_form_that_nobody_touched_changes_nothing(one: Subscription) -> None:
    """Whatever stands fills the form, and the form sent as it is leaves it as it stands."""
    filled = Filled(
        place=Place(platform="slack", workspace=TEAM, channel=GENERAL), id=one.id, typed=typed(one)
    )
    order = order_of(filled)
    topics = tuple(Topic(slug=slug, names=(("en", slug),)) for slug in one.topics)
    text = command_text(order).removeprefix("edit sub_1 ")
    assert (order.id, order.channel, order.topics) == ("sub_1", GENERAL, one.topics)
    assert edited(one, text, topics, now=one.created_at) == one


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(slugs, st.text(min_size=1, max_size=90)), max_size=9), orders)
def test_every_form_is_one_that_slack_takes(topics: list[tuple[str, str]], order: Order) -> None:
    """Whatever topics there are, the form is within Slack's limits."""
    for many in (topics, topics * 12):
        assert view_complaints(form(order, many)) == []


def test_link_is_found_where_slack_took_it_apart() -> None:
    """A link is found in an attachment too, and a bracket or stop behind it is not part of it."""
    assert (
        first_link({"attachments": [{"from_url": "https://a.example/x"}]}) == "https://a.example/x"
    )
    assert first_link({"text": "read https://a.example/x."}) == "https://a.example/x"
    assert first_link({"text": "javascript:alert(1)"}) is None
