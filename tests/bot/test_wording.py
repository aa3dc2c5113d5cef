"""Numbers stand with the right form of their noun."""

from __future__ import annotations

import pytest

from bot.wording import counted


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (21, "21 entries")]
)
def test_a_noun_follows_its_number(count: int, shown: str) -> None:
    """One is singular; all else, nothing included, is plural."""
    assert counted(count, "entry", "entries") == shown


def test_a_plural_is_made_with_s_where_none_is_given() -> None:
    """Most nouns need no second form."""
    assert (counted(1, "source"), counted(3, "source")) == ("1 source", "3 sources")
