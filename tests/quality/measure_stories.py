"""Stories: grouping, origins, what is new and what differs, on the shared stream and headlines."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from digests.documents import document
from digests.model import Article, Difference
from digests.stories.changes import Shown, changes, shown
from digests.stories.differences import differences
from digests.stories.origin import origins
from tests.quality.report import Row, Section, briefbot, data, scored

STREAM, GOLD, HEADLINES = (
    "stream/dev.jsonl",
    "stream/dev.stories.json",
    "feeds/clusters/uci-dev.jsonl",
)
SHOWN = 8  # new sentences that a brief has room for


def measure(work: Path) -> Iterator[Section]:
    """Three sections: grouping by our command, then the rest on the stream's own stories."""
    yield _grouping(work)
    yield _headlines(work)
    articles, stories = _stream()
    gold = json.loads(data(GOLD).read_text("utf-8"))
    yield _updates(articles, stories, gold)
    yield _differences(articles, stories, gold)


def _grouping(work: Path) -> Section:
    out = work / "stories.jsonl"
    briefbot("stories", data(STREAM), out)
    got = json.loads(scored("stream/score_stories.py", data(STREAM), out))
    return Section(
        title="Stories, the stream's 70 articles",
        columns=("BCubed F1", "across languages", "wire copies", "near misses"),
        rows=(
            Row(
                system="briefbot",
                figures=(
                    got["bcubed"]["f1"],
                    got["cross_language_pair_recall"],
                    got["wire_copy_pair_recall"],
                    got["near_miss_errors"],
                ),
                ours=True,
            ),
            Row(system="TF-IDF, one pass, tuned here", figures=(0.771, 0.0, None, None)),
        ),
        goals=(("≥", 0.93), ("≥", 0.85), ("≥", 1.0), ("≤", 2)),
    )


def _headlines(work: Path) -> Section:
    rows = [json.loads(line) for line in data(HEADLINES).read_text("utf-8").splitlines()]
    out = work / "headlines.jsonl"
    briefbot("stories", data(HEADLINES), out)
    found = [json.loads(line)["story"] for line in out.read_text("utf-8").splitlines()]
    return Section(
        title=f"Headlines, {len(rows)} of UCI's News Aggregator in broad groups",
        columns=("BCubed F1",),
        rows=(
            Row(
                system="briefbot",
                figures=(_bcubed(found, [r["cluster"] for r in rows]),),
                ours=True,
            ),
            Row(system="TF-IDF, characters 3 to 5, one pass", figures=(0.758,)),
            Row(system="MiniLM-L6, 600 of them", figures=(0.804,)),
        ),
        goals=(("≥", 0.80),),
    )


def _bcubed(found: Sequence[str], gold: Sequence[str]) -> float:
    both, ours, theirs = Counter(zip(found, gold, strict=True)), Counter(found), Counter(gold)
    pairs = list(zip(found, gold, strict=True))
    precision = sum(both[a, b] / ours[a] for a, b in pairs) / len(pairs)
    recall = sum(both[a, b] / theirs[b] for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def _stream() -> tuple[Mapping[str, Article], Mapping[str, list[str]]]:
    rows = [json.loads(line) for line in data(STREAM).read_text("utf-8").splitlines()]
    stories: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["published"]):
        stories[row["story"]].append(row["id"])
    return {row["id"]: _article(row) for row in rows}, stories


def _article(row: Mapping[str, Any]) -> Article:
    return document(
        row["text"],
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        language=row["lang"],
        published=datetime.fromisoformat(row["published"]),
    )


def _updates(
    articles: Mapping[str, Article], stories: Mapping[str, list[str]], gold: Sequence[Any]
) -> Section:
    wanted = found = repeats = silent = same = 0
    for story in gold:
        members = [articles[one] for one in stories[story["story"]]]
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
        title="Updates, day by day over the stream's stories",
        columns=("new sentences", "repeats left out", "origins right"),
        rows=(
            Row(
                system=f"briefbot, {SHOWN} sentences a day",
                figures=(found / wanted, silent / repeats, same / len(gold)),
                ours=True,
            ),
        ),
        goals=(("≥", 0.85), ("≥", 1.0), None),
    )


def _differences(
    articles: Mapping[str, Article], stories: Mapping[str, list[str]], gold: Sequence[Any]
) -> Section:
    marked = found = false = 0
    for story in gold:
        ours = differences([articles[one] for one in stories[story["story"]]], {})
        theirs = [_outlets(one["sides"]) for one in story["differences"]]
        sides = [_sides(one) for one in ours]
        marked += len(theirs)
        found += sum(any(one <= other for other in sides) for one in theirs)
        false += sum(not any(one <= other for one in theirs) for other in sides)
    return Section(
        title="Differences between outlets, the stream's stories",
        columns=("found", "false"),
        rows=(Row(system="briefbot", figures=(found / marked, false), ours=True),),
        goals=(("≥", 0.85), ("≤", 2)),
        note="found: between the same articles",
    )


def _outlets(sides: Sequence[Mapping[str, str]]) -> frozenset[str]:
    return frozenset(side["article_id"] for side in sides)


def _sides(difference: Difference) -> frozenset[str]:
    return frozenset(side.article_id for side in difference.sides)
