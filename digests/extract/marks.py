"""Which stretches of a text stand between quotation marks. Linear, and never past a paragraph.

A mark that is never closed opens nothing, except where the next paragraph opens with the same
mark again: that is how a quote over several paragraphs is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from digests.model import Span

_FAMILY = {
    '"': "double", "“": "double", "”": "double", "„": "double", "‟": "double", "＂": "double",
    "«": "guillemet", "»": "guillemet", "‹": "small guillemet", "›": "small guillemet",
    "「": "corner", "」": "corner", "『": "white corner", "』": "white corner",
    "﹁": "corner", "﹂": "corner",
    "'": "single", "‘": "single", "’": "single",
}  # fmt: skip
_OPENS = frozenset("“„‟‘«‹「『﹁")
_CLOSES = frozenset("”’»›」』﹂")
_MARK = re.compile(
    r"[\"“”„‟＂«»‹›「」『』﹁﹂]"
    r"|(?<![\w.,;:!?…\"”)\]'’‘])['‘](?=[\w\"“(\[…$£€])|‘|(?<=[\w.,;:!?…\"”)\]%])['’](?![\w'’])"
    r"|’(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])|(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])’"
)
_BLOCK = re.compile(r">+[ \t]*")  # a quotation set apart, in Markdown
# Two single marks as a double one: old wire text. They are not read as marks, nor what is in them.
_DOUBLED = re.compile(r"''\w|‘‘\w")
_ELISION = re.compile(
    r"['‘’](?:\d0s|\d\d\b|(?:em|til|tis|twas|cause|bout|round|n|cos|neath)\b)", re.IGNORECASE
)
_SPACE_OR_OPEN = re.compile(r"[\s(\[{—–\-/*_:：，>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A stretch between quotation marks: `start:end` inside them, `left:right` with them.

    `continues` when it goes on with what the paragraph before left open; `closed` when its own
    closing mark is there.
    """

    start: int
    end: int
    left: int
    right: int
    family: str
    paragraph: int
    continues: bool = False
    closed: bool = True


@dataclass(slots=True)
class _Event:
    start: int
    end: int
    mark: str
    family: str
    opens: bool
    closes: bool


def marked(text: str, paragraphs: Sequence[Span]) -> tuple[Marked, ...]:
    """Every outermost quoted stretch of `text`, in order. `paragraphs` as `digests.text` cuts them."""
    out: list[Marked] = []
    opened: str | None = None
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        block = _BLOCK.match(text, paragraph.start, paragraph.end)
        if block and block.end() < paragraph.end:
            out.append(
                Marked(
                    start=block.end(),
                    end=paragraph.end,
                    left=paragraph.start,
                    right=paragraph.end,
                    family="block",
                    paragraph=number,
                )
            )
            opened = None
            continue
        found = list(_in_paragraph(text, paragraph, number, following))
        if opened and found and found[0].family == opened and found[0].left == paragraph.start:
            found[0] = replace(found[0], continues=True)
        opened = found[-1].family if found and not found[-1].closed else None
        out += found
    return tuple(out)


def _events(text: str, paragraph: Span) -> list[_Event]:
    events = []
    doubled = _DOUBLED.search(text, paragraph.start, paragraph.end) is not None
    coded = text.find("`", paragraph.start, paragraph.end) >= 0
    code = _code(text, paragraph) if coded else frozenset()
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = match[0]
        if mark in _INCHES and _MEASURE.search(text, max(0, match.start() - 8), match.end()):
            continue  # 5'11" and 6'
        if match.start() in code:
            continue
        if doubled and mark in "'‘’":
            continue
        if mark in "'‘’" and _ELISION.match(text, match.start()):
            continue
        events.append(_event(text, paragraph, match.start(), match.end(), mark))
    return events


_INCHES = "\"'’”"
_MEASURE = re.compile(r"\d['’′]\d{1,2}(?:½|¼|¾)?[\"”]\Z")
_CODE = re.compile(r"(`{1,3})[^`\n]{1,400}\1")


def _code(text: str, paragraph: Span) -> frozenset[int]:
    """The offsets that are code, between backticks."""
    found = _CODE.finditer(text, paragraph.start, paragraph.end)
    return frozenset(at for match in found for at in range(match.start(), match.end()))


