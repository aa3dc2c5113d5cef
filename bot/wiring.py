"""Which platforms the settings name, and what is wrong with how they name them.

Slack comes in three ways: one workspace over Socket Mode (bot token and app token), one over HTTP
(bot token and signing secret), or every workspace that installs the bot (OAuth over HTTP).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsError
from bot.platforms.base import Connection, Platform
from bot.sealing import Seal
from bot.settings import Settings
from digests.model import Topic

SlackWay = Literal["socket", "http", "many"]
NO_PLATFORM = (
    "no platform is configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN."
)


class Connected(Platform, Connection, Protocol):
    """Both halves of a platform."""


def slack_way(settings: Settings) -> SlackWay | None:
    """How Slack is reached; None where it is not configured.

    The two tokens of Socket Mode win over what else is set.
    """
    if settings.slack_bot_token:
        return "socket" if settings.slack_app_token else "http"
    return "many" if settings.slack_client_id or settings.slack_client_secret else None


def check(settings: Settings) -> None:
    """Raises SettingsError with every wrong combination of settings, all in one line."""
    found = list(mistakes(settings))
    if found:
        raise SettingsError(f"{'; '.join(found)}.")


def mistakes(settings: Settings) -> Iterator[str]:
    """Each wrong combination of settings as "setting NAME: what to do"."""
    yield from _slack_mistakes(settings)
    if settings.secret_key is not None:
        try:
            Seal(settings.secret_key.get_secret_value())
        except SettingsError as error:
            yield str(error).rstrip(".")
    if settings.public_url is not None and not _reachable(settings.public_url):
        yield "setting BRIEFBOT_PUBLIC_URL: write https:// and the host, without a path"
    if settings.engine:
        yield from _engine_mistakes(settings)


def platforms(
    settings: Settings,
    topics: Sequence[Topic],
    *,
    database: AsyncEngine,
    clock: Callable[[], datetime],
) -> Mapping[str, Connected]:
    """The platforms that are configured, each imported only then.

    `topics` are what they offer. `database` keeps the tokens of installed workspaces, `clock`
    gives UTC. Raises SettingsError as `check` does.
    """
    check(settings)
    found: dict[str, Connected] = {}
    way = slack_way(settings)
    if way == "many":
        found["slack"] = _many(settings, topics, database, clock)
    elif way is not None:
        found["slack"] = _create(
            "slack",
            bot_token=_plain(settings.slack_bot_token),
            app_token=_plain(settings.slack_app_token),
            signing_secret=_plain(settings.slack_signing_secret),
            api_url=settings.slack_api_url,
            topics=topics,
        )
    if settings.discord_token:
        found["discord"] = _create(
            "discord",
            token=_plain(settings.discord_token),
            api_url=settings.discord_api_url,
            gateway_url=settings.discord_gateway_url,
            topics=topics,
            admin_roles=settings.discord_admin_roles,
            tags=settings.discord_tags,
            shards=settings.discord_shards,
        )
    return found


def _many(
    settings: Settings,
    topics: Sequence[Topic],
    database: AsyncEngine,
    clock: Callable[[], datetime],
) -> Connected:
    from bot.platforms.slack.app import create_many
    from bot.platforms.slack.oauth import Credentials

    return create_many(
        database,
        Credentials(
            client_id=_plain(settings.slack_client_id) or "",
            client_secret=_plain(settings.slack_client_secret) or "",
        ),
        signing_secret=_plain(settings.slack_signing_secret) or "",
        secret_key=_plain(settings.secret_key) or "",
        public_url=settings.public_url or "",
        clock=clock,
        api_url=settings.slack_api_url,
        topics=topics,
    )


def _slack_mistakes(settings: Settings) -> Iterator[str]:
    way = slack_way(settings)
    if way == "many":
        needed = {
            "SLACK_CLIENT_ID": settings.slack_client_id,
            "SLACK_CLIENT_SECRET": settings.slack_client_secret,
            "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
            "BRIEFBOT_SECRET_KEY": settings.secret_key,
            "BRIEFBOT_PUBLIC_URL": settings.public_url,
        }
        for name in (name for name, value in needed.items() if not value):
            yield f"setting {name}: needed where many workspaces install the bot by OAuth"
    elif way == "http":
        if not settings.slack_signing_secret:
            yield (
                "setting SLACK_APP_TOKEN: Socket Mode needs it (xapp-…); over HTTP set "
                "SLACK_SIGNING_SECRET instead"
            )
        if settings.slack_client_id or settings.slack_client_secret:
            yield (
                "setting SLACK_BOT_TOKEN: is one workspace's, and SLACK_CLIENT_ID is for many; "
                "unset one of them"
            )
    if settings.slack_app_token and way != "socket":
        yield (
            "setting SLACK_APP_TOKEN: is for Socket Mode, which needs SLACK_BOT_TOKEN too; "
            "over HTTP unset it"
        )
    if way is None and settings.slack_signing_secret:
        yield (
            "setting SLACK_SIGNING_SECRET: says nothing by itself; set SLACK_BOT_TOKEN, or "
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET"
        )


def _engine_mistakes(settings: Settings) -> Iterator[str]:
    try:
        backend = make_url(settings.database).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend != "postgresql":
        yield "setting BRIEFBOT_ENGINE: the engine needs PostgreSQL; set BRIEFBOT_DATABASE to one"
    if find_spec("pgqueuer") is None:
        yield "setting BRIEFBOT_ENGINE: install briefbot[postgres]"


def _reachable(url: str) -> bool:
    """Whether it can be where Slack sends people: https, or plain http on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        return False
    here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return parts.scheme == "https" or here


def _create(name: str, **options: Any) -> Connected:
    module = importlib.import_module(f"bot.platforms.{name}")
    made: Connected = module.create(**options)
    return made


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
