"""Speech without quotation marks: interviews, transcripts and block quotes, known by their layout.

Answers and turns are whole paragraphs. Questions of the interviewer and the operator of a call are
not quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.extract.boilerplate import boilerplate
from digests.extract.chinese_forms import name_at
from digests.extract.interview_labels import ANSWER_LABELS, LABEL, Turn, is_noted, turn_of
from digests.extract.interview_lines import (
    ASIDE,
    HEADING,
    SENTENCE_END,
    ends_talk,
    inner_of,
    is_bare_question,
    is_heading,
    is_question,
)
from digests.model import Span

_TURN_HEADING = re.compile(
    r"(?P<name>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,4})\s*(?:--|—|–|\||,)\s*(?P<role>[^\n]{2,80})"
)
# A line without any marking: Jo Ek -- Chief Executive
_PLAIN_TURN = re.compile(
    r"(?P<name>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){1,4})\s+(?:--|—|–)\s+(?P<role>[A-Z][^\n.!?:“\"]{2,60})"
)
# The name in bold, the role after it: **Jo Ek** -- *Chief Executive*
_NAME_AND_ROLE = re.compile(
    r"(?:\*\*|__)(?P<name>[A-Z][^*_\n]{2,40}?)(?:\*\*|__)\s*(?:--|—|–|\||,)\s*(?P<role>[^\n.!?]{2,80})"
)
_QUESTION_LABELS = frozenset(
    ["q", "question", "interviewer", "问", "提问", "记者", "采访者", "主持人", "host", "moderator"]
)
_NOBODY = frozenset(["operator", "moderator", "conference"])
_INTERVIEW = re.compile(r"Q\s?&\s?A|\bInterview\b|edited for|对话|专访|访谈|经编辑")
_TOLD = re.compile(
    r"\b(?:interview|conversation|exchange|transcript)\b[^.]{0,40}\b(?:edited|condensed|shortened|cut)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An interview or transcript: where it begins, what is said, and whose voices it has."""

    start: int
    end: int
    turns: tuple[Turn, ...]


def talk_in(text: str, title: str, lines: Sequence[Span]) -> Talk | None:
    """The interview or transcript that a text is laid out as, or None. `lines` are its paragraphs."""
    for read in (_transcript, _labelled, _answered, _questions):
        turns = tuple(read(text, title, lines))
        if turns:
            return Talk(
                start=_opening(lines, min((t.label or t.span).start for t in turns)),
                end=max(t.span.end for t in turns),
                turns=turns,
            )
    return None


def _opening(lines: Sequence[Span], first: int) -> int:
    """Where the question before the first answer begins."""
    before = [line.start for line in lines if line.start < first]
    return before[-1] if before else first


