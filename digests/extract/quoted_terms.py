"""Terms, nicknames and scare quotes: words in quotation marks that nobody is quoted as saying."""

from __future__ import annotations

import re
from bisect import bisect_left

from digests.extract.carry import Attribution
from digests.extract.frame import Frame
from digests.extract.grammar import DETERMINERS, PREPOSITIONS
from digests.extract.lexicon import words
from digests.extract.phrases import Ref, Scene

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_LONGEST = 4  # words in a term
_NICKNAMES = re.compile(
    r"\b(?:nicknamed?|nicknames|code-?named?|christened|dubbed|dubs|aka|alias)\b[^“”\"'‘’«»,;.]{0,30}$|\bso-called $"
)
_ITSELF = re.compile(r"\b(?:itself|themselves|himself|herself)(?: as)? (?:an? |the )?$")
_TALKING = frozenset("talk talks talked speak speaks spoke".split())
# What the industry calls a “known good die”: nobody is found who calls it so.
_CALLED_SO = re.compile(r"\b(?:calls?|called|terms|termed)(?: it| this| them)?(?: an?| the)? $")
# says “qualification” — the testing that …: what follows tells what the word means.
_GLOSSED = re.compile(
    r"\s*(?:—|–|--|\()\s*(?:an?|the|that is|meaning|i\.e\.)\b|\s+(?:means|refers to|is short for)\b"
)
_NAMING = frozenset("call calls called term terms termed".split())
_NOW = frozenset("call calls term terms".split())
# Somebody called “Team”: a name, where "what he called “a mess”" is a judgement.
_NAMED = re.compile(r"\b(?:called|named|titled|labelled|labeled|marked|tagged|stamped) $")
# "what she calls “drop-in researchers”" is a term, "what she calls “a mess”" a judgement.
_WHAT_THEY_CALL = re.compile(r"\bwhat (?:[\w’'.-]+ ){1,3}calls? $")
_BEGINS = re.compile(r"(?:an?|the|one|not|my|our|your|his|her|their|its|very|too|so)\b", re.I)
_WHAT = frozenset(("what", "which", "whom", "that", ","))


def is_term(scene: Scene, number: int, said: Attribution) -> bool:
    """Whether a quoted stretch that has a speaker is a term or nickname all the same."""
    frame = scene.frame
    quote = frame.marked[number]
    inner = frame.text[quote.start : quote.end].strip()
    at = _piece_at(frame, quote.left)
    if scene.run(at) is not None:
        return True  # Ana “Nan” Roe
    if len(_WORD.findall(inner)) > _LONGEST or said.how == "label":
        return False
    before = frame.text[max(0, quote.left - 60) : quote.left]
    if _NICKNAMES.search(before) or _ITSELF.search(before):
        return True
    if said.cue is None:
        slogan = said.how == "lead" and said.ref.last == at  # Norvane & Co. “Mind the gap.”
        return slogan or _CALLED_SO.search(before) is not None
    cue = frame.low[said.cue]
    listed = cue in _LISTING and said.cue < at and inner[-1].isalnum()
    everyone = cue in _TALKING and _is_everyone(scene, said.ref)
    if listed or everyone or _is_apposed(frame, number, inner, before):
        return True
    if said.cue + 1 == _piece_at(frame, quote.left) and _GLOSSED.match(frame.text, quote.right):
        return inner[:1].islower() and inner[-1].isalnum() and " " not in inner
    if cue in _NOW and _WHAT_THEY_CALL.search(before):
        return inner[-1].isalnum() and _BEGINS.match(inner) is None
    if cue in _NAMING and _names_thing(frame, said.cue, _piece_at(frame, quote.left), inner):
        return True
    if cue in _NAMING and said.cue < _piece_at(frame, quote.left):
        return _names_habitually(scene, said, cue) or _is_bare_name(scene, said, before)
    return False


_LISTING = frozenset("list lists listed listing".split())


