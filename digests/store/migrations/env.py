"""Runs migrations on the connection it is handed; `digests.store.database.migrate` calls it."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    # SQLite's one writer is the caller's transaction.
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
