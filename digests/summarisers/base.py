"""What a summariser is given and gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from digests.answers.material import Material
from digests.model import (
    Answer,
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

    @property
    def mode(self) -> Mode:
        """What a brief is labelled with when it is told so."""
        ...

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """A draft in `language`. Raises digests.errors.SummariserError when it can't."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something said that the sources don't bear out, and why."""

    text: str
    reason: str


@runtime_checkable
class Accounted(Protocol):
    """A summariser whose calls cost something: somebody has to answer for them."""

    def on_behalf_of(self, workspace: str, run: str) -> Summariser:
        """The same summariser, its spending counted for a workspace and one brief."""
        ...


@runtime_checkable
class Repairing(Protocol):
    """A summariser that can be told what was wrong with its draft."""

    async def repair(
        self, view: StoryView, language: Language, draft: Draft, faults: Sequence[Fault]
    ) -> Draft:
        """The draft written anew. Raises digests.errors.SummariserError when it can't."""
        ...


@runtime_checkable
class Answering(Protocol):
    """A summariser that answers questions too, over what was found for them."""

    async def answer(
        self, question: str, material: Material, plain: Answer, language: Language
    ) -> Answer:
        """The answer in `language`, each sentence borne out by the material. Never raises.

        `plain` is the one in the articles' own words: it is given where nothing better can be.
        """
        ...
