"""Who speaks: everyone and every organisation an article names, and who a mention means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digests.model import Article, Span, SpeakerKind

if TYPE_CHECKING:
    from digests.extract.entities import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone who says something, by the fullest name the article gives.

    An unnamed source's name is the article's own phrase; an organisation's is its name.
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    organisation: str | None = None


_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone and every organisation an article names, with where it names them."""

    article: Article
    named: tuple[tuple[Span, Speaker], ...] = ()

    def resolve(self, span: Span) -> Speaker | None:
        """Who the name, surname, pronoun or phrase at `span` means, by the fullest name.

        None where two readings are as likely, or where it means nobody.
        """
        wanted = self.article.text[span.start : span.end]
        for _, speaker in self.named:
            if wanted in speaker.name:
                return speaker
        return None

    def subject_of(self, sentence: Span) -> tuple[Span, Speaker] | None:
        """Who says what this sentence reports, and the span of the mention. None: the writer.

        "Lin said the chance is low", "prices fell, according to Lin", "林俊旸表示……".
        """
        return None


def cast_of(article: Article, gazetteer: Gazetteer | None = None) -> Cast:
    """Read the whole cast out of an article's text. `gazetteer` adds names known beforehand."""
    named = tuple(
        (Span(start=m.start(), end=m.end()), Speaker(name=m[0], kind="person"))
        for m in _NAME.finditer(article.text)
    )
    return Cast(article=article, named=named)
