"""The text that a feed itself carries of an entry."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Entry
from digests.pages.entry_text import entry_text, html_text, tree_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br>Still one.<br/><br/>Two.", "One.\nStill one.\n\nTwo."),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<h2>Head</h2>Text", "Head\n\nText"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "a | b\nc | d",
        ),
        ("<table><tr><td><p>Layout.</p><p>Only.</p></td></tr></table>", "Layout.\n\nOnly."),
        ("plain &amp; simple", "plain & simple"),
        ("<p>a<script>b</script>c<!-- d -->e</p>", "ace"),
        ("<p>A <a href='/'>link</a>, <b>bold</b>.</p>", "A link, bold."),
        ("<p>thin\u2009space\u00a0and\u200bnone</p>", "thin space andnone"),
        (f"<p>{'Seen. ' * 20}</p><p hidden>Not.</p>", ("Seen. " * 20).strip()),
        ("", ""),
        ("<!-- -->", ""),
    ],
)
def test_an_entrys_own_html_as_text(html: str, text: str) -> None:
    """Paragraphs, lines, lists and rows are kept; markup and code are not."""
    assert html_text(html) == text


def test_an_entrys_text_is_its_fuller_field() -> None:
    """Content before summary, unless the summary says more."""
    assert entry_text(Entry(content="<p>Long content.</p>", summary="Short.")) == "Long content."
    assert entry_text(Entry(content="x", summary="A longer summary.")) == "A longer summary."


@given(
    st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from("  \n\t\u00a0.aé中"))
    | st.sampled_from(["<p>", "<P>", "</p>"]).flatmap(
        lambda tag: st.text("ab \n中").map(tag.__add__)
    ),
    st.sampled_from(["{}", "<p>{}</p>", " <p>{} </p> \n", "<p>{}", "{}</p>"]),
)
def test_the_quick_way_reads_what_a_tree_does(words: str, form: str) -> None:
    """A paragraph without markup gives the same text with and without a tree."""
    html = form.format(words)
    assert html_text(html) == tree_text(html)


def test_blanks_before_markup_take_no_time() -> None:
    """Half a megabyte of blanks is read in a moment, whatever follows it."""
    start = time.process_time()
    html_text(" " * 500_000 + "<b>x" + " " * 500_000)
    assert time.process_time() - start < 1
