"""Whatever stands in a message, each form shows its words and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from bot.formats import html, markdown, terminal, text
from bot.message import (
    Bullets,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)

HOSTILE = st.sampled_from(
    ["*bold*", "[a](http://evil.example)", "<script>alert(1)</script>", "# head", "> quote", "- item",
     "1. one", "`code`", "https://evil.example/x", "@everyone", "a_b_c", "\\", "&lt;", "|x|", "~~y~~",
     "模型", "“word”", "<!channel>", "![i](x)", "=====", "---", "+ plus", "$x$"]
)  # fmt: skip
WORDS = st.lists(HOSTILE | st.text(min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join)
RUNS = st.lists(
    st.builds(
        Run,
        text=WORDS,
        style=st.sampled_from(["plain", "strong", "emphasis"]),
        url=st.none() | st.sampled_from(["https://a.example/x?y=1&z=(2)", "javascript:alert(1)"]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
BLOCKS = st.one_of(
    st.builds(Heading, text=WORDS, level=st.sampled_from([1, 2])),
    st.builds(Paragraph, runs=RUNS),
    st.builds(Context, runs=RUNS),
    st.builds(Bullets, items=st.lists(RUNS, min_size=1, max_size=3).map(tuple)),
    st.builds(Quotation, text=WORDS, attribution=RUNS),
    st.just(Divider()),
)
POSTS = st.lists(BLOCKS, min_size=1, max_size=5).map(
    lambda blocks: Post(parent=Message(blocks=tuple(blocks), fallback="A brief"))
)
CALM = settings(max_examples=60, deadline=None)


class Links(HTMLParser):
    """The addresses of a page's links, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def words(value: str) -> list[str]:
    """The letters and digits of a text, in order."""
    return re.findall(r"\w+", value)


@given(POSTS)
@CALM
def test_html_links_only_where_a_run_does(post: Post) -> None:
    """No element and no link comes out of text; only web addresses are linked."""
    page = Links()
    page.feed(html.post(post))
    assert set(page.links) <= {"https://a.example/x?y=1&z=(2)"}
    assert not page.tags & {"script", "img", "iframe", "object"}


@given(POSTS)
@CALM
def test_markdown_means_what_the_message_means(post: Post) -> None:
    """Read by a CommonMark parser, text is text: no link, image or HTML that was not meant."""
    tokens = MarkdownIt("commonmark").parse(markdown.post(post))
    inner = [child for token in tokens for child in token.children or []]
    links = [str(child.attrs["href"]) for child in inner if child.type == "link_open"]
    assert all(link.startswith("https://a.example/x") for link in links)
    assert not [
        one for one in (*tokens, *inner) if one.type in {"image", "html_block", "html_inline"}
    ]


@given(POSTS)
@CALM
def test_plain_text_keeps_every_word(post: Post) -> None:
    """Wrapping loses and adds no word."""
    shown = words(text.post(post))
    for block in post.parent.blocks:
        if isinstance(block, Paragraph):
            wanted = words(text.plain(block.runs))
            assert " ".join(wanted) in " ".join(shown)


@given(POSTS)
@CALM
def test_a_terminal_is_sent_no_control_characters_of_the_texts_own(post: Post) -> None:
    """Rich markup and escapes in a text are shown, not obeyed."""
    console = Console(width=80, record=True, file=StringIO(), force_terminal=False)
    terminal.show(console, post)
    assert "\x1b" not in console.export_text(styles=False)


def test_rich_markup_in_a_text_is_shown_as_it_is() -> None:
    """[bold] in an article is five letters and two brackets."""
    console = Console(width=80, record=True, file=StringIO())
    block = Paragraph(runs=(Run(text="a [bold]word[/bold] of it"),))
    terminal.show_message(console, Message(blocks=(block,), fallback="x"))
    assert "a [bold]word[/bold] of it" in console.export_text()
