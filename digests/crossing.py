"""Whether sentences in one language bear out a sentence in another: English and Chinese.

Words can't be compared, so what can be is: figures, dates, names and their order, who speaks, and
what every "not", "may" and "will" speaks of. Every other word must be one that some word of the
sources may mean, by the dictionaries; one that can't be is not borne out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from digests.across import explaining, lexicon, naming, senses
from digests.across.context import context
from digests.across.pairing import MONEY, Pairing, alike, when_left_out
from digests.across.places import order_turned
from digests.across.speaking import misspoken
from digests.amounts import of_how_many, of_why
from digests.dates_told import calendar
from digests.evidence import cut
from digests.extract.figures import figures
from digests.figures_told import plain_limits
from digests.grounds import ADDS, MOST, readable
from digests.measured import measured_otherwise
from digests.model import Article, Evidence, Figure
from digests.stories.quantities import quantities
from digests.summarisers.base import StoryView
from digests.text import has_cjk
from digests.turns import turns

READ = 12_000  # characters of an article: more than a model is sent
_DOTTED = re.compile(r"\b(?:U\.S|U\.K|E\.U|U\.N)\.(?=\s|$)")
_DIGITS = re.compile(r"(?<![A-Za-z0-9.,])\d[\d,]*(?:\.\d+)?")
# "Within 30 days" is no other limit than "30天内".
_TIMES = frozenset(
    "days weeks months years hours minutes seconds day week month year 天 周 个月 年 小时 日 月 分钟".split()
)
_QUARTERS = re.compile(r"\b(?:first|last|past) (?:two|three|four) quarters\b", re.IGNORECASE)
_FEW_ZH = re.compile(
    r"(?<![第十百千万亿\d.月年])([两二三四五六七八九]|(?<![.,\d])[2-9])(?![十百千万亿\d.月%成号日])"
    r"(?=个|年|名|家|人|座|款|台|周|天|次|项|位|大|种|起|季|条|国|州|省|市|所|处|倍|分之|轮|代|只|辆|套|批|部)"
)
_FEW_EN = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|both|pair|double|triple|twice|half|(?<=a )quarter(?= of)|(?<=one-)quarter|(?<=a )third|thirds)\b|(?<![.,\d$€£])\b([2-9])\b(?![.,]?\d)(?!%| ?(?:thousand|million|billion|trillion|percent|per cent|cents?|dollars|yuan|euros?|pounds?|bn|m)\b)",
    re.IGNORECASE,
)
_VALUES = {
    word: n
    for n, words in {
        2: "two both pair double twice half 两 二",
        3: "three triple third thirds 三",
        4: "four quarter 四",
        5: "five 五",
        6: "six 六",
        7: "seven 七",
        8: "eight 八",
        9: "nine 九",
    }.items()
    for word in words.split()
}


def unsupported(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """What the sentence says that its evidence in another language does not; None if nothing."""
    if not evidence:
        return "no sentence of the articles says this"
    text = _closed_up(text)
    if len(evidence) > 1:
        known = "\n".join(one.text for one in evidence)
        pairing = _paired(text, known, _aliases(view))
        alone = _carrying(pairing, text, evidence)[:1]
        if _untold(text, alone, view) is None:
            return None  # the others only name whom it is about
    return _untold(text, evidence, view)


def _untold(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    known = "\n".join(one.text for one in evidence)
    counted = _figures(text, evidence) or _numbers(text, known) or _few(text, known)
    if counted:
        return counted
    said: senses.Side = "chinese" if has_cjk(text) else "english"
    aliases = _aliases(view)
    pairing = _paired(text, known, aliases)
    mainly = _carrying(pairing, text, evidence)
    told = "\n".join(one.text for one in mainly)
    wide = _paired(text, f"{known}\n{context(evidence, view)}", aliases)
    close = _paired(text, f"{told}\n{context(mainly, view)}", aliases)
    return (
        explaining.unexplained(wide, said)
        or explaining.strangers(close, said)
        or explaining.run_together(pairing, said, _spans(evidence))
        or misspoken(text, mainly, view)
        or of_how_many(text, known)
        or of_why(text, known)
        or senses.turned(pairing, said)
        or order_turned(pairing)
        or _measures(text, known)
    )


def _carrying(pairing: Pairing, text: str, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence that the sentence mainly says; the rest only names who or what is meant."""
    shares = [explaining.share(pairing, *span, has_cjk(text)) for span in _spans(evidence)]
    return [
        one
        for one, share in zip(evidence, shares, strict=True)
        if share * 2 > max(shares) or share == max(shares)
    ]


