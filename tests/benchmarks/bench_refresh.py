"""A whole refresh of 1,000 feeds × 20 entries, against lemon24/reader and newsboat.

All read the same feeds from the same server, one after the other, each into a database file of
its own. `reader` comes from the package index into a throw-away environment (or from the Python
that BENCH_READER names); newsboat is the system's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.feed_server import COUNT, FEEDS, HOST, SERVER, change_all, feed_server
from tests.benchmarks.refresh import READINGS
from tests.benchmarks.report import Result

FULL = 20  # feeds that are read with everything on
READER = """
import json, sys, time, urllib.request
from reader import make_reader
host, count, workers, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
store = make_reader(folder + "/reader.sqlite3")
for n in range(count): store.add_feed(f"http://{host}/feed/{n}.xml")
told = {}
for name in ("cold", "unchanged", "changed"):
    if name == "changed": urllib.request.urlopen(f"http://{host}/bump?share=1").read()
    start = time.monotonic(); store.update_feeds(workers=workers, scheduled=False)
    told[name] = time.monotonic() - start
told["entries"] = store.get_entry_counts().total
print(json.dumps(told))
"""


def bench() -> Iterator[Result]:
    """Ours in seconds, then how many times as long the others take."""
    if not SERVER.exists():
        return
    with feed_server():
        ours = _ours()
        for name in READINGS:
            note = f"{COUNT} feeds, {ours[f'{name} new']} new entries stored"
            yield Result(name=f"refresh, {name}", figure=ours[name], unit="s", note=note)
        yield Result(
            name="reading what was set aside",
            figure=1e3 * ours["settle"] / ours["set aside"],
            unit="ms",
            note=f"an article: quotes, claims, stories, index ({ours['set aside']} of them)",
        )
        full = _ours(str(FULL))
        yield Result(
            name="refresh, everything on",
            figure=1e3 * full["seconds"] / full["articles"],
            unit="ms",
            note=f"an article: page fetched and read, quotes, stories ({full['articles']} of them)",
        )
        for name, theirs in _others():
            yield from _compared(name, ours, theirs)


def _compared(name: str, ours: dict[str, float], theirs: dict[str, float]) -> Iterator[Result]:
    for reading in READINGS:
        yield Result(
            name=f"refresh, {reading}",
            figure=theirs[reading] / ours[reading],
            unit="× ours",
            # What is unchanged costs a request each; how little is measured as "warm refresh".
            goal=None if reading == "unchanged" else ("≥", 10),
            note=f"{name}: {theirs[reading]:.1f} s, entries stored, no page fetched",
        )


def _ours(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.refresh", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _others() -> Iterator[tuple[str, dict[str, float]]]:
    with tempfile.TemporaryDirectory() as folder:
        if python := _with_reader(Path(folder)):
            yield "reader, its default of 1 worker", _reader(python, 1)
            yield "reader, 8 workers", _reader(python, 8)
        if shutil.which("newsboat"):
            yield "newsboat, its default of 1 thread", _newsboat(1)
            yield "newsboat, 8 threads", _newsboat(8)


def _with_reader(folder: Path) -> str | None:
    """A Python that has `reader`; None where the package index does not give it."""
    if python := os.environ.get("BENCH_READER"):
        return python
    python = str(folder / "bin" / "python")
    steps = ([sys.executable, "-m", "venv", str(folder)], [python, "-m", "pip", "install", "-q", "reader", "sgmllib3k"])  # fmt: skip
    for step in steps:
        if subprocess.run(step, check=False, capture_output=True).returncode:
            sys.stderr.write("reader is not compared: it could not be installed\n")
            return None
    return python


def _reader(python: str, workers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        arguments = [HOST, str(COUNT), str(workers), folder]
        done = subprocess.run(
            [python, "-c", READER, *arguments], check=True, capture_output=True, text=True
        )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _newsboat(threads: int) -> dict[str, float]:
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls").write_text("\n".join(FEEDS) + "\n")
        (folder / "config").write_text(f"reload-threads {threads}\nmax-items 0\n")
        command = ["newsboat", "-q", "-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/cache.db", "-x", "reload"]  # fmt: skip
        for reading in READINGS:
            if reading == "changed":
                change_all()
            start = time.monotonic()
            subprocess.run(
                command, check=True, capture_output=True, env={**os.environ, "HOME": name}
            )
            told[reading] = time.monotonic() - start
    return told
