"""Which addresses of a database are read, and how a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from digests.errors import StoreError
from digests.store.database import engine
from tests.databases import Postgres


@pytest.mark.parametrize("kind", ["sqlite", "sqlite+aiosqlite"])
async def test_a_file_opens_by_either_name(tmp_path: Path, kind: str) -> None:
    """The driver need not be named, and a missing folder is made."""
    file = tmp_path / "new" / "store.sqlite3"
    made = engine(f"{kind}:///{file}")
    async with made.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    await made.dispose()
    assert file.exists()


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_a_platforms_own_address_opens(postgres_server: Postgres, kind: str) -> None:
    """What Heroku and its like put into the environment is read as it is, `sslmode` too."""
    url = make_url(await postgres_server.fresh())
    written = url.set(drivername=kind).render_as_string(hide_password=False)
    made = engine(f"{written}{'&' if '?' in written else '?'}sslmode=prefer")
    async with made.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    await made.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:hunter2@db/briefs",
        "me:hunter2",
        "postgresql://me:hunter2@db:port/briefs",
        "",
    ],
)
def test_a_wrong_address_is_told_without_its_password(url: str) -> None:
    """One line with what to write instead."""
    with pytest.raises(StoreError, match=r"use sqlite:///FILE or postgresql://USER@HOST/NAME") as e:
        engine(url)
    assert "hunter2" not in str(e.value)
