"""The ledger of calls to models: reserved before a call, settled after, never past a cap.

A reservation counts in full until it is settled. One whose caller was killed is never lifted: it
counts as spent, and the same call is not made again for a day, since it may have been answered
and billed. Amounts are millionths of a US dollar; times are UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.errors import BudgetSpent
from digests.store.sql import insert_new, upsert
from digests.store.tables import model_answers, model_calls, model_spending

DOUBT = timedelta(hours=24)  # how long a call that was cut off is not made again

# "answered" and "unreadable" cost what the answer says, "failed" nothing (it was never worked
# on), "unknown" and "lost" all that was reserved.
Outcome = Literal["answered", "unreadable", "failed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What may be spent at most: by one brief, by a workspace in a day, by all in a day."""

    run: int
    workspace_day: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A call as it is reserved: what is asked, for whom, and what it costs at most."""

    key: str
    workspace: str
    run: str
    purpose: str
    provider: str
    model: str
    cost: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one call; `tokens_cached` are among `tokens_in`."""

    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the account: a day, a workspace, a purpose and a model."""

    day: str
    workspace: str
    purpose: str
    model: str
    calls: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    cost: int


async def answer(connection: AsyncConnection, key: str) -> str | None:
    """The answer that was paid for already, or None."""
    row = (
        await connection.execute(select(model_answers.c.text).where(model_answers.c.key == key))
    ).first()
    return row.text if row else None


async def in_doubt(connection: AsyncConnection, key: str, *, now: datetime) -> bool:
    """Whether this very call was cut off less than a day ago, and may have been paid for."""
    cut_off = select(model_calls.c.id).where(
        model_calls.c.key == key,
        model_calls.c.status == "reserved",
        model_calls.c.expires_at <= now,
        model_calls.c.reserved_at > now - DOUBT,
    )
    return (await connection.execute(cut_off.limit(1))).first() is not None


async def is_open(connection: AsyncConnection, key: str) -> bool:
    """Whether this very call is reserved and not settled."""
    reserved = select(model_calls.c.id).where(
        model_calls.c.key == key, model_calls.c.status == "reserved"
    )
    return (await connection.execute(reserved.limit(1))).first() is not None


async def reserve(
    connection: AsyncConnection, order: Order, caps: Caps, *, now: datetime
) -> str | None:
    """Reserves a call in the caller's transaction; its id, or None where it is being made.

    Raises BudgetSpent, after which the transaction must be rolled back.
    """
    await _give_up(connection, order.key, now)
    call_id = uuid4().hex
    row = {
        "id": call_id,
        "key": order.key,
        "workspace": order.workspace,
        "run": order.run,
        "purpose": order.purpose,
        "provider": order.provider,
        "model": order.model,
        "status": "reserved",
        "day": now.date().isoformat(),
        "reserved_at": now,
        "expires_at": order.expires_at,
        "tokens_in": 0,
        "tokens_cached": 0,
        "tokens_out": 0,
        "cost": order.cost,
    }
    # At most one open call a key: the index decides between two processes.
    if not await insert_new(connection, model_calls, [row]):
        return None
    for scope, period, cap in _scopes(order.workspace, order.run, now, caps):
        await _raise(connection, scope, period, order.cost, cap)
    return call_id


async def fits(connection: AsyncConnection, order: Order, caps: Caps, *, now: datetime) -> bool:
    """Whether every cap has room for the call just now; only reserve() takes the room."""
    for scope, period, cap in _scopes(order.workspace, order.run, now, caps):
        if await spent(connection, scope, period) + order.cost > cap:
            return False
    return True


async def settle(
    connection: AsyncConnection,
    call_id: str,
    outcome: Outcome,
    *,
    now: datetime,
    usage: Usage | None = None,
    cost: int | None = None,
) -> None:
    """Writes down how a call went and what it cost; without `cost`, all that was reserved."""
    row = (await connection.execute(select(model_calls).where(model_calls.c.id == call_id))).one()
    paid = row.cost if cost is None else cost
    used = usage or Usage()
    await connection.execute(
        update(model_calls)
        .where(model_calls.c.id == call_id)
        .values(
            status=outcome,
            settled_at=now,
            tokens_in=used.tokens_in,
            tokens_cached=used.tokens_cached,
            tokens_out=used.tokens_out,
            cost=paid,
        )
    )
    if paid != row.cost:
        await _give_back(connection, row, row.cost - paid)


async def keep_answer(
    connection: AsyncConnection, key: str, model: str, text: str, *, now: datetime
) -> None:
    """Keeps an answer for whoever asks the same again."""
    await upsert(
        connection, model_answers, {"key": key, "model": model, "text": text, "answered_at": now}
    )


async def spent(connection: AsyncConnection, scope: str, period: str) -> int:
    """What is reserved or spent of one cap."""
    row = (
        await connection.execute(
            select(model_spending.c.spent).where(
                model_spending.c.scope == scope, model_spending.c.period == period
            )
        )
    ).first()
    return row.spent if row else 0


async def account(
    connection: AsyncConnection, *, since: str, workspace: str | None = None
) -> Sequence[Line]:
    """The calls since a UTC day ("2026-11-25"), summed up, the newest day first."""
    by = [getattr(model_calls.c, name) for name in ("day", "workspace", "purpose", "model")]
    sums = [
        func.sum(getattr(model_calls.c, name)).label(name)
        for name in ("tokens_in", "tokens_cached", "tokens_out", "cost")
    ]
    wanted = select(*by, func.count().label("calls"), *sums).where(model_calls.c.day >= since)
    if workspace is not None:
        wanted = wanted.where(model_calls.c.workspace == workspace)
    rows = await connection.execute(wanted.group_by(*by).order_by(by[0].desc(), *by[1:]))
    return tuple(_line(row) for row in rows.all())


def _line(row: Any) -> Line:
    return Line(
        day=row.day,
        workspace=row.workspace,
        purpose=row.purpose,
        model=row.model,
        calls=row.calls,
        tokens_in=int(row.tokens_in),
        tokens_cached=int(row.tokens_cached),
        tokens_out=int(row.tokens_out),
        cost=int(row.cost),
    )


def _scopes(workspace: str, run: str, now: datetime, caps: Caps) -> Sequence[tuple[str, str, int]]:
    """Every cap the call falls under, always in one order so that two callers can't lock."""
    day = now.date().isoformat()
    return (
        ("all", day, caps.day),
        (f"run:{run}", "", caps.run),
        (f"workspace:{workspace}", day, caps.workspace_day),
    )


