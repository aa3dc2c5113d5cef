"""What a phase costs: seconds on the wall, and of the CPU by whoever spent them.

On a machine that others use too, the CPU's seconds say more than the wall's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds: on the wall, and of the CPU in the workers, in PostgreSQL and in the benchmark,
    which serves the feeds and Slack."""

    wall: float
    workers: float
    database: float
    here: float

    def of_each(self, number: int) -> str:
        """Milliseconds of the CPU for one of so many."""
        kinds = (
            ("worker", self.workers),
            ("PostgreSQL", self.database),
            ("loopback servers", self.here),
        )
        return ", ".join(f"{name} {seconds / number * 1000:.1f}" for name, seconds in kinds)


@dataclass(slots=True)
class Meter:
    """Measures from one lap to the next. `workers` and `database` are ids of processes, whose
    children count with them."""

    workers: Sequence[int]
    database: int
    _last: tuple[float, float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        self._last = self._now()

    def lap(self) -> Spent:
        """What was spent since the last lap."""
        before, self._last = self._last, self._now()
        wall, workers, database, here = (
            now - then for now, then in zip(self._last, before, strict=True)
        )
        return Spent(wall=wall, workers=workers, database=database, here=here)

    def _now(self) -> tuple[float, float, float, float]:
        return (
            time.monotonic(),
            sum(map(_seconds, self.workers)),
            _seconds(self.database),
            time.process_time(),
        )


def _seconds(pid: int) -> float:
    """Seconds of the CPU of a process and of all that it started, ended ones too."""
    process = psutil.Process(pid)
    own = process.cpu_times()
    living = process.children()
    return (
        own.user
        + own.system
        + own.children_user
        + own.children_system
        + sum(_seconds(one.pid) for one in living if one.is_running())
    )
