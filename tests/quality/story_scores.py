"""How well stories are grouped, told anew and compared, against a stream with right answers.

A stream is `stream.jsonl` (articles with `story`, `origin` and `kind`) and `stories.json` (what is
new on which day, which days bring nothing new, what outlets tell differently).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from digests.documents import document
from digests.extract.article import extract
from digests.model import Article, Difference
from digests.stories.changes import Shown, changes, shown
from digests.stories.differences import differences
from digests.stories.origin import origins
from tests.quality.report import Row, Section

SHOWN = 8  # new sentences that a brief has room for
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A stream's articles by id, the ids of each story in the order of time, and the answers."""

    rows: Sequence[Mapping[str, Any]]
    articles: Mapping[str, Article]
    stories: Mapping[str, Sequence[str]]
    gold: Sequence[Mapping[str, Any]]


def stream(articles: Path, gold: Path) -> Stream:
    """The stream of these two files."""
    rows = [json.loads(line) for line in articles.read_text("utf-8").splitlines()]
    stories: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["published"]):
        stories[row["story"]].append(row["id"])
    return Stream(
        rows=rows,
        articles={row["id"]: _article(row) for row in rows},
        stories=stories,
        gold=json.loads(gold.read_text("utf-8")),
    )


def bcubed(found: Sequence[str], gold: Sequence[str]) -> float:
    """BCubed F1 of two groupings of the same things, each as the name of each thing's group."""
    pairs = list(zip(found, gold, strict=True))
    both, ours, theirs = Counter(pairs), Counter(found), Counter(gold)
    precision = sum(both[a, b] / ours[a] for a, b in pairs) / len(pairs)
    recall = sum(both[a, b] / theirs[b] for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def grouped(read: Stream, found: Mapping[str, str]) -> tuple[float, float, float, int]:
    """BCubed F1, recall of pairs across languages and of wire copies, and near misses merged.

    A near miss is two stories that share a company: each pair of their articles counts.
    """
    pairs = list(combinations(read.rows, 2))
    across = [pair for pair in pairs if _same(pair) and pair[0]["lang"] != pair[1]["lang"]]
    copies = [pair for pair in pairs if _is_copy(*pair) or _is_copy(*reversed(pair))]
    companies = {one["story"]: {name for c in one["companies"] for name in c} for one in read.gold}
    near = [
        p for p in pairs if companies[p[0]["story"]] & companies[p[1]["story"]] and not _same(p)
    ]
    merged = [p for p in near if found[p[0]["id"]] == found[p[1]["id"]]]
    return (
        bcubed([found[row["id"]] for row in read.rows], [row["story"] for row in read.rows]),
        _recall(across, found),
        _recall(copies, found),
        len(merged),
    )


def _same(pair: Pair) -> bool:
    return bool(pair[0]["story"] == pair[1]["story"])


def _is_copy(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["kind"] == "wire_copy" and bool(one["origin"] == other["id"])


def _recall(pairs: Sequence[Pair], found: Mapping[str, str]) -> float:
    return sum(found[a["id"]] == found[b["id"]] for a, b in pairs) / len(pairs)


def updates(read: Stream, title: str) -> Section:
    """What is found of each later day's news, and whether a day without any is left out."""
    wanted = found = repeats = silent = same = 0
    for story in read.gold:
        members = [read.articles[one] for one in read.stories[story["story"]]]
        same += len(origins(members)) == story["independent_origins"]
        before: Shown | None = None
        for day in story["days"]:
            there = [one for one in members if f"{one.published_at:%Y-%m-%d}" <= day]
            change = changes(there, {}, before)
            if before is not None:
                told = {sentence.text for sentence in change.sentences[:SHOWN]}
                new = story["new_on_day"].get(day, ())
                wanted, found = wanted + len(new), found + sum(one in told for one in new)
            if day in story["repeat_days"]:
                repeats, silent = repeats + 1, silent + (change.status == "repeat")
            before = shown(None, there, {}, before)
    return Section(
        title=f"Updates, day by day over {title}",
        columns=("new sentences", "repeats left out", "origins right"),
        rows=(
            Row(
                system=f"briefbot, {SHOWN} sentences a day",
                figures=(_share(found, wanted), _share(silent, repeats), same / len(read.gold)),
                ours=True,
            ),
        ),
        goals=(("≥", 0.85), ("≥", 1.0), None),
    )


def _share(some: int, of: int) -> float | None:
    """None where there is nothing to have a share of."""
    return some / of if of else None


def differing(read: Stream, title: str) -> Section:
    """How many of the marked differences are found, and how many that are none."""
    marked = found = false = 0
    for story in read.gold:
        articles = [read.articles[one] for one in read.stories[story["story"]]]
        ours = differences(articles, {one.id: extract(one) for one in articles})
        theirs = [_told(one["sides"]) for one in story["differences"]]
        sides = [_sides(one) for one in ours]
        marked += len(theirs)
        found += sum(any(_is_told(one, other) for other in sides) for one in theirs)
        false += sum(not any(_is_told(one, other) for one in theirs) for other in sides)
    return Section(
        title=f"Differences between outlets, {title}",
        columns=("found", "false"),
        rows=(Row(system="briefbot", figures=(found / marked, false), ours=True),),
        goals=(("≥", 0.85), ("≤", 2)),
        note="found: between the same articles, in one sentence at least",
    )


def groups(path: Path) -> Iterator[tuple[str, str]]:
    """Each document's id and story, of what `briefbot stories` wrote."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], row["story"]


def _article(row: Mapping[str, Any]) -> Article:
    return document(
        row["text"],
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["lang"],
        published=datetime.fromisoformat(row["published"]),
    )


Sides = frozenset[tuple[str, str]]  # article ids, each with its sentence


def _is_told(marked: Sides, found: Sides) -> bool:
    """The same articles, and a sentence in common: of a denial several may be shown."""
    return {a for a, _ in marked} <= {a for a, _ in found} and bool(marked & found)


def _told(sides: Sequence[Mapping[str, str]]) -> Sides:
    return frozenset((side["article_id"], side["sentence"].strip()) for side in sides)


def _sides(difference: Difference) -> Sides:
    return frozenset((side.article_id, side.evidence.text.strip()) for side in difference.sides)
