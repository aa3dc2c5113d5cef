"""Figures with what they measure: the dimension, and the words around them that say of what."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from digests.evidence import cut
from digests.extract.figures import figures
from digests.model import Article, Evidence, Figure
from digests.stories.features import across, features, names
from digests.stories.prior import Background
from digests.stories.quantities import dates
from digests.stories.units import dimension, seconds
from digests.stories.words import stem
from digests.text import has_cjk, sentences

_CLAUSE = re.compile(r"[,;:，；：、。.]\s|[，；：、。]|\s(?:and|but|while|with|or)\s|\s[-—–]\s")
_SMALL = 10
_CLOSE, _ANOTHER = math.log(1.5), math.log(2.02)
_DAY, _DAYS = 0.03, 70.0
_RECENT = timedelta(days=3)
_NEAR, _FAR = 1.0, 0.5
_DURATION_JOIN = re.compile(r"\s*(?:and|,|又|零)?\s*$")

# Which way a figure goes, since "40% below" and "下降四成" share no other word.
_DIRECTIONS = (
    (
        "r:down",
        re.compile(
            r"\b(?:below|lower|less|fewer|cheaper|down|fell|falls?|drop\w*|declin\w+|decreas\w+|cut\w*|"
            r"reduc\w+|shrank|shrink\w*|slow\w*)\b|下降|降低|低于|减少|便宜|下调|下跌|缩减|降幅|降价",
            re.IGNORECASE,
        ),
    ),
    (
        "r:up",
        re.compile(
            r"\b(?:above|higher|more than|up|rose|rise\w*|grew|grow\w*|increas\w+|gain\w*|climb\w*|"
            r"faster|jump\w*)\b|上升|上涨|提高|提升|高于|增长|增加|涨幅|加快",
            re.IGNORECASE,
        ),
    ),
)

_ODD = re.compile("[个十百千万]多|余")  # 五个多小时: five and some
_INSTEAD = re.compile(
    r"\b(?:not|instead of|rather than|as opposed to|contrary to)\b|而非|而不是|不是|并非",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:under|below|above|over|than|short of|less|more)\b|低于|高于|少于|多于", re.IGNORECASE
)
_CLAIMED = re.compile(
    r"\b(?:label\w*|claim\w*|stated|official\w*|advertis\w+|quoted|announced|reported)\b"
    r"|说法|官方|写明|公布|标称|宣称|所称|声称",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:error|mistake\w*|wrong\w*|incorrect\w*|typo|misstat\w+|overstat\w+|understat\w+)\b|有误|错误|笔误|误写",
    re.IGNORECASE,
)

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of one article: its value in one unit of its dimension, and its context."""

    article_id: str
    sentence: Evidence
    text: str
    figure: Figure
    dimension: str
    value: float
    chinese: bool
    context: Vector
    clause: tuple[str, str] = ("", "")  # the words of its clause before it and after it

    def far(self, other: Measure) -> float:
        """How far two values of one dimension are apart: 0 is equal, log 2 is twice as much.

        Of dates, seven weeks are as far apart as that.
        """
        if self.dimension != "date":
            return abs(math.log(self.value / other.value))
        days = abs(self.value - other.value)
        return _DAY + days / _DAYS if days else 0.0

    def contrasts(self, other: Measure) -> bool:
        """Whether their sentence sets this figure against the other: "2,400, and not 4,200".

        That a figure is above or below another says so only where the other is what someone
        claims, and close by: "70.4 billion, slightly under the 72 billion on the label".
        """
        start, end = sorted((self.figure, other.figure), key=lambda f: f.start)
        at = self.sentence.start
        between = self.sentence.text[max(0, start.end - at) : end.end - at]
        far = self.far(other)
        if far <= _ANOTHER and (
            _INSTEAD.search(between) or _WRONG.search(self.sentence.text[start.end - at :])
        ):
            return True
        claimed = _CLAIMED.search(self.sentence.text)
        return far <= _CLOSE and bool(claimed and _COMPARED.search(between))


def measures(article: Article, background: Background) -> tuple[Measure, ...]:
    """Every figure of an article that another outlet may give otherwise, in the text's order."""
    known = names(article.title, article.text)
    chinese = has_cjk(article.title or article.text[:200])
    found: list[Measure] = []
    for span in sentences(article.text, article.language):
        sentence = cut(article, span.start, span.end)
        for figure in (
            *_joined(article, sentence, chinese=chinese),
            *_dated(article, sentence),
        ):
            around = (
                article.text[max(sentence.start, figure.start - 24) : figure.start],
                article.text[figure.end : figure.end + 24],
            )
            kind, value = _measured(figure, *around, chinese=chinese)
            if value <= 0 or (kind == "count" and not figure.unit and value < _SMALL):
                continue  # "苍梧3", "five or fewer": a name, or too little to go by
            found.append(
                Measure(
                    article_id=article.id,
                    sentence=sentence,
                    text=figure.text,
                    figure=figure,
                    dimension=kind,
                    value=value,
                    chinese=chinese,
                    context=_context(sentence, figure, known, background, chinese=chinese),
                    clause=_split(sentence, figure)[1],
                )
            )
    return tuple(found)


