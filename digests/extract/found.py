"""A number found in a text, before figures are joined to one another."""

from __future__ import annotations

from dataclasses import dataclass

from digests.model import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One number with its unit and bound, and its span with the bounding words.

    `value` is in base units; `scale` is the thousand or million that is in it, `factor` what its
    unit brought (a cent is 0.01).
    """

    start: int
    end: int
    value: float
    unit: str | None = None
    bound: Bound = "exact"
    scale: float = 1.0
    factor: float = 1.0
    hard: bool = False  # has a scale, a share, a currency or a measure, not merely a thing counted
    spoken: bool = False  # written in words: "nine"
