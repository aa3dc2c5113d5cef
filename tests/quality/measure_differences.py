"""Differences, on pairs of short reports of our own: half differ on one thing, half only seem to.

Each file was written before the rules were measured on it. What they gave then, found / false:
first 6 of 10 / 5 of 14 traps, second 10 of 12 / 8 of 16,
third 7 of 8 / 5 of 10.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from digests.documents import document
from digests.extract.article import extract
from digests.stories.differences import differences
from tests.quality.report import Row, Section

HERE = Path(__file__).parent / "difference_pairs"
FILES = ("first", "second", "third")
_OUTLETS = ("Norte Gazette", "Selby Post")
_AT = datetime(2026, 10, 5, 8, tzinfo=UTC)


def measure(work: Path) -> Iterator[Section]:
    """One section, a row a file."""
    yield Section(
        title="Differences in pairs of reports",
        columns=("found", "of", "false", "in traps"),
        rows=tuple(
            Row(system=name, figures=_measured(HERE / f"{name}.jsonl"), ours=True) for name in FILES
        ),
    )


def _measured(path: Path) -> tuple[float, ...]:
    """Pairs that differ and are shown so, how many there are, what is shown wrongly, traps."""
    found = wanted = false = traps = 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        shown = differing(row)
        wanted, traps = wanted + row["differs"], traps + (not row["differs"])
        found += row["differs"] and shown > 0
        false += max(0, shown - row["differs"])
    return found, wanted, false, traps


def differing(row: Mapping[str, Any]) -> int:
    """How many differences are shown between the two reports of a row."""
    articles = [
        document(
            one["text"],
            id=outlet,
            title=one["title"],
            outlet=outlet,
            language=one["lang"],
            published=_AT + timedelta(hours=3 * number),
        )
        for number, (outlet, one) in enumerate(zip(_OUTLETS, row["articles"], strict=True))
    ]
    return len(differences(articles, {one.id: extract(one) for one in articles}))
