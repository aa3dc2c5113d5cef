"""The buttons of the bot's messages: a button a row, each run by a module of this folder."""

from __future__ import annotations

from collections.abc import Mapping

from bot.presses import story
from bot.presses.base import Press

PRESSES: Mapping[str, Press] = {
    press.name: press
    for press in (
        Press(name="more", changes=False, run=story.more),
        Press(name="sources", changes=False, run=story.sources),
        Press(name="useful", changes=False, run=story.mark),
        Press(name="not_useful", changes=False, run=story.mark),
    )
}
