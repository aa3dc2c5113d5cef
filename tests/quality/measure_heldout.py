"""The same over articles of our own, written before the rules that they measure.

Each set of `heldout/` was measured once when it was new, and rules were mended by it afterwards: the
figures printed are what they reach now. What each gave when it was new is in `docs/decisions.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.quality.marked import rows
from tests.quality.measure_claims import COLUMNS, GOALS, compared
from tests.quality.report import Section, briefbot

HERE = Path(__file__).parent / "heldout"


def measure(work: Path) -> Iterator[Section]:
    """A section a set, in the order in which they were written."""
    for title, files in sets():
        gold, out = work / "gold.jsonl", work / "found.jsonl"
        articles = [row for path in files for row in rows(path)]
        gold.write_text("\n".join(json.dumps(row) for row in articles), "utf-8")
        briefbot("extract", gold, out)
        yield Section(
            title=f"{title} ({len(articles)} articles)",
            columns=COLUMNS,
            rows=compared(gold, out, work),
            goals=GOALS,
        )


_SETS = (
    ("", "Held-out articles, first set"),
    ("second_", "Held-out articles, second set"),
    ("third_", "Held-out articles, third set"),
    ("fourth_", "Held-out articles, fourth set"),
    ("fifth_", "Held-out articles, fifth set"),
    ("sixth_", "Held-out articles, sixth set"),
    ("seventh_", "Held-out articles, seventh set"),
    ("eighth_", "Held-out articles, eighth set"),
    ("ninth_", "Held-out articles, ninth set"),
    ("tenth_", "Held-out articles, tenth set"),
    ("eleventh_", "Held-out articles, eleventh set"),
)


def sets() -> Iterator[tuple[str, list[Path]]]:
    """The title and the marked files of each set that is there."""
    for prefix, title in _SETS:
        files = [HERE / f"{prefix}{language}.txt" for language in ("english", "chinese")]
        if all(path.exists() for path in files):
            yield title, files
