"""The bot's own page in Slack, its App Home: pure. Limits: docs.slack.dev, "Home tab view"."""

from __future__ import annotations

from typing import Any

from bot.message import Divider, Heading, Message, Paragraph, Run
from bot.platforms.command_names import set_apart
from bot.platforms.slack.blocks import ACTION_PREFIX, plain
from bot.platforms.slack.bodies import message_bodies
from bot.platforms.slack.words import words

Json = dict[str, Any]
_BLOCKS = 100
SUBSCRIBE_BUTTON = f"{ACTION_PREFIX}:home:subscribe"


def home_view(message: Message, news: str = "", language: str = "en") -> Json:
    """The page: `news` of what was just done, what the bot has to show, a way to add a brief."""
    told = Message(
        blocks=(*((Paragraph(runs=(Run(text=news),)), Divider()) if news else ()), *message.blocks),
        fallback=message.fallback,
    )
    blocks = [block for body in message_bodies(set_apart(told)) for block in body["blocks"]]
    return {"type": "home", "blocks": [*blocks[: _BLOCKS - 1], _add(language)]}


def welcome(language: str = "en") -> Message:
    """What stands there where the bot has nothing of a person's to show."""
    text = words(language=language)["welcome"]
    return Message(
        blocks=(Heading(text="briefbot"), Paragraph(runs=(Run(text=text),))), fallback=text
    )


def _add(language: str) -> Json:
    button = {
        "type": "button",
        "action_id": SUBSCRIBE_BUTTON,
        "style": "primary",
        "text": plain(words(language=language)["add"]),
    }
    return {"type": "actions", "elements": [button]}
