"""Offices printed before a name: what somebody is, and whose office it is. Invented names."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of


@pytest.mark.parametrize(
    ("who", "role", "organisation"),
    [
        ("Tern Labs CEO Omar Dulac", "CEO", "Tern Labs"),
        ("Tern Labs' CEO Omar Dulac", "CEO", "Tern Labs"),
        ("Tern Labs' CEO, Omar Dulac,", "CEO", "Tern Labs"),
        ("Tern Labs co-founder and CEO Omar Dulac", "co-founder and CEO", "Tern Labs"),
        ("Tern Labs chief executive Omar Dulac", "chief executive", "Tern Labs"),
        ("Tern Labs Chief Executive Officer Omar Dulac", "Chief Executive Officer", "Tern Labs"),
        ("Tern Labs Vice President Omar Dulac", "Vice President", "Tern Labs"),
        ("Tern Labs' Head of Product Omar Dulac", "Head of Product", "Tern Labs"),
        ("VP of Engineering Omar Dulac", "VP of Engineering", None),
        ("Omar Dulac, CEO of Tern Labs,", "CEO", "Tern Labs"),
        ("SEC Chairman Omar Dulac", "Chairman", "SEC"),
        ("Stanford Professor Omar Dulac", "Professor", "Stanford"),
        ("Research Director Omar Dulac", "Research Director", None),
        ("Commerce Secretary Omar Dulac", "Commerce Secretary", None),
        ("California Governor Omar Dulac", "California Governor", None),
        ("US President Omar Dulac", "US President", None),
        ("former Tern Labs CEO Omar Dulac", None, None),
        ("Omar Dulac, the founder of Bergen-based Norvik,", "founder", "Norvik"),
        ("chipmaker Norvik's chief executive, Omar Dulac,", "chief executive", "Norvik"),
        ("Omar Dulac, now at Tern Labs, formerly of Norvik,", None, "Tern Labs"),
        (
            "the head of Norvik's robotics unit, Omar Dulac,",
            "head of Norvik's robotics unit",
            "Norvik",
        ),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "“It is a mess we must clean up,” {} said.",
        "On Monday {} said it was “a mess we must clean up.”",
    ],
)
def test_an_office_and_whose_it_is(
    form: str, who: str, role: str | None, organisation: str | None
) -> None:
    """The house is told from the office; a minister's or governor's title is read whole."""
    article = document(form.format(who), language="en")
    found = {(q.speaker, q.role, q.organisation) for q in find_quotes(article, cast_of(article))}
    assert found == {("Omar Dulac", role, organisation)}


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Omar Dulac, Tern Labs: “This is not a bubble.”", None, "Tern Labs"),
        ("Omar Dulac, CEO, Tern Labs: “This is not a bubble.”", "CEO", "Tern Labs"),
        ("“This is not a bubble.” – Omar Dulac, CEO of Tern Labs", "CEO", "Tern Labs"),
        ("“This is not a bubble,” said Omar Dulac, CEO, Tern Labs.", "CEO", "Tern Labs"),
        ("“This is not a bubble,” Omar Dulac (Tern Labs) said.", None, "Tern Labs"),
        ("“This is not a bubble,” Sen. Omar Dulac (D-R.I.) said.", "Senator", None),
        (
            (
                "“This is not a bubble,” said Tern Labs President and Chief Operating Officer Omar "
                "Dulac."
            ),
            "President and Chief Operating Officer",
            "Tern Labs",
        ),
        (
            "Omar Dulac, Tern Labs' CEO, told CNBC on Wednesday that demand is “off the charts.”",
            "CEO",
            "Tern Labs",
        ),
        (
            (
                "Omar Dulac, co-director of the Tern Center for AI Policy at Leeds, said the rule “will "
                "not survive.”"
            ),
            "co-director",
            "Tern Center for AI Policy",
        ),
    ],
)
def test_a_house_behind_a_name(text: str, role: str | None, organisation: str | None) -> None:
    """Labels, signatures, brackets and appositions."""
    article = document(text, language="en")
    found = {(q.speaker, q.role, q.organisation) for q in find_quotes(article, cast_of(article))}
    assert found == {("Omar Dulac", role, organisation)}
