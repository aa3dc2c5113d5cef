"""Who did it to whom, and whose figure it is: names and figures keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.dates_told import CALENDAR
from digests.measured import measured_otherwise
from digests.words import content_words, loose_words

NAME = re.compile(r"\b[A-Z][\w’'&-]*[A-Za-z0-9]\b|\b[A-Z]\d[\w.-]*\b|\b\d*[a-z]*[A-Z]\w*\b")
DIGITS = re.compile(r"(?<![A-Za-z0-9_.,])\d+(?:,\d+)*(?:\.\d+)?")
_PERCENTS = re.compile(rf"{DIGITS.pattern}(?=%| ?per ?cent)")
_COUNTS = re.compile(rf"{DIGITS.pattern}(?![\d.,]*(?:%| ?per ?cent|[”』》]))")
POSSESSIVE = re.compile(r"['’]s?$")
_CLAUSES = re.compile(r"[,;:] | but | while ")
_OWNER = re.compile(
    r"\b(?P<it>it|its|he|she|they|his|her|their|we|our|the (?:company|firm|group|lab|start-?up))\b"
    r"|(?P<place>\b(?:in|at|from|of|on|to|by|for|with|near)\s+(?:the )?)?(?P<name>\b[A-Z][\w’'&-]*[A-Za-z0-9]\b)"
)
_RUN = re.compile(r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*)*")
# "on Chengyuan's own test": whose test it is does not make them the one whom the figure is of.
_BESIDE = re.compile(r"\b(?i:on|in|by|at) [A-Z][\w-]*['’]s$")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\s+\w+\s+by\b|\w+ed by\b|被|遭|(?<!理)由"
)
_AGENTLESS = re.compile(
    r"\b(?:be|been|being|is|are|was|were) (?:\w+ly )?\w+(?:ed|old|ought|uilt|ade|ent|iven|own)\b"
)
# "X will be sold, said its founder, Ines Valadao, who made it": the speech, the cue, who, the rest;
# "X will be sold, Ines Valadao said."
_NAMED = r"[A-Z][\w’'-]*(?: (?:of |de |van |von )?[A-Z][\w’'-]*)*"
_WHO = rf"(?:(?:(?:[Ii]ts|[Tt]he|an?|(?!(?:on|in|at|to|for|by|from|of|with|as|when|that)\b)[a-z]+)(?: [a-z]+){{0,4}},? )?{_NAMED}|(?:the|an?|its) (?![^,;.\"”]*\b(?:will|would|is|are|was|were|has|had|have|can|could|may|might|should|does|did)\b)[^,;.\"”]{{3,70}}?)"
_WHEN = r"(?P<when> (?:on|in) [A-Z][a-z]+)?"
_CUE = (
    r"said|says?|found|finds?|showed|shows?|warn(?:s|ed)?|estimate[sd]?|announce[sd]?|added|adds?|predict(?:s|ed)?|"
    r"expect(?:s|ed)?|wrote|writes?|argue[sd]?|claim(?:s|ed)?"
)
_SPOKEN = tuple(
    re.compile(form)
    for form in (
        rf"[\"“]?(?P<said>.+?)[,.]?[\"”]?,?\s+(?P<cue>{_CUE})\s+(?P<who>{_WHO}){_WHEN}(?P<rest>, [^\"“”]+)?[.]?",
        rf"[\"“]?(?P<said>.+?),[\"”]?\s+(?P<who>{_WHO})(?P<rest>(?:, [^,]+,)?)\s+(?P<cue>{_CUE}){_WHEN}[.]?",
        rf"(?P<said>.+?), (?P<cue>according to) (?:an? \w+ by )?(?P<who>[^,.;]+)(?P<rest>){_WHEN}[.]?",
        rf"(?P<cue>[Aa]ccording to) (?:an? \w+ by )?(?P<who>[^,;]+), (?P<said>.+?)(?P<rest>){_WHEN}[.]?",
        rf"(?P<said>.+?), (?P<who>{_WHO})(?P<rest>) (?P<cue>said|says?), (?P<on>.+?){_WHEN}[.]?",
    )
)
# "Vellum's chief executive, Noor Achterberg," and "the chief executive of Vellum, Noor Achterberg,".
_ROLE_FIRST = re.compile(
    rf"(?P<role>(?:{_NAMED}['’]s|[Tt]he|[Ii]ts) [a-z][a-z -]*?(?: of {_NAMED})?), (?P<name>{_NAMED})(?=[,.])"
)
_POINTS = re.compile(r"\b(?:it|him|her|them|its|his|their)\b")
# Openers that start a sentence with a capital and name nobody.
OPENERS = frozenset(
    """the a an in on at it its he she they we i you but and this that these those his her their for as
    if when while after before with there to so our my one some most many both since by from of no
    not what how why who yet still now then however meanwhile according about over under more less
    nearly almost around two three four five six seven eight nine ten hundreds thousands despite
    although because during until several another other each all any few last next early late
    researchers officials analysts investors regulators executives lawmakers shares sales revenue
    users customers developers engineers scientists critics experts companies firms startups rivals
    separately earlier later today yesterday instead also under within without between among""".split()
)


def otherwise(text: str, known: str) -> str | None:
    """How the text binds them otherwise than `known` does; None where it does not."""
    text, known = arranged(text), arranged(known)
    names = _shared(list(plain_names(text)), list(plain_names(known)))
    if names and any(says_of_one_who(one, text, known) for one in names[0]):
        return None
    if names and any(_other_order(one, known) for one in _CLAUSES.split(text)):
        return "who did what to whom is another way round in its sources"
    if any(_numbers_turned(form, text, known) for form in (_PERCENTS, _COUNTS)):
        return "its figures stand in another order in its sources"
    if measured_otherwise(text, known):
        return "a figure measures something else in its sources"
    if _bound_otherwise(text, known):
        return "a figure belongs to somebody else in its sources"
    if _doer_otherwise(text, known) or _swapped(text, known):
        return "who did what to whom is another way round in its sources"
    return None


def _numbers_turned(form: re.Pattern[str], text: str, known: str) -> bool:
    """Whether percentages, or all other numbers, stand in another order: each by themselves."""
    numbers = _shared(form.findall(text), form.findall(known))
    return numbers is not None and _reversed(*numbers)


def speaker_first(text: str) -> str:
    """The sentence with who speaks before what they say, as it may be told either way."""
    match = next(filter(None, (one.fullmatch(text.strip()) for one in _SPOKEN)), None)
    if match is None:
        return text
    beside = (match["rest"] or "").strip(" ,.")
    said = match["said"] + (f", {match['on']}" if "on" in match.re.groupindex else "")
    cue = "said" if match["cue"].casefold() == "according to" else match["cue"]
    return f"{match['who']}{f', {beside},' if beside else ''} {cue} {_uncapped(said)}."


def _uncapped(said: str) -> str:
    """What somebody says, without the capital of its first word where that names nobody."""
    first, _, rest = said.partition(" ")
    name = rest[:1].isupper() or not first[1:].islower() or POSSESSIVE.search(first)
    return said if name else said[:1].lower() + said[1:]


def arranged(text: str) -> str:
    """The sentence with its speaker first, and every name before the role beside it."""
    return _ROLE_FIRST.sub(lambda match: f"{match['name']}, {match['role']}", speaker_first(text))


def _swapped(text: str, known: str) -> bool:
    """Whether what stands before a word here stands only behind it there, and the other way.

    "The bank blames Vellum" where "Vellum blames the bank".
    """
    ours, theirs = list(loose_words(text)), list(loose_words(known))
    if is_passive(text) != is_passive(known):
        return False
    if bool(_AGENTLESS.search(text)) != bool(_AGENTLESS.search(known)):
        return False
    where = {word: at for at, word in enumerate(theirs) if theirs.count(word) == 1}
    for at, word in enumerate(ours):
        if word not in where:
            continue
        before = [where[one] for one in ours[:at][-2:] if one in where]
        behind = [where[one] for one in ours[at + 1 : at + 3] if one in where]
        turned = before and behind and min(before) > where[word] > max(behind)
        if turned:
            return True
    return False


def says_of_one_who(name: str, text: str, known: str) -> bool:
    """Whether the text tells what `known` has in a "who" clause: "…, said Ines, who founded it"."""
    clause = re.search(rf"\b{re.escape(name)}, (?:who|which) ([^,;]+)", known, re.IGNORECASE)
    at = text.casefold().find(name)
    if clause is None or at < 0 or _POINTS.search(clause[1]) is None:
        return False
    told = set(content_words(clause[1]))
    return bool(told) and told <= set(content_words(text[at + len(name) :]))


def plain_names(text: str) -> Iterator[str]:
    """The words that name somebody or something, in small letters, in their order."""
    for match in NAME.finditer(text):
        opens = not text[: match.start()].strip(" \"'“‘")
        name = POSSESSIVE.sub("", match[0]).casefold()
        if name not in CALENDAR and name != "ai" and not (opens and name in OPENERS):
            yield name


def _other_order(clause: str, known: str) -> bool:
    """Whether a clause has the names in another order, but for who does it and by whom it is done."""
    names = _shared(list(plain_names(f"… {clause}")), list(plain_names(known)))
    if names is None:
        return False
    return _reversed(*names) != (is_passive(clause) != is_passive(known))


def _shared(ours: list[str], theirs: list[str]) -> tuple[list[str], list[str]] | None:
    """What both have, each once and in its own order; None for fewer than two."""
    both = set(ours) & set(theirs)
    left = list(dict.fromkeys(one for one in ours if one in both))
    right = list(dict.fromkeys(one for one in theirs if one in both))
    return (left, right) if len(both) > 1 else None


def _reversed(ours: list[str], theirs: list[str]) -> bool:
    return ours != theirs


def is_passive(text: str) -> bool:
    return _PASSIVE.search(text) is not None


def _bound_otherwise(text: str, known: str) -> bool:
    """Whether a figure stands after one name here, and there after another that both know.

    Or after one here that is not there at all, where no "it" may stand for it.
    """
    here, there = dict(_after_names(text)), dict(_after_names(known))
    for figure, name in here.items():
        if figure not in there or there[figure] == name:
            continue
        stranger = not any(word in known.casefold() for word in whole_name(text, name))
        if name in there.values() or (stranger and _owned(known, figure) is not None):
            return True
    return False


def whole_name(text: str, word: str) -> list[str]:
    """All words of the name that the word is the last of: "wrenmoor", "ai"."""
    runs = (match[0].casefold().split() for match in _RUN.finditer(text))
    return next((run for run in runs if word in run), [word])


def _owned(text: str, figure: str) -> str | None:
    """Whose figure it is by the last name before it; None after an "it" or where there is none.

    A name after "in", "from" and their like is a place or a source, and owns nothing.
    """
    at = text.find(figure)
    last = None
    for match in _OWNER.finditer(text, 0, max(at, 0)):
        word = POSSESSIVE.sub("", match["name"] or "").casefold()
        if match["it"]:
            last = None
        elif not match["place"] and word not in CALENDAR and word not in OPENERS:
            last = word
    return last


_DOES_CJK = re.compile(
    r"收购|买下|并购|起诉|投资|指控|击败|超过|供应|出售|批评|控告|赢|输给|入股|反对|支持|授权|举报|抄袭|领先|落后于|依赖"
)
_BY_CJK = re.compile(r"(?:被|遭|(?<!理)由)([\u4e00-\u9fffA-Za-z]{2})")
_HEAD_CJK = 2  # characters that tell a name


def _doer_otherwise(text: str, known: str) -> bool:
    """Whether who does a Chinese verb here has it done to them there, and only that."""
    if is_passive(text) != is_passive(known):
        return is_passive(text) and _agent_otherwise(text, known)
    for match in _DOES_CJK.finditer(text):
        at = known.find(match[0])
        if at < 0:
            continue
        doer = text[max(0, match.start() - _HEAD_CJK) : match.start()]
        done_to = text[match.end() : match.end() + _HEAD_CJK]
        before, after = known[:at], known[at + len(match[0]) :]
        if len(doer) == _HEAD_CJK and doer not in before and doer in after:
            return True
        if len(done_to) == _HEAD_CJK and done_to in before and done_to not in after:
            return True
    return False


def _agent_otherwise(text: str, known: str) -> bool:
    """Whether who stands after "被" here only stands behind the verb there."""
    agent = _BY_CJK.search(text)
    verb = _DOES_CJK.search(text)
    if agent is None or verb is None or verb[0] not in known:
        return False
    before, _, after = known.partition(verb[0])
    return agent[1] not in before and agent[1] in after


def _after_names(text: str) -> Iterator[tuple[str, str]]:
    """Each figure with the name that stands last before it."""
    names = [
        (match.end(), match[0])
        for match in NAME.finditer(text)
        if not _BESIDE.search(text[max(0, match.start() - 4) : match.end()])
    ]
    for match in DIGITS.finditer(text):
        before = [
            POSSESSIVE.sub("", name).casefold() for end, name in names if end <= match.start()
        ]
        if before and before[-1] not in OPENERS:
            yield match[0], before[-1]
