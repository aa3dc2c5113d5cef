"""Quotes, roles and claims of the AI-industry articles, English and Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.quality.report import Goal, Row, Section, data, extracted, scored

SET = "ainews/dev.jsonl"
SCORER = "ainews/score_ainews.py"
FIRST = 8  # key claims count only among an article's first eight
COLUMNS = (
    "e2e F1", "role", "org.", "banned", "invented",
    "key", "speaker", "kind", "figures",
)  # fmt: skip
GOALS: tuple[Goal | None, ...] = (
    ("≥", 0.92), ("≥", 0.90), ("≥", 0.90), ("≤", 0), ("≤", 0),
    ("≥", 0.85), ("≥", 0.90), None, ("≥", 0.95),
)  # fmt: skip
_FIGURES = (
    r"e2e \(span\+speaker\) F1 (\S+)",
    r"role acc (\S+)",
    r"organisation acc (\S+)",
    r"must_not_quote violations (\d+)",
    r"fabricated quotes (\d+)",
    r"key-claim recall (\S+)",
    r"claim speaker acc (\S+)",
    r"kind acc (\S+)",
    r"figure value acc (\S+)",
)


def measure(work: Path) -> Iterator[Section]:
    """A row a language; key claims, speakers, kinds and figures over the first eight claims."""
    rows = compared(data(SET), extracted(SET, work), work)
    yield Section(
        title="Quotes and claims, AI-industry articles (8 English, 4 Chinese)",
        columns=COLUMNS,
        rows=rows,
        goals=GOALS,
        note=f"Claims: the first {FIRST} of an article; the baseline's: all of them.",
    )


def compared(gold: Path, results: Path, work: Path) -> list[Row]:
    """The baseline's rows over `gold`, then those of our `results`; `work` takes a file."""
    whole = scored(SCORER, gold, results)
    first = scored(SCORER, gold, _first(results, work / "first.jsonl"))
    baseline = scored(SCORER, gold, "--baseline")
    return [*_rows(baseline, baseline, "regex baseline"), *_rows(whole, first, "briefbot")]


def _first(results: Path, out: Path) -> Path:
    lines = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    cut = [line | {"claims": line.get("claims", [])[:FIRST]} for line in lines]
    out.write_text("\n".join(map(json.dumps, cut)), "utf-8")
    return out


def _rows(whole: str, first: str, system: str) -> Iterator[Row]:
    for language in ("en", "zh", "total"):
        quotes, claims = _block(whole, language), _block(first, language)
        texts = [quotes] * 5 + [claims] * 4
        figures = [_figure(one, text) for one, text in zip(_FIGURES, texts, strict=True)]
        yield Row(system=f"{system}, {language}", figures=figures, ours=system == "briefbot")


def _block(printed: str, language: str) -> str:
    return printed.partition(f"[{language}]")[2].partition("\n[")[0]


def _figure(pattern: str, text: str) -> float | None:
    found = re.search(pattern, text)
    return float(found[1]) if found else None
