"""How many, and why: only as the sources say."""

from __future__ import annotations

import pytest

from digests.amounts import of_how_many, of_why


@pytest.mark.parametrize(
    ("text", "known", "wrong"),
    [
        ("All banks left.", "Two banks left.", True),
        ("Most banks left.", "Some banks left.", True),
        ("Some banks left.", "All banks left.", True),
        ("Only three were asked.", "Just three were asked.", False),
        ("Every bank left.", "All banks left.", False),
        ("员工将部分留任", "员工将全部留任", True),
        ("员工将全部留任", "员工将全部留任", False),
    ],
)
def test_a_quantifier_has_its_like(text: str, known: str, wrong: bool) -> None:
    """ "All" needs an "all"; "some" is wrong where all are meant."""
    assert (of_how_many(text, known) is not None) is wrong


@pytest.mark.parametrize(
    ("text", "known", "wrong"),
    [
        ("Shares fell because of the union.", "Shares fell. The union met.", True),
        ("Shares fell because of rain.", "Shares fell as a result of rain.", False),
        ("因拒绝置评，股价下跌", "股价下跌。公司拒绝置评。", True),
        ("因电价上涨放弃项目", "放弃项目，原因是电价上涨", False),
    ],
)
def test_a_cause_is_one_of_the_sources(text: str, known: str, wrong: bool) -> None:
    """What only stands side by side is no cause."""
    assert (of_why(text, known) is not None) is wrong
