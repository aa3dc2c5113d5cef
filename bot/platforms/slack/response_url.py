"""Slack's address for answers to one interaction (docs.slack.dev, "Handling user interaction")."""

from __future__ import annotations

from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.base import Payload
from bot.platforms.slack.errors import LOST

USES = 5  # of one address, within 30 minutes


class ResponseUrl:
    """One such address; good for a few uses and half an hour."""

    def __init__(self, url: str) -> None:
        self._client = AsyncWebhookClient(url, retry_handlers=[], timeout=10)
        self._left = USES if url else 0

    async def send(self, payload: Payload, **options: Any) -> bool:
        """Whether Slack took it. `options` as documented: response_type, delete_original, …"""
        if not self._left:
            return False
        self._left -= 1
        body = {k: v for k, v in payload.items() if k not in ("parse", "link_names")}
        try:
            answer = await self._client.send_dict({**body, **options})
        except LOST:
            return False
        return answer.status_code == 200
