"""Whose rows a transaction may see: the second wall behind every query that names its workspace.

On PostgreSQL each transaction says for which workspace it works, and the policies of the
migration `tenancy_0001` hide the rows of all others from the role that runs the bot. Whoever says
nothing sees no workspace's rows. SQLite has no such wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

SETTING = "briefbot.workspace"
NOBODY, EVERYONE = "", "*"
_workspace: ContextVar[str] = ContextVar("workspace", default=NOBODY)


def workspace() -> str:
    """For which workspace work is done now; EVERYONE for the operator and the clock."""
    return _workspace.get()


@contextmanager
def within(name: str) -> Iterator[None]:
    """Work is done for this workspace alone, here and in tasks begun meanwhile."""
    before = _workspace.get()
    _workspace.set(name)
    try:
        yield
    finally:
        _workspace.set(before)  # no token: a fixture may end in another context


def everyone() -> None:
    """From here on, work is done for all workspaces: the operator at the command line."""
    _workspace.set(EVERYONE)


def tell(database: AsyncEngine) -> None:
    """Each transaction of this PostgreSQL says for which workspace it works."""

    @event.listens_for(database.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # `true`: for this transaction only, so that a pooled connection remembers nothing.
        connection.exec_driver_sql(
            "SELECT set_config($1, $2, true)", (SETTING, _workspace.get())
        ).close()
