"""Stories: grouping, origins, what is new and what differs, on the shared stream and headlines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.quality.report import Row, Section, briefbot, data, scored
from tests.quality.story_scores import bcubed, differing, groups, stream, updates

STREAM, GOLD, HEADLINES = (
    "stream/dev.jsonl",
    "stream/dev.stories.json",
    "feeds/clusters/uci-dev.jsonl",
)


def measure(work: Path) -> Iterator[Section]:
    """Four sections: grouping by our command, then the rest on the stream's own stories."""
    yield _grouping(work)
    yield _headlines(work)
    read = stream(data(STREAM), data(GOLD))
    yield updates(read, "the stream's stories")
    yield differing(read, "the stream's stories")


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
    found = [story for _, story in groups(out)]
    return Section(
        title=f"Headlines, {len(rows)} of UCI's News Aggregator in broad groups",
        columns=("BCubed F1",),
        rows=(
            Row(
                system="briefbot",
                figures=(bcubed(found, [r["cluster"] for r in rows]),),
                ours=True,
            ),
            Row(system="TF-IDF, characters 3 to 5, one pass", figures=(0.758,)),
            Row(system="MiniLM-L6, 600 of them", figures=(0.804,)),
        ),
        goals=(("≥", 0.80),),
    )
