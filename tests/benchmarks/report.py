"""What a benchmark hands back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Goal = tuple[Literal["≥", "≤"], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One measured figure and what it should be. `note` says what was run."""

    name: str
    figure: float
    unit: str
    goal: Goal | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure reaches its goal."""
        if self.goal is None:
            return True
        return self.figure >= self.goal[1] if self.goal[0] == "≥" else self.figure <= self.goal[1]


def cpu(run: Callable[[], object], *, times: int = 3) -> float:
    """Seconds of this process's own CPU for one run: the least of several, after one to warm up.

    CPU, not the clock on the wall, so that other work on the machine does not count.
    """
    run()
    return min(_once(run) for _ in range(times))


def _once(run: Callable[[], object]) -> float:
    before = time.process_time()
    run()
    return time.process_time() - before
