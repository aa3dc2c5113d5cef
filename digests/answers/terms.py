"""What an English question is about: its names whole, its other words with all that stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digests.answers import inflected
from digests.answers.lexemes import numbered
from digests.answers.places import countries, of_country
from digests.answers.synonyms import synonyms
from digests.stories.concepts import concepts
from digests.stories.quantities import quantities
from digests.stories.romanise import is_pinyin, sounds, translations
from digests.stories.words import latin_words, stem

_FUNCTION = frozenset(
    """a an the of to in on at by for from with into over under about between and or but if is are was
    were be been being am do does did doing done has have had having will would can could shall should
    may might must who whom whose what which when where why how many much long often that this these
    those it its he him his she her they them their we our you your i me my there here not no than then
    so as up out off all any some more most say says said tell tells told think thinks thought give
    gives gave get gets got make makes made according different outlet outlets report reports reported
    reportedly really ever exactly please us ask asked far ago now still also only just per one s t
    happen happened happens name large big high fast soon someone anyone anything something
    much did does explain describe agree between lie lay lies behind put puts set come came go went
    accounts account newspapers newspaper media hey hi hello thanks thank ok okay sources source else other others against believed supposed rumoured rumored know wonder wondering curious quick question could
    itself himself herself themselves own actually currently exactly roughly apparently supposedly total overall willing reportedly real reality really date reportedly answer take took besides instead before after during while own kind sort way ways thing things compared versus until since""".split()
)
_STARTERS = frozenset(
    "who what when where why how which did does do is are was were has have had will would can could should may might in on by at for to and the a an tell so but if until since after before during with of from under about anything any".split()
)
_ROLES = frozenset(
    "chief executive officer founder scientist president chairman chairwoman director spokesperson "
    "spokesman spokeswoman analyst minister secretary senator professor boss head".split()
)
# Written in capitals and no names: what is asked about, which a text may say in other words.
_ABBREVIATIONS = frozenset(
    "ai gp gps ceo ceos cfo cto coo gpu gpus cpu cpus ipo api apis llm llms phd tv pr hq r&d faq vc vcs pm ml id".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
# Words of names that many bear.
_GENERIC = frozenset(
    "ai lab labs fund funds capital partners ventures university institute college school technology technologies "
    "systems group bank press health intelligence semiconductor semiconductors robotics research compute "
    "computing company inc ltd cloud data media motors energy networks software digital global services analytics automation dynamics devices hospital office agency authority ministry department commission forum".split()
)
_SEASONS = {
    "spring": ("march", "april", "may"),
    "summer": ("june", "july", "august"),
    "autumn": ("september", "october", "november"),
    "fall": ("september", "october", "november"),
    "winter": ("december", "january", "february"),
}
_JOINED = 0.8  # "Pine Marten" for "Pinemarten"
_NUMBER = re.compile(r"[$€£¥]?\d[\d.,]*")
_SIZE = re.compile(r"\d+(?:\.\d+)?[bm]")
_VERSION = re.compile(r"[ -]?[A-Za-z]{0,2}-?\d+(?:\.\d+)?[A-Za-z]{0,2}(?![\w%])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing the question is about.

    `forms` are the lexemes that stand for it, each with how surely it does (0 to 1); `parts` the
    forms of each word, where it is a name of several, whose `forms` are for the whole.
    """

    text: str
    forms: Mapping[str, float]
    name: bool = False
    role: bool = False
    setting: bool = False  # a name after "in", "at", "from": where it should be so
    parts: tuple[Mapping[str, float], ...] = ()
    version: tuple[str, str] | None = None  # of "Tamarack 5.2", its two lexemes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    start: int
    end: int
    name: bool
    before: str = ""
    after: str = ""


def english_terms(text: str) -> Iterator[Term]:
    """The terms of an English question. Capitalised words in a row are one name."""
    run: list[_Word] = []
    for word in _words(text):
        if run and not (word.name and text[run[-1].end : word.start] in (" ", "-")):
            yield _name(run, text)
            run = []
        if word.name:
            run.append(word)
        elif word.text.lower() not in _FUNCTION and (len(word.text) > 1 or word.text.isdigit()):
            yield (
                _number(word.text, text, word.start)
                if _NUMBER.fullmatch(word.text)
                else _word(word)
            )
    if run:
        yield _name(run, text)


def _words(text: str) -> Iterator[_Word]:
    """Its words; the number that belongs to a name ("Halden 3") goes with it."""
    found = list(latin_words(text))
    taken = -1
    for at, (word, start) in enumerate(found):
        if start < taken:
            continue
        name, end = _is_name(word, at), start + len(word)
        version = _VERSION.match(text, end) if name else None
        if version and not word[-1].isdigit():
            end = version.end()
        taken = end
        yield _Word(
            text=text[start:end],
            start=start,
            end=end,
            name=name,
            before=found[at - 1][0].lower() if at else "",
            after=found[at + 1][0].lower() if at + 1 < len(found) else "",
        )


