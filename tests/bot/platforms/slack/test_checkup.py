"""`briefbot doctor` on Slack: a missing scope, a wrong token, a channel without the bot."""

from __future__ import annotations

from bot.platforms.base import Place
from bot.platforms.slack import manifest
from bot.platforms.slack.app import Slack, create
from bot.platforms.slack.checkup import SCOPES
from tests.servers.slack import BOT_TOKEN, GENERAL, TEAM, Channel, SlackServer
from tests.shared import ROOT


def places(*channels: str) -> list[Place]:
    """Channels of the one workspace."""
    return [Place(platform="slack", workspace=TEAM, channel=one) for one in channels]


async def test_all_is_well(server: SlackServer, slack: Slack) -> None:
    """With all scopes, both tokens and the bot in the channel, every check is ok; of events, which
    Slack tells nobody, it says where to look."""
    server.workspace.scopes = list(SCOPES)
    checks = await slack.examine(places(GENERAL))
    assert [what for what, _, _ in checks] == [
        "bot token",
        "scopes",
        "events",
        "app token",
        f"channel {GENERAL}",
    ]
    assert all(ok for _, ok, _ in checks)


async def test_missing_scope_is_named_with_its_consequence(
    server: SlackServer, slack: Slack
) -> None:
    """A scope that is not granted is named, with what it breaks and what to do."""
    server.workspace.scopes = [scope for scope in SCOPES if scope != "users:read"]
    checks = {what: (ok, detail) for what, ok, detail in await slack.examine()}
    ok, detail = checks["scopes"]
    assert not ok
    assert "users:read (admins are not recognised)" in detail
    assert "briefbot manifest slack" in detail


async def test_channels_without_the_bot_are_named(server: SlackServer, slack: Slack) -> None:
    """A channel the bot is not in, an archived one and a deleted one each say what to do."""
    server.workspace.channels["C1"] = Channel(id="C1", member=False)
    server.workspace.channels["C2"] = Channel(id="C2", archived=True)
    details = [detail for _, ok, detail in await slack.examine(places("C1", "C2", "C3")) if not ok]
    assert "/invite" in details[-3]
    assert "archived" in details[-2]
    assert "channel_not_found" in details[-1]


async def test_wrong_tokens_say_which_setting(server: SlackServer) -> None:
    """Each wrong token is a finding that names its setting."""
    wrong = create(bot_token="xoxb-wrong", app_token="xapp-wrong", api_url=server.api_url)
    details = [detail for _, ok, detail in await wrong.examine() if not ok]
    assert "SLACK_BOT_TOKEN" in details[0]
    assert "SLACK_APP_TOKEN" in details[1]


async def test_no_way_for_events_is_a_finding(server: SlackServer) -> None:
    """With a bot token alone Slack can't reach the bot, and the check says so."""
    lone = create(bot_token=BOT_TOKEN, api_url=server.api_url)
    assert any("SLACK_SIGNING_SECRET" in detail for _, ok, detail in await lone.examine() if not ok)


def test_manifest_asks_for_every_scope_the_code_uses() -> None:
    """What the code needs is what the manifest requests."""
    assert set(SCOPES) <= set(manifest.scopes(manifest.read(ROOT / "config")))
