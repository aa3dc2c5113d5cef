"""The bot's own page in Slack, its App Home: pure. Limits: docs.slack.dev, "Home tab view"."""

from __future__ import annotations

from typing import Any

from bot.message import Heading, Message, Paragraph, Run
from bot.platforms.slack.blocks import ACTION_PREFIX, plain
from bot.platforms.slack.bodies import message_bodies

Json = dict[str, Any]
_BLOCKS = 100
SUBSCRIBE_BUTTON = f"{ACTION_PREFIX}:home:subscribe"


def home_view(message: Message) -> Json:
    """The page: what the bot has to show, and a way to add a brief."""
    blocks = [block for body in message_bodies(message) for block in body["blocks"]]
    return {"type": "home", "blocks": [*blocks[: _BLOCKS - 1], _add()]}


def welcome() -> Message:
    """What stands there where the bot has nothing of a person's to show."""
    text = (
        "I brief a channel on the AI industry at the time you choose: what happened, who said it "
        "word for word, and where it stands. Invite me to a channel, then subscribe it."
    )
    return Message(
        blocks=(Heading(text="briefbot"), Paragraph(runs=(Run(text=text),))), fallback=text
    )


def _add() -> Json:
    button = {
        "type": "button",
        "action_id": SUBSCRIBE_BUTTON,
        "style": "primary",
        "text": plain("Add a brief"),
    }
    return {"type": "actions", "elements": [button]}
