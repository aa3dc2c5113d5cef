"""When a message was promised and first tried; what admins are told; how each job fares."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "care_0001"
down_revision = None
branch_labels = ("care",)
depends_on = ("bot_0002",)


def upgrade() -> None:
    for name in ("promised_at", "tried_at"):
        op.add_column("deliveries", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "admin_notices",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_admin_notices")),
    )
    op.create_table(
        "job_runs",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("good_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_runs")),
    )


def downgrade() -> None:
    for table in ("job_runs", "admin_notices"):
        op.drop_table(table)
    with op.batch_alter_table("deliveries") as batch:
        for name in ("tried_at", "promised_at"):
            batch.drop_column(name)
