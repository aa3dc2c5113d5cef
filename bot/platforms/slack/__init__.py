"""Slack: neutral messages as Block Kit, slack-bolt for what comes in.

`bodies`, `blocks`, `richtext` and `mrkdwn` are pure and import none of Slack's packages; `app`
holds the connection and is imported when it is created.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.model import Topic

if TYPE_CHECKING:
    from bot.platforms.slack.app import Slack


def create(
    *,
    bot_token: str,
    app_token: str | None = None,
    signing_secret: str | None = None,
    api_url: str | None = None,
    topics: Sequence[Topic] = (),
) -> Slack:
    """Slack for the one workspace of `bot_token`; with `app_token`, over Socket Mode.

    `api_url` is the Web API's base where it is not Slack's own; `topics` are what the form of a
    subscription offers.
    """
    from bot.platforms.slack import app

    return app.create(
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=signing_secret,
        api_url=api_url,
        topics=topics,
    )
