"""Slack as a platform and a connection: slack-bolt over Socket Mode or HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import Route

from bot.errors import PlatformError, PostRefused, SettingsError
from bot.platforms.base import Change, Handlers, Place, Poster, Watcher
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.checkup import (
    APP_TOKEN,
    SCOPES,
    Check,
    check_bot,
    check_channels,
    check_socket,
)
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.installations import Installation, Installations
from bot.platforms.slack.listeners import Listeners
from bot.platforms.slack.many import ManyWorkspaces
from bot.platforms.slack.oauth import Credentials, OAuth
from bot.platforms.slack.posting import SlackPosting
from bot.platforms.slack.sending import SPACING
from bot.platforms.slack.surfaces import Surfaces
from bot.platforms.slack.web import event_route
from bot.platforms.slack.work import Work
from bot.platforms.slack.workspaces import OneWorkspace, Workspaces, new_client
from bot.sealing import Seal
from digests.model import Topic

PING = 4.0  # seconds between looks at the socket: a dropped one is noticed by the next
GRACE = 20.0  # seconds that work under way may take once the bot is told to stop
log = structlog.get_logger(__name__)


class Slack(SlackPosting):
    """Both halves of Slack: `Platform` and `Connection` of `bot.platforms.base`."""

    def __init__(
        self,
        workspaces: Workspaces,
        client: AsyncWebClient,
        *,
        app_token: str | None = None,
        signing_secret: str | None = None,
        topics: Sequence[tuple[str, str]] = (),
        oauth: OAuth | None = None,
        spacing: float = SPACING,
    ) -> None:
        super().__init__(workspaces)
        self._client = client
        self._app_token = app_token
        self._signing_secret = signing_secret
        self._topics = topics
        self._oauth = oauth
        self._spacing = spacing
        self._watcher: Watcher | None = None
        self._bolt: AsyncApp | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._work = Work()
        self._connecting: asyncio.Task[None] | None = None

    async def open(self, handlers: Handlers) -> None:
        """Take events: by Socket Mode with an app token, else by HTTP at `routes`.

        Raises SettingsError where neither can be, or where Slack refuses the app token.
        """
        if not self._app_token and not self._signing_secret:
            raise SettingsError(
                "setting SLACK_APP_TOKEN: Socket Mode needs a token (xapp-…); "
                "over HTTP, SLACK_SIGNING_SECRET is needed."
            )
        self._watcher = handlers if isinstance(handlers, Watcher) else None
        self._bolt = self._app(handlers)
        if self._app_token:
            await self._connect(self._bolt, self._app_token)
        log.info("slack connected", mode="socket" if self._app_token else "http")

    async def _connect(self, app: AsyncApp, token: str) -> None:
        url = await self._socket_url(token)
        self._socket = AsyncSocketModeHandler(app, token, ping_interval=PING)
        connecting = self._socket.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt's
        if url:
            self._socket.client.wss_uri = url
            await connecting
        else:
            log.warning("slack can't be reached yet; trying on")
            self._connecting = asyncio.create_task(connecting)

    def routes(self) -> list[Route]:
        """What a web server has to serve for Slack over HTTP; nothing in Socket Mode."""
        if not self._signing_secret or self._app_token:
            return []
        pages = self._oauth.routes(self._installed) if self._oauth else []
        return [event_route(self._signing_secret, lambda: self._bolt), *pages]

    async def _installed(self, one: Installation) -> None:
        """A workspace has the bot, perhaps again: what rested there may go on."""
        if self._watcher is not None:
            change = Change(workspace=one.workspace, channel=None, open=True, code="installed")
            await self._watcher.changed(change)

    async def examine(self, places: Sequence[Place] = ()) -> list[Check]:
        """Each check of tokens, scopes and `places` as (what, ok, what was found or to do)."""
        if self._oauth is not None:
            return await self._examine_many(places)
        client = await self._workspaces.client("")
        checks = await check_bot(client)
        if self._app_token:
            checks.append(await check_socket(self._client, self._app_token))
        elif not self._signing_secret:
            advice = "set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP"
            checks.append(("events", False, f"Slack can't reach the bot: {advice}."))
        return [*checks, *await check_channels(client, [one.channel for one in places])]

    async def _examine_many(self, places: Sequence[Place]) -> list[Check]:
        """Each workspace that is owed briefs, with its own token."""
        checks: list[Check] = [("app", True, "installed by OAuth; each workspace has its token")]
        for workspace in sorted({one.workspace for one in places}):
            try:
                client = await self._workspaces.client(workspace)
            except PlatformError as error:
                checks.append((f"workspace {workspace}", False, f"{error}: install it again"))
                continue
            channels = [one.channel for one in places if one.workspace == workspace]
            checks += [*await check_bot(client), *await check_channels(client, channels)]
        return checks

    async def close(self) -> None:
        """Stop taking events, let the work under way end, then disconnect."""
        if self._connecting is not None:
            self._connecting.cancel()
            self._connecting = None
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # slack_bolt's
            self._socket = None
        self._bolt = None
        await self._work.finish(GRACE)

    def _app(self, handlers: Handlers) -> AsyncApp:
        app = AsyncApp(
            logger=_bolts_logger(),
            client=self._client,
            authorize=_authorizer(self._workspaces),  # type: ignore[arg-type]  # None: not installed
            signing_secret=self._signing_secret or "",
            request_verification_enabled=bool(self._signing_secret),
        )
        workspaces, people = self._workspaces, self.people
        poster = handlers if isinstance(handlers, Poster) else None
        answers = Answers(self, spacing=self._spacing, poster=poster)
        surfaces = Surfaces(handlers, workspaces, answers, people, self._work, self._topics)
        surfaces.register(app)
        Listeners(handlers, workspaces, answers, people, self._work, surfaces).register(app)
        return app

    async def _socket_url(self, token: str) -> str | None:
        """Where to connect; None where Slack can't say now.

        Asked here since a token that Slack refuses would make the handler try again for ever.
        """
        try:
            answer = await self._client.apps_connections_open(app_token=token)
        except LOST as error:
            failure = from_slack(error)
            if isinstance(failure, PostRefused):
                why = f"setting SLACK_APP_TOKEN: Slack refuses it ({failure.code}). {APP_TOKEN}"
                raise SettingsError(why) from error
            return None
        return str(answer["url"])


def _bolts_logger() -> logging.Logger:
    """Where bolt tells of errors. Its warnings are about its own settings, which are made here."""
    logger = logging.getLogger("slack_bolt.briefbot")
    logger.setLevel(logging.ERROR)
    return logger


def _authorizer(workspaces: Workspaces) -> Callable[..., Awaitable[AuthorizeResult | None]]:
    """Who the bot is where a payload comes from, so that bolt drops the bot's own events.

    A plain function, since bolt calls it by the names of its arguments and trips over `self`.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        workspace = team_id or enterprise_id or ""
        try:
            me = await workspaces.identity(workspace, enterprise_id)
            client = await workspaces.client(workspace)
        except PostRefused as error:
            log.warning("slack payload of a workspace without the bot", why=error.code)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=me.bot,
            bot_user_id=me.user,
            bot_token=client.token,
        )

    return authorize


