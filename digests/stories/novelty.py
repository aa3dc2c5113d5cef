"""What a sentence tells that is not known: new figures, dates, names, speech, or merely new words.

Old news comes back in other words, so new words alone make no news: what makes it is a figure, a
date, a name or somebody's statement that nobody has given yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from digests.model import Article
from digests.stories.features import across, features, names
from digests.stories.prior import Background, count
from digests.stories.words import stem
from digests.text import has_cjk

_RECAP = 0.35  # of a sentence's weight in words: with less that is new it only repeats
_STATEMENT = 0.5
_LONG_QUOTE, _LONG_QUOTE_ZH = 25, 10  # characters; shorter ones are terms and scare quotes
_QUOTED = re.compile(r"[\"“「]([^\"”」]+)[\"”」]")
_SPEECH = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:said|says|told|wrote|announced|confirmed|denied|promised|apologi[sz]ed|warned|agreed|pledged|"
    r"admitted|acknowledged|expects?|plans?|offered|urged|called|ordered|ruled|stopped|suspended|found)\b"
    r"|表示|宣布|承认|否认|透露|指出|回应|证实|承诺|要求|获悉|告诉|决定|警告|道歉|坚持|认为|说，",
)
# What people at large think of it: true, but not what a reader waits for.
_COMMENT = re.compile(
    r"\b(?:analysts?|experts?|bankers|buyers|critics|observers|rivals|competitors|insiders|investors who|"
    r"(?:procurement|industry) \w+|some (?:\w+ )?(?:customers|users|developers|employees))\b"
    r"|业内|分析师|分析人士|市场普遍|创业者|观察人士|网友|有人|外界|对[^，。]{2,8}来说",
    re.IGNORECASE,
)
_WEEKDAYS = (
    "monday 周一 星期一", "tuesday 周二 星期二", "wednesday 周三 星期三", "thursday 周四 星期四",
    "friday 周五 星期五", "saturday 周六 星期六", "sunday 周日 星期日",
)  # fmt: skip
_WEEKDAY = {name: number for number, names_ in enumerate(_WEEKDAYS) for name in names_.split()}
_DAY = re.compile("|".join(_WEEKDAY), re.IGNORECASE)
_OPINION = re.compile(
    r"\bI\b(?! ?(?:\.|said))|\bmy (?:view|guess|bet)\b"
    r"|笔者|我认为|在我看来|依我看|与其[^，。]*[，,]?不如|不必当真|何必|编者认为|社评|评论员"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What has been told of a story: its features, in every script they may take."""

    features: frozenset[str]
    languages: frozenset[str]

    def has(self, feature: str) -> bool:
        """Whether a feature is known, be it in the other script, or a name as a mere word."""
        if feature in self.features or any(one in self.features for one in across(feature)):
            return True
        return feature[0] == "n" and f"w:{stem(feature[2:])}" in self.features


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one sentence. `worth` ranks it among the new sentences of a story."""

    facts: frozenset[str]  # new figures, dates and names
    quoted: bool  # a new quotation
    speech: bool  # a new statement, quoted or not
    share: float  # of its words, by weight, that are new
    discount: float  # for comment and for looking back

    @property
    def is_hard(self) -> bool:
        """Whether the sentence alone makes its story news."""
        return bool(self.facts) or self.quoted

    @property
    def worth(self) -> float:
        figures = sum(1.0 for fact in self.facts if fact[0] in "fd")
        others = sum(0.4 for fact in self.facts if fact[0] not in "fd")
        said = 0.6 if self.speech else 0.0
        return min(2.5, figures + others) + said + self.share - self.discount


class Reader:
    """Reads the sentences of one article against what is known."""

    def __init__(self, article: Article, background: Background | None = None) -> None:
        self._names = names(article.title, article.text)
        self.chinese = has_cjk(article.title or article.text[:200])
        self._background = background or count([])
        self._own = frozenset(f"n:{word.lower()}" for word in article.outlet.split())
        # Whichever side of midnight the outlet wrote on, its own day is no news.
        near = [article.published_at - timedelta(hours=12 * back) for back in range(-1, 5)]
        self._recent = frozenset(f"d:{day.month}-{day.day}" for day in near)
        self._today = {day.weekday() for day in near[:3]}
        self.opinion = len(_OPINION.findall(_QUOTED.sub("", article.text))) >= 2

    def features(self, text: str) -> frozenset[str]:
        """The features of a part of the article."""
        return frozenset(features(text, self._names, chinese=self.chinese))

    def news(self, text: str, known: Known) -> News | None:
        """What a sentence adds to what is known; None where it only repeats."""
        found = self.features(text)
        foreign = self._language not in known.languages
        # A name can't be looked for in another script with any certainty: a figure can.
        kinds = "fd" if foreign else "fdn"
        facts = frozenset(
            f
            for f in found
            if f[0] in kinds and f not in self._own and f not in self._recent and not known.has(f)
        )
        share = self._share(found, known)
        if not facts and (share < _RECAP or (foreign and any(f[0] in "fd" for f in found))):
            return None
        if self.opinion:
            facts = frozenset()
        return News(
            facts=facts,
            quoted=share >= _RECAP and self._quotes(text) and not (foreign and not facts),
            speech=not foreign and share >= _STATEMENT and self._states(text),
            share=share,
            discount=self._discount(text),
        )

    @property
    def _language(self) -> str:
        return "zh" if self.chinese else "en"

    def _share(self, found: frozenset[str], known: Known) -> float:
        words = {f: self._background.weight(f) for f in found if f[0] == "w"}
        total = sum(words.values())
        if not total:
            return 0.0
        return sum(weight for f, weight in words.items() if f not in known.features) / total

    def _quotes(self, text: str) -> bool:
        least = _LONG_QUOTE_ZH if self.chinese else _LONG_QUOTE
        return any(len(quote) >= least for quote in _QUOTED.findall(text))

    def _states(self, text: str) -> bool:
        return not self.opinion and _SPEECH.search(text) is not None

    def _discount(self, text: str) -> float:
        days = {_WEEKDAY[day.lower()] for day in _DAY.findall(text)}
        looks_back = bool(days) and not days & self._today
        return (0.6 if _COMMENT.search(text) else 0.0) + (0.6 if looks_back else 0.0)


def known(texts: Iterable[tuple[Article, str]]) -> Known:
    """What these parts of articles have told, their titles included."""
    found: set[str] = set()
    languages: set[str] = set()
    for article, text in texts:
        reader = Reader(article)
        languages.add("zh" if reader.chinese else "en")
        for feature in reader.features(text):
            found.add(feature)
            found.update(across(feature))
    return Known(features=frozenset(found), languages=frozenset(languages))
