"""Neutral messages as Slack's: within every limit, every word shown, nothing live but our links."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings

from bot.clean import clean
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
from bot.platforms.slack.bodies import addressed, message_bodies, payloads
from bot.platforms.slack.mrkdwn import safe_url
from tests.servers.messages import messages, posts
from tests.servers.slack_document import argument_complaints
from tests.servers.slack_rules import message_complaints
from tests.servers.slack_show import links, shown


def neutral_text(message: Message) -> str:
    """All that a message has to say, buttons aside."""
    parts: list[str] = []
    for block in message.blocks:
        match block:
            case Heading():
                parts.append(block.text)
            case Paragraph() | Context():
                parts += [run.text for run in block.runs]
            case Bullets():
                parts += [run.text for item in block.items for run in item]
            case Quotation():
                parts += [block.text, *(run.text for run in block.attribution)]
    return "".join(parts)


def letters(text: str, *, marks: bool = True) -> str:
    """The letters without white space and without what rendering adds (bullets, bars, dashes)."""
    return re.sub(r"[\s•“”—>]" if marks else r"[\s•“”—>*_~`]", "", clean(text))


@settings(max_examples=60, deadline=None)
@given(posts)
def test_every_body_is_one_that_slack_takes(post: Post) -> None:
    """Any post becomes bodies within all of Slack's limits, with nothing live but our links."""
    for body in payloads(post):
        assert message_complaints(body) == []


@settings(max_examples=60, deadline=None)
@given(messages)
def test_nothing_is_lost_and_order_is_kept(message: Message) -> None:
    """What a reader sees over all bodies is the whole text, in order."""
    without_buttons = Message(
        blocks=tuple(b for b in message.blocks if not isinstance(b, Buttons)), fallback="f"
    )
    bodies = message_bodies(without_buttons)
    # Small print and text with a `<` are mrkdwn always: marks in them may be read as styles.
    small = any(isinstance(block, Context) for block in message.blocks)
    marks = not small and "<" not in neutral_text(without_buttons)
    wanted = letters(neutral_text(without_buttons), marks=marks)
    seen = letters("".join(shown(body["blocks"]) for body in bodies), marks=marks)
    assert seen in {wanted, wanted or "f"}


@settings(max_examples=60, deadline=None)
@given(messages)
def test_links_lead_only_where_ours_lead(message: Message) -> None:
    """Every link of the bodies is an address that some run of the message carries."""
    ours = {safe_url(run.url) for run in _runs(message) if run.url} - {None}
    for body in message_bodies(message):
        assert {url for url, _ in links(body["blocks"])} <= ours


def _runs(message: Message) -> list[Run]:
    found: list[Run] = []
    for block in message.blocks:
        match block:
            case Paragraph() | Context():
                found += block.runs
            case Bullets():
                found += [run for item in block.items for run in item]
            case Quotation():
                found += block.attribution
    return found


def one(*blocks: Any) -> list[dict[str, Any]]:
    """The Slack blocks of a message that fits one body."""
    (body,) = message_bodies(Message(blocks=blocks, fallback="f"))
    found: list[dict[str, Any]] = body["blocks"]
    return found


def test_quote_stands_behind_a_bar_with_its_speaker() -> None:
    """A quotation is its words verbatim, set apart, then who said them."""
    who = (Run(text="Mei Tan", style="strong"), Run(text=", head of research · "))
    (block,) = one(Quotation(text="We ship when it's ready.", attribution=who))
    assert (
        block["text"]["text"] == "> “We ship when it's ready.”\n> — *Mei Tan*, head of research ·"
    )


def test_marks_in_a_quote_are_shown_not_read() -> None:
    """Letters that mrkdwn would eat are shown: such a quote goes into a block without markup."""
    (block,) = one(Quotation(text="the *only* model_name that 2*3 works", attribution=()))
    assert block["type"] == "rich_text"
    assert shown([block]) == "“the *only* model_name that 2*3 works”"


