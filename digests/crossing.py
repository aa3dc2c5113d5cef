"""Whether sentences in one language bear out a sentence in another: English and Chinese.

Words can't be compared, so what can be is: figures, dates, names, events, negations, doubts and
the way things move. Every other word must be one that some word of the sources may mean, by the
dictionary; one that can't be is not borne out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests import glossary
from digests.bindings import OPENERS
from digests.dates_told import calendar
from digests.extract.chinese_names import names_of
from digests.extract.figures import figures
from digests.model import Entity, Evidence, Figure
from digests.stories.concepts import concepts
from digests.stories.quantities import quantities
from digests.stories.romanise import pinyin, sounds, translations, transliterations
from digests.summarisers.base import StoryView
from digests.text import has_cjk
from digests.turns import turns

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN_NAME = re.compile(r"\b[A-Za-z]*[A-Z][\w’'&-]*\b|\b[A-Za-z]+-?\d[\w.-]*\b")
_DIGITS = re.compile(r"(?<![A-Za-z0-9.,])\d[\d,]*(?:\.\d+)?")
_SELLS = re.compile(r"\bs(?:ell|ells|elling|old|ale)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:本|上|下)?(?:周|星期)[一二三四五六日天]")
# Chinese words of news that carry no fact of their own.
_PLAIN_ZH = re.compile(
    r"显示|这类|这些|这种|有人|公司|企业|拥有|任何|达到|进行|展开|开展|成为|作为|关于|相关|有关|已经|仍然|仍|并且|以及|还有|同时|随后|此次|此前|日前|当天|当地|全部|部分|一些|所有|各|每|给|它|他|她|我们|他们|自己|着|过|得|地|机构|实验室|模型|表示|宣布|指出|认为|透露|称|说|报道|记者|消息|周[一二三四五六日天]|星期.|今年|去年|"
    r"明年|本周|上周|日前|近日|目前|已经|正在|将|已|曾|其|该|这|那|的|了|在|和|与|及|对|为|以|从|由|把|被|向|于|"
    r"到|至|并|而|但|也|都|就|还|更|最|很|年|月|日|号|时|亿|万|千|百|美元|元|人民币|欧元|名|个|家|项|款|台|份|人|"
    r"员工|首席执行官|创始人|总裁|经理|分析师|研究员|董事长|科学家|教授|负责人|发言人|美国|中国|英国|欧盟|"
    r"百分之|约|超过|不到|低于|高于|至少|至多|同比|环比|以上|以下|其中|包括|因为|由于|所以|如果|可能|可以|会|不|没有|"
    r"未|无|是|有|后|前|中|内|外|上|下|之|等|新|大|小|多|少|一|二|三|四|五|六|七|八|九|十|两|第|次|自|此"
)
_PLAIN_EN = frozenset(
    """company firm lab group model year month week day people person percent million billion dollar
    yuan chief executive founder analyst researcher spokesperson president monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october
    november december announce report new last next first use make take give put china chinese
    america american use will may can expect say said state tell told warn add note believe think estimate predict forecast plan hope aim call describe according including include among also still already now then there their its his her would could should have has had be been being was were is are do does did not no than more less about around over under up down only just very much many some any all both each other another such own same so too well even back out off within without between during before after since until while through across against into onto from with for of to by at on in""".split()
)


_PLAIN_STEMS = frozenset(stem for word in _PLAIN_EN for stem in glossary.stems(word))
_SINGLE = frozenset(
    "降升涨跌买卖售投建花费超增减"
)  # single characters that are whole words of news


def unsupported(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """What the sentence says that its evidence in another language does not; None if nothing."""
    if not evidence:
        return "no sentence of the articles says this"
    text = _closed_up(text)
    fault = _facts(text, evidence, view)
    word = None if fault else _unexplained(text, evidence, view)
    return f"{word!r} can't be found in its sources" if word else fault


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
    """Without the spaces that some put between Chinese and digits: "8000 万" is a number."""
    return re.sub(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)", "", text)


def _facts(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    known = "\n".join(one.text for one in evidence)
    return (
        _figures(text, evidence)
        or _numbers(text, known)
        or _strangers(text, evidence, view)
        or _events(text, known)
        or turns(text, known)
    )


def _figures(text: str, evidence: Sequence[Evidence]) -> str | None:
    known = [found for one in evidence for found in figures(one.text, language=_language(one.text))]
    for figure in figures(text, language=_language(text)):
        same = [one for one in known if _alike(figure, one)]
        if not same:
            return f"the figure {figure.text!r} is not in its sources"
        if not any(_side(figure) == _side(one) for one in same):
            return f"the figure {figure.text!r} is a limit in another sense there"
        moves = {one.change for one in same if one.change}
        if figure.change and moves and figure.change not in moves:
            return f"the figure {figure.text!r} moves the other way there"
    return None


def _language(text: str) -> str:
    return "zh" if has_cjk(text) else "en"


_MONEY = frozenset({"USD", "CNY", "EUR", "GBP", "JPY", "KRW", "HKD", "TWD", "INR"})


def _alike(one: Figure, other: Figure) -> bool:
    """The same value; of the same currency or share. What is counted has a word a language."""
    if abs(one.value - other.value) > 1e-6 * max(abs(one.value), 1):
        return False
    strict = _MONEY | {"%"}
    if one.unit in strict or other.unit in strict:
        return one.unit == other.unit
    return True


def _side(figure: Figure) -> int:
    return {"<": -1, "at_most": -1, ">": 1, "at_least": 1}.get(figure.bound, 0)


def _numbers(text: str, known: str) -> str | None:
    if set(quantities(text)) - set(quantities(known)) or set(calendar(text)) - set(calendar(known)):
        return "a number or date in it is not in its sources"
    told = {one.text for one in figures(text, language=_language(text))}
    digits = {one.replace(",", "") for one in _DIGITS.findall(known)}
    for one in _DIGITS.findall(text):
        held = one.replace(",", "") in digits or any(one in figure for figure in told)
        if not held and not any(one in key for key in quantities(text)):
            return f"the number {one!r} is not in its sources"
    return None


def _strangers(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """A name in the sentence that nobody in the evidence has, in either script."""
    near = _nearby(evidence, view)
    names = _aliases(near, view)
    rest = _without(text, names)
    folded = near.casefold()
    for match in _LATIN_NAME.finditer(rest):
        name = match[0].strip("'’-")
        opens = not rest[: match.start()].strip()
        plain = (
            any(calendar(match[0]))
            or (opens and name.casefold() in OPENERS)
            or name.casefold() in _PLAIN_EN
        )
        if name.casefold() in folded or plain or _heard(name, near):
            continue
        return f"the name {name!r} is not in its sources"
    if not has_cjk(text):
        return None
    for name in names_of(_WEEKDAY.sub("，", text)).people:
        if not _known_person(name, near):
            return f"the name {name!r} is not in its sources"
    for entity in _entities(view):
        there = any(alias.casefold() in folded for alias in (entity.name, *entity.aliases))
        if not there and any(one in text for one in (entity.name, *entity.aliases)):
            return f"the name {entity.name!r} is not in its sources"
    return None


def _nearby(evidence: Sequence[Evidence], view: StoryView) -> str:
    """The evidence with what comes before it in the article: who "she" and "the company" are."""
    parts: list[str] = []
    for one in evidence:
        article = view.article(one.article_id)
        parts.append(article.text[: one.end] if article else one.text)
    return "\n".join(parts)


def _entities(view: StoryView) -> Iterator[Entity]:
    for article in view.articles:
        yield from view.extraction(article).entities


def _aliases(near: str, view: StoryView) -> set[str]:
    """All names of whoever the evidence names."""
    folded = near.casefold()
    found: set[str] = set()
    for entity in _entities(view):
        names = (entity.name, *entity.aliases)
        if any(name.casefold() in folded for name in names):
            found.update(names)
    return found


def _without(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def _known_person(name: str, near: str) -> bool:
    """Whether a Chinese name is one in the Latin text, by its pinyin or by how it sounds."""
    if name in near:
        return True
    read = pinyin(name)
    latin = {word.casefold() for word in re.findall(r"[A-Z][\w’'-]+", near)}
    if all(any(part.startswith(word) or word in part for word in latin) for part in (read,)):
        return True
    heard = set(transliterations(name))
    return any(sounds(word) & heard for word in latin)


def _heard(name: str, near: str) -> bool:
    """Whether a Latin name is how some Chinese words of the text are read."""
    word = name.casefold()
    if len(word) < 2 or not has_cjk(near):
        return False
    for run in _HAN.findall(near):
        if len(word) > 3 and word in pinyin(run):
            return True
        if any(one in run for one in translations(name)):
            return True
    return bool(sounds(name) & set(transliterations(near)))


def _events(text: str, known: str) -> str | None:
    """An event that the sources do not tell of."""
    there = set(concepts(known))
    if _SELLS.search(known):  # English "sell" is no event of its own in the dictionary
        there |= set(concepts("出售"))
    for one in concepts(text):
        if one.startswith("v:") and one not in there:
            return f"{one[2:].replace('-', ' ')!r} is not what its sources tell of"
    return None


def _unexplained(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """A word of the sentence that none of its sources' words may mean.

    Names, figures and the small words of news are left out; those are checked by themselves.
    """
    known = "\n".join(one.text for one in evidence)
    rest = _without(text, _aliases(_nearby(evidence, view), view))
    for figure in figures(rest, language=_language(rest)):
        rest = rest.replace(figure.text, " ")
    there = set(concepts(known))
    if has_cjk(text):
        return _unexplained_zh(rest, known, there)
    return _unexplained_en(rest, known, there)


def _unexplained_zh(rest: str, known: str, there: set[str]) -> str | None:
    english = glossary.stems(known)
    titles = set(transliterations(rest))
    for word in glossary.words(_WEEKDAY.sub(" ", rest)):
        if len(word) < 2 or _PLAIN_ZH.sub("", word) == "":
            continue
        if glossary.means(word, english) or set(concepts(word)) & there:
            continue
        if not glossary.knows(word) and titles:
            continue
        return word
    return None


def _unexplained_en(rest: str, known: str, there: set[str]) -> str | None:
    chinese = [one for one in glossary.words(known) if len(one) > 1 or one in _SINGLE]
    tokens: list[str] = re.findall(r"[A-Za-z]+", rest)
    for at, token in enumerate(tokens):
        wanted = glossary.stems(token)
        if not wanted or wanted <= _PLAIN_STEMS or token.casefold() in OPENERS:
            continue
        if token[0].isupper() or any(glossary.means(word, wanted) for word in chinese):
            continue  # a name has been looked for by itself
        # "open source" is one thing: a word with its neighbours counts too.
        phrases = (" ".join(tokens[max(at - 1, 0) : at + 2]), token)
        if not any(set(concepts(phrase)) & there for phrase in phrases):
            return token
    return None
