"""What of a story a message shows: its one line, the news of an update, the claims beside them."""

from __future__ import annotations

from collections.abc import Sequence

from digests.leaning import leans
from digests.model import BriefItem, Claim, Sentence

_GAP = 2  # code points between two sentences that follow each other
_NEWS, _CLAIMS = 4, 4  # the most that is shown of a story
# Of these a quotation says as much; a forecast or a denial is named for what it is.
_SPOKEN = ("figure", "statement")


def lead(item: BriefItem, language: str) -> Sentence | None:
    """The one line of a story: its lead, unless an update's news stand in other articles."""
    first = next(iter(item.summary), None)
    fresh = news(item, language)
    if not fresh:
        return first
    articles = {piece.article_id for one in fresh for piece in one.evidence}
    return first if first and first.evidence[0].article_id in articles else fresh[0]


def news(item: BriefItem, language: str) -> tuple[Sentence, ...]:
    """The few new sentences of an update that a message shows, in reading order.

    Those in the reader's language, where there are any.
    """
    if item.status != "update":
        return ()
    spoken = {source.article_id for source in item.sources if source.lang == language}
    readable = [one for one in item.what_changed if one.evidence[0].article_id in spoken]
    shown = (readable or list(item.what_changed))[:_NEWS]
    # The article that leads the story leads its news.
    leading = [piece.article_id for one in item.summary[:1] for piece in one.evidence]
    articles = list(dict.fromkeys(one.evidence[0].article_id for one in shown))
    articles.sort(key=lambda one: one not in leading)
    shown.sort(key=lambda one: (articles.index(one.evidence[0].article_id), one.evidence[0].start))
    clear = [one for at, one in enumerate(shown) if not _lacks_its_subject(one, shown[:at])]
    return tuple(clear or shown)


def _lacks_its_subject(one: Sentence, before: Sequence[Sentence]) -> bool:
    """Whether "It" opens it or "he said" tells it, and the sentence that says who is not shown."""
    if not leans(one.text):
        return False
    at, last = one.evidence[0], before[-1].evidence[0] if before else None
    follows = last and last.article_id == at.article_id and 0 <= at.start - last.end <= _GAP
    return not follows


def untold(item: BriefItem, fresh: Sequence[Sentence]) -> list[Claim]:
    """The claims that neither the sentences above them nor the quotes below say already."""
    said = [one.text for one in (*fresh, *item.summary)]
    quoted = [one.evidence.text for one in item.quotes]
    left = [
        one
        for one in item.claims
        if not any(one.text in text for text in said)
        and not (one.kind in _SPOKEN and any(text in one.text for text in quoted))
    ]
    return left[:_CLAIMS]
