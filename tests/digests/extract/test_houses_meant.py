"""Which house an office is of where only the article as a whole tells."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.article import extract


@pytest.mark.parametrize(
    ("text", "house"),
    [
        (
            (
                "AMSTERDAM - Halde Lithography reported orders of 6 billion euros on Wednesday. "
                "“Capacity for next year is sold,” CEO Anneke Vos said. The company makes lasers."
            ),
            "Halde Lithography",
        ),
        (
            (
                "The Baltic University of Tartu has scrapped essays. “Teaching has become tiring,” "
                "vice-rector Tomasz Wielgosz said."
            ),
            "Baltic University of Tartu",
        ),
        (
            (
                "Anneke Vos reported on Wednesday that she had left. “Capacity is sold,” CEO Ilse Brandt "
                "said. The company makes lasers."
            ),
            None,
        ),
    ],
)
def test_the_house_of_the_article(text: str, house: str | None) -> None:
    """What the report opens with, or the one school named; never a person who opens it."""
    (quote,) = extract(document(text, language="en")).quotes
    assert quote.organisation == house