def _event(text: str, paragraph: Span, start: int, end: int, mark: str) -> _Event:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if mark in "«»":
        opens, closes = _guillemet(mark, before, after)
    elif mark in _OPENS:
        opens, closes = (
            True,
            mark == "“"
            and (end == paragraph.end or (not before.isspace() and not after.isalnum())),
        )
    elif mark in _CLOSES:
        opens, closes = False, True
    else:
        opens = not after.isspace() and (not before.isalnum() or ord(before) > 0x2E7F)
        if (
            after.isspace()
            and before.isspace()
            and text[paragraph.start : start].rstrip()[-1:] in ":："
        ):
            return _Event(start, end, mark, _FAMILY[mark], True, False)  # : " set apart by spaces "
        closes = not before.isspace() or (after.isspace() and start > paragraph.start)
        if opens and closes and before.isascii() and _SPACE_OR_OPEN.match(before):
            closes = False
    return _Event(start, end, mark, _FAMILY[mark], opens, closes)


def _guillemet(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a guillemet opens and closes: «French» or »German«."""
    if mark == "«":
        closes = not before.isspace() and before not in "([—–" and not after.isalnum()
        return not closes, closes
    opens = (before.isspace() or before in "([—–") and after.isalnum()
    return opens, not opens


def _next_of_family(events: Sequence[_Event]) -> list[int]:
    """For each event the index of the next one of its family, or -1."""
    latest: dict[str, int] = {}
    following = [-1] * len(events)
    for index in range(len(events) - 1, -1, -1):
        following[index] = latest.get(events[index].family, -1)
        latest[events[index].family] = index
    return following


def _in_paragraph(
    text: str, paragraph: Span, number: int, following: Span | None
) -> Iterator[Marked]:
    events = _events(text, paragraph)
    after = _next_of_family(events)
    index = 0
    while index < len(events):
        event = events[index]
        closing = _closing(text, events, after, index) if event.opens else -1
        if closing >= 0:
            last = events[closing]
            if event.end < last.start:
                yield Marked(
                    start=event.end, end=last.start, left=event.start, right=last.end,
                    family=event.family, paragraph=number,
                )  # fmt: skip
            index = closing + 1
        elif event.opens and _goes_on(text, events, index, following):
            yield Marked(
                start=event.end, end=paragraph.end, left=event.start, right=paragraph.end,
                family=event.family, paragraph=number, closed=False,
            )  # fmt: skip
            return
        else:
            index += 1


def _goes_on(text: str, events: Sequence[_Event], index: int, following: Span | None) -> bool:
    """Whether the next paragraph opens with the mark that this one left open."""
    event = events[index]
    if following is None or event.mark == "'":
        return False
    match = _MARK.match(text, following.start)
    return match is not None and _FAMILY[match[0]] == event.family and match[0] not in _CLOSES


def _closing(text: str, events: Sequence[_Event], after: Sequence[int], index: int) -> int:
    """The index of the mark that closes `events[index]`, or -1."""
    following = after[index]
    if following < 0:
        return -1
    if events[index].family == "single":
        return _closing_single(text, events, after, index)
    if events[following].closes:
        return following
    if not events[following].opens:
        return -1
    # Opened twice: nested when two closing marks come next, else the first was never closed.
    inner = after[following]
    outer = after[inner] if inner >= 0 and events[inner].closes else -1
    if outer >= 0 and events[outer].closes and not events[outer].opens:
        return outer
    return -1


def _closing_single(text: str, events: Sequence[_Event], after: Sequence[int], index: int) -> int:
    """As `_closing`, where a closing mark may also be the apostrophe of a plural possessive."""
    candidate, tries = after[index], 0
    while candidate >= 0 and tries < 12:
        event = events[candidate]
        if event.opens and not event.closes:
            return -1
        if not _is_possessive(text, event) or after[candidate] < 0:
            return candidate
        later = events[after[candidate]]
        if later.opens and not later.closes:
            return candidate
        candidate, tries = after[candidate], tries + 1
    return -1


def _is_possessive(text: str, event: _Event) -> bool:
    before = text[max(0, event.start - 1) : event.start]
    return (
        before in ("s", "S", "z", "x")
        and re.match(r"\s[a-z]", text[event.end : event.end + 2]) is not None
    )
