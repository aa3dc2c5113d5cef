"""Whole messages as bodies of Create Message: pure, and without discord.py.

A message is one embed: its first heading the title, everything else the description. What does
not fit goes on in a second embed, then in the next body, cut at a sentence's end. Links stand in embeds alone, where
Discord makes no previews of them; SUPPRESS_EMBEDS would hide our own embed, so it goes with
bodies that have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.clean import clean, one_line
from bot.message import (
    Block,
    Bullets,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)
from bot.platforms.base import Payload
from bot.platforms.discord import limits
from bot.platforms.discord.components import rows
from bot.platforms.discord.markdown import escape, measure, tidy, units, write
from bot.split import split_runs, split_text

COLOUR = 0x2563EB
SUPPRESS_EMBEDS = 1 << 2
_MARK_ROOM = 48  # what `marks` may add to a body
_ANNOUNCED = 160  # characters: what a locked screen has room for
_DASHES = ("—", "–", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of a description, what stands between it and the one before, and its kind."""

    text: str
    gap: str
    leads: bool = False  # a label: it belongs to what comes after it


def payloads(post: Post) -> list[Payload]:
    """Bodies in posting order: the first is the parent, the rest go in its thread."""
    bodies = [body for message in (post.parent, *post.thread) for body in message_bodies(message)]
    if not bodies[0].get("embeds"):
        return bodies
    name = one_line(post.thread_title)
    if name and escape(name) != bodies[0]["embeds"][0].get("title"):
        _entitle(bodies[0], name)
    announced = _announced(post.parent)
    return [{"content": announced, **bodies[0]}, *bodies[1:]] if announced else bodies


def message_bodies(message: Message) -> list[Payload]:
    """One message as the bodies it takes, each within every limit of `limits`."""
    title, blocks = _title(message.blocks)
    layout = list(_laid_out(_pieces(blocks), title)) or [[""]]
    bodies = [_body(title if n == 0 else "", texts) for n, texts in enumerate(layout)]
    if not title and layout == [[""]]:
        bodies = _plain(message.fallback)
    groups = rows(block.buttons for block in blocks if isinstance(block, Buttons))
    for start in range(0, len(groups), limits.ROWS):
        if start:
            bodies += _plain(message.fallback)[:1]
        bodies[-1]["components"] = groups[start : start + limits.ROWS]
    return bodies


def _body(title: str, descriptions: Sequence[str]) -> Payload:
    embeds: list[dict[str, Any]] = [{"color": COLOUR} for _ in descriptions]
    for embed, description in zip(embeds, descriptions, strict=True):
        embed |= {"description": description} if description else {}
    if title:
        embeds[0]["title"] = title
    return {"embeds": embeds, "allowed_mentions": {"parse": []}}


def _plain(text: str) -> list[Payload]:
    """Bodies without an embed, for a message that has nothing to show in one."""
    line = (Run(text=one_line(text) or "…"),)
    pieces = split_runs(line, limits.CONTENT - _MARK_ROOM, measure)
    return [
        {
            "content": write(tidy(piece)),
            "allowed_mentions": {"parse": []},
            "flags": SUPPRESS_EMBEDS,
        }
        for piece in pieces
    ]


def _entitle(body: Payload, name: str) -> None:
    """Give the parent its thread's name to carry, above the title; authors have no markup."""
    first = split_text(name, limits.THREAD_NAME, units)[0].strip()
    body["embeds"][0]["author"] = {"name": first}


def _announced(parent: Message) -> str:
    """What a notification says, where it is more than the title: no device shows embeds in one.

    It is also all that a person sees who has switched previews off.
    """
    line = one_line(parent.fallback)
    heads = [one_line(block.text) for block in parent.blocks if isinstance(block, Heading)]
    if not line or line in heads[:1]:
        return ""
    first, *more = split_text(line, _ANNOUNCED, lambda part: units(escape(part)))
    whole = first.rsplit("; ", 1)[0] if more else first  # of several headlines, the whole ones
    return escape(whole.strip(), line_start=True) + (" …" if more else "")


