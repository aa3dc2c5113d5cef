"""A sentence whose subject is elsewhere is known by its opening."""

from __future__ import annotations

import pytest

from digests.leaning import leans, leans_back


@pytest.mark.parametrize(
    "text",
    [
        "It plans to raise its spending next year.",
        "But they had been told to expect less.",
        "On Tuesday, she put the chance at a quarter.",
        "Its shares fell 9.1% in Oslo.",
        "This would need a licence, according to the draft.",
        "That is three times as many as last year.",
        "The latter ships in March.",
        "It was trained from start to finish on its own chips.",
        "It is likely to pass in March.",
        "It was shut when the river rose.",
        "It is a model that reads maps.",
        "他说，公司明年不会涨价。",
        "该公司预计年底前交付。",
        "但这一数字低于预期。",
    ],
)
def test_a_pronoun_or_a_pointer_leans(text: str) -> None:
    """Its reader must know the sentence before."""
    assert leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heron Labs plans to raise its spending next year.",
        "It is unclear whether the rule will hold.",
        "It is not yet clear when the rule takes hold.",
        "It was widely expected that the court would agree.",
        "It seems that nobody asked.",
        "It remains to be seen who pays.",
        "It is too early for most of the laboratories to say.",
        "It takes a year to build one.",
        "“It is spam,” said Mei Sun, a researcher.",
        "Thirty laboratories signed.",
        "Italy signed the treaty.",
        "Hersham Labs sells chips.",
        "其中三家公司已经签约。",
        "其他公司没有回应。",
        "此外，赫伦实验室将裁员。",
    ],
)
def test_a_named_subject_does_not(text: str) -> None:
    """Names, and an "it" that points forward, stand by themselves."""
    assert not leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Data centres in Johor employ about 7,400 people, he said.",
        "“We count ships,” she added.",
        "“We count ships,” added she.",
        "“这些船每天都数，”他说。",
        "该码头每天数船，她表示。",
    ],
)
def test_what_a_pronoun_tells_leans(text: str) -> None:
    """A reader must know who "he" is, wherever it stands."""
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Data centres in Johor employ about 7,400 people, Farid Tan said.",
        "“We count ships,” said Mei Sun, who added nothing.",
        "“这些船每天都数，”孙梅说。",
    ],
)
def test_what_somebody_named_tells_does_not(text: str) -> None:
    """The name is all that is asked."""
    assert not leans(text)
