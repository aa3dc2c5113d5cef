"""A neutral message as Block Kit blocks: pure, and without Slack's packages.

Nothing is cut off: a text too long for one block goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from bot.clean import clean, one_line
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Context,
    Divider,
    Heading,
    Paragraph,
    Quotation,
    Run,
)
from bot.platforms.slack import limits, richtext
from bot.platforms.slack.mrkdwn import (
    escape,
    safe_url,
    shows_as_written,
    units,
    write_run,
    write_runs,
)
from bot.split import split_runs, split_text

Json = dict[str, Any]
T = TypeVar("T")
ACTION_PREFIX = "briefbot"
_DASHES = ("—", "–", "-")
# Plain text is shown as it is sent, so no escape may be written into it (slackapi/bolt-python#513
# has Slack escape it by itself); angle brackets therefore stay out of it altogether.
_ANGLES = re.compile("[<>]")
_NO_ANGLES = str.maketrans("<>", "‹›")


def write_block(block: Block) -> list[Json]:
    """One neutral block as the Slack blocks it takes, in order; none for an empty text."""
    match block:
        case Heading():
            return _heading(block)
        case Paragraph(runs=runs):
            return _text(tidy(runs))
        case Bullets(items=items):
            return _bullets([runs for item in items if (runs := tidy(item))])
        case Quotation():
            return _quotation(block)
        case Context(runs=runs):
            return _context(tidy(runs))
        case Divider():
            return [{"type": "divider"}]
        case Buttons(buttons=buttons):
            return list(_actions(buttons))


def tidy(runs: Sequence[Run]) -> tuple[Run, ...]:
    """`runs` without what can't be seen, and without blanks at either end."""
    kept = [replace(run, text=text) for run in runs if (text := clean(run.text))]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def mrkdwn(text: str) -> Json:
    """A mrkdwn text object. `verbatim`: Slack makes no links or mentions out of bare text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Json:
    """A plain text object, in which nothing is markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def measure(value: Any) -> int:
    """What a block may count towards Slack's total: all its strings but the types."""
    match value:
        case str():
            return units(value)
        case dict():
            return sum(measure(item) for key, item in value.items() if key != "type")
        case list():
            return sum(map(measure, value))
    return 0


def _section(text: str) -> Json:
    return {"type": "section", "text": mrkdwn(text)}


def _heading(heading: Heading) -> list[Json]:
    text = one_line(heading.text)
    if not text:
        return []
    fits = units(text) <= limits.HEADER and not _ANGLES.search(text)
    if heading.level == 1 and fits:
        return [{"type": "header", "text": plain(text)}]
    return _text((Run(text=text, style="strong"),))


def _measure(run: Run) -> int:
    return units(write_run(run))


def _rich_measure(run: Run) -> int:
    return units(run.text) + len(safe_url(run.url) or "")


def _text(runs: Sequence[Run]) -> list[Json]:
    """Running text: mrkdwn, or a block without markup where mrkdwn would change it."""
    as_written = shows_as_written(runs)
    if not as_written and richtext.can_hold(runs):
        pieces = map(tidy, split_runs(runs, limits.SECTION, _rich_measure))
        return [richtext.block(richtext.section(piece)) for piece in pieces if piece]
    pieces = map(tidy, split_runs(runs, limits.SECTION, _measure))
    return [_section(write_runs(piece, styled=as_written)) for piece in pieces if piece]


def _bullets(items: Sequence[tuple[Run, ...]]) -> list[Json]:
    if all(map(richtext.can_hold, items)):
        return _rich_bullets(items)  # a list in mrkdwn has no indent under its bullets
    lines = [line for item in items for line in _bullet_lines(item)]
    groups = _packed(lines, lambda line: units(line) + 1, limits.SECTION, len(lines))
    return [_section("\n".join(group)) for group in groups]


def _bullet_lines(item: Sequence[Run]) -> list[str]:
    styled = shows_as_written(item)
    pieces = [p for p in map(tidy, split_runs(item, limits.SECTION - 8, _measure)) if p]
    return [
        ("• " if index == 0 else "   ") + write_runs(piece, styled=styled)
        for index, piece in enumerate(pieces)
    ]