def _is_name(word: str, at: int) -> bool:
    if any(one.isdigit() for one in word):
        return word[0].isalpha()
    lower = word.lower()
    if lower in _CALENDAR or lower in _ABBREVIATIONS or of_country(word):
        return False
    if at == 0 and (lower in _STARTERS or synonyms(stem(lower))):
        return False  # "Price of Larkspur 2?"
    return word[0].isupper()


def _general(word: str) -> bool:
    """Whether a word of a name is one of many: "Cloud" alone is not Norden Cloud."""
    return word in _GENERIC or bool(synonyms(stem(word)))


def _name(run: Sequence[_Word], text: str) -> Term:
    """Capitalised words in a row as one name; one with a number stands for the whole."""
    whole = text[run[0].start : run[-1].end]
    for word in run:
        keys = tuple(numbered(word.text)) or tuple(numbered(word.text.replace("-", " ", 1)))
        if keys:
            name, _, number = keys[0].partition("#")
            return Term(
                text=whole.lower(),
                forms=_numbered_forms(keys[0]),
                name=True,
                version=(stem(name), number) if "." in number else None,
            )
    telling = [word for word in run if not _general(word.text.lower())] or run
    parts = tuple(_name_forms(word.text.lower()) for word in telling)
    owns = re.match(r"(?: & [A-Z]\w+)?['’]s", text[run[-1].end :])
    setting = not owns and re.search(r"\b(?:in|at|from)(?: the)? $", text[: run[0].start])
    joined = {"".join(word.text.lower() for word in run): _JOINED} if len(run) == 2 else {}
    forms = parts[0] if len(parts) == 1 else joined
    parts = parts if len(parts) > 1 else ()
    return Term(text=whole.lower(), forms=forms, name=True, parts=parts, setting=bool(setting))


def _numbered_forms(key: str) -> Mapping[str, float]:
    name, _, number = key.partition("#")
    forms = {key: 1.0, f"p:{key}": 0.9} if is_pinyin(name) else {key: 1.0}
    if _SIZE.fullmatch(number):  # of "Qiheng-72B" a text goes on as of "Qiheng"
        forms[name] = 0.6
    return forms | {f"s:{one}#{number}": 0.8 for one in sounds(name)}


def _name_forms(name: str) -> Mapping[str, float]:
    forms = {stem(name): 1.0}
    if not (name.isascii() and name.isalpha()):
        return forms
    forms |= {f"s:{one}": 0.8 if len(one) > 2 else 0.6 for one in sounds(name)}
    forms |= {f"m:{pair}": 0.8 for pair in translations(name)}
    forms |= {f"g:{stem(name)}": 0.6}
    forms |= dict.fromkeys(concepts(name), 0.6)
    forms |= dict.fromkeys(countries(name.title()), 0.8)
    return {**forms, f"p:{name}": 0.9} if is_pinyin(name) else forms


def _word(word: _Word) -> Term:
    lower = word.text.lower()
    return Term(text=lower, forms=_word_forms(word), role=lower in _ROLES)


def _word_forms(word: _Word) -> Mapping[str, float]:
    lower = word.text.lower()
    base = stem(lower)
    forms = dict.fromkeys(synonyms(base), 0.6)
    beside = frozenset(concepts(word.before)) | frozenset(concepts(word.after))
    pairs = (f"{word.before} {lower}", f"{lower} {word.after}")
    forms |= {one: 0.7 for pair in pairs for one in concepts(pair) if one not in beside}
    forms |= dict.fromkeys(concepts(lower), 0.6)
    forms |= {stem(part): 0.6 for part in lower.split("-") if part != lower and len(part) > 2}
    country = of_country(word.text)
    forms |= (
        {f"n:{country}": 0.9, f"g:{country}": 0.8} if country and word.text[0].isupper() else {}
    )
    forms |= dict.fromkeys(_SEASONS.get(lower, ()), 0.5)
    whole = {stem(of): 1.0} if (of := inflected.base(lower)) else {}
    return {**forms, f"h:{base}": 0.4, f"g:{base}": 0.8, base: 1.0, **whole}


def _number(word: str, text: str, start: int) -> Term:
    keys = tuple(quantities(text[start : start + len(word) + 12]))[:1]
    return Term(text=word, forms={stem(word.lower()): 1.0, **dict.fromkeys(keys, 1.0)})
