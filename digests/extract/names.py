"""Runs of capitalised words that name someone or something, outside quotation marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digests.extract.frame import CAPITAL, POSSESSIVE, QUOTE, Frame
from digests.extract.headings import headlines
from digests.extract.lexicon import given_names, participles, table, words

_OWNERS = frozenset(
    "women children people workers men moody lloyd macy mcdonald sotheby christie".split()
)
_LONGEST = 12  # words in a name
PARTICLES = frozenset(
    "de van von der den del della bin ibn al el la le du da di dos das ter af y".split()
)
_SECOND = (["der"], ["den"], ["de"], ["la"], ["las"], ["los"], ["zu"])  # van der, de la
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."])
_JOINERS = frozenset(["of", "for", "and", "&", "the", "de"])
NOT_NAMES = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "i", "you", "his", "her", "their", "our", "my", "your", "him", "them", "us", "me", "who", "whom", "whose", "which", "what", "when", "where", "why", "how", "and", "but", "or", "nor", "so", "yet", "for", "as", "if", "while", "since", "because", "although", "though", "unless", "until", "before", "after", "during", "in", "on", "at", "by", "to", "from", "of", "with", "without", "about", "against", "between", "among", "through", "over", "under", "into", "onto", "upon", "within", "across", "behind", "beyond", "near", "like", "unlike", "despite", "there", "here", "then", "now", "today", "yesterday", "tomorrow", "tonight", "still", "also", "even", "just", "only", "not", "no", "yes", "well", "oh", "once", "both", "each", "every", "all", "any", "some", "many", "most", "more", "few", "several", "much", "other", "another", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundreds", "thousands", "millions", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "tue", "wed", "thu", "fri", "spring", "summer", "autumn", "fall", "winter", "however", "meanwhile", "moreover", "furthermore", "instead", "indeed", "perhaps", "maybe", "asked", "speaking", "according", "earlier", "later", "last", "next", "first", "second", "third", "finally", "recently", "eventually", "ultimately", "clearly", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must", "let", "lets", "let's", "i'm", "i've", "we're", "we've", "it's", "he's", "she's", "they're", "that's", "there's", "don't", "i’m", "i’ve", "we’re", "it’s", "he’s", "she’s", "they’re", "that’s", "there’s", "don’t", "what’s", "what's", "didn’t", "didn't", "such", "than", "too", "very", "critics", "supporters", "analysts", "experts", "officials", "researchers", "people", "others", "everyone", "nobody", "someone", "asked", "given", "based", "see", "read", "note", "photo", "image", "update", "related", "follow", "sign", "subscribe", "republicans", "democrats", "americans", "neither", "either", "none", "nothing", "everybody", "somebody", "nowhere", "whoever", "whatever", "good", "reporting", "editing", "shares", "told", "pressed", "shown", "faced", "reminded", "questioned", "confronted", "quizzed", "prodded", "overnight", "inside", "outside", "alongside", "aboard", "whether", "t-shirt", "t-shirts"]
)  # fmt: skip


_ACRONYMS = frozenset(
    ["ai", "phd", "mba", "agi", "ml", "llm", "llms", "gpu", "gpus", "cpu", "cpus", "tpu", "tpus", "ceo", "cto", "cfo", "coo", "api", "apis", "tv", "dna", "pdf", "it", "hr", "pr", "ipo", "ipos", "gdp", "esg", "iot", "ar", "vr", "q&a", "saas", "i", "gb", "tb", "kw", "mw", "gw"]
)  # fmt: skip


# Titles that are no office.
FORMS_OF_ADDRESS = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady baroness baron viscount hon madam".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces `first:last` of a frame that name something; `core` is where the name proper begins,

    after titles ("Sen. Ted Cruz": the core is "Ted Cruz"). `title` says what stood before it.
    """

    first: int
    core: int
    last: int
    title: str
    opens_sentence: bool
    headline: bool = False


