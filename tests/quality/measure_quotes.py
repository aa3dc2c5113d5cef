"""Quotes and speakers: PolNeAR's development set, and the small cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.quality.report import Goal, Row, Section, data, extracted, scored

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
COLUMNS = ("exact F1", "named, all quotes", "end to end F1", "fabricated")
GOALS: tuple[Goal, ...] = (("≥", 0.98), ("≥", 0.82), ("≥", 0.87), ("≤", 0))
# Measured with the same scorer; the shared data's README says how.
BASELINES = (
    Row(system="regex + nearest speaker", figures=(0.977, 0.578, 0.693, None)),
    Row(system="textacy (spaCy small)", figures=(0.790, 0.693, 0.718, None)),
    Row(system="regex spans + textacy speaker", figures=(0.977, 0.604, 0.742, None)),
    Row(system="Gender Gap Tracker rules, 63 articles", figures=(0.835, 0.606, 0.645, None)),
    Row(system="two human annotators, 16 train articles", figures=(0.973, None, 0.946, None)),
)


def measure(work: Path) -> Iterator[Section]:
    """PolNeAR, then the cases."""
    yield Section(
        title="Quotes, PolNeAR dev (84 articles)",
        columns=COLUMNS,
        rows=(*BASELINES, _polnear("quotes/polnear_dev.jsonl", work)),
        goals=GOALS,
    )
    yield _cases(work)


def _polnear(relative: str, work: Path) -> Row:
    pred = extracted(relative, work)
    found = json.loads(scored("quotes/score.py", data(relative), pred, "--json"))
    named = (found["speaker_named"] or 0.0) * found["speaker_n"][1] / _named(data(relative))
    figures = (found["exact"][2], named, found["e2e"][2], found["fabricated"])
    return Row(system="briefbot", figures=figures, ours=True)


def _named(gold: Path) -> int:
    """How many quotes of three or more words the set gives a name to."""
    rows = map(json.loads, gold.read_text("utf-8").splitlines())
    return sum(
        len(_WORD.findall(quote["text"])) >= 3
        and (quote.get("speaker_type") == "name" or bool(quote.get("speaker_resolved")))
        for row in rows
        for quote in row["quotes"]
    )


def _cases(work: Path) -> Section:
    cases = "quotes/cases.jsonl"
    lines = scored("quotes/score_cases.py", data(cases), extracted(cases, work)).splitlines()
    right, _, count = lines[-1].split()[:3]
    return Section(
        title="Quotes, small cases",
        columns=("right", "of"),
        rows=(Row(system="briefbot", figures=(float(right), float(count)), ours=True),),
        goals=(("≥", float(count)), None),
        note="; ".join(lines[:-1]),
    )
