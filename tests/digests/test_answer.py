"""Answers are cut out of the articles, from the right place, or not given at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.answer import answer
from digests.documents import document
from digests.evidence import holds
from digests.extract.article import extract
from digests.model import Answer
from tests.views import LAB, PRESS, article

CHINESE = """海荣智能周一发布苍鹭2，每月收费39元，学生免费。

创始人何青澜在温州说：“我们不会把它卖给保险公司。”公司现有员工240人，去年算力支出8000万元。

公司计划明年上半年在新加坡开放苍鹭2。"""
ARTICLES = (
    article(LAB, "lab"),
    article(PRESS, "press", outlet="Ledger"),
    document(CHINESE, id="zh", title="海荣智能发布苍鹭2", outlet="温州日报", language="zh"),
)
EXTRACTIONS = {one.id: extract(one) for one in ARTICLES}


def ask(question: str) -> Answer:
    """The answer from the articles of this module."""
    return answer(question, ARTICLES, EXTRACTIONS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many people does Heron Labs employ?", "240 people"),
        ("Who called the move brave?", "Piet Okonjo"),
        ("What did Okonjo say about rivals?", "turn that money down"),
        ("What chance does Duarte give a rival of matching Wader this year?", "less than 15%"),
        ("How much did Heron Labs spend on computing in 2025?", "$80 million"),
        ("苍鹭2每月多少钱？", "39元"),
        ("海荣智能有多少员工？", "240人"),
        ("How much does Canglu 2 cost a month?", "39元"),
    ],
)
def test_a_question_is_answered_from_its_sentence(question: str, said: str) -> None:
    """The sentence that tells it is among those given, in whichever language it is written."""
    found = ask(question)
    assert found.status == "answered"
    assert any(said in one.text for one in found.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "How many people does Heron Labs employ in Japan?",
        "What salary does Amina Duarte earn?",
        "When did Piet Okonjo join Strand Research?",
        "How much does Canglu 3 cost a month?",
        "What did Amina Duarte say at the Lagos summit?",
        "何青澜毕业于哪所大学？",
    ],
)
def test_what_is_not_told_is_not_answered(question: str) -> None:
    """A name, place or thing that the articles do not tell of is no answer's; at most the nearest."""
    found = ask(question)
    assert found.status == "not_in_sources"
    assert len(found.sentences) <= 1


def test_every_outlets_figure_is_given_where_they_differ() -> None:
    """A question whether outlets agree is answered with the sentence of each."""
    found = ask("Do outlets agree on how much Heron Labs spent on computing?")
    told = " ".join(one.text for one in found.sentences)
    assert "$80 million" in told
    assert "$90 million" in told


def test_every_sentence_is_evidence_letter_for_letter() -> None:
    """What is said is what stands in the stored text, and its source is named."""
    found = ask("How many people does Heron Labs employ?")
    by_id = {one.id: one for one in ARTICLES}
    for sentence in found.sentences:
        assert sentence.text == sentence.evidence[0].text
        assert holds(sentence.evidence[0], by_id[sentence.evidence[0].article_id])
    assert {one.article_id for one in found.sources} >= {
        piece.article_id for one in found.sentences for piece in one.evidence
    }


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_question_breaks_it_or_makes_it_invent(question: str) -> None:
    """Whatever is typed, nothing but sentences of the articles comes back."""
    found = ask(question)
    texts = "\n".join(one.text for one in ARTICLES)
    assert all(one.text in texts for one in found.sentences)


def test_nothing_to_look_in() -> None:
    """Without articles, or without a word that says what is meant, the sources don't say."""
    assert answer("Who said so?", (), {}).status == "not_in_sources"
    assert ask("?").status == "not_in_sources"