def runs(frame: Frame) -> tuple[Run, ...]:
    """Every run of the text, in order. Their ranges do not overlap."""
    starts = {sentence.first for sentence in frame.sentences}
    shouted = headlines(frame)
    out: list[Run] = []
    at = 0
    kinds, count = frame.kinds, len(frame.kinds)
    while True:
        at = kinds.find(CAPITAL, at)
        if at < 0:
            return tuple(out)
        if _is_common_acronym(frame, at) or (
            frame.low[at] in NOT_NAMES and not _is_the_name(frame, at, at in starts)
        ):
            at += 1
            continue
        last = _end(frame, at)
        if all(
            frame.low[i] in OFFICE_WORDS or frame.low[i] in words("roles") for i in range(at, last)
        ):
            at = last  # "Chief Operating Officer"
            continue
        if last == at + 1 and frame.low[at].endswith(_ADJECTIVAL):
            at = last  # "the Leeds-based host"
            continue
        opens = at in starts or _after_opener(frame, at)
        if opens and last == at + 1 and _is_noun(frame.low[at]):
            at = last
            continue
        if opens and last == at + 1 and _opens_clause(frame, at):
            at = last  # "Taped to the door was"
            continue
        run = _run(frame, at, last, opens)
        out.append(replace(run, headline=True) if at in shouted else run)
        at = min(max(last, at + 1), count)


OFFICE_WORDS = frozenset(
    """chief operating executive financial technology technical product scientific science medical
    marketing revenue people legal security information data strategy commercial senior vice
    general managing deputy assistant associate co-chief founding of and""".split()
)


def _is_noun(word: str) -> bool:
    return word in words("roles") or word in words("nouns_speaking") or word in _OPENERS


def _opens_clause(frame: Frame, at: int) -> bool:
    """Whether a sentence's first word is what was done to a thing: "Pinned to", "Filed in"."""
    if frame.low[at].endswith("ing") and frame.low[at] in participles():
        return frame.low[at + 1 : at + 2] in _ON or frame.low[at + 1 : at + 2] in (
            ["for"],
            ["about"],
        )
    return frame.low[at].endswith("ed") and frame.low[at + 1 : at + 2] in _ON


_ON = (
    ["to"],
    ["on"],
    ["in"],
    ["at"],
    ["by"],
    ["above"],
    ["across"],
    ["beside"],
    ["under"],
    ["over"],
)


def _is_common_acronym(frame: Frame, at: int) -> bool:
    """Whether "AI" or "CEO" stands there as a common noun."""
    return frame.low[at] in _ACRONYMS and frame.kinds[at + 1 : at + 2] != CAPITAL


def _after_opener(frame: Frame, at: int) -> bool:
    return at > 0 and frame.kinds[at - 1] == "p" and frame.low[at - 1] in ":•*-–—"


def _is_the_name(frame: Frame, at: int, opens: bool) -> bool:
    """Whether "The" is part of a name in mid-sentence: "in The Gazette"."""
    return frame.low[at] == "the" and not opens and frame.kinds[at + 1 : at + 2] == CAPITAL


def _end(frame: Frame, first: int) -> int:
    """Where the run that begins at `first` ends."""
    kinds, low = frame.kinds, frame.low
    at = first + 1
    has_org = low[first] in words("org_words")
    while at < min(len(kinds), first + _LONGEST):
        kind = kinds[at]
        if kind == CAPITAL and not (low[at] in NOT_NAMES and low[at] not in _IN_NAMES):
            has_org = has_org or low[at] in words("org_words")
            if not _adjacent(frame, at):
                break
            at += 1
        elif _bridges(frame, at, has_org, first):
            at += 1
        elif _bridges(frame, at, has_org, first) is None:
            at += 2
        else:
            break
    return at


# Arbor Nine, Le Thi Thu Trang
_IN_NAMES = frozenset("thu may will de one two three four five six seven eight nine ten".split())


def _adjacent(frame: Frame, at: int) -> bool:
    return frame.starts[at] - frame.ends[at - 1] <= 1


def _is_office(frame: Frame, at: int) -> bool:
    """Whether an office ends before piece `at`: "Chief Technology Officer of"."""
    return frame.low[at - 1] in words("roles")


