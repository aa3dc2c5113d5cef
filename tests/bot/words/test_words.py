"""Every word that `/brief` reads is run by a row of the table."""

from __future__ import annotations

from bot import commands
from bot.words import WORDS


def test_every_word_has_a_row() -> None:
    """What the parser knows and what can be run are the same words, the brief's own beside them."""
    assert set(WORDS) == {"", *commands.WORDS}
