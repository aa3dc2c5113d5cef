"""Python's search for circles of unused objects, which holds the whole process up while it lasts."""

from __future__ import annotations

import gc

# New objects before circles are looked for. Python's own 700 costs a collecting run a sixth of its
# time: it holds thousands of entries at once, hardly any of them in a circle.
_NEW = (20_000, 20, 20)


def seldom() -> None:
    """Circles are looked for less often than Python would."""
    gc.set_threshold(*_NEW)


def settle() -> None:
    """What is in memory now is never searched for circles again.

    A search of it all takes a fifth of a second, for which whoever has just asked would wait.
    """
    gc.collect()
    gc.freeze()
