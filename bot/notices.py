"""Short messages of the bot's own: one line, what can be followed, how things stand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import phrases
from digests.model import Language, Topic


def line(text: str) -> Message:
    """One line of text."""
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


def topics(known: Sequence[Topic], language: Language) -> Message:
    """What can be followed, each with its names, and how."""
    words = phrases(language)
    items = tuple(
        (
            Run(text=one.slug, style="strong"),
            Run(text=f"{words['colon']}{one.name('en')} · {one.name('zh')}"),
        )
        for one in known
    )
    how = words["topics_how"].format(topic=known[0].slug) if known else words["topics_none"]
    return Message(
        blocks=(
            Heading(text=words["topics_title"], level=2),
            *((Bullets(items=items),) if items else ()),
            Context(runs=(Run(text=how),)),
        ),
        fallback=words["topics_title"],
    )
