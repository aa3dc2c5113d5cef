"""The real program in processes of its own, and ports for it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, kw_only=True)
class Program:
    """A running `briefbot`: its process, and the file its logs go to."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def said(self) -> str:
        """All that it wrote so far."""
        return self.log.read_text(encoding="utf-8")

    async def stop(self, seconds: float = 28) -> int:
        """Asks it to end, as an operator does; gives its exit code. Raises TimeoutError."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), seconds)

    async def kill(self) -> None:
        """Ends it in the middle of whatever it does."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def program(log: Path, *arguments: str, **environment: str) -> AsyncIterator[Program]:
    """`briefbot ARGUMENTS` with nothing in the environment but what is given, killed at the end."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            cwd=ROOT,
            env={**kept, **environment},
        )
    running = Program(process=process, log=log)
    try:
        yield running
    finally:
        await running.kill()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number


async def ready(url: str, running: Program, seconds: float = 40) -> None:
    """Waits until `/readyz` of `url` says so. Raises TimeoutError with what the program said."""
    deadline = time.monotonic() + seconds
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            if running.process.returncode is not None or time.monotonic() > deadline:
                raise TimeoutError(running.said)
            await asyncio.sleep(0.1)
