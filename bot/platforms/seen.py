"""What was met a short while ago, bounded in number and in time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Values by key, each kept for `seconds`, the oldest dropped beyond `size`."""

    def __init__(
        self, *, seconds: float, size: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds, self._size, self._now = seconds, size, now
        self._kept: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()

    def put(self, key: Hashable, value: Value) -> None:
        """Keep `value`, in place of what stood there."""
        self._drop_old()
        self._kept.pop(key, None)
        self._kept[key] = (self._now(), value)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def get(self, key: Hashable) -> Value | None:
        """What is kept under `key`, or None."""
        self._drop_old()
        found = self._kept.get(key)
        return found[1] if found else None

    def pop(self, key: Hashable) -> None:
        """Forget `key`."""
        self._kept.pop(key, None)

    def _drop_old(self) -> None:
        oldest = self._now() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < oldest:
            self._kept.popitem(last=False)


class Seen:
    """Redeliveries: whether any of several names of one event was met before.

    Slack sends an event again for up to an hour under its `event_id`, and has sent one message up
    to eleven times under different ids (slackapi/node-slack-sdk#2141): an event therefore has
    more than one name.
    """

    def __init__(
        self,
        *,
        seconds: float = 3600,
        size: int = 20_000,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shelf: Shelf[bool] = Shelf(seconds=seconds, size=size, now=now)

    def first_time(self, *names: Hashable) -> bool:
        """Whether none of `names` was met before; all are remembered."""
        known = any(self._shelf.get(name) for name in names)
        for name in names:
            self._shelf.put(name, True)
        return not known

    def forget(self, *names: Hashable) -> None:
        """Take `names` for new the next time."""
        for name in names:
            self._shelf.pop(name)
