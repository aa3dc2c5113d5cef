"""Whether every word of a sentence is one that its sources in the other language may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digests.across import lexicon, naming
from digests.across.pairing import Pairing, Unit, when_left_out
from digests.across.senses import Side
from digests.bindings import OPENERS
from digests.dates_told import calendar

# Chinese words of news that carry no fact of their own, or one that is looked for by itself.
_PLAIN_ZH = re.compile(
    r"显示|达到|功能|提出|内容|根据|得到|提供|技术|达成|针对|为首|名为|来自|位于|属于|处于|作出|做出|给予|予以|加以|采取|带来|涉及|期间|本应|能否|工作|一项|一种|一名|一家|一个|一座|一款|一些|一起|"
    r"这类|这些|这种|有人|公司|企业|拥有|任何|进行|展开|开展|成为|作为|关于|相关|有关|已经|并且|以及|还有|同时|随后|此次|此前|日前|"
    r"当天|当地|一些|每|给|它|他们|自己|着|过|得|地|表示|宣布|指出|认为|透露|称|说|报道|记者|消息|近日|目前|正在|其中|因此|"
    r"[在和与及对为以从由把被向于到至并而但也都就还更最很了的之等着该这那其将已曾会不没未无是有后前中内外上下新大小多少一二三四五六七八九十两第次自此本可年月日号时亿万千百个家名项款台份人元名则又再仍起使让令所]|"
    r"没有|百分之|约|超过|不到|低于|高于|至少|至多|同比|环比|以上|以下|包括|因为|由于|所以|如果|可能|可以|能够|各|"
    r"尚未|未能|尚|较|比|当时|仅|只|此外|另外|不过|然而|对此|方面|情况|存在|予以|分别|总计|共计|共|以来|期间|正式|明确|具体|进一步|未来|左右|问题"
)
_PLAIN_EN = frozenset(
    lexicon.stem(word)
    for word in """company firm lab group model year month week day people person percent million
    billion trillion thousand hundred dollar yuan china chinese us america american will may can expect say said
    state tell told add note believe think call describe include including among also still already now then
    there their its his her him them it he she they we you us our your my would could should have has had be been being was were is are do
    does did not no than more less about around over under up down only just very much many some any
    all both each other another such own same so too well even back out off within without between during
    before after since until while through across against into onto from with for of to by at on in a
    an the and or but as if that which who whom whose this these those one two three four five six seven
    eight nine ten first second third fourth quarter half last next per further according make made go
    going get got took having both either neither new amid around nearly almost
    city local area region country national platform previous once cent cents plus when where what how why""".split()
)  # fmt: skip


_POINTS_ZH = re.compile(
    r"(?:该|这一|这款|这项|这家|此)$"
)  # "this model", where the source has "it"
# 清濑汽车（Kiyose Motors）: how somebody writes a name that stands behind it as it is.
_GLOSSED = re.compile(r"[\u4e00-\u9fff]{0,4}[（(][A-Z]")


def unexplained(pairing: Pairing, said: Side) -> str | None:
    """The first word or name that the sources do not have; None where they have all."""
    stranger = strangers(pairing, said)
    if stranger:
        return stranger
    lost = next(_chinese(pairing) if said == "chinese" else _english(pairing), None)
    return f"{lost!r} can't be found in its sources" if lost else None


def strangers(pairing: Pairing, said: Side) -> str | None:
    """A name that nobody in the sources has, in either script."""
    lost = next(_strange_zh(pairing) if said == "chinese" else _strange_en(pairing), None)
    return f"the name {lost!r} is not in its sources" if lost else None


def held(pairing: Pairing, start: int, end: int, chinese: bool) -> frozenset[int]:
    """The words of the one text that those between two places of the other may mean."""
    if chinese:
        tokens = pairing.tokens.tokens
        return frozenset(
            at
            for at, links in enumerate(pairing.links)
            if _tells(pairing.units[at]) and any(start <= tokens[far].start < end for far in links)
        )
    return frozenset(
        far
        for unit, links in zip(pairing.units, pairing.links, strict=True)
        if start <= unit.start < end and _tells(unit)
        for far in links
        if pairing.tokens.tokens[far].stem not in _PLAIN_EN
    )


def share(pairing: Pairing, start: int, end: int, chinese: bool) -> int:
    """How many words of the one text those between two places of the other mean, names aside."""
    places = held(pairing, start, end, chinese)
    if chinese:
        return sum(pairing.units[at].kind != "name" for at in places)
    tokens = pairing.tokens.tokens
    return sum(not pairing.english[tokens[at].start].isupper() for at in places)


_JOINTS = re.compile(r"[,;，；：]\s*|\s(?:and|but|while|which|who|as)\s")


def run_together(pairing: Pairing, said: Side, spans: Sequence[tuple[int, int]]) -> str | None:
    """Whether a clause takes its words from two sentences of the sources. None where none does."""
    if len(spans) < 2:
        return None
    text = pairing.chinese if said == "chinese" else pairing.english
    cuts = [0, *(match.end() for match in _JOINTS.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        held = [_within(pairing, said, start, end, span) for span in spans]
        every = frozenset().union(*held)
        if len(every) > 1 and every not in held:
            return "it runs together what its sources say apart"
    return None


def _within(
    pairing: Pairing, said: Side, start: int, end: int, span: tuple[int, int]
) -> frozenset[int]:
    """The words of a clause, names aside, that a sentence of the sources has too."""
    found = held(pairing, *span, said == "chinese")
    if said == "chinese":
        units = pairing.units
        return frozenset(
            at for at in found if start <= units[at].start < end and units[at].kind != "name"
        )
    tokens = pairing.tokens.tokens
    return frozenset(
        at
        for at in found
        if start <= tokens[at].start < end and not pairing.english[tokens[at].start].isupper()
    )


def _tells(unit: Unit) -> bool:
    return unit.kind != "word" or (len(unit.text) > 1 and _PLAIN_ZH.sub("", unit.text) != "")


def _strange_zh(pairing: Pairing) -> Iterator[str]:
    folded = pairing.english.casefold()
    for unit, links in zip(pairing.units, pairing.links, strict=True):
        if unit.kind != "name" or links or unit.text.casefold() in folded:
            continue
        if unit.text.casefold() in {"ai", "token", "ceo", "cto", "cfo", "coo", "ipo"}:
            continue
        yield unit.text


def _strange_en(pairing: Pairing) -> Iterator[str]:
    explained = frozenset().union(*pairing.links)
    for at, token in enumerate(pairing.tokens.tokens):
        word = pairing.english[token.start : token.end]
        if not word[0].isupper() or at in explained:
            continue
        opens = pairing.english[: token.start].rstrip(" \"“'‘")[-1:] in {"", "."}
        bare = re.sub(r"['’]s?$", "", word)
        known = (
            any(calendar(f"in {word} 2"))
            or (opens and bare.casefold() in OPENERS)
            or token.stem in _PLAIN_EN
            or bare.casefold() in pairing.chinese.casefold()
            or bare in {"AI", "CEO", "CTO", "CFO", "COO", "Series", "Inc", "Ltd", "Corp"}
            or re.fullmatch(r"Q[1-4]", bare)
        )
        if not known and not _by_sound(pairing, bare):
            yield bare


def _by_sound(pairing: Pairing, word: str) -> bool:
    """Whether some Chinese characters of the sources are read so, or sound so as a name."""
    runs = re.findall(r"[\u4e00-\u9fff]+", pairing.chinese)
    last = re.search(rf"\b([A-Z][a-z]+) {re.escape(word)}\b", pairing.english)
    if last and any((last[1] + word).casefold() in naming.read(run) for run in runs):
        return True  # "Ouyang Yu": too short to be known by itself
    if any(naming.same(word, run, named=False) for run in runs if len(word) > 3):
        return True
    return any(naming.same(word, one, named=True) for one in naming.people(pairing.chinese))


def _chinese(pairing: Pairing) -> Iterator[str]:
    rest = ""
    last = -1
    it = re.search(r"\b(?:it|they|this|these)\b", pairing.english, re.IGNORECASE) is not None
    for unit, links in zip(pairing.units, pairing.links, strict=True):
        bare = unit.kind == "word" and not links and _PLAIN_ZH.sub("", unit.text) != ""
        if bare and _POINTS_ZH.search(pairing.chinese[: unit.start]) and it:
            continue
        if bare and len(unit.text) == 1:  # a name that no list has falls apart into characters
            rest = rest + unit.text if unit.start == last else unit.text
            last = unit.end
            small = _PLAIN_ZH.sub("", rest) == "" or _GLOSSED.match(pairing.chinese, unit.end)
            if len(rest) > 1 and not small and not _heard(pairing, unit, rest):
                yield rest
        elif (bare and _GLOSSED.match(pairing.chinese, unit.end)) or (
            bare
            and unit.text[0] in "未不没无可能已将被再"
            and lexicon.meant(unit.text[1:], pairing.tokens)
        ):
            continue
        elif bare and not _halves(pairing, unit.text):
            yield unit.text


def _heard(pairing: Pairing, unit: Unit, rest: str) -> bool:
    """Whether the characters around are how a Latin name of the sources sounds."""
    around = re.search(r"[\u4e00-\u9fff]*$", pairing.chinese[: unit.end])
    run = (around[0] if around else "")[-len(rest) - 2 :]
    names = re.findall(r"\b[A-Z][\w’'-]+", pairing.english)
    return any(naming.same(name, run, named=True) for name in names)


def _halves(pairing: Pairing, word: str) -> bool:
    """Whether both halves of a word that no list has whole are explained: 停售, 车企."""
    parts = [word[at : at + 2] for at in range(0, len(word), 2)]
    return len(word) == 4 and all(
        lexicon.meant(part, pairing.tokens) or _PLAIN_ZH.sub("", part) == "" for part in parts
    )


def _english(pairing: Pairing) -> Iterator[str]:
    explained = frozenset().union(*pairing.links)
    timed = when_left_out(pairing.english)
    tokens = pairing.tokens.tokens
    for at, token in enumerate(tokens):
        word = pairing.english[token.start : token.end]
        if at in explained or token.stem in _PLAIN_EN or word[0].isupper():
            continue
        if not timed[token.start : token.end].strip() or _FIGURE.fullmatch(word):
            continue
        yield word


_FIGURE = re.compile(r"(?:m|bn|tn|k|percent|pct)", re.IGNORECASE)
