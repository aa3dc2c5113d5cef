"""Stories, on streams of our own that the rules were not made on.

`heldout_stream/` was written before the rules were changed for it and shows what they miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.quality.report import Row, Section, briefbot
from tests.quality.story_scores import differing, grouped, groups, stream, updates

HERE = Path(__file__).parent
STREAMS = ("heldout_stream", "heldout_final", "heldout_stream_4")


def measure(work: Path) -> Iterator[Section]:
    """Three sections a stream: grouping, updates, differences."""
    for name in STREAMS:
        articles = HERE / name / "stream.jsonl"
        read = stream(articles, HERE / name / "stories.json")
        out = work / f"{name}.jsonl"
        briefbot("stories", articles, out)
        yield Section(
            title=f"Stories, the {len(read.rows)} articles of {name}",
            columns=("BCubed F1", "across languages", "wire copies", "near misses"),
            rows=(Row(system="briefbot", figures=grouped(read, dict(groups(out))), ours=True),),
            goals=(("≥", 0.93), ("≥", 0.85), ("≥", 1.0), ("≤", 2)),
        )
        yield updates(read, name)
        yield differing(read, name)
