"""Any post that can be thought of."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.message import (
    Bullets,
    Button,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)

_WORDS = (
    *("model", "weights", "said", "Lin", "20%", "$9bn", "算力", "通义千问", "🔥", "🏳️‍🌈", "naïve"),
    *("שלום", "مرحبا", "*bold*", "@everyone", "<@1>", "[x](http://evil.example)", "a" * 90, "- "),
    *("Dr. Wu.", "Yes!", "真的？", "\n", "\n\n", "# ", "`code`", "||", "~~", "\u202e", "\u200b"),
)
_URLS = (
    "https://ok.example/a",
    "http://ok.example/(b)?c=d#:~:text=e,f",
    "https://ok.example/" + "x" * 900,
)

words = st.lists(st.sampled_from(_WORDS) | st.text(max_size=12), min_size=1, max_size=12).map(
    " ".join
)
long = st.builds(lambda text, times: " ".join([text] * times), words, st.integers(15, 60))
texts = words | words | words | words | long
runs = st.lists(
    st.builds(
        Run,
        text=texts,
        style=st.sampled_from(["plain", "plain", "strong", "emphasis"]),
        url=st.none() | st.none() | st.sampled_from(_URLS),
    ),
    max_size=4,
).map(tuple)
buttons = st.builds(
    Button,
    label=words,
    action=st.sampled_from(["more", "sources", "useful"]),
    value=st.text(st.characters(codec="ascii"), max_size=60),
    url=st.none() | st.none() | st.sampled_from(_URLS[:2]),
)
blocks = st.one_of(
    st.builds(Heading, text=texts, level=st.sampled_from([1, 2])),
    st.builds(Paragraph, runs=runs),
    st.builds(Bullets, items=st.lists(runs, max_size=4).map(tuple)),
    st.builds(Quotation, text=texts, attribution=runs),
    st.builds(Context, runs=runs),
    st.just(Divider()),
    st.builds(Buttons, buttons=st.lists(buttons, max_size=9).map(tuple)),
)
messages = st.builds(Message, blocks=st.lists(blocks, max_size=6).map(tuple), fallback=texts)
posts = st.builds(
    Post, parent=messages, thread=st.lists(messages, max_size=1).map(tuple), thread_title=texts
)
