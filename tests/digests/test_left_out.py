"""What a sentence may leave out of its source, and what it may not."""

from __future__ import annotations

import pytest

from digests.left_out import left_out


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Halden bought Corvane.", "Halden, which makes arms, bought Corvane on Monday."),
        ("Halden sold its arms.", "Halden bought Corvane and sold its arms."),
        ("Halden raised its loud forecast.", "Halden raised its loud and early forecast."),
        ("Ines Valadao (left) sold Corvane.", "Ines Valadao, 41, who was there, sold Corvane."),
        ("Pellucid trains on recordings.", "Pellucid, based in Ghent, trains only on recordings."),
    ],
)
def test_a_piece_with_edges_may_go(text: str, known: str) -> None:
    """An apposition, a clause of the same subject, an adjective."""
    assert left_out(text, known) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Halden sold Corvane.", "Halden bought arms, and Marnix sold Corvane."),
        ("Odegaard is charged with fraud.", "Odegaard is charged with covering up fraud."),
        ("Plover is the model in Europe.", "Plover is the cheapest model in Europe."),
        ("Lindqvist has left the bank.", "The wife of Lindqvist has left the bank."),
        ("The commission has a week to reply.", "It has a week to reply; the commission may fine."),
        ("The bank never paid.", "Vellum blames the bank, which it says never paid."),
        ("Halden appealed to violence.", "Halden appealed to those who resorted to violence."),
        ("Halden lost its map and the only copy.", "Halden lost its map and the only copy of it."),
    ],
)
def test_what_would_turn_the_sense_may_not(text: str, known: str) -> None:
    """Half of two clauses, the head of a phrase, a superlative, who says so."""
    assert left_out(text, known) is not None


def test_what_is_said_of_each_is_said_of_one() -> None:
    """ "Any A ($2), any B and any C needs a tap": so does any A. "A, B and C agreed" is not A alone."""
    known = (
        "Any payment above 200 yuan ($28), any message and any deletion needs a tap from the user."
    )
    assert left_out("Any payment above 200 yuan needs a tap from the user.", known) is None
    known = "The bank, the union and the city agreed on a plan for the port."
    assert left_out("The bank agreed on a plan for the port.", known) is not None
