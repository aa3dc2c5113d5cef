"""The shared feed site, in a process of its own, for the benchmarks of collecting."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.shared import SHARED

SERVER = SHARED.parent / "bench" / "feedserver.py"
PORT = 8799
HOST = f"127.0.0.1:{PORT}"
COUNT = 1000
FEEDS = [f"http://{HOST}/feed/{n}.xml" for n in range(COUNT)]
PAGES = [f"http://{HOST}/a/{n}/{m}.html" for n in range(COUNT) for m in range(2)]
PUBLISHED = 1_760_000_000  # seconds since 1970: when the newest entry of the first feed appeared


@contextmanager
def feed_server() -> Iterator[None]:
    """The site, served while the context is open."""
    process = subprocess.Popen(
        [sys.executable, str(SERVER), "--port", str(PORT), "--feeds", str(COUNT)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://{HOST}/stats").read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def change_all() -> None:
    """Puts new entries in the place of all old ones, in every feed."""
    urllib.request.urlopen(f"http://{HOST}/bump?share=1").read()