def test_what_could_be_a_mention_is_always_escaped() -> None:
    """A text with marks and a mention stays where Slack's escape is documented."""
    text = "the *only* <!channel> & <@U1> there is"
    (block,) = one(Paragraph(runs=(Run(text=text),)))
    assert block["text"]["text"] == "the *only* &lt;!channel&gt; &amp; &lt;@U1&gt; there is"


def test_bold_beside_chinese_letters_is_bold() -> None:
    """Where there are no blanks, mrkdwn can't style; the block without markup can."""
    (block,) = one(Paragraph(runs=(Run(text="预测：", style="strong"), Run(text="明年发布。"))))
    assert block["type"] == "rich_text"
    assert block["elements"][0]["elements"][0]["style"] == {"bold": True}


def test_mentions_in_any_field_are_letters() -> None:
    """A mention in a heading, a text, a link, a quote, a button or the fallback is not one."""
    attack = "<!channel> <@U1> <https://evil.example|bank>"
    run = (Run(text=attack, url="https://example.com/x"),)
    message = Message(
        blocks=(
            Heading(text=attack),
            Heading(text=attack, level=2),
            Paragraph(runs=run),
            Bullets(items=(run,)),
            Quotation(text=attack, attribution=run),
            Context(runs=run),
            Buttons(buttons=(Button(label=attack, action="a", value=attack),)),
        ),
        fallback=attack,
    )
    (body,) = message_bodies(message)
    buttons = body["blocks"].pop()
    assert buttons["elements"][0]["value"] == attack  # read by the bot alone, shown to nobody
    written = json.dumps([body, buttons["elements"][0]["text"]])
    assert "<!" not in written
    assert "<@" not in written
    assert "<https://evil" not in written


def test_foreign_schemes_are_shown_without_a_link() -> None:
    """Only http and https lead anywhere."""
    runs = (
        Run(text="here", url="javascript:alert(1)"),
        Run(text=" there", url="https://a@b.example/"),
    )
    assert links(one(Paragraph(runs=runs))) == []


def test_long_heading_is_whole() -> None:
    """A title over Slack's 150 is shown whole, in bold."""
    title = "word " * 60
    assert shown(one(Heading(text=title))) == title.strip()


def test_sixty_items_come_in_two_messages_with_no_heading_left_behind() -> None:
    """Blocks over the limit go on in the next message, a heading with its text."""
    blocks = [
        block
        for n in range(30)
        for block in (Heading(text=f"Story {n}"), Paragraph(runs=(Run(text=f"Text {n}."),)))
    ]
    first, second = message_bodies(Message(blocks=(Divider(), *blocks), fallback="Brief"))
    assert first["text"] == "Brief (1/2)"
    assert first["blocks"][-1]["type"] == "section"
    assert second["blocks"][0]["type"] == "header"


def test_ten_thousand_character_quote_is_whole() -> None:
    """A very long quote goes on over blocks and messages, every letter of it shown."""
    text = " ".join(f"This is sentence number {n} of a very long statement." for n in range(300))
    bodies = message_bodies(Message(blocks=(Quotation(text=text, attribution=()),), fallback="f"))
    assert len(bodies) > 1
    seen = " ".join(shown(body["blocks"]) for body in bodies)
    assert " ".join(seen.split()) == f"“{text}”"


def test_empty_message_still_says_something() -> None:
    """A message without blocks shows its fallback."""
    (body,) = message_bodies(Message(blocks=(), fallback="Nothing new."))
    assert shown(body["blocks"]) == "Nothing new."


def test_bodies_answer_slacks_own_document() -> None:
    """With a channel, a body has what Slack's document requires and nothing it doesn't know."""
    (body,) = addressed(message_bodies(Message(blocks=(Divider(),), fallback="x")), "#china-ai")
    assert argument_complaints("chat.postMessage", body) == []
    assert body["channel"] == "#china-ai"
