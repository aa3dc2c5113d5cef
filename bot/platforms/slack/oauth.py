"""Installing the bot in a workspace: OAuth v2, from the button to the kept token.

docs.slack.dev, "Installing with OAuth" and "Token rotation". The state is random, good once, for
ten minutes, and for the browser that began; it is kept on this side, since a signed one could be
played back.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import encode_basic_auth
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.errors import PlatformError
from bot.platforms.slack.errors import LOST, from_slack
from bot.platforms.slack.installations import STATE_LIFE, Installation, Installations
from bot.platforms.slack.manifest import INSTALL_PATH, REDIRECT_PATH

COOKIE = "briefbot_slack"
Installed = Callable[[Installation], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What Slack knows the app by: "Basic Information" of the app's page."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"Credentials(client_id={self.client_id!r})"


class OAuth:
    """The two pages of an installation, and the exchange of tokens behind them."""

    def __init__(
        self,
        client: AsyncWebClient,
        credentials: Credentials,
        installations: Installations,
        *,
        scopes: Sequence[str],
        public_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._credentials = credentials
        self._installations = installations
        self._scopes = scopes
        self._redirect = public_url.rstrip("/") + REDIRECT_PATH
        self._secure = public_url.startswith("https://")
        self._clock = clock

    def routes(self, installed: Installed) -> list[Route]:
        """Where an installation begins and ends. `installed` is told of each that is kept."""

        async def end(request: Request) -> Response:
            return await self._end(request, installed)

        return [
            Route(INSTALL_PATH, self._begin, methods=["GET"]),
            Route(REDIRECT_PATH, end, methods=["GET"]),
        ]

    async def rotated(self, old: Installation) -> Installation:
        """The installation with a fresh token. Raises PlatformError where Slack gives none."""
        answer = await self._exchange(
            grant_type="refresh_token", refresh_token=old.refresh_token or ""
        )
        return installation(answer, self._clock())

    async def _begin(self, request: Request) -> Response:
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        await self._installations.begin(state, browser, self._clock())
        query = {
            "client_id": self._credentials.client_id,
            "scope": ",".join(self._scopes),
            "redirect_uri": self._redirect,
            "state": state,
        }
        response = RedirectResponse(f"{self._authorize_url()}?{urlencode(query)}", status_code=302)
        response.set_cookie(
            COOKIE,
            browser,
            max_age=int(STATE_LIFE.total_seconds()),
            path="/slack",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )
        return response

    async def _end(self, request: Request, installed: Installed) -> Response:
        query, browser = request.query_params, request.cookies.get(COOKIE, "")
        begun = await self._installations.finish(query.get("state", ""), browser, self._clock())
        if not begun:
            return _page("This installation was not begun in this browser, or too long ago.", 400)
        if query.get("error") or not query.get("code"):
            return _page("Nothing was installed.", 400)
        try:
            answer = await self._exchange(code=query["code"], redirect_uri=self._redirect)
            made = installation(answer, self._clock())
        except PlatformError:
            return _page("Slack did not confirm the installation.", 502)
        await self._installations.keep(made)
        await installed(made)
        response = _page("briefbot is installed. Invite it to a channel, then write /brief.", 200)
        response.delete_cookie(COOKIE, path="/slack")
        return response

    async def _exchange(self, **values: str) -> Mapping[str, Any]:
        # slack_sdk's own method uses what aiohttp is about to drop.
        basic = encode_basic_auth(self._credentials.client_id, self._credentials.client_secret)
        try:
            answer = await self._client.api_call(
                "oauth.v2.access", data=values, headers={"Authorization": basic}
            )
        except LOST as error:
            raise from_slack(error) from error
        return answer.data if isinstance(answer.data, dict) else {}

    def _authorize_url(self) -> str:
        """Beside the Web API: https://slack.com/oauth/v2/authorize."""
        parts = urlsplit(self._client.base_url)
        return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


def installation(answer: Mapping[str, Any], now: datetime) -> Installation:
    """What `oauth.v2.access` gave. Raises PlatformError where it gave no bot."""
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    workspace = enterprise.get("id") if answer.get("is_enterprise_install") else team.get("id")
    if not workspace or not answer.get("access_token") or not answer.get("bot_user_id"):
        raise PlatformError("Slack's answer names no workspace or no bot.")
    seconds = answer.get("expires_in")
    return Installation(
        workspace=workspace,
        bot_token=answer["access_token"],
        bot_user=answer["bot_user_id"],
        enterprise=enterprise.get("id"),
        refresh_token=answer.get("refresh_token"),
        expires_at=now + timedelta(seconds=int(seconds)) if seconds else None,
        installed_by=(answer.get("authed_user") or {}).get("id") or "",
    )


def _page(text: str, status: int) -> HTMLResponse:
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>briefbot</title>'
        '<body style="font:16px/1.5 system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem">'
        f"<h1>briefbot</h1><p>{escape(text)}</p></body></html>"
    )
    return HTMLResponse(body, status_code=status, headers={"Cache-Control": "no-store"})
