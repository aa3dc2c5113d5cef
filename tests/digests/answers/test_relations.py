"""Who doubts, what changed, how sure: questions that name a relation and not the words of its answer."""

from __future__ import annotations

import pytest

from digests.answer import answer
from digests.answers.question import read
from digests.documents import document
from digests.evidence import holds
from digests.extract.article import extract
from digests.model import Answer

PLANT = """OSLO, Oct 6 - Marrow Grid will build a data hall of 90 megawatts in Tromso, its chief executive said.

"We will be ready by the spring of 2028. If the grid is late, so are we," said Ingrid Falk, chief executive of Marrow Grid. \
She would put the chance of a delay at one in five.

Bertil Aune, who studies networks at Nordvik College, does not believe it. "Nobody has built that fast up here," Aune said."""
LATER = """Marrow Grid has cut its data hall in Tromso to 60 megawatts from 90, the company said on Friday.

The opening has slipped to 2029. Residents pay for the second power line, a town paper showed."""
CHINESE = """挪威公司马罗电网周五宣布缩减特罗姆瑟数据机房。

首席执行官英格丽德·法尔克表示：“电网晚了，我们也会晚。”

芬尼莫尔公司被罚款三百万欧元。"""
ARTICLES = (
    document(PLANT, id="plant", title="Marrow Grid plans a hall in Tromso", outlet="Quay"),
    document(LATER, id="later", title="Marrow Grid shrinks its Tromso hall", outlet="Post"),
    document(CHINESE, id="zh", title="马罗电网缩减计划", outlet="潮", language="zh"),
)
EXTRACTIONS = {one.id: extract(one) for one in ARTICLES}


def ask(question: str) -> Answer:
    """The answer from the articles of this module."""
    return answer(question, ARTICLES, EXTRACTIONS)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who doubts the 90 megawatts?", "doubt"),
        ("谁质疑这项研究？", "doubt"),
        ("What changed in the plans for Tromso?", "change"),
        ("许可证改了什么？", "change"),
        ("How would the rule change the number of licences?", "how"),
        ("How sure is Falk that it opens in time?", "sure"),
        ("法尔克有多大把握？", "sure"),
        ("Who built the hall?", "who"),
        ("法尔克认为最难的是什么？", "words"),
    ],
)
def test_the_relation_is_read(question: str, kind: str) -> None:
    """Which relation a question asks about is known in both languages."""
    assert read(question).kind == kind


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who doubts that Marrow Grid will be ready?", "Bertil Aune"),
        ("What changed in Marrow Grid's data hall?", "to 60 megawatts from 90"),
        ("How sure is Falk about the delay?", "one in five"),
        ("法尔克怎么回应？", "我们也会晚"),
        ("芬尼莫尔被罚了多少钱？", "三百万欧元"),
    ],
)
def test_it_is_answered_without_its_words(question: str, said: str) -> None:
    """The sentence that holds the relation answers, whatever words it uses for it."""
    found = ask(question)
    assert found.status == "answered"
    assert any(said in one.text for one in found.sentences)


def test_who_is_doubted_is_not_who_doubts() -> None:
    """The sentences of the one who is doubted are none that answer."""
    found = ask("Who disagrees with Falk?")
    assert not any("Falk" in one.text for one in found.sentences)


def test_what_somebody_said_is_only_theirs() -> None:
    """No sentence of another speaker stands in the answer to what one person said."""
    found = ask("What did Aune say?")
    assert found.status == "answered"
    assert all("Aune" in one.text for one in found.sentences)


def test_a_quotation_is_not_cut_in_two() -> None:
    """A sentence from the middle of a quotation comes with the rest of it, still letter for letter."""
    found = ask("When will Marrow Grid be ready, according to Ingrid Falk?")
    told = next(one for one in found.sentences if "We will be ready" in one.text)
    assert "so are we" in told.text
    by_id = {one.id: one for one in ARTICLES}
    assert all(holds(one, by_id[one.article_id]) for one in told.evidence)


def test_the_nearest_thing_can_be_read_by_itself() -> None:
    """What is given where nothing answers is about what was asked and points back at nothing."""
    found = ask("Which cooling does Marrow Grid's hall in Tromso use?")
    assert found.status == "not_in_sources"
    assert all("Tromso" in one.text or "特罗姆瑟" in one.text for one in found.sentences)
