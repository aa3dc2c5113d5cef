"""The whole program in processes of its own, stopped as a hosting platform stops it: a fork server.

`python -m tests.workers.program` reads settings a line (JSON), forks a process that runs
`briefbot run` with them and prints its id; its exit code is a line of the file that is named.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import app as application
from bot.platforms.discord import app as discord_app
from bot.platforms.slack import app as slack_app
from bot.settings import Settings

IMPORTED = (discord_app, slack_app)  # what a platform's `create` would import in every process
SECRET = ("slack_bot_token", "slack_app_token", "discord_token")


def settings_of(values: dict[str, Any]) -> Settings:
    """The settings a line means."""
    secret = {name: SecretStr(value) for name, value in values.items() if name in SECRET}
    return Settings(**{**values, **secret})


def run(values: dict[str, Any]) -> int:
    """`briefbot run` until it is told to stop; its exit code."""
    codes = Path(values.pop("codes"))
    asyncio.run(application.run(settings_of(values)))
    with codes.open("a") as file:
        file.write("0\n")
    return 0


def serve() -> None:
    """A process a line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # it ends with the server
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os._exit(run(json.loads(line)))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
