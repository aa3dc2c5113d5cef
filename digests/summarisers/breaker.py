"""A breaker: an outage is found out a few times, not once a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES = 3  # in a row, before calls rest
REST = timedelta(seconds=60)
LONGEST_REST = timedelta(minutes=15)
LASTING_REST = timedelta(minutes=10)  # after a refusal that every call would meet


@dataclass(slots=True)
class Breaker:
    """Closed while calls do well. After FAILURES in a row it opens, longer each time.

    When the rest is over one call is let through; what comes of it decides.
    """

    failures: int = 0
    rests: int = 0
    until: datetime | None = None
    why: str = ""

    def resting(self, now: datetime) -> str | None:
        """Why no call may be made now, or None."""
        if self.until is None or now >= self.until:
            return None
        return self.why

    def well(self) -> None:
        """A call did well."""
        self.failures = self.rests = 0
        self.until = None

    def failed(self, why: str, now: datetime, *, lasting: bool = False) -> None:
        """A call failed; `lasting` where the next one would too."""
        self.failures += 1
        if lasting:
            self.until, self.why = now + LASTING_REST, why
        elif self.failures >= FAILURES:
            rest = min(REST * 2**self.rests, LONGEST_REST)
            self.until, self.why = now + rest, why
            self.rests += 1
            self.failures = FAILURES - 1  # the one call after the rest decides
