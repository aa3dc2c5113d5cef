"""The tables of collecting: what waits to be read, what happened to sources, hosts on hold."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from digests.store.tables import UTCDateTime, metadata

# Articles that are stored and not yet read for quotes, claims, topics and stories.
pending_articles = Table(
    "pending_articles",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("content_hash", Text, nullable=False),
    Column("since", UTCDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),  # that failed
    Column("error", Text, nullable=True),  # of the last one
    Index("ix_pending_articles_attempts_since", "attempts", "since"),
)

# What an admin should hear of, once each: a source newly failing, well again, moved, ended.
source_events = Table(
    "source_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UTCDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,
)

# Hosts that asked to be left alone (Retry-After): a restart must not forget it.
host_holds = Table(
    "host_holds",
    metadata,
    Column("host", Text, primary_key=True),
    Column("until", UTCDateTime, nullable=False),
)
