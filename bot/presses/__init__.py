"""The buttons of the bot's messages: a button a row, each run by a module of this folder."""

from __future__ import annotations

from collections.abc import Mapping

from bot.presses import standing, story
from bot.presses.base import Press

PRESSES: Mapping[str, Press] = {
    press.name: press
    for press in (
        Press(name="more", changes=False, run=story.more),
        Press(name="sources", changes=False, run=story.sources),
        Press(name="useful", changes=False, run=story.mark),
        Press(name="not_useful", changes=False, run=story.mark),
        Press(name="report", changes=False, run=story.report),
        Press(name="wrong_quote", changes=False, run=story.wrong),
        Press(name="wrong_speaker", changes=False, run=story.wrong),
        Press(name="subscribe", changes=True, run=standing.subscribe),
        Press(name="edit", changes=True, run=standing.edit),
        Press(name="pause", changes=True, run=standing.pause),
        Press(name="resume", changes=True, run=standing.resume),
        Press(name="remove", changes=True, run=standing.remove),
    )
}
