"""What a story's articles say by themselves, worked out once for as long as they stay as they are.

`/brief` is asked again and again over the same stories of a day, and this is most of its cost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from digests.model import Article, Difference, Extraction, Language, Story, TopicMatch
from digests.stories.differences import differences
from digests.summarisers.base import StoryView
from digests.summarisers.telling import plainly
from digests.verify import Verified

_STORIES = 96  # three topics' day


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A story in the articles' own words, and where its outlets differ."""

    verified: Verified
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """All that the outcome depends on; `view` holds the same and is not compared again."""

    story: Story
    articles: tuple[Article, ...]
    read: tuple[Extraction | None, ...]
    fresh: frozenset[str]
    matches: frozenset[tuple[str, TopicMatch]]
    language: Language
    view: StoryView = field(compare=False)


def plain(view: StoryView, language: Language) -> Plain:
    """The story's plain telling and its differences, said in `language`. Pure."""
    return _plain(
        _Asked(
            story=view.story,
            articles=tuple(view.articles),
            read=tuple(view.extractions.get(one.id) for one in view.articles),
            fresh=view.fresh,
            matches=frozenset(view.matches.items()),
            language=language,
            view=view,
        )
    )


@lru_cache(maxsize=_STORIES)
def _plain(asked: _Asked) -> Plain:
    view = asked.view
    return Plain(
        verified=plainly(view, asked.language).verified,
        differences=differences(view.articles, view.extractions, asked.language),
    )
