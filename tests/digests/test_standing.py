"""A summary's "she" is somebody whom the sentence before names."""

from __future__ import annotations

from digests.evidence import cut
from digests.model import Article, Sentence
from digests.standing import leaning
from tests.views import article, view

TEXT = """Marek Oduya met Ines Valadao in Lisbon. She sold Corvane in May.

Lars Odegaard runs Halden. He left Marnix in 2023."""


def told(source: Article, *texts: str) -> list[Sentence]:
    """Sentences of the article, in this order."""
    at = [source.text.index(one) for one in texts]
    spans = [cut(source, start, start + len(one)) for start, one in zip(at, texts, strict=True)]
    return [Sentence(text=one.text, evidence=(one,)) for one in spans]


def test_it_may_follow_the_sentence_that_names_them() -> None:
    """As in the article."""
    source = article(TEXT)
    shown = told(source, "Lars Odegaard runs Halden.", "He left Marnix in 2023.")
    assert list(leaning(shown, view(source))) == []


def test_it_leans_where_another_is_named_before() -> None:
    """The reader would take "he" for somebody else."""
    source = article(TEXT)
    shown = told(source, "Marek Oduya met Ines Valadao in Lisbon.", "He left Marnix in 2023.")
    assert [one.text for one in leaning(shown, view(source))] == ["He left Marnix in 2023."]


def test_it_leans_where_nothing_is_before() -> None:
    """A summary can't begin with "she"."""
    source = article(TEXT)
    assert len(list(leaning(told(source, "She sold Corvane in May."), view(source)))) == 1
