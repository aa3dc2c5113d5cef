"""Paragraphs, sentences and places in a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.text import has_cjk, locate, paragraphs, sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Dr. J. Orban of Tilde Inc. in May. It rained.", 2),
        ("It grew 2.5 times to $1.2 billion. Nobody minded.", 2),
        ("The U.S. President spoke. So did we.", 2),
        ("They closed at 5 p.m. The end.", 2),
        ("It opens on Jan. 3 in the U.K. for all.", 1),
        ("She cited e.g. Orban et al. on this. Then she left.", 2),
        ("She wrote so on X. Orban agreed.", 2),
        ("It raised a Series B. Orban left.", 2),
        ("A letter to J. Orban says so.", 1),
        ("What now? Nothing! We wait … and see.", 3),
    ],
)
def test_full_stops_that_end_nothing(text: str, expected: int) -> None:
    """Abbreviations, initials and decimals do not end a sentence."""
    assert len(cut(text)) == expected


def test_a_closing_mark_stays_with_its_sentence() -> None:
    """A quote mark after the stop belongs to the sentence it closes."""
    assert cut('"We sold out. It was quick." She left.') == [
        '"We sold out.',
        'It was quick."',
        "She left.",
    ]


def test_a_question_keeps_its_cue() -> None:
    """A quoted question and who asked it are one sentence."""
    assert cut('"Why now?" Orban asked. Silence.') == ['"Why now?" Orban asked.', "Silence."]
    assert cut('"Why now?" he asked. Silence.') == ['"Why now?" he asked.', "Silence."]


def test_chinese_stops() -> None:
    """Chinese stops end sentences without a space, and a cue after the quote stays with it."""
    assert cut("公司成立于2020年。“我们不急。”顾岚说。她走了！真的？", "zh") == [
        "公司成立于2020年。",
        "“我们不急。”顾岚说。",
        "她走了！",
        "真的？",
    ]


def test_no_sentence_crosses_a_line() -> None:
    """A headline without a stop does not run into the text under it."""
    assert cut("Prices fall again\n\nThey fell by a third.") == [
        "Prices fall again",
        "They fell by a third.",
    ]


@given(st.text())
def test_spans_are_in_order_and_trimmed(text: str) -> None:
    """Spans of any text lie in order, inside it, and begin and end with something visible."""
    for spans in (paragraphs(text), sentences(text)):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            assert not text[span.start].isspace()
            assert not text[span.end - 1].isspace()
            end = span.end


@given(st.text())
def test_sentences_hold_all_that_is_visible(text: str) -> None:
    """Nothing but white space is left between sentences."""
    kept = "".join(text[s.start : s.end] for s in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_locate_is_tolerant_of_space_and_marks_only() -> None:
    """White space and the style of quote marks may differ; a word may not."""
    text = "He said: “It’s  a\nfloor, not a ceiling.” Then he left."
    found = locate(text, '"It\'s a floor, not a ceiling."')
    assert found is not None
    assert text[found.start : found.end] == "“It’s  a\nfloor, not a ceiling.”"
    assert locate(text, "It is a floor") is None
    assert locate(text, " ") is None


def test_locate_takes_the_nearest() -> None:
    """With a hint, the place closest to it is taken."""
    text = "yes and yes and yes"
    assert locate(text, "yes", near=9).start == 8  # type: ignore[union-attr]
    assert locate(text, "yes").start == 0  # type: ignore[union-attr]


@given(st.text(min_size=1), st.integers(0, 50), st.integers(1, 50))
def test_what_is_cut_out_is_found_again(text: str, start: int, length: int) -> None:
    """Any piece of a text that holds more than white space can be located in it."""
    piece = text[start : start + length]
    if piece.split():
        assert locate(text, piece) is not None


def test_has_cjk() -> None:
    """Chinese characters are told from other letters."""
    assert has_cjk("and 顾岚 too")
    assert not has_cjk("naïve Ωμέγα")


def test_time_is_linear() -> None:
    """A megabyte of stops takes about a second, not minutes."""
    began = time.process_time()
    sentences("a. " * 350_000)
    assert time.process_time() - began < 8