def _is_apposed(frame: Frame, number: int, inner: str, before: str) -> bool:
    """Whether a name stands between commas behind its thing: "the new model, “Grus”, by May"."""
    after = frame.text[frame.marked[number].right : frame.marked[number].right + 1]
    names = all(word[0].isupper() for word in inner.split()) and inner[-1].isalnum()
    if after == "," and _MOTTO.search(before):
        return True
    return names and after == "," and _THING.search(before) is not None


_MOTTO = re.compile(r"\b(?:motto|slogan|tagline|strapline|catchphrase|mantra|nickname), $")


_THING = re.compile(r"\b(?:the|its|their|a|an|his|her|new) [a-z-]+(?: [a-z-]+)?, $")


def _names_thing(frame: Frame, cue: int, at: int, inner: str) -> bool:
    """Whether a thing gets a name: "called the project “Icarus”"; “a mess” is a judgement."""
    between = frame.low[cue + 1 : at]
    plain = (
        2 <= len(between) <= 4
        and between[0] in DETERMINERS
        and set(frame.kinds[cue + 1 : at]) == {"w"}
    )
    names = all(word[0].isupper() for word in inner.split())
    return plain and names and inner[-1].isalnum() and not PREPOSITIONS & set(between)


def _piece_at(frame: Frame, offset: int) -> int:
    return bisect_left(frame.starts, offset)


def _names_habitually(scene: Scene, said: Attribution, cue: str) -> bool:
    """Whether a kind of people or a house uses the word: "engineers call the failure “coasting”"."""
    return cue in _NOW and not _is_someone(scene, said.ref)


def _is_bare_name(scene: Scene, said: Attribution, before: str) -> bool:
    """Whether "called" stands right before, and whoever is called so before that."""
    if not _NAMED.search(before) or said.cue is None:
        return False
    frame = scene.frame
    if said.ref.last == said.cue and frame.low[said.ref.first - 1 : said.ref.first] != []:
        opens = frame.low[said.ref.left - 1] if said.ref.left else ""
        return opens not in _WHAT and said.ref.kind == "nominal"
    return False


def _is_everyone(scene: Scene, ref: Ref) -> bool:
    """Whether a subject is a kind of people: "engineers", "the trade"."""
    return ref.kind == "nominal" and not _is_someone(scene, ref)


def _is_someone(scene: Scene, ref: Ref) -> bool:
    """Whether a phrase is of one person."""
    frame = scene.frame
    if ref.kind == "pronoun":
        return frame.low[ref.first] in ("he", "she", "i")
    if ref.kind == "name":
        run = scene.people.run_at.get(ref.last - 1)
        one = scene.people.of_run(run) if run is not None else None
        return one is None or one.kind in ("person", "unknown")
    head = frame.low[ref.head]
    return head in words("roles") and not head.endswith("s")


_BE = frozenset(["is", "was", "are", "were", "be", "been", "being", "'s", "’s", "seemed", "as"])
_LOOSE = PREPOSITIONS - {"of", "for", "to"}
_FAR = 10  # pieces from a cue to the words that complete it


def completes(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether one or two quoted words are the end of what a cue reports, not a thing in it.

    "said it was “inevitable”", "called it “steep”"; not "argue with “ghost landlords”".
    """
    quote = frame.marked[number]
    at = _piece_at(frame, quote.left)
    if said.cue is None or said.cue > at:
        return True
    between = frame.low[said.cue + 1 : at]
    if not between or between[-1] in (",", ":"):
        return True
    last = between[-1]
    if between.count("that") > 1:
        return False
    if said.strong and (last in _BE or (last in DETERMINERS and _BE & {*between[-2:-1]})):
        return len(between) <= 2 * _FAR  # "said it was “steep”", "that it was a “disaster”"
    if len(between) > _FAR:
        return False
    if not said.strong and frame.low[said.cue - 1] == "to":
        return len(between) <= 2 and last not in _LOOSE
    asks = between[0] in ("for", "on", "off", "up")  # "called for a ban on"
    if last in DETERMINERS or (frame.low[said.cue] in _NAMING and not asks):
        return not said.strong  # "called it a “mess”"; "said it was not a “co-pilot”" names a thing
    return last not in _LOOSE or len(between) <= 2
