"""Whose claim it is where the end of the sentence says so."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.article import extract


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "There is a 60 percent chance that the line opens by 2028, estimates Jo Ekberg, who builds it.",
            "Jo Ekberg",
        ),
        (
            "Tern has lost half of its users since May, the research firm Datamere estimated.",
            "Datamere",
        ),
        ("Prices for accelerators could fall by a quarter this year, brokers said.", "brokers"),
        ("At most 50 of the buses run alone, according to four mechanics.", "four mechanics"),
        ("Prices for accelerators fell by a quarter this year.", None),
    ],
)
def test_who_stands_at_the_end(text: str, speaker: str | None) -> None:
    """A verb turned round, a firm with its kind, and people of a trade, but no price."""
    (claim, *_) = extract(document(text, language="en")).claims
    assert claim.speaker == speaker
