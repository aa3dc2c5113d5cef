"""How fast stories are found, and that the cost is of the new articles, not of the archive."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from digests.documents import document
from digests.model import Article
from digests.stories.fingerprint import Fingerprint, fingerprint
from digests.stories.grouping import KnownStory, group, group_documents
from tests.benchmarks.report import Result, cpu
from tests.benchmarks.stored_archive import A_DAY, intake_seconds

START = datetime(2026, 5, 4, tzinfo=UTC)
NEW, CANDIDATES, TAKEN = 50, 60, 100
EVENTS = (
    "raises {n} million dollars in a round led by {b}", "recalls {n} robots over a brake fault",
    "opens the weights of its {n} billion parameter model", "sues {b} over {n} books",
    "cuts {n} jobs at its office in {b}", "delays its chip by {n} weeks",
)  # fmt: skip
SYLLABLES = (
    "bel cor dan fen gar hol jun kes lor mar nav oster pel quil ren sal tor ul ven wick".split()
)


def bench() -> Iterator[Result]:
    """Headlines a second, articles read a second, and grouping beside a small and a large archive."""
    headlines = [fingerprint(_article(n, body=False)) for n in range(2000)]
    seconds = cpu(lambda: group_documents(headlines), times=1)
    reading = cpu(lambda: [fingerprint(_article(n, body=False)) for n in range(500)], times=1) / 500
    each = seconds / len(headlines) + reading
    yield Result(
        name="headlines",
        figure=1 / each,
        unit="a second",
        goal=("≥", 500),
        note="2,000 titles read and grouped",
    )
    articles = [_article(n) for n in range(200)]
    seconds = cpu(lambda: [fingerprint(one) for one in articles], times=2)
    yield Result(
        name="fingerprints", figure=200 / seconds, unit="a second", note="200 articles of 130 words"
    )
    small, large = (_grouping(size) for size in (10_000, 100_000))
    yield Result(
        name="grouping, 10,000 stored",
        figure=small / NEW * 1000,
        unit="ms each",
        note=f"{NEW} new articles",
    )
    yield Result(
        name="grouping, 100,000 stored",
        figure=large / NEW * 1000,
        unit="ms each",
        note=f"{NEW} new articles, candidates found by their keys",
    )
    yield Result(
        name="archive ten times larger", figure=large / small, unit="times", goal=("≤", 1.5)
    )
    yield from _stored(articles)


def _stored(articles: list[Article]) -> Iterator[Result]:
    """The whole intake of new articles into a SQLite file that holds an archive."""
    prints = [fingerprint(one) for one in (*articles, *map(_article, range(200, 1000)))]
    new = [_article(1_000_000 + n) for n in range(TAKEN)]
    sizes = (10_000, 100_000)
    small, large = (intake_seconds(prints, size, new) for size in sizes)
    for size, seconds in zip(sizes, (small, large), strict=True):
        yield Result(
            name=f"intake, {size:,} in SQLite",
            figure=seconds / TAKEN * 1000,
            unit="ms each",
            note=f"{TAKEN} new articles stored and grouped, {A_DAY:,} a day before them",
        )
    yield Result(
        name="SQLite archive ten times larger",
        figure=large / small,
        unit="times",
        goal=("≤", 1.5),
    )


def _grouping(stored: int) -> float:
    """CPU seconds to group NEW articles against the candidates that an index of keys gives."""
    archive = _Archive(stored)
    new = [fingerprint(_article(stored + n)) for n in range(NEW)]
    return cpu(lambda: [group([one], archive.near(one)) for one in new], times=2)


class _Archive:
    """Stored fingerprints and an index of their keys, as the database has it."""

    def __init__(self, size: int) -> None:
        # A thousand are kept whole and stand for all, so that the archive fits into memory; the
        # index holds every one of them.
        self.prints: list[Fingerprint] = [fingerprint(_article(n)) for n in range(min(size, 1000))]
        self.index: dict[str, list[int]] = {}
        for number in range(size):
            for key in self.prints[number % len(self.prints)].keys:
                self.index.setdefault(key, []).append(number)

    def near(self, one: Fingerprint) -> list[KnownStory]:
        """The stories of the most similar stored articles, at most CANDIDATES of them."""
        lists = sorted((self.index.get(key, []) for key in one.keys), key=len)
        found = dict.fromkeys(n % len(self.prints) for some in lists for n in some[:CANDIDATES])
        return [
            KnownStory(id=f"s{n}", fingerprints=(self.prints[n],)) for n in list(found)[:CANDIDATES]
        ]


def _article(number: int, *, body: bool = True) -> Article:
    chance = random.Random(number)
    first, second = (_name(chance) for _ in range(2))
    event = chance.choice(EVENTS).format(n=chance.randint(11, 990), b=second)
    filler = " ".join(chance.choice(WORDS) for _ in range(100))
    text = f"{first} {event}, the company said on Monday. {filler}. {second} declined to comment."
    return document(
        text if body else "",
        id=str(number),
        title=f"{first} {event}",
        published=START + timedelta(minutes=number % 10_000),
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(2)).capitalize()


WORDS = (
    "model chip cloud power order office market trial paper price grid sensor server engineer ward "
    "customer supplier regulator contract quarter forecast plant network licence record driver"
).split()
