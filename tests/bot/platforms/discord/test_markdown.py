"""Discord's Markdown: everything is shown as written, nothing in it is live but our own links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Run
from bot.platforms.discord.markdown import escape, measure, tidy, unescape, units, write
from bot.platforms.weblinks import safe_url
from tests.look import discord_markdown as reader

NASTY = (
    *("*", "**", "_", "__", "`", "```", "~~", "~", "||", "|", "[", "]", "(", ")", "](", "\\"),
    *("# ", "## ", "-# ", "- ", "> ", ">>> ", "1. ", "12.", "-", ">", "#", "\n", " ", "  "),
    *("<@1>", "<#2>", "<@&3>", "@everyone", "@here", "<:a:1>", "<t:1>", ":fire:", "a:100:"),
    *("http://evil.example", "[a](http://evil.example)", "<https://evil.example>", "steam://evil"),
    *("discord.gg/abc", "word", "The", "。", "中文", "🔥", "™", "1️⃣", "é", "5%", "<5"),
)
LINKS = (
    "https://ok.example/a?b=c&d=(e)#:~:text=x,y",
    "http://ok.example/_(x)_*",
    "https://例え.jp/",
)

texts = st.lists(st.sampled_from(NASTY), min_size=1, max_size=8).map("".join)
runs = st.lists(
    st.builds(
        Run,
        text=texts | st.text(max_size=20),
        style=st.sampled_from(["plain", "strong", "emphasis"]),
        url=st.none() | st.sampled_from(LINKS),
    ),
    min_size=1,
    max_size=4,
).map(tidy)


def _letters(text: str) -> str:
    return "".join(text.replace("→", "").split())


@given(runs=runs, prefix=st.sampled_from(["", "> ", "-# "]))
def test_any_text_is_shown_letter_for_letter(runs: tuple[Run, ...], prefix: str) -> None:
    """Read as Discord's client reads it, the Markdown shows the runs' letters in their order."""
    seen = reader.shown(reader.parse(write(runs, prefix)))
    assert _letters(seen) == _letters("".join(run.text for run in runs))


@given(runs=runs, prefix=st.sampled_from(["", "> ", "-# "]))
def test_nothing_is_live_but_our_own_links(runs: tuple[Run, ...], prefix: str) -> None:
    """No mention, picture, list, heading, code or foreign link comes out of any text."""
    allowed = {"text", "strong", "emphasis", "link"}
    allowed |= {"> ": {"quote"}, "-# ": {"small"}}.get(prefix, set())
    nodes = list(reader.walk(reader.parse(write(runs, prefix))))
    assert {node.kind for node in nodes} <= allowed
    ours = {safe_url(url, 2048) for url in LINKS}
    assert {node.url for node in nodes if node.kind == "link"} <= ours


@given(runs=runs, prefix=st.sampled_from(["", "> ", "-# "]))
def test_the_measure_is_never_too_small(runs: tuple[Run, ...], prefix: str) -> None:
    """What the runs measure one by one is at least what they take up together."""
    assert units(write(runs, prefix)) <= sum(measure(run, prefix) for run in runs)


@given(texts.map(lambda text: text.replace("\n", " ")))
def test_escaping_can_be_undone(text: str) -> None:
    """Unescaping gives back the text, at a line's start and within it."""
    assert unescape(escape(text)) == text
    assert unescape(escape(text, line_start=True)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("We cut costs by 20% (about $3m).", "We cut costs by 20% (about $3m)."),
        ("“It’s done,” she said — twice.", "“It’s done,” she said — twice."),
        ("snake_case and 2*3", "snake\\_case and 2\\*3"),
        ("1. First", "1\\. First"),
        ("In 2026. Then", "In 2026. Then"),
        ("a < b", "a < b"),
        ("看 https://x.example", "看 https\\://x.example"),
    ],
)
def test_only_what_must_be_is_escaped(text: str, written: str) -> None:
    """A plain sentence stays as it is; a sign that Discord would read gets one backslash."""
    assert write((Run(text=text),)) == written


def test_a_label_that_makes_no_link_is_followed_by_one() -> None:
    """An address or an emoji as a link's text keeps Discord from linking it, so an arrow is."""
    run = Run(text="https://bank.example", url="https://ok.example/")
    assert write((run,)) == "https\\://bank.example [→](https://ok.example/)"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "https://user@host.example/",
            "ftp://a.example",
        ),
        *("https://a b.example", "https://exa\u202emple.com", "//host.example", "", "https:///x"),
    ],
)
def test_addresses_that_make_no_link(url: str) -> None:
    """Other schemes, users before hosts and unseen characters are shown without a link."""
    assert safe_url(url, 2048) is None
    assert write((Run(text="label", url=url),)) == "label"


def test_look_alike_hosts_are_written_in_ascii() -> None:
    """A host in letters that can be mistaken is shown as punycode."""
    assert safe_url("https://gооgle.com/x", 2048) == "https://xn--ggle-55da.com/x"
