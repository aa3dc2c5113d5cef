"""Small articles and stories for tests, written for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digests.documents import document
from digests.extract.article import extract
from digests.model import Article, Story
from digests.stories.origin import origins
from digests.summarisers.base import StoryView

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)

LAB = """Heron Labs will not sell its Wader model to insurers, its chief executive said on Monday.

"We will not sell this to anyone who prices people," said Amina Duarte, chief executive of Heron \
Labs. "That is a line, and we drew it early." She put the chance of a rival matching Wader this \
year at less than 15%.

The company employs 240 people and spent $80 million on computing in 2025, up from $31 million a \
year before."""

PRESS = """Insurers will have to do without Heron Labs' newest model.

Duarte told the Courier that the decision had cost the firm "one very large contract." An analyst, \
Piet Okonjo of Strand Research, called the move brave. "Few of her rivals would turn that money \
down," Okonjo said.

Heron Labs spent $90 million on computing last year."""


def article(text: str, id: str = "a1", *, outlet: str = "Courier", hours: float = 0) -> Article:  # noqa: A002
    """An article published `hours` before NOW."""
    return document(
        text,
        id=id,
        title=text.splitlines()[0].rstrip("."),
        url=f"https://{outlet.lower()}.example/{id}",
        outlet=outlet,
        published=NOW - timedelta(hours=hours),
    )


def view(*articles: Article) -> StoryView:
    """A story of these articles, extracted."""
    ids = tuple(one.id for one in articles)
    story = Story(
        id="s1",
        article_ids=ids,
        origins=origins(articles),
        first_seen=min(one.first_seen_at for one in articles),
        updated_at=NOW,
    )
    return StoryView(
        story=story,
        articles=articles,
        extractions={one.id: extract(one) for one in articles},
        fresh=frozenset(ids),
    )


def heron() -> StoryView:
    """One story in two outlets that differ on a figure."""
    return view(
        article(LAB, "lab", outlet="Heron", hours=5), article(PRESS, "press", outlet="Courier")
    )
