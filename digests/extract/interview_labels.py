"""The labels of an interview's paragraphs: who speaks, and what is printed beside the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.chinese_offices import split_office
from digests.extract.chinese_roles import roles_in
from digests.model import Span

# [00:12:40], (12:40), 12:40
_STAMP = r"(?:[\[(（【]?\d{1,2}:\d{2}(?::\d{2})?[\])）】]?[ \t]*[-–—]?[ \t]*)?"
# After the name a role or a house in brackets: 范以恒（知行软件研究院院长）：
LABEL = re.compile(
    rf"(?:\*\*|__)?{_STAMP}(?:(?P<office>[\u4e00-\u9fff]{{2,8}})[（(](?P<of>[^）)\n]{{2,20}})[）)])?[《【]?(?P<name>(?:\d{{1,3}}(?=[^\W\d_]))?[^\W\d_][^:：*_\n。！？!?\"“”\d（(》】]{{0,30}}?)[》】]?[ \t]*"
    rf"(?:[（(](?P<note>[^）)\n]{{1,40}})[）)])?(?:\*\*|__)?[ \t]*{_STAMP}[:：](?:\*\*|__)?[ \t\u3000]*(?P<said>\S)"
)
ANSWER_LABELS = frozenset(["a", "answer", "答"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One paragraph that someone says. `label` names the speaker where the layout does:

    a span of the name as printed, and the role printed beside it. Without: the interviewee.
    """

    span: Span
    label: Span | None = None
    role: str | None = None
    organisation: str | None = None


def is_noted(label: re.Match[str]) -> bool:
    """Whether a label says what its holder is: 华小乔（算法工程师）, 首席执行官安可期."""
    noted = bool(label["note"] and split_office(label["note"])[0])
    return noted or bool(label["office"]) or _office_of(label) > 0


def _office_of(label: re.Match[str]) -> int:
    """How long the office is that a Chinese label begins with: 5 of 首席执行官安可期."""
    name = label["name"].strip()
    first = roles_in(name)[:1]
    end = first[0][1] if first and first[0][0] == 0 else 0
    return end if 2 <= len(name) - end <= 4 or "·" in name[end:] else 0


def turn_of(text: str, span: Span, label: re.Match[str]) -> Turn:
    """The turn of a paragraph with a label, or of one that goes on with it."""
    named = label["name"].strip().lower() not in ANSWER_LABELS
    end = span.end
    while end > span.start and text[end - 1] in "*_":
        end -= 1
    role, organisation = split_office(label["note"]) if label["note"] else (None, None)
    before = _office_of(label)
    if before:
        role = label["name"][:before]
    elif label["office"]:
        role, organisation = label["office"], label["of"]
    start, finish = label.start("name") + before, label.end("name")
    inside = re.match(r"[^，,、\s]{2,8}(?=[，,])", label["note"] or "") if not named else None
    if inside and role:  # A（栾小满，定价负责人）：
        named, start = True, label.start("note")
        finish = start + inside.end()
        role, organisation = split_office((label["note"] or "")[inside.end() + 1 :])
    return Turn(
        span=Span(start=span.start, end=end),
        label=Span(start=start, end=finish) if named else None,
        role=role,
        organisation=organisation,
    )
