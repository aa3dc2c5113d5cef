"""A cue with who speaks by it."""

from __future__ import annotations

from dataclasses import dataclass

from digests.extract.phrases import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A cue at piece `cue` and the phrase that speaks. `strong` cues report speech and nothing else.

    `first` and `last` are the pieces of cue and speaker together.
    """

    cue: int
    ref: Ref
    strong: bool
    relative: bool = False
    continued: bool = False
    passive: bool = False

    @property
    def first(self) -> int:
        return self.cue if self.continued or self.passive else min(self.cue, self.ref.left)

    @property
    def last(self) -> int:
        return max(self.cue + 1, self.ref.last)
