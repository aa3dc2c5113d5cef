"""Where the bot is installed, in the database, its tokens sealed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.platforms.slack.tables import installations, states, teams
from bot.sealing import Seal
from digests.store.sql import upsert

STATE_LIFE = timedelta(minutes=10)
_ROTATION = timedelta(seconds=60)  # a token exchange takes a second; a crash frees it after this


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace, or in all of an organisation's."""

    workspace: str
    bot_token: str
    bot_user: str
    bot_id: str = ""
    enterprise: str | None = None
    refresh_token: str | None = None
    expires_at: datetime | None = None  # UTC
    installed_by: str = ""

    def __repr__(self) -> str:
        return f"Installation(workspace={self.workspace!r})"


class Installations:
    """Keeps, finds and forgets installations and the states of those under way."""

    def __init__(self, database: AsyncEngine, seal: Seal) -> None:
        self._database, self._seal = database, seal

    async def keep(self, one: Installation) -> None:
        """Keep it, in place of an earlier one of the same workspace."""
        row = {
            "workspace": one.workspace,
            "sealed": self._seal.seal(_written(one)),
            "expires_at": one.expires_at,
            "rotating_until": None,
        }
        async with self._database.begin() as connection:
            await upsert(connection, installations, row)

    async def find(self, workspace: str) -> Installation | None:
        """The installation of a team: its own, else that of its organisation."""
        async with self._database.connect() as connection:
            enterprise = select(teams.c.enterprise).where(teams.c.team == workspace)
            query = select(installations.c.workspace, installations.c.sealed).where(
                or_(
                    installations.c.workspace == workspace,
                    installations.c.workspace == enterprise.scalar_subquery(),
                )
            )
            found = {row.workspace: row.sealed for row in await connection.execute(query)}
        sealed = found.get(workspace) or next(iter(found.values()), None)
        return _read(self._seal.unseal(sealed)) if sealed else None

    async def join(self, team: str, enterprise: str) -> None:
        """Note that a team has the bot through its organisation."""
        async with self._database.begin() as connection:
            await upsert(connection, teams, {"team": team, "enterprise": enterprise})

    async def drop(self, workspace: str) -> None:
        """Forget the workspace, its token and the teams that had the bot through it."""
        async with self._database.begin() as connection:
            await connection.execute(
                delete(installations).where(installations.c.workspace == workspace)
            )
            await connection.execute(
                delete(teams).where(or_(teams.c.team == workspace, teams.c.enterprise == workspace))
            )

    async def claim_rotation(self, one: Installation, now: datetime) -> bool:
        """Whether this process is the one to exchange the token of `one` now (UTC).

        Not where another does, nor where `one` was read before another did.
        """
        free = or_(installations.c.rotating_until.is_(None), installations.c.rotating_until < now)
        query = (
            update(installations)
            .where(
                installations.c.workspace == one.workspace,
                installations.c.expires_at == one.expires_at,
                free,
            )
            .values(rotating_until=now + _ROTATION)
        )
        async with self._database.begin() as connection:
            return (await connection.execute(query)).rowcount == 1

    async def begin(self, state: str, browser: str, now: datetime) -> None:
        """Remember that `browser` began an installation; old ones are forgotten."""
        row = {"state": _hash(state), "browser": _hash(browser), "expires_at": now + STATE_LIFE}
        async with self._database.begin() as connection:
            await connection.execute(delete(states).where(states.c.expires_at < now))
            await upsert(connection, states, row)

    async def finish(self, state: str, browser: str, now: datetime) -> bool:
        """Whether `browser` began this installation in time; true once only."""
        query = delete(states).where(
            states.c.state == _hash(state),
            states.c.browser == _hash(browser),
            states.c.expires_at >= now,
        )
        async with self._database.begin() as connection:
            return (await connection.execute(query)).rowcount == 1


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _written(one: Installation) -> str:
    values = asdict(one)
    values["expires_at"] = one.expires_at.isoformat() if one.expires_at else None
    return json.dumps(values)


def _read(text: str) -> Installation:
    values = json.loads(text)
    at = values.pop("expires_at")
    return Installation(**values, expires_at=datetime.fromisoformat(at) if at else None)
