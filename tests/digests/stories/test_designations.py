"""Numbered things, by which two events that read alike are told apart."""

from __future__ import annotations

import pytest

from digests.stories.designations import agreement, by_name, designations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brask recalls Porter 3 robots in Japan", ["porter=3"]),
        ("布拉斯克在日本召回Porter 3送药机器人", ["porter=3"]),
        ("Corvid 3.8.2 closes a hole", ["corvid=3.8.2"]),
        ("the SP-40 and the S5", ["sp=40", "s=5"]),
        ("苍梧3两天下载", ["cangwu=3"]),
        ("Developer Day 2025: what was kept", ["day=2025"]),
        ("first-quarter profit", ["quarter=1"]),
        ("去年四季度净利润", ["quarter=4"]),
    ],
)
def test_a_numbered_thing_is_found(text: str, found: list[str]) -> None:
    """A model, a chip, a version, a year's event, a quarter; in both scripts."""
    assert list(designations(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "On May 12 it rose 3 percent", "About 40 people", "Quillon raised $900 million",
        "Revenue grew 3%", "增长3倍", "成立于2019年", "共有11名员工",
    ],
)  # fmt: skip
def test_an_amount_or_a_date_is_none(text: str) -> None:
    """A number that counts, measures or dates names nothing."""
    assert not list(designations(text))


def test_reports_agree_differ_or_say_nothing() -> None:
    """One shared number is enough to agree; a quarter that both name says nothing for them."""
    one, two = by_name(["porter=3", "porter=2"]), by_name(["porter=3"])
    assert agreement(one, two) == 1
    assert agreement(two, by_name(["porter=5"])) == -1
    assert agreement(two, by_name(["corvid=4"])) == 0
    assert agreement(by_name(["quarter=1"]), by_name(["quarter=1"])) == 0
    assert agreement(by_name(["quarter=1"]), by_name(["quarter=4"])) == -1
