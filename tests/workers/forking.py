"""Runs a coroutine in a process of its own for each line of standard input, one after the other.

What takes long to import is imported once. For each line: the process's id on standard output, and
"ended" when it has ended, or was killed.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any


def serve(work: Callable[..., Coroutine[Any, Any, None]]) -> None:
    """`work` is called with the numbers of each line."""
    for line in sys.stdin:
        numbers = map(int, line.split())
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)  # logs are not for whoever reads the ids
            asyncio.run(work(*numbers))
            os._exit(0)
        _say(str(child))
        os.waitpid(child, 0)
        _say("ended")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