def _spans(evidence: Sequence[Evidence]) -> Sequence[tuple[int, int]]:
    """Where each stands in all of them together."""
    starts = [sum(len(one.text) + 1 for one in evidence[:at]) for at in range(len(evidence))]
    return [(at, at + len(one.text)) for at, one in zip(starts, evidence, strict=True)]


def nearest(text: str, articles: Iterable[Article], view: StoryView) -> tuple[Evidence, ...]:
    """The few sentences of one article in the other language that may mean most of the text."""
    best: tuple[int, tuple[Evidence, ...]] = (0, ())
    aliases = _aliases(view)
    for article in articles:
        pairing = _paired(_closed_up(text), article.text[:READ], aliases)
        spans = {
            one: explaining.held(pairing, one.start, one.end, has_cjk(text))
            for one in readable(article)
            if one.end <= READ
        }
        wanted = len(frozenset().union(*spans.values()))
        held: frozenset[int] = frozenset()
        chosen: list[Evidence] = []
        while spans and len(chosen) < MOST:
            span = max(spans, key=lambda one: len(spans[one] - held))
            new = spans.pop(span) - held
            if len(new) < max(1, ADDS * wanted):
                break
            chosen.append(cut(article, span.start, span.end))
            held |= new
        if len(held) > best[0]:
            best = (len(held), tuple(sorted(chosen, key=lambda one: one.start)))
    return best[1]


def _paired(text: str, known: str, aliases: Mapping[str, tuple[str, ...]]) -> Pairing:
    known = _DOTTED.sub(lambda match: match[0].replace(".", " ").replace(" ", "", 1), known)
    chinese, english = (text, known) if has_cjk(text) else (known, text)
    return Pairing(chinese=chinese, english=english, aliases=aliases)


def _aliases(view: StoryView) -> Mapping[str, tuple[str, ...]]:
    """Every name of whom the articles name, with all their names."""
    found: dict[str, tuple[str, ...]] = {}
    for article in view.articles:
        for entity in view.extraction(article).entities:
            if not (entity.id or lexicon.coined(entity.name)):
                continue  # a phrase of plain words may have been taken for a name
            names = (entity.name, *entity.aliases)
            found.update((name.casefold(), names) for name in names if len(name) > 1)
    return found


def untranslated(text: str, quote: Evidence, view: StoryView) -> str | None:
    """What a translation of a quote says otherwise; its length must fit too."""
    if len(text) > 8 * len(quote.text) or len(quote.text) > 8 * len(text):
        return "its length does not fit"
    text = _closed_up(text)
    here, there = set(quantities(text)), set(quantities(quote.text))
    if here != there:
        return "a number or date is not the same"
    return _facts(text, (quote,), view)


def _closed_up(text: str) -> str:
    """Without the spaces that some put between Chinese and digits: "8000 万" is a number.

    "U.S." is one word.
    """
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    return re.sub(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)", "", text)


