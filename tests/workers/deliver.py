"""A courier in a process of its own, to be killed: `python -m tests.workers.deliver URL PLATFORM …`.

Its clock runs fast, so that leases and second looks take fractions of a second.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.delivery import Courier
from bot.platforms import discord, slack
from bot.platforms.base import Platform
from bot.tables import MIGRATIONS
from digests.store.database import opened

SPEED = 200.0
START = datetime(2026, 11, 25, 8, tzinfo=UTC).timestamp()


def fast_clock(born: float) -> datetime:
    """SPEED times as fast as the wall since `born` (a Unix time)."""
    return datetime.fromtimestamp(START, UTC) + timedelta(seconds=(time.time() - born) * SPEED)


async def main(url: str, name: str, born: str, api_url: str, *token: str) -> None:
    """Delivers what is due until it is killed."""
    platform: Platform
    if name == "slack":
        platform = slack.create(bot_token=token[0], api_url=api_url)
    else:
        platform = discord.create(token=token[0], api_url=api_url)
    async with opened(url, MIGRATIONS) as database:
        courier = Courier(
            database=database,
            platforms={name: platform},
            clock=lambda: fast_clock(float(born)),
        )
        while True:
            await courier.run()
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
