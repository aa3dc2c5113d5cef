"""A loopback Slack, the real bot connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.platforms.slack.app import Slack, create
from tests.bot.platforms.slack.surfaces import TOPICS, Full
from tests.servers.recorder import Recorder
from tests.servers.slack import APP_TOKEN, BOT_TOKEN, GENERAL, SlackServer

QUIET = 0.3  # seconds in which nothing more may come


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    """A strict Slack on loopback. Every call the bot made must have been one Slack takes."""
    async with SlackServer() as slack:
        yield slack
        assert slack.complaints == []


@pytest.fixture
def handlers() -> Recorder:
    """What the bot would do."""
    return Recorder()


@pytest.fixture
def slack(server: SlackServer) -> Slack:
    """The bot's Slack, pointed at the loopback server, not connected."""
    return create(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=server.api_url, spacing=0.05)


@pytest.fixture
async def connected(slack: Slack, handlers: Recorder) -> AsyncIterator[Slack]:
    """The bot's Slack with its socket open."""
    await slack.open(handlers)
    yield slack
    await slack.close()


@pytest.fixture(
    params=[
        pytest.param(20, id="twentieth"),
        pytest.param(1, id="full", marks=pytest.mark.acceptance),
    ]
)
def times(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How often a fault is tried: a twentieth in every run, in full under `make acceptance`."""
    share: int = request.param
    return lambda count: max(1, count // share)


@pytest.fixture
def root(server: SlackServer) -> str:
    """The ts of a brief the bot has posted."""
    return str(server.workspace.post({"channel": GENERAL, "text": "A brief."})["ts"])


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
