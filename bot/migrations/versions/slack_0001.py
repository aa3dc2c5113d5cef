"""The tables of Slack installed in many workspaces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "slack_0001"
down_revision = None
branch_labels = ("slack",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rotating_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_slack_installations")),
    )
    op.create_table(
        "slack_teams",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_slack_teams")),
    )
    op.create_table(
        "slack_states",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_slack_states")),
    )


def downgrade() -> None:
    for table in ("slack_states", "slack_teams", "slack_installations"):
        op.drop_table(table)