def create(
    *,
    bot_token: str,
    app_token: str | None = None,
    signing_secret: str | None = None,
    api_url: str | None = None,
    topics: Sequence[Topic] = (),
    spacing: float = SPACING,
) -> Slack:
    """Slack for the one workspace of `bot_token`.

    `topics` are what the form offers, `spacing` the seconds between two messages of one reply.
    """
    workspaces = OneWorkspace(new_client(bot_token, api_url=api_url))
    return Slack(
        workspaces,
        new_client(api_url=api_url),
        app_token=app_token,
        signing_secret=signing_secret,
        topics=_menu(topics),
        spacing=spacing,
    )


def create_many(
    database: AsyncEngine,
    credentials: Credentials,
    *,
    signing_secret: str,
    secret_key: str,
    public_url: str,
    clock: Callable[[], datetime],
    api_url: str | None = None,
    topics: Sequence[Topic] = (),
) -> Slack:
    """Slack for every workspace that installs the bot, over HTTP at `public_url`.

    Tokens are kept in `database`, sealed with `secret_key`. `clock` gives UTC. Raises
    SettingsError for a key that is too short.
    """
    client = new_client(api_url=api_url)
    installations = Installations(database, Seal(secret_key))
    oauth = OAuth(
        client,
        credentials,
        installations,
        scopes=tuple(SCOPES),
        public_url=public_url,
        clock=clock,
    )
    return Slack(
        ManyWorkspaces(installations, oauth, api_url=api_url, clock=clock),
        client,
        signing_secret=signing_secret,
        topics=_menu(topics),
        oauth=oauth,
    )


def _menu(topics: Sequence[Topic]) -> list[tuple[str, str]]:
    """The topics by slug, each with its names in all its languages."""
    return [(one.slug, " · ".join(dict.fromkeys(dict(one.names).values()))) for one in topics]
