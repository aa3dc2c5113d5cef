"""Processes that hand in batches of made stories and look after them until they are killed or done.

`python -m tests.workers.hand_in DATABASE MODEL_URL` reads "FIRST COUNT MINUTES" a line: stories to
hand in, none for a COUNT of 0, and how late it is.
"""

from __future__ import annotations

import itertools
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from digests.errors import AnswerNotYet, SummariserError
from digests.store.calls import Caps
from digests.store.database import engine
from digests.summarisers.asking import Asker
from digests.summarisers.batching import Batcher
from digests.summarisers.budget import Pricing
from digests.summarisers.calling import ModelClient
from digests.summarisers.gathering import Gathering
from digests.summarisers.providers import PROVIDERS
from tests.lies import stories
from tests.workers.forking import serve

START = datetime(2026, 11, 25, 1, tzinfo=UTC)
CAPS = Caps(run=10**9, workspace_day=10**9, day=10**9)
SEED = 43


async def main(first: int, count: int, minutes: int) -> None:
    """Hands in the stories `first` to `first + count`, and goes on with what is open."""
    store = engine(sys.argv[1])
    provider = PROVIDERS["openai"]
    assert provider.batch is not None
    now = START + timedelta(minutes=minutes)
    async with ModelClient.create(provider, key="k", url=sys.argv[2]) as client:
        asker = Asker(
            database=store,
            client=client,
            pricing=Pricing(provider=provider, model=client.model, rate=(0.3, 1.2)),
            caps=CAPS,
            clock=lambda: now,
        )
        batcher = Batcher(asker=asker, batch=provider.batch)
        await batcher.advance()
        gathering = Gathering()
        for one in itertools.islice(stories(SEED), first, first + count):
            with suppress(AnswerNotYet):
                await gathering.summarise(one.view, "en")
        with suppress(SummariserError):
            await batcher.hand_in(gathering.owed, (f"s{first}",), now + timedelta(hours=24))
        await batcher.advance()
    await store.dispose()


if __name__ == "__main__":
    serve(main)
