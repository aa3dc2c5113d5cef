"""While the model is down, asks to wait or hangs, the brief comes in time and says what it lacks.

Row 19 of the fault matrix.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.planner import Planner
from digests.config import Config
from digests.extract.entities import Gazetteer
from digests.intake import Arrival, inline, take
from digests.library import library
from digests.model import Topic
from digests.store.calls import Caps
from digests.store.tables import briefs
from digests.summarisers import telling
from digests.summarisers.asking import Asker, Pace
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from tests.bot.test_planner import subscribe
from tests.carrying import plan
from tests.databases import sqlite
from tests.fakes import Clock, FakePlatform
from tests.lies import LABS
from tests.servers import model as servers
from tests.servers.model import Behaviour, model_server
from tests.views import NOW, article

LIBRARY = library(
    Config(
        sources=(),
        topics=(Topic(slug="labs", names=(("en", "Labs"),), any=LABS),),
        entities=(),
        gazetteer=Gazetteer(()),
    )
)
NEWS = (
    "Heron Labs opened an office in Lisbon on Monday. It will hire 40 linguists there this year.",
    "Corvid Systems recalled its parcel robot after two fires. Regulators in Oslo ask why.",
    "Tarn Works raised $300 million from pension funds. The money pays for a plant near Graz.",
    "A Dublin court ruled that Brightwell must delete 9 million voice recordings. It will appeal.",
    "Palisade Compute cut the price of an hour on its newest chip to $2. Rivals charge $3.",
    "Sorrel AI named Lena Sorokin its finance director. She ran the treasury of a shipping line.",
)
CAPS = Caps(run=10**9, workspace_day=10**9, day=10**9)
LATEST = 60.0  # seconds after its time that a brief may be planned


def nobody() -> str:
    """An address where nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}/v1"


OUTAGES: dict[str, tuple[Callable[[], Behaviour], bool]] = {
    "nothing listens": (lambda: servers.well, True),
    "down": (lambda: servers.failing(503), False),
    "asks to wait": (lambda: servers.failing(429, retry_after="20"), False),
    "hangs": (lambda: servers.hanging(30), False),
    "breaks down after two": (
        lambda: servers.in_turn(servers.well, servers.well, servers.failing(500)),
        False,
    ),
}


async def planned(folder: Path, outage: str, pace: Pace) -> tuple[float, int, list[str]]:
    """How long the brief takes (seconds), its stories, and its notes."""
    made, gone = OUTAGES[outage]
    async with (
        sqlite(folder) as database,
        model_server(made()) as server,
        ModelClient.create(
            PROVIDERS["deepseek"], key="k", url=nobody() if gone else server.url
        ) as client,
    ):
        articles = [
            article(text, f"a{number}", hours=number + 1) for number, text in enumerate(NEWS)
        ]
        arrivals = [Arrival(article=one, brief_at=one.published_at) for one in articles]
        await take(database, LIBRARY, arrivals, inline(LIBRARY))
        await subscribe(database)
        asker = Asker(
            database=database,
            client=client,
            pricing=Pricing(provider=client.provider, model=client.model),
            caps=CAPS,
            clock=Clock(NOW),
            pace=pace,
        )
        planner = Planner(
            database=database,
            library=LIBRARY,
            platforms={"slack": FakePlatform()},
            summariser=ModelSummariser(asker=asker),
            clock=Clock(NOW),
        )
        started = time.monotonic()
        assert await plan(planner) == 1
        took = time.monotonic() - started
        async with database.connect() as connection:
            data = (await connection.execute(select(briefs.c.data))).one().data
        return took, len(data["items"]), data["notes"]


@pytest.mark.parametrize("outage", OUTAGES)
async def test_a_brief_is_not_kept_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outage: str
) -> None:
    """With all times a fortieth: the stories are told plainly, and a line says so."""
    monkeypatch.setattr(telling, "SECONDS", 1.25)
    quick = Pace(call=0.6, altogether=1.1, pause=0.025)
    took, shown, notes = await planned(tmp_path, outage, quick)
    assert took < 1.25 + 12  # the rest is reading the articles on a busy machine
    assert shown == len(NEWS)
    assert "utomatic summaries are" in notes[0]


@pytest.mark.acceptance
@pytest.mark.parametrize("outage", OUTAGES)
async def test_a_brief_is_at_most_a_minute_late(tmp_path: Path, outage: str) -> None:
    """Row 19 with the times as they are shipped."""
    took, shown, notes = await planned(tmp_path, outage, Pace())
    sys.stdout.write(f"{outage}: {took:.1f} s, {shown} stories: {notes[0]}\n")
    assert took < LATEST
    assert "utomatic summaries are" in notes[0]