def _title(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """The first heading as a title, and the rest with what was too long for one."""
    if not blocks or not isinstance(blocks[0], Heading) or not one_line(blocks[0].text):
        return "", blocks
    text = one_line(blocks[0].text)
    first, *more = split_text(text, limits.TITLE, lambda part: units(escape(part)))
    rest = "".join(more).strip()
    over = (Paragraph(runs=(Run(text=rest, style="strong"),)),) if rest else ()
    return escape(first.strip()), (*over, *blocks[1:])


def _pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    before: Block | None = None
    for block in blocks:
        gap = _gap(before, block)
        for text in _texts(block):
            yield _Piece(text=text, gap=gap, leads=_is_label(block))
            gap = "\n"
        before = block


def _gap(before: Block | None, block: Block) -> str:
    """A blank line, but none between a label or a paragraph and what belongs to it."""
    close = (isinstance(block, Context) and not isinstance(before, Quotation | Divider)) or (
        before is not None and _is_label(before)
    )
    return "\n" if close else "\n\n"


def _is_label(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return len(block.runs) == 1 and block.runs[0].style == "strong"
    return isinstance(block, Heading)


def _texts(block: Block) -> Iterator[str]:
    """A block as lines of Markdown, each within a description; none for an empty one."""
    match block:
        case Heading(text=text):
            yield from _split((Run(text=one_line(text), style="strong"),))
        case Paragraph(runs=runs):
            yield from _split(runs)
        case Bullets(items=items):
            for item in items:
                yield from _split(item, first="- ", prefix="  ")
        case Quotation():
            yield from _split(_quotation(block), first="> ", prefix="> ")
        case Context(runs=runs):
            yield from _split(runs, first="-# ", prefix="-# ")
        case Divider() | Buttons():
            return


def _quotation(block: Quotation) -> tuple[Run, ...]:
    """The quote's words verbatim, then who said them on a line of its own."""
    said = clean(block.text).strip()
    who = tidy(block.attribution)
    if who and not who[0].text.startswith(_DASHES):
        who = (Run(text="— "), *who)
    words = (Run(text=f"“{said}”"),) if said else ()
    return (*words, *((Run(text="\n"),) if words and who else ()), *who)


def _split(runs: Sequence[Run], *, first: str = "", prefix: str = "") -> Iterator[str]:
    """`runs` in pieces of a description's size; `first` opens them, `prefix` every other line."""
    room = limits.DESCRIPTION - units(first + prefix)
    for number, piece in enumerate(split_runs(tidy(runs), room, lambda run: measure(run, prefix))):
        text = write(tidy(piece), prefix)
        if text.strip():
            opened = first + text.removeprefix(prefix)
            yield opened if number == 0 or first == prefix else text


def _laid_out(pieces: Iterator[_Piece], title: str) -> Iterator[list[str]]:
    """`pieces` as the descriptions of each body's embeds, no label left behind at an end."""
    body: list[list[_Piece]] = [[]]
    taken = units(title)
    for piece in pieces:
        if _fits([*body[:-1], [*body[-1], piece]], taken):
            body[-1].append(piece)
            continue
        carried = _trailing_labels(body[-1])
        if not _fits([[*carried, piece]], 0):
            body[-1] += carried
            carried = []
        if len(body) < limits.EMBEDS and _fits([*body, [*carried, piece]], taken):
            body.append([*carried, piece])
            continue
        yield [_joined(group) for group in body]
        body, taken = [[*carried, piece]], 0
    if body[0]:
        yield [_joined(group) for group in body]


def _fits(groups: Sequence[Sequence[_Piece]], taken: int) -> bool:
    sizes = [units(_joined(group)) for group in groups]
    total = sum(sizes) + taken + limits.THREAD_NAME + _MARK_ROOM
    return max(sizes) <= limits.DESCRIPTION and total <= limits.EMBED_TOTAL


def _trailing_labels(group: list[_Piece]) -> list[_Piece]:
    """The labels at the group's end, taken out of it; none where it has nothing else."""
    keep = len(group)
    while keep and group[keep - 1].leads:
        keep -= 1
    if not keep:
        return []
    labels = group[keep:]
    del group[keep:]
    return labels


def _joined(group: Sequence[_Piece]) -> str:
    return "".join((piece.gap if number else "") + piece.text for number, piece in enumerate(group))
