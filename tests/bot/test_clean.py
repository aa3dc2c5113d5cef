"""Cleaning: what can't be seen is gone, what can be seen is untouched."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.clean import clean, one_line

# Signs that Unicode calls format characters but that are drawn: Arabic and Kaithi number marks.
DRAWN = {
    0x600,
    0x601,
    0x602,
    0x603,
    0x604,
    0x605,
    0x6DD,
    0x70F,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
}


def test_no_control_or_format_character_is_left() -> None:
    """Over all of Unicode: of control, format and surrogate characters only line ends stay."""
    for point in range(sys.maxunicode + 1):
        letter = chr(point)
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs") and point not in DRAWN:
            assert clean(letter).strip(" \n") == "", hex(point)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_visible_text_is_untouched(text: str) -> None:
    """Letters, digits, punctuation, symbols and blanks come through as they are."""
    drawn_as_nothing = set("\u115f\u1160\u3164\uffa0\u2800")
    kept = "".join(letter for letter in text if letter not in drawn_as_nothing)
    assert clean(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """Clean text is clean."""
    assert clean(clean(text)) == clean(text)


def test_line_ends_become_one_kind() -> None:
    """All line ends are the same; a title is one line."""
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert one_line(" a\r\n\tb\u200b  c ") == "a b c"
