"""Sees every connection that this process tries to open, and lets only loopback through.

An audit hook hears of `connect` whatever library calls it; raising there stops the call, so no
test can reach a network by mistake.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

Address = tuple[str, int]


class _Recorder:
    """What is recorded while it is on. Hooks can't be taken off, so it is switched."""

    def __init__(self) -> None:
        self.dials: list[Address] | None = None

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "socket.connect" or self.dials is None:
            return
        address = arguments[1]
        if not isinstance(address, tuple):
            return
        self.dials.append((str(address[0]), int(address[1])))
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback:
            raise ConnectionRefusedError("tests open no connection beyond loopback")


@lru_cache(maxsize=1)
def _recorder() -> _Recorder:
    recorder = _Recorder()
    sys.addaudithook(recorder.hook)
    return recorder


@contextmanager
def dials() -> Iterator[list[Address]]:
    """The addresses that were dialled while the context is open."""
    recorder = _recorder()
    found: list[Address] = []
    recorder.dials = found
    try:
        yield found
    finally:
        recorder.dials = None
