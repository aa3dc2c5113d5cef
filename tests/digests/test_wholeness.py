"""A sentence that breaks off is none, and clauses are not mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.wholeness import interleaved, unfinished

KNOWN = "Alderbeck opened its first factory in Bergen in 2021, three years before Quillstone moved to Malmo."


@pytest.mark.parametrize(
    "text",
    [
        "The founder said the lab would not.",
        "Castellan had considered an investment in",
        "Heron Labs and",
        "Gov.",
        "公司首席执行官表示，下一代模型将",
        "云栈科技的",
    ],
)
def test_a_sentence_that_breaks_off(text: str) -> None:
    """It ends with a word after which more must come, or says nothing."""
    assert unfinished(text)


@pytest.mark.parametrize(
    "text",
    [
        "Heron Labs will not sell its model.",
        "The release will be delayed until March, the company said.",
        "Its accelerators used less power than rivals do.",
        "云栈科技周三发布开源模型，首席执行官表示。",
    ],
)
def test_a_whole_sentence(text: str) -> None:
    """However it ends."""
    assert not unfinished(text)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Alderbeck opened its first factory in Bergen in 2021.", False),
        ("Quillstone moved to Malmo.", False),
        (
            "Three years before Quillstone moved to Malmo, Alderbeck opened its first factory.",
            False,
        ),
        ("Alderbeck opened its first factory in Malmo in 2021.", True),
        ("Quillstone opened its factory, moved to Malmo in 2021.", True),
    ],
)
def test_the_end_of_one_clause_behind_the_beginning_of_another(text: str, mixed: bool) -> None:
    """Left out and put in another order is well; gone back to is not."""
    assert interleaved(text, KNOWN) == mixed


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_it_is_given_it_answers(text: str, known: str) -> None:
    """Any text at all; a sentence never mixes the clauses of itself where none repeats another."""
    unfinished(text)
    interleaved(text, known)
