"""The buttons under a story, and what a reader may report of it: pure."""

from __future__ import annotations

from bot.citations import quotation
from bot.message import Block, Button, Buttons, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, phrases
from digests.model import Brief, BriefItem, Quote

_ROW = (
    ("more", "more"),
    ("sources", "source_list"),
    ("useful", "useful"),
    ("not_useful", "not_useful"),
    ("report", "report"),
)


def row(item: BriefItem, words: Phrases) -> Buttons:
    """The one row that every story has."""
    return Buttons(
        buttons=tuple(
            Button(label=words[label], action=action, value=item.story_id) for action, label in _ROW
        )
    )


def choices(brief: Brief, item: BriefItem) -> Message:
    """What can be wrong with a story: each quote with its two buttons, for whoever asked."""
    words = phrases(brief.language)
    blocks: list[Block] = [Heading(text=words["what_is_wrong"], level=2)]
    if not item.quotes:
        blocks.append(Paragraph(runs=(Run(text=words["no_quotes"]),)))
    for number, quote in enumerate(item.quotes, start=1):
        mark = f" {number}" if len(item.quotes) > 1 else ""
        value = f"{brief.id} {item.story_id} {number}"
        blocks += [Paragraph(runs=(Run(text=f"{number}.", style="strong"),))] if mark else []
        blocks += [
            quotation(quote, item, words),
            Buttons(
                buttons=(
                    Button(label=words["wrong_quote"] + mark, action="wrong_quote", value=value),
                    Button(
                        label=words["wrong_speaker"] + mark, action="wrong_speaker", value=value
                    ),
                )
            ),
        ]
    return Message(blocks=tuple(blocks), fallback=words["what_is_wrong"])


def chosen(brief: Brief, value: str) -> tuple[BriefItem, Quote] | None:
    """The story and quote that a button of `choices` carries; None for one that is not there."""
    _, story_id, number, *_ = [*value.split(" "), "", "", ""]
    item = next((one for one in brief.items if one.story_id == story_id), None)
    if item is None or not number.isdecimal() or not 0 < int(number) <= len(item.quotes):
        return None
    return item, item.quotes[int(number) - 1]
