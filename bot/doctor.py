"""What works and what has to be done: configuration, database, tokens, sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import app as application
from bot import model_trial, subscriptions, wiring
from bot.errors import BotError
from bot.platforms.base import Place
from bot.settings import Settings
from bot.subscriptions import Subscription
from bot.tables import MIGRATIONS
from bot.wording import counted
from digests import library as libraries
from digests.errors import DigestsError
from digests.store import sources as source_store
from digests.store.database import opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: what, whether it is well, and what it found or what to do."""

    what: str
    ok: bool
    detail: str


@runtime_checkable
class Examined(Protocol):
    """A platform that can say what its tokens lack."""

    async def examine(self, places: Sequence[Place]) -> list[tuple[str, bool, str]]:
        """Each check, those of `places` that are owed briefs too, as (what, ok, detail)."""
        ...


async def examine(settings_of: Callable[[], Settings]) -> list[Finding]:
    """Every check, in order. Nothing here raises: a failure is a finding."""
    try:
        settings = settings_of()
    except BotError as error:
        return [Finding(what="settings", ok=False, detail=str(error))]
    findings = [Finding(what="settings", ok=True, detail=f"read, database and {settings.config}/")]
    wrong = list(wiring.mistakes(settings))
    findings += [Finding(what="settings", ok=False, detail=f"{one}.") for one in wrong]
    findings += [_configuration(settings), await _database(settings)]
    findings += [await _model(settings)]
    if not wrong:
        findings += await _platforms(settings)
    return findings


def _configuration(settings: Settings) -> Finding:
    try:
        found = libraries.load(settings.config).config
    except DigestsError as error:
        return Finding(what="configuration", ok=False, detail=str(error))
    detail = (
        f"{counted(len(found.sources), 'source')}, {counted(len(found.topics), 'topic')}, "
        f"{counted(len(found.entities), 'entity', 'entities')}"
    )
    return Finding(what="configuration", ok=True, detail=detail)


async def _database(settings: Settings) -> Finding:
    try:
        async with (
            opened(settings.database, MIGRATIONS) as database,
            database.connect() as connection,
        ):
            states = await source_store.states(connection)
    except DigestsError as error:
        return Finding(what="database", ok=False, detail=str(error))
    failing = sorted(key for key, state in states.items() if state.failures)
    detail = "opens, tables up to date"
    if failing:
        detail += f"; {counted(len(failing), 'source')} failing, see briefbot sources check"
    return Finding(what="database", ok=True, detail=detail)


async def _model(settings: Settings) -> Finding:
    try:
        ok, detail = await model_trial.trial(settings)
    except BotError as error:
        return Finding(what="model", ok=False, detail=str(error))
    return Finding(what="model", ok=ok, detail=detail)


async def _platforms(settings: Settings) -> list[Finding]:
    try:
        async with opened(settings.database, MIGRATIONS) as database:
            return await _examined(settings, database)
    except DigestsError:
        return []  # a finding already; without the database it is unknown what is owed where


async def _examined(settings: Settings, database: AsyncEngine) -> list[Finding]:
    findings: list[Finding] = []
    platforms = application.configured_platforms(settings, database=database)
    async with database.connect() as connection:
        owed = await subscriptions.everyones(connection)
    for name, platform in platforms.items():
        if isinstance(platform, Examined):
            findings += [
                Finding(what=f"{name} {what}", ok=ok, detail=detail)
                for what, ok, detail in await platform.examine(_places(name, owed))
            ]
    if not platforms:
        detail = (
            "no tokens are set; briefs can be read here, but not posted. Set SLACK_BOT_TOKEN and "
            "SLACK_APP_TOKEN, or DISCORD_TOKEN."
        )
        findings.append(Finding(what="platforms", ok=True, detail=detail))
    return findings


def _places(platform: str, owed: Sequence[Subscription]) -> list[Place]:
    """The channels of a platform that have subscriptions, each once, oldest first."""
    found = [
        Place(platform=one.platform, workspace=one.workspace, channel=one.channel)
        for one in owed
        if one.platform == platform
    ]
    return list(dict.fromkeys(found))
