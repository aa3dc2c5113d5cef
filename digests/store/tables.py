"""The tables of `digests`. Whole values are JSON columns; what is asked for by is a column.

Public articles are shared by every workspace, so nothing here belongs to one, except `shown`
(what a channel has been shown) and `marks` (what its readers said of that), which are asked for
by their workspace.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """Timezone-aware UTC in and out, on SQLite too. A naive time is a mistake and raises."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r} given to the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("data", JSON, nullable=False),  # the whole Source
    Column("shipped", Boolean, nullable=False),  # from config/, not added by hand
    Column("enabled", Boolean, nullable=False),
)

source_states = Table(
    "source_states",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("next_due_at", UTCDateTime, nullable=True, index=True),
    Column("data", JSON, nullable=False),  # the whole SourceState
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source_id", Text, nullable=False, index=True),
    Column("outlet", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("published_at", UTCDateTime, nullable=False, index=True),
    Column("first_seen_at", UTCDateTime, nullable=False, index=True),
    Column("fetched_at", UTCDateTime, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("origin_kind", Text, nullable=False),
    Column("paywalled", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    # The one instant by which a brief's window takes it; NULL for what is never news.
    Column("brief_at", UTCDateTime, nullable=True, index=True),
    Column("entry", JSON, nullable=True),  # the KnownEntry, where a feed gave it
    Column("topics_version", Text, nullable=True),  # which topics it was matched against
)

# Every address and GUID an article has been known by: an article is one article.
article_identities = Table(
    "article_identities",
    metadata,
    Column("identity", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), index=True),
)

article_revisions = Table(
    "article_revisions",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
)

extractions = Table(
    "extractions",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("data", JSON, nullable=False),
)

article_topics = Table(
    "article_topics",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("because", JSON, nullable=False),
    Index("ix_article_topics_topic_article_id", "topic", "article_id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_seen", UTCDateTime, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("merged_into", Text, nullable=True),
    Column("origins", JSON, nullable=False),  # article ids, a list an origin
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
    Column("fingerprint", JSON, nullable=False),
)

# The inverted index that keeps grouping as cheap as the new articles are few.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("published_at", UTCDateTime, nullable=False),
    Index("ix_story_keys_article_id", "article_id"),
    # Without the time in it, a key's whole past is read to find its last two weeks.
    Index("ix_story_keys_key_published_at_article_id", "key", "published_at", "article_id"),
)

briefs = Table(
    "briefs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("window_start", UTCDateTime, nullable=False),
    Column("window_end", UTCDateTime, nullable=False),
    Column("language", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("built_at", UTCDateTime, nullable=False, index=True),
    Column("data", JSON, nullable=False),  # the whole Brief
)

# What a channel has been shown of a story, so that nothing is told twice.
shown = Table(
    "shown",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("story_id", Text, primary_key=True),
    Column("shown_at", UTCDateTime, nullable=False),
    Column("data", JSON, nullable=False),
)

# What readers said of the stories they were shown. `about` is what a verdict is the last word on:
# a story's use to its reader, or one quote of it.
marks = Table(
    "marks",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("story_id", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("about", Text, primary_key=True),
    Column("brief_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("article_id", Text, nullable=True),
    Column("start", Integer, nullable=True),
    Column("end", Integer, nullable=True),
    Column("marked_at", UTCDateTime, nullable=False, index=True),
)

# Which document of the full-text index is an article's; `digests.store.search` hides the index
# itself, which SQLite and PostgreSQL keep in different ways.
search_entries = Table(
    "search_entries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("content_hash", Text, nullable=False),
    Index("ix_search_entries_article_id", "article_id", unique=True),
    sqlite_autoincrement=True,
)

# Every quote and claim of every article as it stands now, for people and the ledger.
statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # "quote", or the kind of a claim
    Column("speaker_key", Text, nullable=True),
    Column("said_at", UTCDateTime, nullable=False),
    Column("due_on", Date, nullable=True),
    Column("data", JSON, nullable=False),  # the whole Quote or Claim
    Index("ix_statements_article_id", "article_id"),
    Index("ix_statements_kind_said_at", "kind", "said_at"),
    Index("ix_statements_speaker_key_said_at", "speaker_key", "said_at"),
    Index("ix_statements_due_on", "due_on"),
)

speaker_words = Table(
    "speaker_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("speaker_key", Text, primary_key=True),
)

# What came of a forecast or plan, told by a person with a source; never by the program.
outcomes = Table(
    "outcomes",
    metadata,
    Column("statement_id", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", UTCDateTime, nullable=False),
    Column("verdict", Text, nullable=True),  # came_true, did_not, unclear; null in older rows
)

# A quote or claim that was found to be wrong when it was looked at again: shown nowhere. No foreign
# key: to make one locks the articles, which others write while a migration runs.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("why", Text, nullable=False),
    Column("withdrawn_at", UTCDateTime, nullable=False),
)

# Facts about the store itself, such as that it holds the demo.
facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# Every call to a model that may cost money, reserved before it is made. Amounts in millionths of
# a US dollar; `cost` is the reserved amount until the call is settled.
model_calls = Table(
    "model_calls",
    metadata,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False),  # what was asked of which model: the cache's key
    Column("workspace", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("status", Text, nullable=False),  # reserved, answered, unreadable, failed, unknown, lost
    Column("day", Text, nullable=False),  # UTC
    Column("reserved_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),  # later than this its caller is gone
    Column("settled_at", UTCDateTime, nullable=True),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_cached", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cost", BigInteger, nullable=False),
    # One open call a key, whichever process makes it.
    Index(
        "uq_model_calls_open_key",
        "key",
        unique=True,
        sqlite_where=text("status = 'reserved'"),
        postgresql_where=text("status = 'reserved'"),
    ),
    Index("ix_model_calls_key", "key"),
    Index("ix_model_calls_day_workspace", "day", "workspace"),
)

# What is reserved and spent of each cap. The row is the lock: it is raised only while it stays
# under the cap, in one statement.
model_spending = Table(
    "model_spending",
    metadata,
    Column("scope", Text, primary_key=True),  # "all", "workspace:T1", "run:…"
    Column("period", Text, primary_key=True),  # the UTC day; empty for a run
    Column("spent", BigInteger, nullable=False),
)

# Readable answers, so that nothing is paid for twice.
model_answers = Table(
    "model_answers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("answered_at", UTCDateTime, nullable=False, index=True),
)
