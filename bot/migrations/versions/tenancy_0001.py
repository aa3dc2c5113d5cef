"""Row-level security on PostgreSQL: a workspace's rows are shown to that workspace's work alone.

It binds every role but the tables' owner, so the bot runs as another than who migrates.
"""

from __future__ import annotations

from alembic import op

revision = "tenancy_0001"
down_revision = None
branch_labels = ("tenancy",)
depends_on = ("engine_0001", "care_0001", "marks_0001", "batches_0001")

TABLES = (
    "subscriptions",
    "deliveries",
    "heard_events",
    "questions",
    "paces",
    "admin_notices",
    "shown",
    "outcomes",
    "marks",
    "model_replies",
)
OURS = (
    "workspace = current_setting('briefbot.workspace', true)"
    " OR current_setting('briefbot.workspace', true) = '*'"
    " OR workspace = ''"  # what concerns the whole bot
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    # A table at a time, so that no two are locked at once, and each can be done again. The policy
    # first: without one, the wall would hide everything.
    with op.get_context().autocommit_block():
        for table in TABLES:
            op.execute(f"DROP POLICY IF EXISTS own_workspace ON {table}")
            op.execute(f"CREATE POLICY own_workspace ON {table} USING ({OURS}) WITH CHECK ({OURS})")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        op.execute(f"DROP POLICY own_workspace ON {table}")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
