"""What a "not", a "may" or a "will" speaks of has to stand under its like in the other language."""

from __future__ import annotations

import pytest

from digests.across.pairing import Pairing
from digests.across.places import order_turned
from digests.across.senses import turned

TALKS = "Corvane denies wrongdoing and says it may move its headquarters to Zurich."
GROWTH = "Revenue rose 45% while costs fell 12%."
DEAL = "Halden Robotics plans to invest $60 million in Corvane."


@pytest.mark.parametrize(
    ("text", "known", "kept"),
    [
        ("Corvane表示可能把总部迁至苏黎世。", TALKS, True),
        ("Corvane表示将把总部迁至苏黎世。", TALKS, False),
        ("Corvane承认存在不当行为。", TALKS, False),
        ("营收增长45%。", GROWTH, True),
        ("营收下降45%。", GROWTH, False),
        ("成本增长12%。", GROWTH, False),
        ("Corvane没有拒绝置评。", "Corvane declined to comment.", True),
        ("公司不会出售模型。", "The company will not sell the model.", True),
        ("公司将出售模型。", "The company will not sell the model.", False),
        ("公司已出售模型。", "The company must sell the model.", False),
    ],
)
def test_a_turn_is_kept_where_it_speaks(text: str, known: str, kept: bool) -> None:
    """A denial of one thing does not deny another; a doubt of one is not a doubt of all."""
    assert (turned(Pairing(chinese=text, english=known), "chinese") is None) is kept


@pytest.mark.parametrize(
    ("text", "known", "kept"),
    [
        ("Halden Robotics计划向Corvane投资6000万美元。", DEAL, True),
        ("Corvane计划向Halden Robotics投资6000万美元。", DEAL, False),
        (
            "Halden把总部从都柏林迁至苏黎世。",
            "Halden moved its headquarters from Dublin to Zurich.",
            True,
        ),
        (
            "Halden把总部从苏黎世迁至都柏林。",
            "Halden moved its headquarters from Dublin to Zurich.",
            False,
        ),
        (
            "这一轮由Corvane领投，Halden参与。",
            "The round was led by Corvane, and Halden joined.",
            True,
        ),
        (
            "Halden审查了64起案件。",
            "Halden reviewed 212 cases.",
            True,
        ),  # figures are looked at before
        (
            "Halden审查了64起案件，其中212起违法。",
            "Halden reviewed 212 cases, and 64 broke the law.",
            False,
        ),
    ],
)
def test_who_and_where_keep_their_places(text: str, known: str, kept: bool) -> None:
    """Whom it is done to here does not do it there."""
    assert (order_turned(Pairing(chinese=text, english=known)) is None) is kept
