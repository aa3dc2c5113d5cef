"""The loopback Slack's rules are Slack's: held against slack_sdk's own models."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from bot.message import Message
from bot.platforms.slack.bodies import message_bodies
from tests.servers.messages import messages
from tests.servers.slack_rules import block_complaints


def text(size: int, kind: str = "mrkdwn") -> dict[str, Any]:
    """A text object of that many letters."""
    return {"type": kind, "text": "x" * size}


def button(**more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "action_id": "a", "text": text(5, "plain_text"), **more}


OVER = {
    "section": {"type": "section", "text": text(3001)},
    "header": {"type": "header", "text": text(151, "plain_text")},
    "context": {"type": "context", "elements": [text(5)] * 11},
    "actions": {"type": "actions", "elements": [button(action_id=str(n)) for n in range(26)]},
    "button text": {"type": "actions", "elements": [button(text=text(76, "plain_text"))]},
    "button value": {"type": "actions", "elements": [button(value="x" * 2001)]},
    "block id": {"type": "divider", "block_id": "x" * 256},
}
UNDER = {
    "section": {"type": "section", "text": text(3000)},
    "header": {"type": "header", "text": text(150, "plain_text")},
    "context": {"type": "context", "elements": [text(5)] * 10},
    "actions": {"type": "actions", "elements": [button(action_id=str(n)) for n in range(25)]},
    "button text": {"type": "actions", "elements": [button(text=text(75, "plain_text"))]},
    "button value": {"type": "actions", "elements": [button(value="x" * 2000)]},
    "block id": {"type": "divider", "block_id": "x" * 255},
}


def sdk_takes(block: dict[str, Any]) -> bool:
    """Whether slack_sdk's models find the block well formed."""
    parsed = Block.parse(block)
    assert parsed is not None, block
    try:
        parsed.to_dict()
    except SlackObjectFormationError:
        return False
    return True


@pytest.mark.parametrize("what", OVER)
def test_what_slack_sdk_refuses_is_refused_here(what: str) -> None:
    """One over each limit is refused by both, the limit itself is taken by both."""
    assert not sdk_takes(OVER[what])
    assert block_complaints([OVER[what]], 50)
    assert sdk_takes(UNDER[what])
    assert not block_complaints([UNDER[what]], 50)


@settings(max_examples=30, deadline=None)
@given(messages)
def test_every_block_is_one_that_slack_sdk_takes(message: Message) -> None:
    """slack_sdk's own models know every block of ours and find it well formed."""
    for body in message_bodies(message):
        assert all(map(sdk_takes, body["blocks"]))


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {**text(1), "text": "<!channel>"}},
        {"type": "section", "text": {**text(1), "text": "<javascript:x|y>"}},
        {"type": "unheard-of"},
        {"type": "section", "text": text(0)},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    ],
)
def test_rules_beyond_the_sdk(block: dict[str, Any]) -> None:
    """A live mention, a foreign scheme, an unknown block and empty texts are refused too."""
    assert block_complaints([block], 50)
