"""The questions over the sample site."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.demo.gold import gold
from tests.quality.demo_questions import load

NOWS = (
    datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 55, tzinfo=UTC),
)


def test_there_are_two_hundred() -> None:
    """Two hundred questions, sixty without an answer, in both languages and each its own."""
    questions = load(NOWS[0])
    assert len(questions) == len({q["question"] for q in questions}) == 200
    assert len({q["id"] for q in questions}) == 200
    assert Counter(q["answerable"] for q in questions) == {True: 140, False: 60}
    assert Counter(q["lang"] for q in questions)["zh"] >= 60


@pytest.mark.parametrize("now", NOWS, ids=str)
def test_evidence_is_verbatim_whenever_the_site_is_made(now: datetime) -> None:
    """Each sentence stands in the article it names, on any day the demo may run."""
    articles = gold(now)
    for question in load(now):
        assert bool(question["evidence"]) == question["answerable"]
        for one in question["evidence"]:
            assert one["sentence"] in articles[one["path"]].text


def test_questions_cross_languages() -> None:
    """Some questions can be answered only from articles in the other language."""
    articles = gold(NOWS[0])
    questions = [q for q in load(NOWS[0]) if q["answerable"]]
    spoken = [{articles[e["path"]].outlet.language for e in q["evidence"]} for q in questions]
    other = [
        q for q, languages in zip(questions, spoken, strict=True) if q["lang"] not in languages
    ]
    assert len(other) >= 7
