"""Articles on their way into the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digests.model import Article
from digests.sources.entries import KnownEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article to take in.

    `brief_at` (UTC) is the instant by which a brief's window takes it, None for no news. `revises`
    says that it is a changed text of one already there.
    """

    article: Article
    identities: tuple[str, ...] = ()
    brief_at: datetime | None = None
    entry: KnownEntry | None = None
    revises: bool = False

    def revising(self, old: Article) -> Arrival:
        """This arrival as the next revision of `old`: first sight and identity stay its own."""
        article = replace(
            self.article,
            id=old.id,
            first_seen_at=old.first_seen_at,
            revision=old.revision + 1,
        )
        return replace(self, article=article, revises=True)
