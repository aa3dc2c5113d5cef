"""What a figure measures, and whose office somebody has."""

from __future__ import annotations

import pytest

from digests.measured import measured_otherwise
from digests.offices_told import of_another_house

KNOWN = "去年营收12.6亿元，同比增长70%，净亏损3.1亿元。"
STAFF = "Ines Valadao, the founder of Corvane, spoke first. " + "x" * 200 + " Halden bought it."


@pytest.mark.parametrize(
    ("text", "known", "turned"),
    [
        ("去年营收增长70%。", KNOWN, False),
        ("去年净亏损增长70%。", KNOWN, True),
        ("Revenue rose 17% last year.", "Sales grew 17% but profit halved to 44.", False),
        ("Profit rose 17% last year.", "Sales grew 17% but profit halved to 44.", True),
        ("Profit rose 17% last year.", "It grew 17%.", False),
    ],
)
def test_a_figure_measures_what_it_does_there(text: str, known: str, turned: bool) -> None:
    """Only where both say what it is of."""
    assert measured_otherwise(text, known) is turned


@pytest.mark.parametrize(
    ("text", "whole", "turned"),
    [
        ("驰岳创始人唐既白说，现金够用。", "驰岳创始人唐既白上周在内部信中说，现金够用。", False),
        (
            "北晟汽车创始人唐既白说，现金够用。",
            "驰岳创始人唐既白上周在内部信中说，现金够用。",
            True,
        ),
        ("驰岳创始人唐既白说，现金够用。", "公司创始人唐既白说，现金够用。", False),
        ("Ines Valadao, the founder of Corvane, spoke.", STAFF, False),
        ("Ines Valadao, the founder of Halden, spoke.", STAFF, True),
    ],
)
def test_an_office_is_of_the_house_that_the_articles_give(
    text: str, whole: str, turned: bool
) -> None:
    """The founder of one house is not made the founder of another."""
    assert (of_another_house(text, whole) is not None) is turned
