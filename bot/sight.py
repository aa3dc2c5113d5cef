"""The jobs that look after the bot itself: who is told what, what is forgotten, signs of life."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from importlib.metadata import version

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.admins import Admins
from bot.clock import Job
from bot.errors import SettingsError
from bot.heartbeat import Heartbeat
from bot.platforms.base import Place, Platform
from bot.retention import Keep
from bot.settings import Settings
from bot.watch import Watch
from digests.fetch.client import Fetcher, FetchSettings
from digests.summarisers.base import Summariser

TELL_EVERY = timedelta(seconds=30)
WATCH_EVERY = timedelta(minutes=10)
BEAT_EVERY = timedelta(minutes=1)


async def jobs(
    stack: AsyncExitStack,
    settings: Settings,
    database: AsyncEngine,
    platforms: Mapping[str, Platform],
    summariser: Summariser,
    clock: Callable[[], datetime],
) -> Sequence[Job]:
    """The jobs, with what they hold closed by `stack`. Raises SettingsError."""
    admins = Admins(
        database=database,
        platforms=platforms,
        clock=clock,
        channels=tuple(map(admin_place, settings.admin_channels)),
    )
    watch = Watch(
        database=database,
        clock=clock,
        resting=resting_of(summariser),
        cap=settings.model_cap_day,
        failing=timedelta(days=settings.source_failing_days),
    )
    found = [
        Job(name="tell", every=TELL_EVERY, run=admins.run),
        Job(name="watch", every=WATCH_EVERY, run=watch.run),
    ]
    if settings.heartbeat_url is not None:
        fetcher = await stack.enter_async_context(
            Fetcher(
                FetchSettings(
                    user_agent=f"briefbot/{version('briefbot')} (+{settings.contact})",
                    private_hosts=settings.private_hosts,
                )
            )
        )
        beat = Heartbeat(
            url=settings.heartbeat_url.get_secret_value(),
            database=database,
            fetcher=fetcher,
            clock=clock,
        )
        found.append(Job(name="heartbeat", every=BEAT_EVERY, run=beat.run))
    return found


def keep_of(settings: Settings) -> Keep:
    """How long things are kept, by the settings."""
    kept = settings.keep_articles_days
    return Keep(
        briefs=timedelta(days=settings.keep_briefs_days),
        questions=timedelta(days=settings.keep_questions_days),
        articles=timedelta(days=kept) if kept is not None else None,
    )


def admin_place(text: str) -> Place:
    """ "slack/T0123/C0456", "discord/SERVER/CHANNEL". Raises SettingsError."""
    parts = text.split("/")
    if len(parts) != 3 or parts[0] not in {"slack", "discord"} or not all(parts):
        raise SettingsError(
            f"setting BRIEFBOT_ADMIN_CHANNELS: {text!r} is not slack/WORKSPACE/CHANNEL or "
            "discord/SERVER/CHANNEL."
        )
    return Place(platform=parts[0], workspace=parts[1], channel=parts[2])


def model_name(summariser: Summariser) -> str:
    """What writes the briefs, or nothing where it is the articles' own sentences."""
    client = getattr(getattr(summariser, "asker", None), "client", None)
    return str(client.model) if client is not None else ""


def resting_of(summariser: Summariser) -> Callable[[datetime], str | None]:
    """Why the model makes no calls at a time (UTC): None without a model, or while it does."""
    breaker = getattr(getattr(summariser, "asker", None), "breaker", None)

    def resting(now: datetime) -> str | None:
        return breaker.resting(now) if breaker is not None else None

    return resting
