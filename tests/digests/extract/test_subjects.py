"""Whose words a sentence gives, where its subject is not the word before the verb. Invented names."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of

WHO = "Ilka Brenn runs Norvik. Omar Dulac is a partner at Tern. "


def speakers(text: str) -> set[str | None]:
    """Everybody who is quoted in a text."""
    article = document(WHO + text, language="en")
    return {quote.speaker for quote in find_quotes(article, cast_of(article))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Later on Sunday, Brenn shared a slide from a class called “Grids” on her own page, "
            "writing “Allow me to do the work for the reporters who never asked.”",
            "Ilka Brenn",
            id="participle after a thing that has a name",
        ),
        pytest.param(
            "Brenn replied to a question on LinkedIn writing, “Yes, we will do that.”",
            "Ilka Brenn",
            id="participle after a place of writing",
        ),
        pytest.param(
            "The film has footage of Brenn saying, “Yes, we will do that.”",
            "Ilka Brenn",
            id="footage of somebody saying",
        ),
        pytest.param(
            "According to the Ledger, it was a good week. “It was twice the last one,” Brenn added "
            "to Tern News. “That makes me feel good.”",
            "Ilka Brenn",
            id="added to an outlet",
        ),
        pytest.param(
            "Dulac, who estimates that his costs were “in the seven figures,” described the effect "
            "as “horrendous for us.”",
            "Omar Dulac",
            id="what a quote completes",
        ),
        pytest.param(
            "The nominee, Dulac said, watched the launch to see “how high those robots could jump.”",
            "Omar Dulac",
            id="to see is no speech",
        ),
        pytest.param(
            "The mayor signed an order to block the sale of any chip, while Ilka Brenn, the former "
            "chair of the council, proposed that we “wake up and smell the solder” at once.",
            "Ilka Brenn",
            id="a second clause",
        ),
        pytest.param(
            "The two lawmakers, however, argue that “there is precedent for a fine,” citing an "
            "instance in which a laboratory was fined.",
            "The two lawmakers",
            id="however between commas, and citing something",
        ),
        pytest.param(
            "“We are not for sale,” Brenn posted on X. Dulac read it.",
            "Ilka Brenn",
            id="X ends a sentence",
        ),
        pytest.param(
            "From Brenn's long Facebook post: “For the sake of our field, we must move on.”",
            "Ilka Brenn",
            id="whose post",
        ),
        pytest.param(
            "It is the pull of Dulac's “if you like your model, you can keep it” promise.",
            "Omar Dulac",
            id="whose promise",
        ),
        pytest.param(
            "Staff gathered outside, with researchers and engineers chanting “We are the lab.”",
            "researchers and engineers",
            id="with them chanting",
        ),
        pytest.param(
            "Norvik founder and chief executive Ilka Brenn said: “We are the lab they forgot.”",
            "Ilka Brenn",
            id="two offices before a name",
        ),
        pytest.param(
            "“We are the lab they forgot,” VP of Engineering Jane Roe told the Ledger.",
            "Jane Roe",
            id="the field of an office before a name",
        ),
    ],
)
def test_the_subject_speaks(text: str, expected: str) -> None:
    """A participle, a clause or a possessive leads to the one who speaks."""
    assert speakers(text) == {expected}


def test_what_only_shows_words_says_nothing() -> None:
    """A sign's words are nobody's quote."""
    assert (
        speakers("A crowd had massed, carrying signs saying, “Merge today, fold later.”") == set()
    )
