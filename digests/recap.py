"""A week looked back on: what was claimed, what people recorded of earlier claims, what fell due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from digests.ledger import falls_due, weight
from digests.model import ClaimKind, Window
from digests.store import claims as claim_store
from digests.store import outcomes as outcome_store
from digests.store.claims import Statement
from digests.store.outcomes import Outcome

WEEK = timedelta(days=7)
MOST = 6
_KINDS: tuple[ClaimKind, ...] = ("forecast", "plan", "figure", "denial", "constraint", "comparison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """What was claimed in a window (UTC), of which earlier claims something came, what fell due."""

    window: Window
    claimed: tuple[Statement, ...] = ()
    came: tuple[tuple[Statement, Outcome], ...] = ()
    due: tuple[Statement, ...] = ()  # of those without an outcome

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.claimed or self.came or self.due)


def made(
    window: Window,
    said: Sequence[Statement],
    came: Sequence[tuple[Statement, Outcome]],
    due: Sequence[Statement],
    *,
    most: int = MOST,
) -> Recap:
    """A recap of these: the weightiest claims, one a speaker first. Pure."""
    first = [one for one, _ in claim_store.once(said)]
    ranked = sorted(first, key=lambda one: (-weight(one), one.said_at, one.id))
    settled = {one.id for one, _ in came}
    fallen = falls_due(due, window.start.date(), window.end.date())
    return Recap(
        window=window,
        claimed=tuple(_one_each(ranked)[:most]),
        came=tuple(came[:most]),
        due=tuple(one for one in fallen if one.id not in settled)[:most],
    )


async def recap(
    connection: AsyncConnection,
    window: Window,
    *,
    topic: str | None = None,
    workspace: str = "",
    most: int = MOST,
) -> Recap:
    """The recap of a window, of a topic (its slug) or of all; outcomes are the workspace's own."""
    said = await claim_store.said_between(
        connection, window.start, window.end, kinds=_KINDS, topic=topic
    )
    recorded = await outcome_store.recorded_between(
        connection, window.start, window.end, workspace=workspace
    )
    told = {
        one.id: one
        for one in await claim_store.by_ids(connection, [one.statement_id for one in recorded])
    }
    came = [(told[one.statement_id], one) for one in recorded if one.statement_id in told]
    due = await claim_store.due_between(
        connection, window.start.date(), window.end.date(), topic=topic
    )
    earlier = [one for one in due if one.said_at <= window.start]
    settled = await outcome_store.of_statements(
        connection, [one.id for one in earlier], workspace=workspace
    )
    return made(window, said, came, [one for one in earlier if one.id not in settled], most=most)


def _one_each(ranked: Sequence[Statement]) -> list[Statement]:
    """The best of each speaker, then the others: no week is one man's."""
    first: dict[str | None, Statement] = {}
    for one in ranked:
        first.setdefault(one.said.speaker, one)
    best = list(first.values())
    return [*best, *(one for one in ranked if one not in best)]