def _packed(
    items: Iterable[T], size: Callable[[T], int], room: int, most: int
) -> Iterator[list[T]]:
    """`items` in groups of at most `most` whose sizes sum to at most `room`, order kept."""
    group: list[T] = []
    left = room
    for item in items:
        if group and (len(group) == most or size(item) > left):
            yield group
            group, left = [], room
        group.append(item)
        left -= size(item)
    if group:
        yield group


def _rich_bullets(items: Sequence[tuple[Run, ...]]) -> list[Json]:
    pieces = [
        piece
        for item in items
        for piece in map(tidy, split_runs(item, limits.SECTION, _rich_measure))
        if piece
    ]
    groups = _packed(pieces, _rich_total, limits.SECTION, limits.RICH_ITEMS)
    return [richtext.block(richtext.bullets(group)) for group in groups]


def _rich_total(piece: Sequence[Run]) -> int:
    return sum(map(_rich_measure, piece))


def _quotation(quotation: Quotation) -> list[Json]:
    """The quote's words verbatim behind a bar, then who said them, on a line of its own."""
    said = clean(quotation.text).strip()
    who = tidy(quotation.attribution)
    if who and not who[0].text.startswith(_DASHES):
        who = (Run(text="— "), *who)
    words = (Run(text=f"“{said}”"),) if said else ()
    runs = (*words, *((Run(text="\n"),) if words and who else ()), *who)
    as_written = shows_as_written(words) and shows_as_written(who)
    if not as_written and richtext.can_hold(runs):
        pieces = map(tidy, split_runs(runs, limits.SECTION, _rich_measure))
        return [richtext.block(richtext.quotation(piece)) for piece in pieces if piece]
    pieces = map(tidy, split_runs(runs, limits.SECTION - 2, _quoted_measure))
    return [_section(_barred(write_runs(piece, styled=as_written))) for piece in pieces if piece]


def _quoted_measure(run: Run) -> int:
    return _measure(run) + 2 * run.text.count("\n")


def _barred(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _context(runs: Sequence[Run]) -> list[Json]:
    styled = shows_as_written(runs)
    pieces = [p for p in map(tidy, split_runs(runs, limits.SECTION, _measure)) if p]
    elements = [mrkdwn(write_runs(piece, styled=styled)) for piece in pieces]
    groups = _packed(elements, measure, limits.BLOCK, limits.CONTEXT_ELEMENTS)
    return [{"type": "context", "elements": group} for group in groups]


def _actions(buttons: Sequence[Button]) -> Iterator[Json]:
    for button in buttons:
        if units(one_line(button.label)) > limits.BUTTON_LABEL:
            yield from _context((Run(text=button.label),))
    elements = [_button(button, index) for index, button in enumerate(buttons)]
    for group in _packed(elements, measure, limits.BLOCK, limits.ACTIONS):
        yield {"type": "actions", "elements": group}


def _button(button: Button, index: int) -> Json:
    """The index keeps two buttons of one name apart: Slack wants each `action_id` once a block."""
    action_id = f"{ACTION_PREFIX}:{index}:{button.action}"
    value = clean(button.value)
    if units(value) > limits.BUTTON_VALUE or units(action_id) > limits.ACTION_ID:
        raise ValueError(f"button {button.action!r} carries more than Slack takes")
    element: Json = {
        "type": "button",
        "action_id": action_id,
        "text": plain(_label(button)),
    }
    if value:
        element["value"] = value
    if url := safe_url(button.url):
        element["url"] = url
    return element


def _label(button: Button) -> str:
    label = one_line(button.label).translate(_NO_ANGLES)
    return shortened(label or button.action, limits.BUTTON_LABEL)


def shortened(text: str, limit: int) -> str:
    """A label within `limit` units, with an ellipsis where it had to be cut."""
    return text if units(text) <= limit else split_text(text, limit - 1, units)[0].rstrip() + "…"


def fallback_text(text: str) -> str:
    """What a notification says: one plain escaped line, at most what Slack advises."""
    line = one_line(text)
    if units(escape(line)) <= limits.FALLBACK:
        return escape(line)
    first = split_text(line, limits.FALLBACK - 16, lambda part: units(escape(part)))[0]
    return escape(first).rstrip() + " …"