def _dated(article: Article, sentence: Evidence) -> Iterator[Figure]:
    """The dates of a sentence, as the day of the year, but for those of the event itself."""
    at = article.published_at
    for start, end, month, day in dates(sentence.text):
        try:
            there = datetime(at.year, month, day, 12, tzinfo=UTC)
        except ValueError:
            continue  # 30 February
        if abs(there - at) > _RECENT:
            yield Figure(
                text=sentence.text[start:end],
                start=sentence.start + start,
                end=sentence.start + end,
                value=float(there.timetuple().tm_yday),
                unit="date",
            )


def _joined(article: Article, sentence: Evidence, *, chinese: bool) -> Iterator[Figure]:
    """The sentence's figures, "five hours and twenty minutes" as one in seconds."""
    language = "zh" if chinese else "en"
    held: Figure | None = None
    for found in figures(article.text, sentence.start, sentence.end, language):
        figure = replace(found, bound=">") if chinese and _ODD.search(found.text) else found
        lasts = seconds(figure.unit)
        if held is not None:
            between = article.text[held.end : figure.start]
            if lasts and _DURATION_JOIN.fullmatch(between):
                yield Figure(
                    text=article.text[held.start : figure.end],
                    start=held.start,
                    end=figure.end,
                    value=held.value * (seconds(held.unit) or 1) + figure.value * lasts,
                    unit="second",
                    bound=held.bound,
                )
                held = None
                continue
            yield held
            held = None
        if lasts:
            held = figure
        else:
            yield figure
    if held is not None:
        yield held


# What stands before a bare number and says what it measures: 参数量为340亿, "a parameter count of 34bn".
_NAMED_BEFORE = (
    (
        "parameters",
        re.compile(
            r"(?:参数(?:总)?(?:量|规模|数)?|\bparameter count)\s*(?:of|is|at|[为约达到是近高超过：:])*\s*$"
        ),
    ),
    (
        "tokens",
        re.compile(
            r"(?:上下文(?:窗口|长度)?|\bcontext (?:window|length))\s*(?:of|is|at|[为约达到是近高超过：:])*\s*$"
        ),
    ),
)


def _measured(figure: Figure, before: str, after: str, *, chinese: bool) -> tuple[str, float]:
    unit, value = figure.unit, figure.value
    if unit is None:
        unit = next((name for name, form in _NAMED_BEFORE if form.search(before)), None)
    if unit == "次":  # 万亿次每秒 is computing power, 八次 is a count
        return ("flops" if after.startswith(("每秒", "/秒")) else "count"), value
    if unit == "times" and chinese and figure.change == "up":
        return unit, value + 1  # 增长两倍 is three times as much
    kind, factor = dimension(unit)
    return kind, value * factor


def _context(
    sentence: Evidence,
    figure: Figure,
    known: frozenset[str],
    background: Background,
    *,
    chinese: bool,
) -> Vector:
    """The features around a figure: its clause in full, the rest of the sentence for less."""
    rest, clause = _split(sentence, figure)
    # A name says whose figure it is, and in one story that is nearly always the same.
    own = {stem(name.lower()) for name in known} | {name.lower() for name in known}
    parts = ((_NEAR, " … ".join(clause)), (_FAR, " … ".join(rest)))
    weights: dict[str, float] = {}
    for weight, text in parts:
        for direction, pattern in _DIRECTIONS:
            if pattern.search(text):
                weights[direction] = max(weights.get(direction, 0.0), 2.0 * weight)
    for weight, text in parts:
        for feature in features(text, known, chinese=chinese):
            if feature[0] in "fyd" or feature[2:] in own:
                continue
            for one in (feature, *across(feature)):
                if one[0] == "s":
                    continue
                weights[one] = max(weights.get(one, 0.0), weight * background.weight(one))
    return weights


def _split(sentence: Evidence, figure: Figure) -> tuple[tuple[str, str], tuple[str, str]]:
    """A figure's sentence without its clause, and the clause: each before and after the figure."""
    at, end = figure.start - sentence.start, figure.end - sentence.start
    before, after = sentence.text[:at], sentence.text[end:]
    start = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    stop = next((m.start() for m in _CLAUSE.finditer(after)), len(after))
    return (before[:start], after[stop:]), (before[start:], after[:stop])
