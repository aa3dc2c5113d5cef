"""Whole messages as bodies of `chat.postMessage`: pure.

Blocks too many or too long for one message go on in the next one of the thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.message import Block, Heading, Message, Paragraph, Post, Run
from bot.platforms.base import Payload
from bot.platforms.slack import limits
from bot.platforms.slack.blocks import fallback_text, measure, write_block

# No previews, no links or mentions made out of bare text.
MANNERS: Payload = {
    "unfurl_links": False,
    "unfurl_media": False,
    "parse": "none",
    "link_names": False,
}
_NOTHING = (Paragraph(runs=(Run(text="…"),)),)  # Slack takes no message without a letter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A Slack block, and whether it belongs to the one after it (a heading to its text)."""

    block: dict[str, Any]
    leads: bool


def payloads(post: Post) -> list[Payload]:
    """Bodies in posting order: the first is the parent, the rest go in its thread."""
    return [body for message in (post.parent, *post.thread) for body in message_bodies(message)]


def message_bodies(message: Message) -> list[Payload]:
    """One message as the bodies it takes, each within every limit of `limits`."""
    said = message.blocks, (Paragraph(runs=(Run(text=message.fallback),)),), _NOTHING
    groups = next(filter(None, (list(_grouped(_pieces(blocks))) for blocks in said)))
    text = fallback_text(message.fallback)
    return [
        {"text": _counted(text, index, len(groups)), "blocks": blocks, **MANNERS}
        for index, blocks in enumerate(groups, start=1)
    ]


def addressed(bodies: Iterable[Payload], channel: str) -> list[Payload]:
    """`bodies` with the `channel` that Slack's document of `chat.postMessage` requires."""
    return [{"channel": channel, **body} for body in bodies]


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    for block in blocks:
        for written in write_block(block):
            yield _Piece(block=written, leads=isinstance(block, Heading))


def _grouped(pieces: Iterable[_Piece]) -> Iterator[list[dict[str, Any]]]:
    """Blocks in groups that fit into a message each, no heading left behind its text."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _fits([*group, piece]):
            keep = _without_trailing_leads(group)
            yield [each.block for each in group[:keep]]
            group = group[keep:]
            if not _fits([*group, piece]):
                yield [each.block for each in group]
                group = []
        group.append(piece)
    if group:
        yield [each.block for each in group]


def _fits(group: list[_Piece]) -> bool:
    total = sum(measure(piece.block) for piece in group)
    return len(group) <= limits.BLOCKS and total <= limits.TOTAL


def _without_trailing_leads(group: list[_Piece]) -> int:
    """How many pieces to keep so that the last is no heading; all, where all are headings."""
    keep = len(group)
    while keep and group[keep - 1].leads:
        keep -= 1
    return keep or len(group)


def _counted(text: str, index: int, count: int) -> str:
    return text if count == 1 else f"{text} ({index}/{count})".strip()
