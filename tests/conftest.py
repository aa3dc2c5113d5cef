"""What tests of every folder share: databases, and the store that `briefbot demo` fills."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.databases import Postgres, postgres, postgresql, sqlite

# A deadline an example would measure the machine's other users.
hypothesis.settings.register_profile("briefbot", deadline=None)
hypothesis.settings.load_profile("briefbot")


@dataclass(frozen=True, kw_only=True)
class DemoRun:
    """What one run of `briefbot demo --no-input` gave: what it printed and the file it filled."""

    output: str
    errors: str
    status: int
    path: Path

    @property
    def url(self) -> str:
        """The store, as `--database` takes it."""
        return f"sqlite+aiosqlite:///{self.path}"


def briefbot(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as a user would, with nothing in the environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
        env={**kept, "COLUMNS": "100", **environment},
        check=False,
    )


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The demo, run once for all tests. Copy its file before changing it."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    done = briefbot("demo", "--no-input", "--database", f"sqlite+aiosqlite:///{path}")
    return DemoRun(output=done.stdout, errors=done.stderr, status=done.returncode, path=path)


@pytest.fixture
def demo_copy(demo: DemoRun, tmp_path: Path) -> DemoRun:
    """The demo's store in a file of the test's own."""
    path = tmp_path / "demo.sqlite3"
    shutil.copy(demo.path, path)
    return DemoRun(output=demo.output, errors=demo.errors, status=demo.status, path=path)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One PostgreSQL for all tests. Its folder has a short name, as socket paths must be short."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, postgres(Path(folder)) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A fresh, up-to-date database: each test that asks for it runs on both engines."""
    if request.param == "sqlite":
        async with sqlite(tmp_path) as opened:
            yield opened
    else:
        async with postgresql(request.getfixturevalue("postgres_server")) as opened:
            yield opened


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """What a test configures of the logs ends with it."""
    yield
    structlog.reset_defaults()
