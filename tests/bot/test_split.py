"""Splitting: within the limit, nothing lost, at the best place there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Run
from bot.split import split_runs, split_text

runs = st.lists(
    st.builds(Run, text=st.text(max_size=200), style=st.sampled_from(["plain", "strong"])),
    max_size=6,
)


def doubled(run: Run) -> int:
    """A form in which ampersands take five."""
    return len(run.text.replace("&", "&amp;")) + (2 if run.style == "strong" else 0)


@given(runs, st.integers(8, 80))
def test_pieces_fit_and_join_to_the_whole(given_runs: list[Run], limit: int) -> None:
    """Every piece fits as it is written, and joined they are the text, letter for letter."""
    pieces = split_runs(given_runs, limit, doubled)
    assert all(sum(map(doubled, piece)) <= limit for piece in pieces)
    joined = "".join(run.text for piece in pieces for run in piece)
    assert joined == "".join(run.text for run in given_runs)


@given(runs, st.integers(8, 80))
def test_styles_survive_a_cut(given_runs: list[Run], limit: int) -> None:
    """Each letter keeps the style it had."""
    pieces = split_runs(given_runs, limit, doubled)
    after = [(letter, run.style) for piece in pieces for run in piece for letter in run.text]
    assert after == [(letter, run.style) for run in given_runs for letter in run.text]


def test_sentences_stay_whole_where_they_fit() -> None:
    """A cut falls between sentences, also in Chinese, and not after a title."""
    text = "Dr. Lin spoke first. The second was short. 模型今天发布。价格明天公布。"
    assert split_text(text, 26) == (
        "Dr. Lin spoke first. ",
        "The second was short. ",
        "模型今天发布。价格明天公布。",
    )


def test_long_sentence_is_cut_at_a_clause_then_at_a_blank() -> None:
    """Where one sentence is too long, a comma is better than a blank, a blank than a letter."""
    assert split_text("one two three, four five six", 20)[0] == "one two three, "
    assert split_text("one two three four five six", 20)[0] == "one two three four "
    assert split_text("x" * 25, 20) == ("x" * 20, "x" * 5)


@pytest.mark.parametrize(
    "sign",
    ["👩\u200d🔬", "🇨🇳", "é", "👍🏽", "❤\ufe0f"],
    ids=["joined", "flag", "accent", "skin", "heart"],
)
def test_no_sign_is_torn_apart(sign: str) -> None:
    """A cut never falls within what a reader sees as one sign."""
    for lead in range(6):
        for piece in split_text("x" * lead + sign * 6, 7):
            assert piece.replace(sign, "").strip("x") == ""


def test_cut_link_leads_to_the_same_place_from_both_halves() -> None:
    """A link that has to be cut is a link on either side."""
    pieces = split_runs([Run(text="alpha beta", url="https://example.com")], 6)
    assert [run.url for piece in pieces for run in piece] == ["https://example.com"] * 2


def test_impossible_limit_is_an_error() -> None:
    """A limit in which not one character fits is refused, not looped over."""
    with pytest.raises(ValueError, match="no room"):
        split_runs([Run(text="abc")], 10, lambda run: 20 + len(run.text))


def test_nothing_splits_to_nothing() -> None:
    """No text, no pieces."""
    assert split_runs([Run(text="")], 10) == ()
