"""Where discord.py finds Discord: its only hooks, set in this one place.

discord.py has no setting for them (2.7): the REST base is `discord.http.Route.BASE`, read for
every call of the client and of interactions, and the gateway is
`DiscordWebSocket.DEFAULT_GATEWAY`, read for every new session. Both are per process, and so is
the Discord that a process talks to.
"""

from __future__ import annotations

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

API = "https://discord.com/api/v10"
GATEWAY = "wss://gateway.discord.gg/"


def use(api_url: str | None, gateway_url: str | None) -> None:
    """Talk to these addresses; None is Discord's own."""
    Route.BASE = (api_url or API).rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url or GATEWAY)