async def _give_up(connection: AsyncConnection, key: str, now: datetime) -> None:
    """A call that was cut off a day ago may be made again; what it cost stays spent."""
    await connection.execute(
        update(model_calls)
        .where(
            model_calls.c.key == key,
            model_calls.c.status == "reserved",
            model_calls.c.reserved_at <= now - DOUBT,
        )
        .values(status="lost")
    )


async def _raise(connection: AsyncConnection, scope: str, period: str, cost: int, cap: int) -> None:
    await insert_new(connection, model_spending, [{"scope": scope, "period": period, "spent": 0}])
    raised = await connection.execute(
        update(model_spending)
        .where(
            model_spending.c.scope == scope,
            model_spending.c.period == period,
            model_spending.c.spent + cost <= cap,
        )
        .values(spent=model_spending.c.spent + cost)
    )
    if raised.rowcount != 1:
        raise BudgetSpent(_which(scope, cap))


def _which(scope: str, cap: int) -> str:
    kind = scope.partition(":")[0]
    whose = {"run": "a brief", "workspace": "a workspace in a day", "all": "a day"}[kind]
    return f"The model budget of ${cap / 1e6:.2f} for {whose} is spent."


async def _give_back(connection: AsyncConnection, row: Row[Any], amount: int) -> None:
    """Takes what was reserved and not spent off the caps, of the day it was reserved on."""
    for scope, period in (
        ("all", row.day),
        (f"run:{row.run}", ""),
        (f"workspace:{row.workspace}", row.day),
    ):
        await connection.execute(
            update(model_spending)
            .where(model_spending.c.scope == scope, model_spending.c.period == period)
            .values(spent=model_spending.c.spent - amount)
        )
