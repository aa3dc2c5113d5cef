"""Half sentences of speech are told from prose."""

from __future__ import annotations

import pytest

from digests.prose import is_balanced, is_prose


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("The price fell.", True),
        ('She called it "a floor", and left.', True),
        ("价格下降了。", True),
        ('This one I can read in a minute," she said.', False),
        ("“We are sold out.”", False),
        ("他说：“我们卖完了。", False),
        ("A headline without an end", False),
    ],
)
def test_only_whole_sentences_of_the_writer_are_prose(text: str, prose: bool) -> None:
    """A sentence that opens or closes a quote it doesn't hold can't stand alone."""
    assert is_prose(text) is prose


def test_brackets_count_too() -> None:
    """A bracket left open is half a sentence."""
    assert not is_balanced("Wader (the model")
