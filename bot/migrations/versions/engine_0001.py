"""What several workers share: when a channel may be written to, and when an order is next due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "engine_0001"
down_revision = None
branch_labels = ("engine",)
depends_on = ("bot_0001",)


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "platform", "channel", name=op.f("pk_paces")),
    )
    op.add_column(
        "subscriptions", sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(op.f("ix_subscriptions_next_due_at"), "subscriptions", ["next_due_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_subscriptions_next_due_at"), "subscriptions")
    op.drop_column("subscriptions", "next_due_at")
    op.drop_table("paces")
