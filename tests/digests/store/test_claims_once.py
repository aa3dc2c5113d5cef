"""Statements of the archive as they are shown: the same words once, and no piece beside the whole."""

from __future__ import annotations

from digests.documents import document
from digests.extract.article import extract
from digests.model import Quote
from digests.store.claims import Statement, once
from tests.views import NOW

TEXT = (
    "Norvik chief calls plan “a mess”\n\n"
    "“The plan is a mess, and we will not pay for it,” said Jane Roe, chief executive of Norvik."
)


def statement(quote: Quote, number: int, article: str = "a1") -> Statement:
    return Statement(
        id=f"s{number}", said=quote, said_at=NOW, article_id=article, outlet="Courier",
        title="", url="", due_on=None, language="en",
    )  # fmt: skip


def test_a_piece_of_a_longer_quote_is_left_out() -> None:
    """A headline's words are not shown beside the sentence they are taken from."""
    quotes = extract(document(TEXT, id="a1", title="", language="en")).quotes
    assert [one.evidence.text for one in quotes] == [
        "a mess",
        "The plan is a mess, and we will not pay for it,",
    ]
    shown = once([statement(quote, number) for number, quote in enumerate(quotes)])
    assert [one.said.evidence.text for one, _ in shown] == [quotes[1].evidence.text]


def test_another_articles_piece_is_kept() -> None:
    """What another outlet quotes in part stays: it is its own report."""
    quotes = extract(document(TEXT, id="a1", title="", language="en")).quotes
    apart = [statement(quotes[0], 0, "a2"), statement(quotes[1], 1, "a1")]
    assert len(once(apart)) == 2
