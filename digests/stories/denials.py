"""What one outlet reports and another has denied, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.evidence import cut
from digests.model import Article, Difference, Evidence, Language, Side
from digests.stories.concepts import concepts, families
from digests.text import sentences

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ial)|refut\w+|rebut\w*|not true|untrue|false report)\b"
    r"|否认|辟谣|不实|并非事实|子虚乌有",
    re.IGNORECASE,
)
# A title that says no without the word: "Brask says it is not buying Kelder", "布拉斯克：未与开尔德洽谈".
_TITLE_DENIES = re.compile(
    r"\b(?:not (?:for sale|in talks|buying|selling|leaving|planning|considering|true)|no (?:plans?|talks|deal|such)|never (?:held|had|agreed))\b"
    r"|\b(?:says?|insists?|tells?)\b.{0,40}\b(?:not|n't|never|no)\b|\b(?:rejects?|dismiss(?:es)?|disputes?)\b.{0,20}\b(?:reports?|claims?|rumou?rs?|talk)\b"
    r"|未(?:与|曾|有)|并未|没有(?:计划|进行|与|打算)|无(?:意|计划)|不(?:会|卖|是真的)|绝无",
    re.IGNORECASE,
)
_SAYS_NO = re.compile(
    r"\b(?:not|no|never|n't|nor|untrue|false)\b|n't\b|否认|没有|不会|不是|并未|不卖|不实|无意",
    re.IGNORECASE,
)
_FEW = 6


def denials(articles: Sequence[Article], language: Language = "en") -> Iterator[Difference]:
    """At most one difference: the first report of what a later title denies, and the denial.

    `articles` are the story's independent reports, the oldest first.
    """
    for number, later in enumerate(articles):
        if not _denies(later.title):
            continue
        events = _events(later.title) | _events(later.text[:400])
        for earlier in articles[:number]:
            if _denies(earlier.title) or earlier.outlet == later.outlet != "":
                continue
            report = _first(earlier, _events(earlier.title) & events)
            answer = _answer(later)
            if report is not None and answer is not None:
                yield Difference(
                    about="报道与否认" if language == "zh" else "a report and its denial",
                    sides=(_side(earlier, report), _side(later, answer)),
                )
                return


def _denies(title: str) -> bool:
    return bool(_DENIES.search(title) or _TITLE_DENIES.search(title))


def _events(text: str) -> frozenset[str]:
    """What happens in a text, by term and by kind, that it is denied left out."""
    terms = frozenset(c for c in concepts(text) if c.startswith("v:"))
    return (terms | frozenset(families(text))) - {"v:deny", "v:denial", "k:denial"}


def _first(article: Article, events: frozenset[str]) -> Evidence | None:
    """The first sentence that tells of these events."""
    for span in sentences(article.text, article.language)[:_FEW]:
        text = article.text[span.start : span.end]
        if events & _events(text) and not _SAYS_NO.search(text):
            return cut(article, span.start, span.end)
    return None


def _answer(article: Article) -> Evidence | None:
    """The denial in the words of who denies, or else the sentence that says it was denied."""
    spans = sentences(article.text, article.language)[:_FEW]
    found = [cut(article, span.start, span.end) for span in spans]
    said = [e for e in found if _SAYS_NO.search(e.text) and re.search('[“"「]', e.text)]
    told = [e for e in found if _DENIES.search(e.text) or _TITLE_DENIES.search(e.text)]
    return next(iter((*said, *told)), None)


def _side(article: Article, sentence: Evidence) -> Side:
    return Side(article_id=article.id, text=sentence.text, evidence=sentence)