def _bridges(frame: Frame, at: int, has_org: bool, first: int) -> bool | None:
    """True: this piece is inside the name. None: this and the next are. False: the name ends."""
    kinds, low = frame.kinds, frame.low
    following = kinds[at + 1 : at + 2]
    if kinds[at] == QUOTE:
        inner = frame.marked[frame.quote_of[at]]
        nickname = (
            inner.end - inner.start <= 24 and frame.text[inner.start : inner.end].count(" ") < 3
        )
        return bool(
            nickname
            and following == CAPITAL
            and frame.text[inner.start].isupper()
            and frame.text[inner.end - 1].isalnum()
            and low[at + 1] not in NOT_NAMES
        )
    if kinds[at] == POSSESSIVE:
        bare = frame.words[at] in ("'", "’") or low[at - 1] in _OWNERS
        if not bare or following != CAPITAL:
            return False
        of_people = low[at - 1].endswith(("ers", "ors", "ists", "ants", "ees"))  # Renters' Voice
        return low[at + 1] in words("org_words") or (
            of_people and low[at + 1] not in given_names() and at - first < 3
        )
    if following == CAPITAL and low[at + 1] not in NOT_NAMES:
        if low[at] in PARTICLES:
            office = low[at - 1] in words("roles") and low[at - 1] not in table("titles")
            return not office  # "Vorstand der Kranich AG"
        if low[at] == "&" or (low[at] in ("of", "for") and has_org and not _is_office(frame, at)):
            return True
        if low[at] == "," and low[at + 2 : at + 3] == ["&"]:
            # Marl, Olin & Dray; but for "Jo Ek, Co-Founder & CEO"
            return words("roles").isdisjoint((low[at + 1], *low[at + 3 : at + 4]))
    if (
        low[at] in PARTICLES
        and low[at + 1 : at + 2] in _SECOND
        and kinds[at + 2 : at + 3] == CAPITAL
    ):
        return None  # Joris van der Heyde
    if (
        low[at] in ("of", "for")
        and has_org
        and low[at + 1 : at + 2] == ["the"]
        and kinds[at + 2 : at + 3] == CAPITAL
    ):
        return None
    return False


def _run(frame: Frame, first: int, last: int, opens: bool) -> Run:
    core, title = first, ""
    titles = table("titles")
    org = words("org_words")
    for at in range(first, last - 1):
        bare = frame.low[at].rstrip(".")
        rest = [frame.low[i].rstrip(".") for i in range(at + 1, last)]
        if (
            bare in titles
            and not all(r in _SUFFIXES for r in rest)
            and not any(r in org for r in rest)
        ):
            core, title = at + 1, frame.slice(first, at + 1)
    if core == first and opens and last - first >= 2 and _is_plain_opener(frame, first, last):
        core = first + 1
    if core == first and last - first >= 2 and frame.low[first].endswith(_ADJECTIVAL):
        core = first + 1  # "Bergen-based Norvik"
    if core == first and _heads(frame, first):
        while last - core >= 3 and frame.low[core] in FIELDS:
            core, title = core + 1, frame.slice(_office_start(frame, first), core + 1)
    return Run(first=first, core=core, last=last, title=title, opens_sentence=opens)


_ADJECTIVAL = (
    "-based",
    "-backed",
    "-owned",
    "-led",
    "-listed",
    "-born",
    "-trained",
    "-headquartered",
)


def _heads(frame: Frame, first: int) -> bool:
    """Whether "Head of", "Secretary of", "VP of" stands before the run."""
    return first >= 2 and frame.low[first - 1] == "of" and frame.low[first - 2] in words("roles")


def _office_start(frame: Frame, first: int) -> int:
    """Where "Vice President of" begins, before the run at `first`."""
    at = first - 2
    while at and (frame.low[at - 1] in OFFICE_WORDS - {"of", "and"}):
        at -= 1
    return at


# What a head of it is named by: "Head of AI Research Jane Roe".
FIELDS = frozenset(
    """ai agriculture alignment business commerce communications compute content culture data defence
    defense design development devices digital ecosystem education energy engineering ethics finance
    global go-to-market government growth hardware health hr industry information infrastructure
    innovation interior investment justice labor labour learning legal machine marketing operations
    partnerships pension people platform policy privacy product products public quantum regulation research
    revenue robotics safety sales science sciences security silicon software state strategy
    sustainability talent technology trade transport treasury trust""".split()
)


def _is_plain_opener(frame: Frame, first: int, last: int) -> bool:
    """Whether a sentence's first word is a common noun before a name: "Siblings Kofi Mensah"."""
    if frame.low[first] in _OPENERS or _is_gerund(frame.low[first]):
        return True
    given = given_names()
    plain = frame.low[first] not in given and frame.low[first].isascii()
    return last - first >= 3 and plain and frame.low[first + 1] in given


def _is_gerund(word: str) -> bool:
    """Whether a headline's first word is what is done: "Introducing Loom"."""
    return word.endswith("ing") and word in participles()


_OPENERS = frozenset(
    """ask applicant plaintiff bidder chipmaker carmaker startup start-up retailer developer rival competitor analyst economist researcher
    scientist engineer investor billionaire entrepreneur lawyer siblings brothers sisters
    colleagues carmakers chipmakers rivals""".split()
)
