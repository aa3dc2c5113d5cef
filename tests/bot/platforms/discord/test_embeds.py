"""Messages as bodies of Create Message: within every limit, nothing cut, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from bot.clean import clean, one_line
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
from bot.platforms.base import Payload
from bot.platforms.discord.embeds import message_bodies, payloads
from bot.platforms.discord.markdown import unescape
from bot.platforms.discord.marks import marked
from bot.platforms.discord.posting import thread_name
from tests.bot.platforms.discord import strategies
from tests.look import discord_markdown as reader
from tests.servers import discord_rules as rules

POST = "/channels/{channel_id}/messages"
calm = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)


def _said(message: Message) -> Iterator[str]:
    """All that a message says outside its buttons."""
    for block in message.blocks:
        match block:
            case Heading(text=text):
                yield one_line(text)
            case Paragraph(runs=runs) | Context(runs=runs):
                yield from (run.text for run in runs)
            case Bullets(items=items):
                yield from (run.text for item in items for run in item)
            case Quotation(text=text, attribution=runs):
                yield text
                yield from (run.text for run in runs)


def _letters(text: str) -> str:
    """The letters of a text, without blanks and without the signs that the platform adds."""
    kept = "".join(clean(text).split())
    for sign in "→“”—–-":
        kept = kept.replace(sign, "")
    return kept


def _shown(body: Payload) -> str:
    embeds = body.get("embeds") or []
    return "".join(
        unescape(embed.get("title", "")) + reader.shown(reader.parse(embed.get("description", "")))
        for embed in embeds
    )


def _descriptions(message: Message) -> list[str]:
    """The descriptions of all embeds of all bodies."""
    return [embed["description"] for body in message_bodies(message) for embed in body["embeds"]]


@calm
@given(strategies.posts)
def test_any_post_is_within_every_limit(post: Post) -> None:
    """Marked as it is sent, each body keeps Discord's document, its limits, and pings nobody."""
    for body in payloads(post):
        sent = {**marked(body, "key"), "nonce": "n" * 25, "enforce_nonce": True}
        assert rules.by_document("POST", POST, sent) == []
        assert rules.message(sent) == []
        assert not rules.is_empty(sent)
        assert sent["allowed_mentions"] == {"parse": []}
        assert 1 <= len(thread_name(sent)) <= 100


@calm
@given(strategies.messages)
def test_nothing_is_lost(message: Message) -> None:
    """The bodies of a message, read in order, show all its letters in order."""
    seen = "".join(map(_shown, message_bodies(message)))
    said = "".join(_said(message))
    if _letters(said):
        assert _letters(seen) == _letters(said)


@calm
@given(strategies.messages)
def test_nothing_is_live_but_our_links_and_blocks(message: Message) -> None:
    """Whatever an article says, it makes no mention, no picture and no foreign link."""
    for body in message_bodies(message):
        for embed in body.get("embeds") or ():
            nodes = list(reader.walk(reader.parse(embed.get("description", ""))))
            kinds = {node.kind for node in nodes}
            assert kinds <= {"text", "strong", "emphasis", "link", "quote", "small", "list", "item"}
            assert all("ok.example" in (node.url or "ok.example") for node in nodes)
            title = {node.kind for node in reader.walk(reader.parse_line(embed.get("title", "")))}
            assert title <= {"text"}


def test_a_story_is_one_embed() -> None:
    """The first heading is the title; sections keep together; small print is small."""
    message = Message(
        blocks=(
            Heading(text="1. Lumen opens its weights", level=2),
            Paragraph(runs=(Run(text="It did so on Monday."),)),
            Paragraph(runs=(Run(text="Claims", style="strong"),)),
            Bullets(items=((Run(text="Forecast: ", style="emphasis"), Run(text="20% by 2030")),)),
            Paragraph(runs=(Run(text="Quotes", style="strong"),)),
            Quotation(
                text="We open *everything*.",
                attribution=(
                    Run(text="Mei Sun, Lumen · "),
                    Run(text="Wire", url="https://w.example"),
                ),
            ),
            Divider(),
            Context(runs=(Run(text="Sources: "), Run(text="Wire", url="https://w.example"))),
            Buttons(buttons=(Button(label="More", action="more", value="s1"),)),
        ),
        fallback="Lumen opens its weights",
    )
    (body,) = message_bodies(message)
    (embed,) = body["embeds"]
    assert embed["title"] == "1. Lumen opens its weights"
    assert embed["description"] == (
        "It did so on Monday.\n\n"
        "**Claims**\n- *Forecast:* 20% by 2030\n\n"
        "**Quotes**\n> “We open \\*everything\\*.”\n> — Mei Sun, Lumen · [Wire](https://w.example)\n\n"
        "-# Sources: [Wire](https://w.example)"
    )
    assert body["components"][0]["components"][0]["custom_id"] == "more:s1"
    assert "content" not in body


def test_long_text_is_cut_at_a_sentence() -> None:
    """What is too long for an embed goes on in the next one, after a whole sentence."""
    sentence = "The model was trained on nine thousand chips over five months. "
    message = Message(blocks=(Paragraph(runs=(Run(text=sentence * 150),)),), fallback="x")
    shown = _descriptions(message)
    assert len(shown) == 3
    assert all(text.endswith("months.") for text in shown)


def test_a_label_is_not_left_behind() -> None:
    """A section's title goes to the next embed with the section."""
    long = Paragraph(runs=(Run(text="Word. " * 676),))
    message = Message(
        blocks=(
            long,
            Paragraph(runs=(Run(text="Claims", style="strong"),)),
            Bullets(items=((Run(text="A claim that no longer fits here, sadly."),),)),
        ),
        fallback="x",
    )
    first, second = _descriptions(message)
    assert "Claims" not in first
    assert second.startswith("**Claims**\n- A claim")


def test_a_message_with_nothing_to_show_says_its_fallback() -> None:
    """Without any text the fallback is the content, and makes no previews."""
    (body,) = message_bodies(Message(blocks=(Divider(),), fallback="See https://x.example"))
    assert body == {
        "content": "See https\\://x.example",
        "allowed_mentions": {"parse": []},
        "flags": 4,
    }


@pytest.mark.parametrize("title", ["China AI", "A longer name for the thread"])
def test_the_thread_is_named_by_its_parent(title: str) -> None:
    """The parent carries the thread's name where its own title is another."""
    parent = Message(blocks=(Heading(text="China AI"), Divider()), fallback="x")
    first = payloads(Post(parent=parent, thread_title=title))[0]
    assert thread_name(first) == title
    assert ("author" in first["embeds"][0]) == (title != "China AI")


@pytest.mark.parametrize(
    ("fallback", "content"),
    [
        ("China AI", None),  # the title says it already
        ("China AI: Lumen opens *all*; @everyone", "China AI: Lumen opens \\*all\\*; \\@everyone"),
        ("", None),
    ],
)
def test_a_notification_has_something_to_say(fallback: str, content: str | None) -> None:
    """The parent says in plain content what its embed can't say on a locked screen."""
    parent = Message(blocks=(Heading(text="China AI"), Divider()), fallback=fallback)
    first, second = payloads(Post(parent=parent, thread=(parent,), thread_title="China AI"))
    assert first.get("content") == content
    assert "content" not in second


def test_a_long_notification_is_shortened() -> None:
    """What the embed says in full is cut here, at the end of a word."""
    parent = Message(blocks=(Heading(text="China AI"),), fallback="word " * 200)
    (first,) = payloads(Post(parent=parent))
    assert len(first["content"]) <= 162
    assert first["content"].endswith("word …")
