"""The archive: full-text search over articles, and who said what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "digests_0004"
down_revision = "digests_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_search_entries_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sqlite_autoincrement=True,  # an id is never used again: the index keeps what it was told
    )
    op.create_index(
        op.f("ix_search_entries_article_id"), "search_entries", ["article_id"], unique=True
    )
    if op.get_bind().dialect.name == "sqlite":
        # Nothing but the index is stored; the words come ready, so only their case is folded.
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5(title, body, names, keys, content='', "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars ':#-_.%+&''’'\")"
        )
    else:
        op.execute("ALTER TABLE search_entries ADD COLUMN words tsvector")
        op.execute("CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)")
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_statements_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_article_id"), "statements", ["article_id"])
    op.create_index("ix_statements_kind_said_at", "statements", ["kind", "said_at"])
    op.create_index("ix_statements_speaker_key_said_at", "statements", ["speaker_key", "said_at"])
    op.create_index(op.f("ix_statements_due_on"), "statements", ["due_on"])
    op.create_table(
        "speaker_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", "speaker_key", name=op.f("pk_speaker_words")),
    )
    op.create_table(
        "outcomes",
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statements.id"],
            name=op.f("fk_outcomes_statement_id_statements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "workspace", name=op.f("pk_outcomes")),
    )


def downgrade() -> None:
    op.drop_table("outcomes")
    op.drop_table("speaker_words")
    op.drop_table("statements")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entries")
