"""What was just built, so that a brief for many channels is built once.

Everything that a brief is made from stands in its key: the topic, the window, the language, the
length, and what its reader knows already. Channels that were told the same get the same brief.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")


class Shelf(Generic[T]):
    """The newest `most` values by key; the one that was wanted longest ago goes first.

    `turn` makes those who want the same value wait while the first of them makes it.
    """

    def __init__(self, most: int = 32) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._making: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def get(self, key: Hashable) -> T | None:
        """The value, or None where it is not held."""
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def put(self, key: Hashable, value: T) -> T:
        """Holds the value, and gives it back."""
        self._held[key] = value
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return value

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Only one at a time looks for this key and puts it."""
        lock = self._making.setdefault(key, asyncio.Lock())
        async with lock:
            yield

    def __len__(self) -> int:
        return len(self._held)
