"""Links open at the sentence they stand for."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.links import at_evidence
from digests.documents import document
from digests.evidence import cut
from digests.model import Evidence


def evidence(text: str) -> Evidence:
    """The whole text as evidence."""
    return cut(document(text), 0, len(text))


def test_a_short_sentence_stands_whole_in_the_fragment() -> None:
    """A few words are the fragment themselves."""
    assert (
        at_evidence("https://a.example/x", evidence("It is a floor, not a ceiling"))
        == "https://a.example/x#:~:text=It%20is%20a%20floor%2C%20not%20a%20ceiling"
    )


def test_a_long_sentence_is_named_by_its_ends() -> None:
    """First and last words, with a comma between."""
    words = " ".join(f"word{n}" for n in range(40))
    found = at_evidence("https://a.example/x#part", evidence(words))
    assert found.startswith("https://a.example/x#:~:text=word0%20word1")
    assert found.endswith("word38%20word39")
    assert found.count(",") == 1


def test_hyphens_are_encoded_since_they_mean_something() -> None:
    """`-` marks a prefix or suffix in the fragment's grammar."""
    assert "open%2Dweight" in at_evidence("https://a.example/", evidence("open-weight models"))


def test_another_scheme_is_left_alone() -> None:
    """Only web addresses have text fragments."""
    assert at_evidence("mailto:a@b.example", evidence("hello")) == "mailto:a@b.example"


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_evidence_gives_an_address_of_plain_characters(text: str) -> None:
    """The fragment is ASCII, and its words are the evidence's words."""
    found = at_evidence("https://a.example/x", evidence(text))
    assert found.isascii()
    assert not set(found) & set(' <>"|\n')
    ends = urlsplit(found).fragment.removeprefix(":~:text=").split(",")
    assert all(unquote(end) in " ".join(text.split()) or unquote(end) in text for end in ends)
