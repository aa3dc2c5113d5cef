"""The tables of `bot`: who gets what, what is owed, and what has been heard. A workspace on each."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from digests.store.tables import UTCDateTime
from digests.store.tables import metadata as digests_metadata

MIGRATIONS = (Path(__file__).parent / "migrations" / "versions",)

metadata = MetaData(naming_convention=digests_metadata.naming_convention)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("data", JSON, nullable=False),  # the whole Subscription
    Column("paused", Text, nullable=True),  # why, or NULL when it runs
    Column("created_at", UTCDateTime, nullable=False),
    Column("next_due_at", UTCDateTime, nullable=True, index=True),  # NULL: look at it
    Index("ix_subscriptions_workspace_channel", "workspace", "channel"),
)

# When a channel may next be written to, so that a platform's pace is kept over all workers.
paces = Table(
    "paces",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("free_at", UTCDateTime, nullable=False),
)

# What a channel is owed. A row before it is a message; `payload` is frozen when it is planned.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("subscription_id", Text, nullable=False),
    Column("slot", Text, nullable=False),  # the local date it is for
    Column("part", Integer, nullable=False),  # in posting order, from 0
    Column("parent_part", Integer, nullable=True),  # whose thread it goes in; NULL for a parent
    Column("brief_id", Text, nullable=True),
    Column("story_id", Text, nullable=True),  # the story this part tells
    Column("status", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("due_at", UTCDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UTCDateTime, nullable=True),
    Column("sent_at", UTCDateTime, nullable=True),
    Column("message", Text, nullable=True),
    Column("thread", Text, nullable=True),
    Column("error", Text, nullable=True),
    Column("promised_at", UTCDateTime, nullable=True),  # when it was first due; due_at moves
    Column("tried_at", UTCDateTime, nullable=True),  # when it was first handed to the platform
    UniqueConstraint("workspace", "subscription_id", "slot", "part"),
    Index("ix_deliveries_status_due_at", "status", "due_at"),
    Index("ix_deliveries_channel_message", "platform", "channel", "message"),
    Index("ix_deliveries_channel_thread", "platform", "channel", "thread"),
)

# Redelivered events are answered once, by whichever process hears them first.
heard_events = Table(
    "heard_events",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("heard_at", UTCDateTime, nullable=False),
)

# What the people who look after the bot are to be told: one row a cause. Without a workspace it
# concerns the whole bot. It may be told again, as another round, after it was resolved.
admin_notices = Table(
    "admin_notices",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("round", Integer, nullable=False),
    Column("raised_at", UTCDateTime, nullable=False),
    Column("told_at", UTCDateTime, nullable=True),
    Column("resolved_at", UTCDateTime, nullable=True),
)

# How each job fares: its last good run, and its last failure with the reason.
job_runs = Table(
    "job_runs",
    metadata,
    Column("job", Text, primary_key=True),
    Column("run", Text, nullable=False),
    Column("good_at", UTCDateTime, nullable=True),
    Column("failed_at", UTCDateTime, nullable=True),
    Column("why", Text, nullable=True),
)

# What was asked last in a thread, for a question that leans on it. Nobody's name is kept with it.
questions = Table(
    "questions",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("thread", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("asked_at", UTCDateTime, nullable=False, index=True),
)
