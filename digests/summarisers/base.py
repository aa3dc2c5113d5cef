"""What a summariser is given and gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from digests.model import (
    Article,
    Draft,
    Extraction,
    Language,
    Mode,
    Story,
    TopicMatch,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story with all that is known of it: `articles` in order of first sight.

    `fresh` holds the ids of the articles that are new in the brief's window.
    """

    story: Story
    articles: tuple[Article, ...]
    extractions: Mapping[str, Extraction]
    matches: Mapping[str, TopicMatch] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()

    def article(self, article_id: str) -> Article | None:
        """The article of that id, if the story has it."""
        return next((one for one in self.articles if one.id == article_id), None)

    def extraction(self, article: Article) -> Extraction:
        """What was read out of it; empty when nothing was."""
        return self.extractions.get(article.id) or Extraction(
            article_id=article.id, language=article.language
        )


class Summariser(Protocol):
    """Says a story in few words. What it says is unverified: verify() decides what is shown."""

    mode: Mode

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """A draft in `language`. Raises digests.errors.SummariserError when it can't."""
        ...
