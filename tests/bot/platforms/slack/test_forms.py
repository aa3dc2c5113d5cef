"""The form of a subscription: opened, filled, forged, through the real socket, and as Slack takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.edits import edited
from bot.orders import typed
from bot.platforms.base import Filled, Place, Reply, User
from bot.platforms.order_form import Order, command_text, order_of
from bot.platforms.slack.app import Slack
from bot.platforms.slack.forms import form
from bot.subscriptions import EVERY_DAY, WORKDAYS, Subscription
from digests.model import Topic
from tests.bot.platforms.slack.surfaces import Full
from tests.servers.recorder import say
from tests.servers.slack import (
    ADMIN,
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    SlackServer,
)
from tests.servers.slack_rules import view_complaints
from tests.servers.slack_show import shown
from tests.servers.slack_state import GUEST, Channel


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
