"""Collecting: articles that wait to be read, what happened to sources, hosts on hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "collecting_0001"
down_revision = None
branch_labels = ("collecting",)
depends_on = ("digests_0004",)


def upgrade() -> None:
    op.create_table(
        "pending_articles",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_pending_articles_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_pending_articles")),
    )
    op.create_index(
        "ix_pending_articles_attempts_since", "pending_articles", ["attempts", "since"]
    )
    op.create_table(
        "source_events",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_events")),
        sqlite_autoincrement=True,  # a reader remembers the last id it has told
    )
    op.create_index(op.f("ix_source_events_at"), "source_events", ["at"])
    op.create_table(
        "host_holds",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host_holds")),
    )


def downgrade() -> None:
    for name in ("host_holds", "source_events", "pending_articles"):
        op.drop_table(name)
