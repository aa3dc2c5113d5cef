"""What readers said of the stories they were shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "marks_0001"
down_revision = None
branch_labels = ("marks",)
depends_on = ("digests_0004",)


def upgrade() -> None:
    op.create_table(
        "marks",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("brief_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace", "channel", "story_id", "reader", "about", name=op.f("pk_marks")
        ),
    )
    op.create_index(op.f("ix_marks_marked_at"), "marks", ["marked_at"], unique=False)


def downgrade() -> None:
    op.drop_table("marks")
