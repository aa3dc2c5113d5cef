"""Short messages of the bot's own: help, one line, what can be followed, how things stand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Bullets, Context, Heading, Message, Paragraph, Run
from bot.status import Status
from bot.subscriptions import Subscription, describe
from digests.model import Topic

HELP = (
    ("china-ai 24h", "a topic's brief; also 7d or since monday"),
    ("", "this channel's topics, now"),
    ("subscribe china-ai at 08:00 weekdays Europe/Berlin", "a brief here, on time"),
    ("subscribe china-ai weekly on monday at 08:00", "the week in one digest"),
    ("subscribe china-ai alert 3 outlets in 6h at most 2 a day", "breaking stories at once"),
    ("list", "what this channel gets, and when"),
    ("unsubscribe ID", "end one of them"),
    ("pause", "rest this channel's briefs; resume starts them again"),
    ("status", "what is next and last here, and how the sources fare"),
    ("topics", "what can be followed"),
    ("search WORDS", "articles that say so; also people NAME, claims, sources"),
)


def help_message() -> Message:
    """Every form of `/brief`, with what it does."""
    items = tuple(
        (Run(text=f"/brief {form}".strip(), style="strong"), Run(text=f": {what}"))
        for form, what in HELP
    )
    small = "Reply in a brief's thread, or mention me, to ask about what it says."
    blocks = (
        Heading(text="How to use /brief", level=2),
        Bullets(items=items),
        Context(runs=(Run(text=small),)),
    )
    return Message(blocks=blocks, fallback="How to use /brief")


def line(text: str) -> Message:
    """One line of text."""
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


def topics(known: Sequence[Topic]) -> Message:
    """What can be followed, in both languages."""
    items = tuple(
        (Run(text=one.slug, style="strong"), Run(text=f": {one.name('en')} · {one.name('zh')}"))
        for one in known
    )
    return Message(
        blocks=(Heading(text="Topics", level=2), Bullets(items=items)), fallback="Topics"
    )


def subscriptions(ours: Sequence[Subscription]) -> Message:
    """What a channel gets, and when."""
    if not ours:
        return line("This channel has no subscriptions yet.")
    title = "This channel's briefs"
    items = tuple((Run(text=f"{one.id}: {describe(one)}"),) for one in ours)
    return Message(blocks=(Heading(text=title, level=2), Bullets(items=items)), fallback=title)


def status(found: Status, channel: str) -> Message:
    """What is next and last in a channel, and the rest in one line."""
    items = tuple(
        (
            Run(text=one.what, style="strong"),
            Run(text=f": next {one.next_at or 'never'}, last {one.last_at or 'never'}"),
            Run(text="" if one.state == "ok" else f", {one.state}"),
        )
        for one in found.channels
        if one.channel == channel
    )
    title = "How things stand"
    bullets = (Bullets(items=items),) if items else ()
    small = Context(runs=(Run(text=found.summary()),))
    return Message(blocks=(Heading(text=title, level=2), *bullets, small), fallback=title)
