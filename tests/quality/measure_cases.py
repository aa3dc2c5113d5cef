"""Small cases and passages of our own, of which the rules had seen none when they were written.

Each file of `cases/` was measured once when it was new, and rules were mended by it afterwards: the
figures printed are what they reach now. What each gave when it was new is in `docs/decisions.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.report import Row, Section, briefbot

HERE = Path(__file__).parent / "cases"
COLUMNS = ("cases", "right", "quotes", "speaker", "role", "org.", "banned", "extra")
# What may stand at the edge of a quote or not, as the shared scorer of cases has it.
_EDGE = " \t\n,.;:!?，。；：！？…—–-\"'“”‘’「」『』«»"
_Case = dict[str, Any]


@dataclass(slots=True)
class _Count:
    """Sums over the cases of one file."""

    cases: int = 0
    right: int = 0
    quotes: int = 0
    speaker: int = 0
    role: int = 0
    organisation: int = 0
    banned: int = 0
    extra: int = 0


def measure(work: Path) -> Iterator[Section]:
    """A row a file: whole cases right, and of the quotes those with the right speaker and more."""
    yield Section(
        title="Own cases and passages",
        columns=COLUMNS,
        rows=tuple(_row(path, work) for path in sorted(HERE.glob("*.jsonl"))),
        note="Speaker, role and organisation: share of the quotes. Right: all spans and speakers.",
    )


def _row(path: Path, work: Path) -> Row:
    out = work / f"{path.stem}.out"
    briefbot("extract", path, out)
    count = _Count()
    found = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    cases = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    for case, one in zip(cases, found, strict=True):
        _add(count, case, one["quotes"])
    shares = (n / count.quotes for n in (count.speaker, count.role, count.organisation))
    return Row(
        system=path.stem,
        figures=(count.cases, count.right, count.quotes, *shares, count.banned, count.extra),
        ours=True,
    )


def _add(count: _Count, case: _Case, quotes: list[_Case]) -> None:
    text = case["text"]
    gold = {_span(text, at := text.index(one["text"]), at + len(one["text"])): one for one in case["quotes"]}  # fmt: skip
    ours = {_span(text, one["start"], one["end"]): one for one in quotes}
    banned = {_plain(one.strip(_EDGE)) for one in case["must_not_quote"]}
    spoken = [span for span, one in gold.items() if _is(ours.get(span), "speaker", one["speaker"])]
    more = [text[slice(*span)] for span in ours.keys() - gold.keys()]
    count.cases += 1
    count.right += not more and len(spoken) == len(gold)
    count.quotes += len(gold)
    count.speaker += len(spoken)
    count.role += sum(_holds(ours.get(span), "role", one["role"]) for span, one in gold.items())
    count.organisation += sum(
        _holds(ours.get(span), "organisation", one["org"]) for span, one in gold.items()
    )
    count.banned += sum(_plain(one) in banned for one in more)
    count.extra += sum(_plain(one) not in banned for one in more)


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _plain(text: str | None) -> str:
    return " ".join((text or "").lower().replace(".", "").split())


def _is(found: _Case | None, key: str, gold: str | None) -> bool:
    return found is not None and _plain(found[key]) == _plain(gold)


def _holds(found: _Case | None, key: str, gold: str | None) -> bool:
    """Whether one of two phrases holds the other, or both are missing."""
    if found is None:
        return False
    one, other = _plain(found[key]), _plain(gold)
    return one == other or bool(one and other and (one in other or other in one))
