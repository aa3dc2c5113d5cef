"""Numbers in digits and in words, English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.numbers import HAN_NUMERAL, chinese, english


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,140", 1140), ("2.5", 2.5), ("1 000", 1000), ("twenty-six", 26), ("one hundred and five", 105),
        ("a hundred", 100), ("a dozen", 12), ("two thousand", 2000), ("zero", 0),
    ],
)  # fmt: skip
def test_english(written: str, value: float) -> None:
    """Digits with commas or spaces, and number words."""
    assert english(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("四十", 40), ("两亿", 2e8), ("一千二百", 1200), ("两千五", 2500), ("三点五", 3.5), ("十七", 17),
        ("一百零五", 105), ("一万二千", 12_000), ("一千八百万", 1.8e7), ("二〇", 20), ("1,200", 1200),
    ],
)  # fmt: skip
def test_chinese(written: str, value: float) -> None:
    """Chinese numerals, with the last digit counting one place down in "两千五"."""
    assert chinese(written) == value


@pytest.mark.parametrize("written", ["", "frob", "twenty frob", "１２"])
def test_what_is_no_number(written: str) -> None:
    """Other words are no number."""
    assert english(written) is None or written == ""


@given(st.text(alphabet=HAN_NUMERAL + "点", max_size=12))
def test_any_numerals(written: str) -> None:
    """Any string of numerals has a value or none, without an exception."""
    value = chinese(written)
    assert value is None or value >= 0
