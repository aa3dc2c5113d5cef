"""Calls to a model that are handed in together, and answers that are one workspace's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "batches_0001"
down_revision = None
branch_labels = ("batches",)
depends_on = ("digests_0004",)


def upgrade() -> None:
    op.create_table(
        "model_batches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("input", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_batches")),
    )
    op.create_index("ix_model_batches_stage", "model_batches", ["stage"])
    op.create_table(
        "model_batch_calls",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_model_batch_calls")),
    )
    op.create_index("ix_model_batch_calls_batch_id", "model_batch_calls", ["batch_id"])
    op.create_index("ix_model_batch_calls_key", "model_batch_calls", ["key"])
    op.create_table(
        "model_replies",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_model_replies")),
    )
    op.create_index("ix_model_replies_answered_at", "model_replies", ["answered_at"])


def downgrade() -> None:
    op.drop_table("model_replies")
    op.drop_table("model_batch_calls")
    op.drop_table("model_batches")
