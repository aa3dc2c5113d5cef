"""Forgetting: a workspace at once when it leaves, and what is old in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, inspect, or_, table, text
from sqlalchemy import column as column_of
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.memory import REMEMBERED, forget_questions
from bot.tables import admin_notices, deliveries, heard_events
from digests.store import batches, facts, marks, replies
from digests.store.tables import articles, briefs, model_spending, shown

HEARD = timedelta(days=2)  # Slack's last redelivery comes after minutes; a day is ample
MARKS = timedelta(days=180)  # tastes change, and who pressed what is a person's own
NOTICES = timedelta(days=90)  # after they were resolved
UNSWEPT = "unswept"  # the fact that deleted rows still stand in the file's free pages
# How a column says which workspace a row belongs to.
OWNERS = ("workspace", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How long what is kept. `articles` None keeps them for good, as an archive does."""

    briefs: timedelta = timedelta(days=400)  # with their deliveries
    questions: timedelta = REMEMBERED
    articles: timedelta | None = None


KEPT = Keep()


async def purge_workspace(connection: AsyncConnection, workspace: str) -> int:
    """Deletes every row of a workspace, in every table that has any; how many there were.

    The database is asked which tables those are, so that none is forgotten. Call `sweep` after
    the transaction: until then the rows still stand in free pages of a SQLite file.
    """
    gone = 0
    for name, owner in await connection.run_sync(owned):
        mine = column_of(owner) == workspace
        gone += (
            await connection.execute(delete(table(name, column_of(owner))).where(mine))
        ).rowcount
    await connection.execute(delete(model_spending).where(_spending_of(workspace)))
    await facts.put(connection, UNSWEPT, "yes")
    return gone


async def sweep(database: AsyncEngine) -> bool:
    """Takes what was deleted out of a SQLite file and its log, if anything was; whether it did.

    Writers wait for so long as the file is rewritten. PostgreSQL does it by itself (autovacuum).
    """
    async with database.connect() as connection:
        if await facts.get(connection, UNSWEPT) is None:
            return False
    if database.dialect.name == "sqlite":
        async with database.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM"))
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    async with database.begin() as connection:
        await facts.drop(connection, UNSWEPT)
    return True


async def forget(connection: AsyncConnection, now: datetime, keep: Keep = KEPT) -> int:
    """Deletes what need not be remembered any more at `now` (UTC).

    These are events and questions long answered, what a model answered to them, its batches that
    are done, and readers' marks of half a year ago; old briefs with their deliveries, and old
    articles where a setting says so.
    """
    result = await connection.execute(
        delete(heard_events).where(heard_events.c.heard_at < now - HEARD)
    )
    gone = result.rowcount + await marks.forget(connection, now - MARKS)
    gone += await replies.forget(connection, now - keep.questions)
    gone += await batches.forget(connection, now - REMEMBERED)
    gone += await forget_questions(connection, now, keep.questions)
    return gone + await _old(connection, now, keep)


async def _old(connection: AsyncConnection, now: datetime, keep: Keep) -> int:
    before = now - keep.briefs
    settled = and_(
        deliveries.c.status.in_(("sent", "failed", "skipped")), deliveries.c.due_at < before
    )
    wanted = [
        delete(deliveries).where(settled),
        delete(briefs).where(briefs.c.built_at < before),
        delete(shown).where(shown.c.shown_at < before),
        delete(admin_notices).where(admin_notices.c.resolved_at < now - NOTICES),
    ]
    if keep.articles is not None:
        old = now - keep.articles
        wanted.append(
            delete(articles).where(articles.c.published_at < old, articles.c.first_seen_at < old)
        )
    return sum([(await connection.execute(one)).rowcount for one in wanted])


def owned(connection: Connection) -> list[tuple[str, str]]:
    """Every table whose rows belong to a workspace, with the column that says so.

    Those that refer to others come first.
    """
    inspector = inspect(connection)
    names = [name for name, _ in inspector.get_sorted_table_and_fkc_names() if name]
    found = []
    for name in reversed(names):
        columns = {one["name"] for one in inspector.get_columns(name)}
        found += [(name, owner) for owner in OWNERS if owner in columns]
    return found


def _spending_of(workspace: str) -> ColumnElement[bool]:
    """What was spent for it: the scopes that name it."""
    scope = model_spending.c.scope
    return or_(
        scope == f"workspace:{workspace}", scope.startswith(f"run:{workspace} ", autoescape=True)
    )
