"""What can be typed after `/brief`: a word a row, each run by a module of this folder."""

from __future__ import annotations

from collections.abc import Mapping

from bot.words import following, looking, ordering, recording, reported, telling, topic
from bot.words import link as link_word
from bot.words import why as why_word
from bot.words.base import Word

# A brief has no word of its own: `/brief china-ai`.
WORDS: Mapping[str, Word] = {
    word.name: word
    for word in (
        Word(name="", changes=False, run=topic.brief),
        Word(name="subscribe", changes=True, run=ordering.subscribe),
        Word(name="edit", changes=True, run=ordering.edit),
        Word(name="list", changes=False, run=ordering.listed),
        Word(name="unsubscribe", changes=True, run=ordering.unsubscribe),
        Word(name="pause", changes=True, run=ordering.pause),
        Word(name="resume", changes=True, run=ordering.resume),
        Word(name="why", changes=False, run=why_word.why),
        Word(name="link", changes=False, run=link_word.link),
        Word(name="status", changes=False, run=telling.status),
        Word(name="topics", changes=False, run=telling.topics),
        Word(name="help", changes=False, run=telling.help_),
        Word(name="search", changes=False, run=looking.search),
        Word(name="people", changes=False, run=looking.people),
        Word(name="claims", changes=False, run=looking.claims),
        Word(name="timeline", changes=False, run=following.timeline),
        Word(name="recap", changes=False, run=following.recap),
        Word(name="outcome", changes=False, run=recording.outcome),
        Word(name="feedback", changes=False, run=reported.feedback),
        Word(name="sources", changes=False, run=looking.sources),
    )
}