def _facts(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    known = "\n".join(one.text for one in evidence)
    wide = _paired(text, f"{known}\n{context(evidence, view)}", _aliases(view))
    said: senses.Side = "chinese" if has_cjk(text) else "english"
    return (
        _figures(text, evidence)
        or _numbers(text, known)
        or explaining.strangers(wide, said)
        or turns(text, known)
    )


def _figures(text: str, evidence: Sequence[Evidence]) -> str | None:
    text = plain_limits(_QUARTERS.sub(" ", text))
    told = [plain_limits(one.text) for one in evidence]
    known = [found for one in told for found in figures(one, language=_language(one))]
    for figure in figures(text, language=_language(text)):
        same = [one for one in known if alike(figure, one)]
        counted = figure.unit not in MONEY and figure.unit != "%" and figure.value < 10
        if not same and counted:
            continue  # looked for by itself
        if not same:
            return f"the figure {figure.text!r} is not in its sources"
        lasts = (figure.unit or "") in _TIMES
        if not (counted or lasts) and not any(_side(figure) == _side(one) for one in same):
            return f"the figure {figure.text!r} is a limit in another sense there"
        moves = {one.change for one in same if one.change}
        if figure.change and moves and figure.change not in moves:
            return f"the figure {figure.text!r} moves the other way there"
    return None


def _language(text: str) -> str:
    return "zh" if has_cjk(text) else "en"


def _side(figure: Figure) -> int:
    return {"<": -1, "at_most": -1, ">": 1, "at_least": 1}.get(figure.bound, 0)


def _numbers(text: str, known: str) -> str | None:
    text = _nameless(text)
    # "2100台" may be read as a year, and "2,100" is none.
    here, there = ({key.replace("y:", "f:") for key in quantities(one)} for one in (text, known))
    if here - there or set(calendar(text)) - set(calendar(known)):
        return "a number or date in it is not in its sources"
    told = {one.text for one in figures(text, language=_language(text))}
    digits = {one.replace(",", "") for one in _DIGITS.findall(known)}
    for one in _DIGITS.findall(when_left_out(text)):
        held = one.replace(",", "") in digits or any(one in figure for figure in told)
        if not held and not any(one in key for key in quantities(text)):
            return f"the number {one!r} is not in its sources"
    return None


def _few(text: str, known: str) -> str | None:
    """A number below ten that the sources do not have."""
    here, there = (_FEW_ZH, _FEW_EN) if has_cjk(text) else (_FEW_EN, _FEW_ZH)
    text = when_left_out(_nameless(text))
    told = {_value(match) for match in there.finditer(known)}
    timed = {_timed(match, known) for match in there.finditer(known)} - {None}
    if has_cjk(known):
        told |= {2} if re.search(r"双方|双|半|均", known) else set()
    for match in here.finditer(text):
        digits = match[0].isdigit()  # of a name: "Plover 2"
        lasts = _timed(match, text)
        if lasts and timed and lasts not in timed:
            return f"the number {match[0]!r} is of something else in its sources"
        if _value(match) not in told and not digits:
            return f"the number {match[0]!r} is not in its sources"
    return None


def _measures(text: str, known: str) -> str | None:
    wrong = measured_otherwise(text, known)
    return "a figure measures something else in its sources" if wrong else None


_LASTS = (
    ("year", re.compile(r"[\s-]?years?\b|年")), ("month", re.compile(r"[\s-]?months?\b|个?月")),
    ("week", re.compile(r"[\s-]?weeks?\b|周|星期")), ("day", re.compile(r"[\s-]?days?\b|天|日")),
    ("hour", re.compile(r"[\s-]?hours?\b|个?小时")), ("minute", re.compile(r"[\s-]?minutes?\b|分钟")),
)  # fmt: skip


def _timed(match: re.Match[str], text: str) -> tuple[str, int] | None:
    """How long it says that something lasts: 9 hours."""
    kind = next((name for name, form in _LASTS if form.match(text, match.end())), None)
    return (kind, _value(match)) if kind else None


def _nameless(text: str) -> str:
    """Without people, whose names may hold numerals: 安托万."""
    for name in naming.people(text) if has_cjk(text) else ():
        text = text.replace(name, "，")
    return text


def _value(match: re.Match[str]) -> int:
    word = next(filter(None, match.groups())).casefold()
    return _VALUES.get(word) or int(word)
