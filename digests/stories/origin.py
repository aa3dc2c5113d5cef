"""Who first published what a story repeats: "6 outlets, 2 independent".

Three things make an article another's copy: it has the other's text (a wire or syndicated copy,
whole or cut), its opening says that it reports what the other reported, or it holds nothing but
the figures and the names of a press release. An article that adds its own reporting is its own origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digests.model import Article
from digests.stories.features import names
from digests.stories.quantities import quantities
from digests.text import sentences

_COPIED = 0.5  # of the shorter one's runs of words
_SHINGLE = 5
_RELEASE_FIGURES, _FEW_FIGURES = 4, 2
_UNIT = re.compile(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]")
_OPENING = 2  # sentences
_REPORTED = r"(?:first )?(?:reported|reports|said|says|wrote|revealed|disclosed)"
_RELEASE = re.compile(r"\b(?:today|announces|announced today)\b|今[日天](?:宣布|发布|推出)")
# A press release is dated with its year, a wire report is not.
_DATED = re.compile(
    r"\s*[A-Z][A-Z.,'’ -]{2,40},? +(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}\b"
)
# Passes on another outlet's report under a name that we can't know: a translated one, or none.
_PASSES_ON = re.compile(
    r"\b(?:according to|citing) (?:media|press|newspaper|local|foreign|several) reports?\b"
    r"|外媒|据(?:[^，。]{0,4})(?:媒体|《[^》]{2,14}》|[^，。《》]{2,12}(?:报|社|周刊|新闻网))(?:[^，。]{0,6})(?:报道|消息|披露|称)"
)
_OWN = re.compile(
    r"\b(?:told (?:us|me|this (?:newspaper|publication|site))|(?:we|our reporters?) (?:have )?(?:learn|confirm|review|test|found|count))"
    r"|本[报刊]|本站|向我们|我们(?:获悉|了解)|记者(?:获悉|了解到|独家)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of an article."""

    article: Article
    shingles: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]  # of an English text
    opening: str
    is_release: bool
    own: bool  # it tells of sources of its own: "told us", "本报获悉"
    reports: bool  # it does, or it says so by its outlet's name: "told Reuters"
    passes_on: bool  # it says that others report this


def origins(articles: Sequence[Article]) -> tuple[tuple[str, ...], ...]:
    """The article ids of one story, parted by origin, the origin first in each."""
    ordered = sorted(articles, key=lambda a: (a.published_at, a.id))
    parts: list[list[_Text]] = []
    for text in map(_read, ordered):
        part = next((p for p in parts if any(_repeats(text, other) for other in p)), None)
        if part is None:
            parts.append([text])
        else:
            part.append(text)
    return tuple(tuple(t.article.id for t in _origin_first(part)) for part in parts)


def _read(article: Article) -> _Text:
    units = [unit.lower() for unit in _UNIT.findall(article.text)]
    spans = sentences(article.text[:1200], article.language)[:_OPENING]
    opening = article.text[: spans[-1].end] if spans else ""
    own = _OWN.search(article.text) is not None
    headed = f"{article.title}\n{opening}"
    return _Text(
        article=article,
        shingles=frozenset(
            " ".join(units[at : at + _SHINGLE]) for at in range(max(1, len(units) - _SHINGLE + 1))
        ),
        figures=frozenset(f for f in quantities(article.text) if f[0] in "fy"),
        names=_names(article),
        opening=headed,
        is_release=article.origin_kind == "lab" or _is_release(article, opening),
        own=own,
        reports=own or _is_told(article),
        passes_on=_PASSES_ON.search(headed) is not None,
    )


def _is_release(article: Article, opening: str) -> bool:
    """Whether it speaks as a company does: "today" or a date in its opening, a title in capitals."""
    words = [word for word in re.findall(r"[A-Za-z][\w-]*", article.title) if len(word) > 3]
    headline = len(words) >= 3 and all(word[0].isupper() for word in words)
    chinese = bool(re.search("[\u4e00-\u9fff]", article.title))
    if headline and _DATED.match(opening):
        return True
    return (headline or chinese) and _RELEASE.search(opening) is not None


def _names(article: Article) -> frozenset[str]:
    outlet = frozenset(article.outlet.lower().split())
    return frozenset(n.lower() for n in names(article.title, article.text)) - outlet


def _repeats(later: _Text, earlier: _Text) -> bool:
    return (
        _has_text_of(later, earlier)
        or _credits(later, earlier)
        or _passes_on(later, earlier)
        or (earlier.is_release and _only_retells(later, earlier))
    )


def _has_text_of(a: _Text, b: _Text) -> bool:
    shared = len(a.shingles & b.shingles)
    return shared >= _COPIED * max(1, min(len(a.shingles), len(b.shingles)))


def _credits(later: _Text, earlier: _Text) -> bool:
    """Whether its opening says that it passes on what the other's outlet reported."""
    outlet, own = earlier.article.outlet.strip(), later.article.outlet.strip()
    if not outlet or outlet == own or later.reports:
        return False
    if outlet.lower() not in later.opening.lower():
        return False  # most are not, and a pattern for each pair is dear
    name = re.escape(outlet)
    says = re.compile(
        rf"(?<!told )(?<!told the )\b(?:the )?{name},?\s+(?:\w+ly\s+)?{_REPORTED}\b"
        rf"|\b(?:according to|citing|in a report by|a report (?:in|by)) (?:the )?{name}\b"
        rf"|[据援引](?:[^，。]{{0,6}}){name}(?:[^，。]{{0,8}})?(?:报道|消息|称|披露)|{name}(?:[^，。]{{0,6}})(?:报道|披露)",
        re.IGNORECASE,
    )
    return says.search(later.opening) is not None


def _is_told(article: Article) -> bool:
    """Whether somebody spoke to its outlet: "told Reuters"."""
    outlet = article.outlet.strip()
    return (
        bool(outlet)
        and re.search(
            rf"\b(?:told|shown to|seen by|reviewed by|spoke (?:to|with)) (?:the )?{re.escape(outlet)}\b",
            article.text,
            re.IGNORECASE,
        )
        is not None
    )


def _passes_on(later: _Text, earlier: _Text) -> bool:
    """Whether it says that others report this, and has no figure but the other's."""
    return (
        later.passes_on
        and later.article.outlet != earlier.article.outlet
        and later.figures <= earlier.figures
        and not later.reports
    )


def _only_retells(later: _Text, release: _Text) -> bool:
    """Whether all its figures are the press release's, and all its names where those are few."""
    if later.own or not later.figures <= release.figures:
        return False
    if len(later.figures) >= _RELEASE_FIGURES:
        return True
    english = later.article.language == release.article.language == "en"
    return english and len(later.figures) >= _FEW_FIGURES and later.names <= release.names


def _origin_first(part: Sequence[_Text]) -> list[_Text]:
    """The one whose text the others carry: a lab, the outlet that they name, else the earliest."""

    def claim(text: _Text) -> tuple[bool, bool]:
        name = re.split(r"\s", text.article.outlet.strip())[0]
        named = bool(name) and any(
            re.search(rf"\({re.escape(name)}\b", other.article.text[:200])
            for other in part
            if other is not text
        )
        return (text.article.origin_kind in ("lab", "wire") or text.is_release, named)

    first = max(part, key=claim)
    return [first, *(text for text in part if text is not first)]
