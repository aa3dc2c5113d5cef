"""Outlets that put one thing down to different people or firms."""

from __future__ import annotations

import pytest

from digests.extract.article import extract
from digests.model import Difference
from digests.stories.differences import differences
from tests.digests.stories.texts import article

SAID = '"We stopped every cart because nobody could tell us what it was thinking," said {}.'


def two(first: str, second: str, *, language: str = "en") -> tuple[Difference, ...]:
    articles = [
        article("a", "Quillon and its wards", first, language=language),
        article("b", "Wards", second, hours=2, language=language),
    ]
    return differences(articles, {one.id: extract(one) for one in articles})


def names(found: tuple[Difference, ...]) -> list[tuple[str, set[str]]]:
    return [(one.about, {side.text for side in one.sides}) for one in found]


def test_one_quotation_of_two_speakers_is_shown_with_both() -> None:
    """Each side is the sentence that names the speaker."""
    found = two(
        "Quillon's carts stood in the wards for ninety minutes on Monday morning. "
        + SAID.format("Inez Quarry, head of operations"),
        "Nurses pushed beds by hand when the robots gave up. The council will ask for its money. "
        + SAID.format("Duncan Vale, the deputy mayor"),
    )
    assert names(found) == [("who said it", {"Inez Quarry", "Duncan Vale"})]
    assert all(side.text in side.evidence.text for side in found[0].sides)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SAID.format("Inez Quarry"), SAID.format("Ms Quarry, the head of operations")),
        (SAID.format("Inez Quarry"), SAID.format("the company")),
        (
            '"It will be fine," said Inez Quarry of Quillon.',
            '"It will be fine," said Duncan Vale, the mayor.',
        ),
    ],
)
def test_the_same_person_a_house_or_a_few_words_are_no_difference(first: str, second: str) -> None:
    """A surname is the same person, a company may speak through its head, short words are anybody's."""
    assert two(first, second) == ()


def test_two_leaders_of_one_round_are_shown_with_both() -> None:
    """In either word order."""
    found = two(
        "The €64 million round was led by Astrop Ventures of Oslo.",
        "Northaven Partners has led a €64 million investment in Quillon.",
    )
    assert names(found) == [("who led the round", {"Astrop Ventures", "Northaven Partners"})]


def test_two_leaders_are_found_in_chinese() -> None:
    """领投 names who leads."""
    found = two(
        "奎隆完成融资，本轮由青松资本领投。", "奎隆获得新一轮融资，由白桦创投领投。", language="zh"
    )
    assert names(found) == [("who led the round", {"青松资本", "白桦创投"})]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The round was led by Astrop Ventures.", "Astrop led the €64 million round."),
        (
            "The round was led by Astrop Ventures.",
            "Northaven Partners led the previous round, in 2022.",
        ),
        (
            "The round was led by Astrop Ventures.",
            "The round was co-led by Northaven Partners. Astrop Ventures led the other half of it.",
        ),
        ("The Series A round was led by Astrop.", "The Series B round was led by Northaven."),
        ("The round was led by Astrop Ventures.", "Duncan Vale led the team in the first round."),
    ],
)
def test_a_shorter_name_another_round_and_a_second_leader_are_no_difference(
    first: str, second: str
) -> None:
    """Only one round with one leader in each report is compared."""
    assert two(first, second) == ()
