"""Quotes by how they are printed: every style of mark, blocks, turns. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.documents import document
from digests.evidence import holds
from digests.extract.marks import marked
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.text import paragraphs

ARTICLE = (
    "Norvik sells “green” racks, it says.\n\n"
    "“We sold out,” said Ilka Brenn, Norvik's chief executive. “It was 'quick', they tell me.”\n\n"
    'Omar Dulac, an analyst at Tern, called it "a fine quarter" but warned: "Power is short."\n\n'
    "顾岚（智屿科技首席科学家）说：“差距在拉大。”她补充道，「我们不急。」\n\n"
    "Q: And now?\nA: Now we build.\nQ: What?\nA: Racks.\n"
)


def inside(text: str) -> list[str]:
    return [text[m.start : m.end] for m in marked(text, paragraphs(text))]


def said(text: str, language: str = "en", title: str = "") -> list[tuple[str, str | None]]:
    article = document(text, language=language, title=title)
    return [(q.evidence.text, q.speaker) for q in find_quotes(article, cast_of(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “go”, then ‘come’.", ["go", "come"]),
        ("Er sagte „nein“ und ging.", ["nein"]),
        ("»Nein«, sagte er.", ["Nein"]),
        ("« Non », dit-il.", [" Non "]),
        ("他说「走」，她说『来』。", ["走", "来"]),
        ("'We like teachers' unions,' she said.", ["We like teachers' unions,"]),
        ("'Don't,' he said. 'It isn't worth it.'", ["Don't,", "It isn't worth it."]),
        ("The '90s were the teachers' years.", []),
        ('A 24" screen and a 6\'2" man.', []),
        ("''Old wire,'' he said, and ''that's 'it'.''", []),
        ('"He said “go” and went."', ["He said “go” and went."]),
        ("“one, he said. “two,” she said.", ["two,"]),
        ('> set apart\n\nand "not"', ["set apart", "not"]),
        ("“first.\n\n“second.\n\n“third.”", ["first.", "second.", "third."]),
        ("“first.\n\nsecond.", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """Each style opens and closes by its own rule; a mark that is never closed opens nothing."""
    assert inside(text) == expected


def test_a_quote_goes_on_where_the_next_paragraph_opens() -> None:
    """The paragraphs of one long quote know that they go on."""
    text = "“first.\n\n“second.”"
    first, second = marked(text, paragraphs(text))
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Brandt posted a statement:\n\n> We made a mistake.\n\nHe said no more.",
            [("We made a mistake.", "Brandt")],
            id="set apart",
        ),
        pytest.param(
            "ANNA BERGER: It is ready.\n\nTOM VALEN: It fails.\n\nANNA BERGER: So do people.\n\nTOM VALEN: They learn.",
            [
                ("It is ready.", "Anna Berger"),
                ("It fails.", "Tom Valen"),
                ("So do people.", "Anna Berger"),
                ("They learn.", "Tom Valen"),
            ],
            id="names in capitals",
        ),
        pytest.param(
            "**The Ledger:** Is it a bubble?\n\n**Barros:** It is.\n\n**The Ledger:** And then?\n\n**Barros:** Railways.",
            [("It is.", "Barros"), ("Railways.", "Barros")],
            id="an outlet asks",
        ),
        pytest.param(
            "**Marta Szabo** -- *Chief Executive*\n\nWe grew.\n\n**Operator**\n\nA question.\n\n"
            "**Greg Tanabe** -- *Pell Harbor -- Analyst*\n\nHow?\n\n**Marta Szabo** -- *Chief Executive*\n\nSlowly.",
            [("We grew.", "Marta Szabo"), ("How?", "Greg Tanabe"), ("Slowly.", "Marta Szabo")],
            id="role after a bold name",
        ),
        pytest.param(
            "Lunch is at 12:30. Note: bring a cup.\n\nNote: the door sticks.\n\nNote: it rains.",
            [],
            id="notes are no turns",
        ),
    ],
)
def test_layouts(text: str, expected: list[tuple[str, str]]) -> None:
    """Blocks and turns are read from the layout."""
    assert said(text) == expected


def test_a_transcript_in_plain_lines() -> None:
    """A line of a name, dashes and a role is a turn's heading, without any marking."""
    text = (
        "Norvik earnings call\n\nIlka Brenn -- Chief Executive Officer\n\nRevenue grew 40%.\n\n"
        "Omar Dulac -- Tern Research -- Analyst\n\nHow should we think of next year?\n\n"
        "Ilka Brenn -- Chief Executive Officer\n\nIt will be higher next year."
    )
    assert said(text) == [
        ("Revenue grew 40%.", "Ilka Brenn"),
        ("How should we think of next year?", "Omar Dulac"),
        ("It will be higher next year.", "Ilka Brenn"),
    ]


def test_a_headline_with_a_name_is_no_turn() -> None:
    """ "Gov Brenn: Rates Will Fall" names nobody who speaks the paragraphs under it."""
    text = (
        "Gov Brenn: Power ‘Will Be Short’ Again.\n\n"
        "Sunday, on Tern TV, the governor was asked about the grid in the north.\n\n"
        "DULAC: Is there enough of it?\n\nBRENN: Not by far, and we know it.\n\n"
        "DULAC: Since when?\n\nBRENN: We were told in May."
    )
    found = dict(said(text))
    assert not any("Tern TV" in quote or "Will Be Short" in quote for quote in found)
    assert {"Not by far, and we know it.", "We were told in May."} <= found.keys()


def test_a_dialogue_in_chinese() -> None:
    """An outlet that asks and a guest who answers, each line with its name."""
    text = "36氪：怎么看开源？\n\n林知夏：是最好的招聘。\n\n36氪：会上市吗？\n\n林知夏：不会。"
    assert said(text, "zh", "对话林知夏") == [
        ("是最好的招聘。", "林知夏"),
        ("不会。", "林知夏"),
    ]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(ARTICLE)), st.sampled_from(["", "\"", "“", "”", "'", "\n\n", "他"])),
        max_size=6,
    )
)  # fmt: skip
def test_a_mutated_article_gives_only_its_own_words(cuts: list[tuple[int, str]]) -> None:
    """With characters lost or marks put in, every quote is still letter for letter in the text."""
    text = ARTICLE
    for at, put in cuts:
        text = text[:at] + put + text[at + (put == "") :]
    article = document(text)
    found = find_quotes(article, cast_of(article))
    assert all(holds(quote.evidence, article) for quote in found)
    assert len({quote.evidence.start for quote in found}) == len(found)
