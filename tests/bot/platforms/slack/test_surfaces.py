"""The App Home, the shortcut, and what becomes of channels: through the real socket."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.platforms.base import Change, Reply
from bot.platforms.slack.app import Slack
from bot.platforms.slack.surfaces import first_link
from tests.bot.platforms.slack.surfaces import Full
from tests.servers.recorder import say
from tests.servers.slack import (
    BOT_USER,
    GENERAL,
    PERSON,
    TEAM,
    SlackServer,
)
from tests.servers.slack_show import shown


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


def test_link_is_found_where_slack_took_it_apart() -> None:
    """A link is found in an attachment too, and a bracket or stop behind it is not part of it."""
    assert (
        first_link({"attachments": [{"from_url": "https://a.example/x"}]}) == "https://a.example/x"
    )
    assert first_link({"text": "read https://a.example/x."}) == "https://a.example/x"
    assert first_link({"text": "javascript:alert(1)"}) is None
