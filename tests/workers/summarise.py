"""Processes that tell made stories through a model until they are killed or done.

`python -m tests.workers.summarise DATABASE MODEL_URL CAP_MICROS REFUSALS` reads "FIRST COUNT" a
line. A story that the cap refused is a line of the file REFUSALS.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from digests.errors import BudgetSpent
from digests.store.calls import Caps
from digests.store.database import engine
from digests.summarisers.asking import Asker, Pace
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from digests.summarisers.telling import tell
from tests.lies import stories
from tests.workers.forking import serve

SEED = 41


async def main(database: str, url: str, first: int, count: int, cap: int, refusals: Path) -> None:
    """Tells the stories `first` to `first + count`, all at once."""
    store = engine(database)
    provider = PROVIDERS["deepseek"]
    client = ModelClient.create(provider, key="k", url=url)
    speaker = ModelSummariser(
        asker=Asker(
            database=store,
            client=client,
            pricing=Pricing(provider=provider, model=client.model, rate=(0.3, 1.2)),
            caps=Caps(run=cap, workspace_day=cap, day=cap),
            clock=lambda: datetime.now(UTC),
            pace=Pace(call=2.0, altogether=3.0, pause=0.01),
        )
    )
    made = list(itertools.islice(stories(SEED), first, first + count))
    told = await asyncio.gather(*(tell(one.view, "en", speaker) for one in made))
    with refusals.open("a") as out:
        out.writelines(f"{first}\n" for one in told if isinstance(one.failure, BudgetSpent))
    await client.close()
    await store.dispose()


if __name__ == "__main__":

    async def tell_some(first: int, count: int) -> None:
        """The work of one line."""
        database, url, cap, refusals = sys.argv[1:5]
        await main(database, url, first, count, int(cap), Path(refusals))

    serve(tell_some)
