"""Jobs that are cheaper together: a commit and a look at the store cost more than one job needs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence


class Batched:
    """Gathers the ids that are asked for within a moment, and does them all in one go."""

    def __init__(
        self, work: Callable[[Sequence[str]], Awaitable[object]], *, seconds: float = 0.05
    ) -> None:
        self._work, self._seconds = work, seconds
        self._ids: list[str] = []
        self._coming: asyncio.Task[None] | None = None

    async def do(self, id: str) -> None:  # noqa: A002
        """Returns when the id's batch is done; raises what its work raised."""
        self._ids.append(id)
        if self._coming is None:
            self._coming = asyncio.create_task(self._batch())
        await asyncio.shield(self._coming)

    async def _batch(self) -> None:
        await asyncio.sleep(self._seconds)
        ids, self._ids, self._coming = self._ids, [], None
        await self._work(ids)
