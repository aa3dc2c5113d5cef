"""Answers, extractive: the stream's questions by the real commands, the demo's, and held-out ones.

The held-out sets (`heldout_questions/`) were written, and committed, before anything was measured on
them; what each gave at first sight stands in its README. All may be looked at since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.quality.demo_questions import load
from tests.quality.report import MissingData, Row, Section, briefbot, data, scored

SCORER = "stream/score_answers.py"
COLUMNS = ("evidence hit", "false answers", "refusals", "all sides", "questions")
GOALS = (("≥", 0.85), ("≤", 0.10), ("≤", 0.10), None, None)
HELD_OUT = (
    ("a", "Held-out questions A, over thirty articles (50 answerable, 30 not)"),
    ("b", "Held-out questions B, over the same articles (25 answerable, 15 not)"),
    ("c", "Held-out questions C, over fifteen other articles (26 answerable, 14 not)"),
    ("d", "Held-out questions D, over 25 other articles (42 answerable, 18 not)"),
    ("e", "Held-out questions E, over fifteen other articles (28 answerable, 12 not)"),
    ("f", "Held-out questions F, over twelve other articles (25 answerable, 11 not)"),
    ("g", "Held-out questions G, over ten other articles (24 answerable, 11 not)"),
    ("h", "Held-out questions H, over seven other articles (18 answerable, 8 not)"),
)
HERE = Path(__file__).parent / "heldout_questions"
BASELINES = (
    Row(system="BM25 sentences, always answers", figures=(0.643, 1.0, 0.0, None, 40)),
    Row(system="BM25 sentences, with a threshold", figures=(0.357, None, None, None, 40)),
)


def measure(work: Path) -> Iterator[Section]:
    """The stream of the shared data, where it is; then the demo's own questions."""
    try:
        data(SCORER)
    except MissingData:
        return
    yield Section(
        title="Questions over the stream (28 answerable, 12 not)",
        columns=COLUMNS,
        rows=(*BASELINES, _stream(work)),
        goals=GOALS,
    )
    for name, title in HELD_OUT:
        yield Section(title=title, columns=COLUMNS, rows=(_held_out(name, work),), goals=GOALS)
    yield Section(
        title="Questions over the demo's site (140 answerable, 60 not)",
        columns=COLUMNS,
        rows=(_demo(work),),
        goals=GOALS,
    )


def _stream(work: Path) -> Row:
    url = f"sqlite+aiosqlite:///{work / 'stream.sqlite3'}"
    gold = data("stream/dev.questions.jsonl")
    briefbot("ingest", data("stream/dev.jsonl"), "--first-seen", "published", "--database", url)
    briefbot("ask", "--batch", gold, work / "stream.out", "--database", url)
    return _row(gold, work / "stream.out")


def _held_out(name: str, work: Path) -> Row:
    url = f"sqlite+aiosqlite:///{work / f'heldout_{name}.sqlite3'}"
    gold, out = HERE / f"questions_{name}.jsonl", work / f"heldout_{name}.out"
    articles = HERE / ("articles.jsonl" if name in "ab" else f"articles_{name}.jsonl")
    briefbot("ingest", articles, "--first-seen", "published", "--database", url)
    briefbot("ask", "--batch", gold, out, "--database", url)
    return _row(gold, out)


def _demo(work: Path) -> Row:
    path = work / "demo.sqlite3"
    url = f"sqlite+aiosqlite:///{path}"
    briefbot("demo", "--no-input", "--database", url)
    stored, newest = _articles(path)
    gold = work / "demo.gold"
    _write(gold, [_placed(one, stored) for one in load(newest)])
    briefbot("ask", "--batch", gold, work / "demo.out", "--database", url)
    return _row(gold, work / "demo.out")


def _articles(path: Path) -> tuple[Mapping[str, str], datetime]:
    """Each article's id by the path of its address, and when the demo was made."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT id, canonical_url, first_seen_at FROM articles")
        found = [(id_, url.split("/", 3)[-1], seen) for id_, url, seen in rows]
    finally:
        connection.close()
    newest = datetime.fromisoformat(max(seen for _, _, seen in found))
    return {f"/{place}": id_ for id_, place, _ in found}, newest.replace(tzinfo=UTC)


def _placed(question: dict[str, Any], stored: Mapping[str, str]) -> dict[str, Any]:
    evidence = [
        {**one, "article_id": stored.get(one["path"], one["article_id"])}
        for one in question["evidence"]
    ]
    return {**question, "evidence": evidence}


def _write(path: Path, lines: Sequence[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), "utf-8")


def _row(gold: Path, predicted: Path) -> Row:
    found = json.loads(scored(SCORER, gold, predicted))
    compared = found["compare_all_sides"] / found["compare"] if found["compare"] else None
    return Row(
        system="briefbot, extractive",
        figures=(
            found["evidence_hit_rate_all"],
            found["false_answer_rate"],
            found["refusal_rate"],
            compared,
            found["questions"],
        ),
        ours=True,
    )
