"""The same over articles of our own, written before the rules that they measure.

`heldout/english.txt` and `chinese.txt` were written first and measured then; what was mended after
that is in `docs/decisions.md`. A file that was never mended by (`final_*.txt`) is the honest figure.
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
    """A section a set: the one that rules were mended by, then the one they never saw."""
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


def sets() -> Iterator[tuple[str, list[Path]]]:
    """The title and the marked files of each set that is there."""
    for prefix, title in (("", "Held-out articles"), ("final_", "Held-out articles, never seen")):
        files = [HERE / f"{prefix}{language}.txt" for language in ("english", "chinese")]
        if all(path.exists() for path in files):
            yield title, files
