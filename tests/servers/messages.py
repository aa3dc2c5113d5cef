"""Neutral messages made by hypothesis: of every kind, with the texts that break renderers."""

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

ATTACKS = (
    "<!channel>",
    "<!here|x>",
    "<@U0PERSON>",
    "<!subteam^S1>",
    "<https://evil.example|bank>",
    "@everyone",
    "&lt;!channel&gt;",
    "*bold* _it_ ~no~ `code`",
    ":fire:",
    "> quoted",
    "[label](https://evil.example)",
    "\u202egnirts\u202c",
    "zero\u200bwidth",
    "a\x00b\x1bc",
    "```\nblock\n```",
    "https://evil.example/bare",
)
words = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(ATTACKS),
    st.sampled_from(
        ["模型发布。", "通义千问", "مرحبا بالعالم", "👩‍🔬🇨🇳", "R&D", "it's", "Dr. Lin said."]
    ),
    st.sampled_from(["one", "two", "three", "four", "five", "six", "x" * 200, "字" * 3_500]),
)
texts = st.lists(words, min_size=0, max_size=8).map(" ".join)
long_texts = st.tuples(texts, st.sampled_from([1, 1, 1, 1, 30])).map(
    lambda pair: " ".join([pair[0]] * pair[1])[:12_000]
)
urls = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "https://example.com/a|b?x=1&y=<2>",
            "https://例子.example/路径#:~:text=a,b",
            "javascript:alert(1)",
            "https://user@evil.example/",
            "data:text/html,x",
            "https://example.com/" + "p" * 2_500,
        ]
    ),
)
runs = st.lists(
    st.builds(
        Run, text=long_texts, style=st.sampled_from(["plain", "strong", "emphasis"]), url=urls
    ),
    max_size=4,
).map(tuple)
buttons = st.lists(
    st.builds(
        Button,
        label=texts,
        action=st.sampled_from(["more", "useful"]),
        value=st.just("v"),
        url=urls,
    ),
    max_size=30,
).map(tuple)
blocks = st.one_of(
    st.builds(Heading, text=texts, level=st.sampled_from([1, 2])),
    st.builds(Paragraph, runs=runs),
    st.builds(Bullets, items=st.lists(runs, max_size=4).map(tuple)),
    st.builds(Quotation, text=long_texts, attribution=runs),
    st.builds(Context, runs=runs),
    st.just(Divider()),
    st.builds(Buttons, buttons=buttons),
)
messages = st.builds(Message, blocks=st.lists(blocks, max_size=8).map(tuple), fallback=long_texts)
posts = st.builds(Post, parent=messages, thread=st.lists(messages, max_size=1).map(tuple))