def _transcript(text: str, title: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """Headings of a name and a role, each with the paragraphs said under it."""
    headings = [_turn_heading(text, line) for line in lines]
    if not _are_enough([heading for heading in headings if heading]):
        return
    current: re.Match[str] | None = None
    offset = 0
    speaking = False
    for line, heading in zip(lines, headings, strict=True):
        if heading is not None:
            current, offset, speaking = heading, line.start, True
        elif (
            is_heading(inner_of(text, line))
            or ASIDE.match(inner_of(text, line))
            or inner_of(text, line)[:1] == "["
        ):
            speaking = False
        elif speaking and current is not None and SENTENCE_END.search(inner_of(text, line)):
            role, organisation = _role_and_house(current["role"])
            yield Turn(
                span=line, role=role, organisation=organisation,
                label=Span(start=offset + current.start("name"), end=offset + current.end("name")),
            )  # fmt: skip


def _are_enough(headings: Sequence[re.Match[str]]) -> bool:
    """Whether there are three turns, or two of people with an office."""
    officers = sum(1 for heading in headings if _OFFICERS.search(heading["role"]))
    return len(headings) > 2 or officers == 2


_OFFICERS = re.compile(r"\b(?:Chief|Officer|CEO|CFO|COO|CTO|President|Chair|Analyst)\b")


def _turn_heading(text: str, line: Span) -> re.Match[str] | None:
    inner = inner_of(text, line)
    if len(inner) > 140:
        return None
    apart = _NAME_AND_ROLE.fullmatch(inner)
    if apart:
        return apart
    bold = HEADING.fullmatch(inner)
    if bold is None:
        return _PLAIN_TURN.fullmatch(inner)
    return _TURN_HEADING.search(inner, bold.start("text") if bold["text"] else bold.start("plain"))


def _role_and_house(tail: str) -> tuple[str | None, str | None]:
    """ "Pell Harbor -- Analyst": the last part is the role, one before it the organisation."""
    parts = [part.strip(" *_") for part in re.split(r"\s*(?:--|—|–|\|)\s*", tail)]
    parts = [part for part in parts if part]
    if not parts:
        return None, None
    return parts[-1], parts[-2] if len(parts) > 1 else None


def _labelled(text: str, title: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """Paragraphs that begin "Name:", "A:" or 答：, and those that go on with them."""
    labels = [LABEL.match(text, line.start, line.end) for line in lines]
    written = [label["name"].strip().lower() if label else "" for label in labels]
    if written and _is_headline(written, inner_of(text, lines[0]), title):
        written[0] = ""
    called = _shortened(written)
    names = Counter(called)
    known = {
        name
        for name, count in names.items()
        if name and (count >= 2 or name in _QUESTION_LABELS | ANSWER_LABELS)
    }
    known |= {
        name
        for name, label in zip(called, labels, strict=True)
        if name and label and is_noted(label)
    }
    known |= _answering(text, lines, called)
    if known & _QUESTION_LABELS:
        known |= {one for one in called if 2 <= len(one) <= 4 and name_at(one, 0, rare=True) == one}
    turns = [(n, name) for n, name in enumerate(called) if name in known]
    few = len(turns) < 4 and not _is_all_talk(labels, called, known)
    if few or len({name for _, name in turns}) < 2:
        return
    known |= _between(called, [n for n, _ in turns])
    asking = _askers(text, lines, called, known) | _notes_of_askers(labels, called)
    last = turns[-1][0]
    speaking: re.Match[str] | None = None
    for number in range(turns[0][0], len(lines)):
        line, label = lines[number], labels[number]
        name = called[number]
        if label and name in known:
            speaking = None if name in asking else label
            if speaking:
                yield turn_of(text, Span(start=label.start("said"), end=line.end), label)
        elif ends_talk(text, line):
            speaking = None
        elif number > last and not _is_own(inner_of(text, line)):
            speaking = None  # the writer's own words follow
        elif speaking and SENTENCE_END.search(inner_of(text, line)):
            yield turn_of(text, line, speaking)


def _answering(text: str, lines: Sequence[Span], names: Sequence[str]) -> set[str]:
    """The labels of a paragraph that is a question and of the one right after it, of another."""
    pairs = (
        (names[n], names[n + 1])
        for n in range(len(names) - 1)
        if names[n] and names[n + 1] and inner_of(text, lines[n]).rstrip("*_ ")[-1:] in "?？"
    )
    return {name for pair in pairs if pair[0] != pair[1] for name in pair}


def _is_all_talk(
    labels: Sequence[re.Match[str] | None], names: Sequence[str], known: set[str]
) -> bool:
    """Whether a short text is little but turns: somebody asks, or whoever speaks is told of beside."""
    count = sum(1 for name in names if name in known)
    asked = known & _QUESTION_LABELS or any(label and is_noted(label) for label in labels)
    return count >= 2 and count * 5 >= len(names) * (3 if asked else 5)


def _is_headline(names: Sequence[str], first: str, title: str) -> bool:
    """Whether a text's first line is its headline, "Gov Sims: Rates Will Fall", and no turn."""
    alone = names.count(names[0]) == 1 and not any(names[1:2])
    return first.strip() == title.strip() or alone


def _is_own(inner: str) -> bool:
    """Whether a paragraph after the last label goes on in the first person, and is no note."""
    told = _FIRST_PERSON.search(inner) is not None and not boilerplate(inner)
    return told and _TELLS_OF_TALK.search(inner) is None


# The writer's own words after the last answer: 采访结束时，他发来一条语音：“……”
_TELLS_OF_TALK = re.compile(r"[:：][“「\"]|采访|访谈|专访|对话|记者|[，。][”」]?[他她]说|口述|本文")
# Chinese leaves the person out.
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:I|I['’]\w+|we|We|my|our|me|us)(?!\w)(?![^“\"]*[”\"])|[\u4e00-\u9fff]"
)


def _notes_of_askers(labels: Sequence[re.Match[str] | None], names: Sequence[str]) -> set[str]:
    """Who is called the moderator once: 主持人（秋原）："""
    return {
        label["note"].strip().lower()
        for label, name in zip(labels, names, strict=True)
        if label and label["note"] and name in _QUESTION_LABELS
    }


def _shortened(names: Sequence[str]) -> list[str]:
    """Labels by one form each: "marisol etxeberria" is "etxeberria" where that stands too."""
    there = set(names)
    return [last if (last := name.rpartition(" ")[2]) in there else name for name in names]


def _between(names: Sequence[str], turns: Sequence[int]) -> set[str]:
    """Who speaks but once, in a paragraph between two turns of others."""
    inside = range(turns[0] + 1, turns[-1])
    return {names[n] for n in inside if names[n] and len(names[n]) > 1 and names[n].count(" ") < 4}


def _askers(text: str, lines: Sequence[Span], names: Sequence[str], known: set[str]) -> set[str]:
    """The labels of those who only ask. On a call, which has an operator, analysts ask and are quoted."""
    if known & _NOBODY:
        return known & (_QUESTION_LABELS | _NOBODY)
    asked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for line, name in zip(lines, names, strict=True):
        if name:
            spoken[name] += 1
            asked[name] += inner_of(text, line).rstrip("*_ ")[-1:] in "?？"
    press = {name for name in known if asked[name] and _PRESS.search(name)}
    only = press | {name for name in known if asked[name] * 2 >= spoken[name] and spoken[name] > 1}
    return (only if only != known else set()) | (known & _QUESTION_LABELS) | (known & _NOBODY)


_PRESS = re.compile("(?:刊|报|网|杂志|电视台|新闻|财经|观察|评论|通讯社|[志社])$")


def _answered(text: str, title: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """Answers that begin with one label, "MQ:", each right after a question in bold."""
    asked = [is_question(inner_of(text, line)) for line in lines]
    labels = [LABEL.match(text, line.start, line.end) for line in lines]
    first = [n for n in range(1, len(lines)) if asked[n - 1] and labels[n] is not None]
    names = {label["name"] for n in first if (label := labels[n]) is not None}
    if len(first) < 2 or len(names) != 1 or len(first) < sum(asked):
        return
    speaking: re.Match[str] | None = None
    for number in range(first[0], len(lines)):
        line, label = lines[number], labels[number]
        if number in first and label is not None:
            speaking = label
            yield turn_of(text, Span(start=label.start("said"), end=line.end), label)
        elif (
            asked[number]
            or ends_talk(text, line)
            or (number > first[-1] and not _is_own(inner_of(text, line)))
        ):
            speaking = None
        elif speaking and SENTENCE_END.search(inner_of(text, line)):
            yield turn_of(text, line, speaking)


def _questions(text: str, title: str, lines: Sequence[Span]) -> Iterator[Turn]:
    """Questions in bold or as paragraphs of their own, each with the paragraphs that answer it."""
    bold = [is_question(inner_of(text, line)) for line in lines]
    told = bold.index(True) if True in bold else 0
    least = 2 if _TOLD.search(" ".join(inner_of(text, line) for line in lines[:told])) else 3
    if sum(bold) < least and _INTERVIEW.search(title + text[: lines[0].end if lines else 0]):
        bold = [is_bare_question(inner_of(text, line)) for line in lines]
    if sum(bold) < least:
        return
    answering = False
    for line, question in zip(lines, bold, strict=True):
        inner = inner_of(text, line)
        if question or (answering and is_heading(inner)):
            answering = True
        elif ASIDE.match(inner):
            answering = False
        elif answering and SENTENCE_END.search(inner):
            yield Turn(span=line)
