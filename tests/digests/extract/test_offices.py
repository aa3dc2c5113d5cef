"""Whose office it is: colleagues, committees, founders, calls, firms in apposition. All are invented."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of


def told(text: str, title: str = "") -> list[tuple[str | None, str | None, str | None]]:
    article = document(text, title=title, language="en")
    found = find_quotes(article, cast_of(article))
    return [(quote.speaker, quote.role, quote.organisation) for quote in found]


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("“No,” said Asa Munro, who teaches torts at the University of Delm. “Yes,” said his colleague Ida Farouk.", "Ida Farouk", None, "University of Delm"),
        ("Ingmar Falk, an engineer at Norvik, left. “Half of it is moving liquid,” said Falk’s co-founder, chief executive Nia Aber, herself a biologist.", "Nia Aber", "chief executive", "Norvik"),
        ("The public accounts committee met. Dame Pru Hallam, the committee's chair, said it had been “dazzled by the offer”.", "Pru Hallam", "chair", "public accounts committee"),
        ("Tern Labs met the firm. Norvik sells a machine at half the price, and its founder, Moira Kinn, said: “You need a steady hand.”", "Moira Kinn", "founder", "Norvik"),
        ("Norvik was founded in 2021 by Rosh Belga. “We sold the company,” Rosh Belga said.", "Rosh Belga", "founder", "Norvik"),
        ("“We asked for the old law,” said the family's lawyer, Josh Penning, of the Leeds firm Penning Abara.", "Josh Penning", "lawyer", "Penning Abara"),
        ("A retired hydrologist, Marg Oyel has spent years on maps. “They were temporary,” Oyel says.", "Marg Oyel", "retired hydrologist", None),
        ("“It sighed 40 times in one night,” said the head of one academic facility. Norvik makes it, and Norvik sells it.", "the head of one academic facility", "head of one academic facility", None),
        ("“He took his memories,” said Pyo's lawyer, Im Gaeun. Pyo was jailed.", "Im Gaeun", "lawyer", None),
        ("“We apologise,” said Kai Donn, who represents call-centre staff in the Pexo union.", "Kai Donn", None, "Pexo"),
        ("Hengj Semiconductor fell. “We will be slower,” said Wei Jing, the chief executive of the Wuxi company.", "Wei Jing", "chief executive", "Hengj Semiconductor"),
        ("“There is a limit to it,” says one research director at an American lab.", "one research director at an American lab", "research director", None),
        ("Hector Lind, who leads the fintech practice at Marl, Olin & Dray, said it “turns a slogan into a bill”.", "Hector Lind", "head of the fintech practice", "Marl, Olin & Dray"),
        ("“We were late,” said Ana Ruiz, who became chief executive of Norvik in March.", "Ana Ruiz", "chief executive", "Norvik"),
        ("“We were late,” said Ana Ruiz, Norvik's former chief of staff, who now runs the consultancy Brine.", "Ana Ruiz", "head", "Brine"),
        ("“We were late,” said Ana Ruiz, whose company, Tern Labs, supplies Norvik.", "Ana Ruiz", None, "Tern Labs"),
        ("Ana Ruiz, until recently Norvik's head of safety, said the tests were “theatre with spreadsheets”.", "Ana Ruiz", None, None),
        ("“We were late,” said Ana Ruiz, lead author of the study and a student at Leiden University.", "Ana Ruiz", "lead author of the study", "Leiden University"),
    ],
)  # fmt: skip
def test_whose_office_it_is(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """The house is read from whoever is near: a colleague, a committee, an apposition, a clause."""
    assert told(text)[-1] == (speaker, role, organisation)


def test_officers_of_a_call_are_of_the_house_whose_call_it_is() -> None:
    """On a call "our chief executive" is of the house in its title; an analyst is of her own."""
    text = (
        "Operator: Welcome.\n\nPia Ash: With me are Des Acht, our Chief Executive Officer, and"
        " others.\n\nDes Acht: Revenue was $2 billion.\n\nOperator: A question comes from Fay"
        " Drum of Marl Capital.\n\nFay Drum: Is it profitable?\n\nDes Acht: It has to be.\n\n"
        "Fay Drum: Thanks for that.\n\nPia Ash: That was all."
    )
    said = told(text, "Strato Inc. (STRC) Q3 Fiscal 2027 Earnings Call Transcript")
    assert ("Des Acht", "Chief Executive Officer", "Strato") in said
    assert ("Fay Drum", None, "Marl Capital") in said


def test_a_judge_of_the_lead_is_who_is_named_below() -> None:
    """What “a federal judge” rules in the lead is the judge's who is named further down."""
    text = (
        "A federal judge refused to throw out a suit against a firm that told a boy to stop, ruling"
        " that its answers were “the output of a product”.\n\n"
        "“It is merely grammatical,” District Judge Ramona Escal wrote."
    )
    assert [speaker for speaker, _, _ in told(text)] == ["Ramona Escal", "Ramona Escal"]
