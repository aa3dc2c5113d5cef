"""A brief as one person sees it before anybody else does: pure.

It has no thread yet and its buttons have no brief in the channel to act on, so it says and shows
neither. What would be posted stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from bot.message import Block, Buttons, Context, Message, Post
from bot.phrases import Phrases, phrases
from digests.model import Language


def privately(post: Post, language: Language) -> tuple[Message, ...]:
    """The post's messages for one person alone: the parent, then what "Show details" shows."""
    words = phrases(language)
    return tuple(_private(one, words) for one in (post.parent, *post.thread))


def _private(message: Message, words: Phrases) -> Message:
    kept = (block for block in message.blocks if not isinstance(block, Buttons))
    return replace(message, blocks=tuple(_without_thread(one, words) for one in kept))


def _without_thread(block: Block, words: Phrases) -> Block:
    if not isinstance(block, Context):
        return block
    runs = (
        replace(run, text=run.text.replace(words["in_thread"], words["in_details"]))
        for run in block.runs
    )
    return replace(block, runs=tuple(runs))
