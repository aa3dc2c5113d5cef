"""Cues: the verbs and phrases that give words to someone, with who that is, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from digests.extract.beside import beside_quotes, follows_quote
from digests.extract.cue_subjects import blamed_for, subject_of_cue
from digests.extract.frame import CAPITAL, QUOTE, WORD, Frame, Stretch
from digests.extract.grammar import (
    AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    is_adverb,
)
from digests.extract.inversion import after_quote, may_invert, stands_alone
from digests.extract.lexicon import words
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.set_phrases import SET_PHRASES, WRITINGS, owner_of_noun, set_phrase, who_wrote
from digests.extract.subjects import subject_after, subject_before
from digests.extract.tag import Tag as Tag

_BEFORE = frozenset(("by", "after", "before", "during", "upon"))
_NOT_BEFORE_ING = (PREPOSITIONS - _BEFORE) | frozenset(("the", "a", "his", "her", "their"))
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s"])
# Forms that are as often nouns; they are verbs only right after a subject.
_NOUN_LIKE = frozenset(
    ["tweets", "tweet", "posts", "post", "reports", "report", "claims", "claim", "comments", "comment", "notes", "note", "orders", "order", "charges", "charge", "emails", "email", "texts", "text", "answers", "answer", "remarks", "quotes", "quote", "projects", "project", "estimates", "estimate", "promises", "promise", "calls", "call", "views", "view", "attacks", "attack", "uses", "use", "signals", "signal", "feels", "points", "point", "demands", "demand", "questions", "question", "challenges", "challenge", "blame", "praise", "hope", "hopes", "address", "addresses", "rates", "rate", "list", "lists", "talks", "talk", "state", "states", "begin", "begins", "welcome", "welcomes", "forecast", "forecasts", "warning", "writing", "saying", "reading", "hearing", "beginning", "meaning", "reply", "replies", "laugh", "laughs", "boast", "boasts", "joke", "jokes", "stress", "repeat", "sing", "chant", "chants", "whisper", "whispers", "sigh", "sighs", "scream", "screams", "threat", "pledge", "pledges", "vow", "vows", "counter", "charge", "vent", "vents", "muse", "wonder", "wonders", "read", "reads", "highlight", "highlights", "frame", "frames", "brand", "brands", "label", "labels", "project", "thought", "feeling", "reference", "references", "address", "advise", "rip", "rips", "rap", "raps", "go", "goes", "put", "puts", "see", "sees", "want", "wants", "think", "expect", "believe", "feel", "speak", "say", "tell", "add", "ask", "explain", "argue", "insist", "suggest", "admit", "deny", "predict", "accuse", "describe", "recall", "urge", "warn", "agree", "disagree", "consider", "compare", "dismiss", "reject", "defend", "thank"]
)  # fmt: skip


def tags(scene: Scene, sentence: Stretch) -> list[Tag]:
    """Every cue of a sentence outside quotation marks whose speaker can be read, in order."""
    out: list[Tag] = []
    for tag in _tags(scene, sentence):
        out.append(_beside(scene.frame, _continued(scene.frame, tag, out), sentence))
    cued = {tag.cue for tag in out}
    taken = {tag.first for tag in out}
    for verb, ref in beside_quotes(scene, sentence):
        if verb not in cued and min(verb, ref.left) not in taken:
            out.append(Tag(cue=verb, ref=ref, strong=True))
    return sorted(out, key=lambda tag: tag.cue)


def _beside(frame: Frame, tag: Tag, sentence: Stretch) -> Tag:
    """A tag right after a quote reports it, whatever its verb: "“…,” he called back"."""
    aloud = frame.low[tag.ref.first] in ("he", "she", "they") and frame.low[tag.cue] in (
        "reads",
        "read",
    )
    plain = not tag.strong and not tag.passive and not tag.relative and not aloud
    beside = plain and tag.cue > tag.ref.first and follows_quote(frame, tag.first, sentence)
    return replace(tag, strong=True) if beside else tag


def _continued(frame: Frame, tag: Tag, before: Sequence[Tag]) -> Tag:
    """A participle ("…, adding that") speaks for whoever spoke last in the sentence."""
    last = next((other for other in reversed(before) if not other.relative), None)
    if (
        last is None
        or tag.ref.first > last.cue
        or not frame.low[tag.cue].endswith("ing")
        or tag.ref.last == tag.cue
    ):
        return tag
    return replace(tag, ref=last.ref, continued=True)


def _tags(scene: Scene, sentence: Stretch) -> Iterator[Tag]:
    frame = scene.frame
    strong, weak, nouns = words("cues"), words("cues_weak"), words("nouns_said")
    low, telling = frame.low, _telling()
    for at in range(sentence.first, sentence.last):
        word = low[at]
        if word not in telling:
            continue
        tag: Tag | None = None
        ref = set_phrase(scene, at, sentence)
        if ref:
            tag = Tag(cue=at, ref=ref, strong=True)
        elif word in WRITINGS and (sender := who_wrote(scene, at, sentence)):
            tag = Tag(cue=at, ref=sender, strong=True)
        elif word in nouns:
            ref = owner_of_noun(scene, at, sentence)
            tag = Tag(cue=at, ref=ref, strong=False) if ref else None
        opens = at == sentence.first and word in ("said", "says", "added")
        spoken = frame.kinds[at] == WORD or opens  # "Said Dorothy Poynter, “…”"
        if tag is None and spoken and (word in strong or word in weak):
            tag = _tag(scene, at, sentence, word in strong)
        if tag:
            yield tag


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Every word that can say by whom words are: most of a text is none, and is passed by."""
    named = (words("cues"), words("cues_weak"), words("nouns_said"))
    return frozenset().union(*named, WRITINGS, SET_PHRASES)


def _tag(scene: Scene, at: int, sentence: Stretch, strong: bool) -> Tag | None:
    frame = scene.frame
    before = _previous(frame, at, sentence.first)
    if _is_passive(frame, at, before):
        ref = _agent(scene, at, sentence)
        return Tag(cue=at, ref=ref, strong=False, passive=True) if ref else None
    if may_invert(frame, at, sentence):
        found = subject_after(scene, at, sentence)
        opens = at == sentence.first
        if found and (
            after_quote(frame, at, sentence) or stands_alone(frame, found, sentence, opens)
        ):
            return Tag(cue=at, ref=found, strong=True)
    word = frame.low[at]
    if word in _ADD and not _reports(frame, at, sentence):
        return None
    if _reads_as_noun(scene, at, before, sentence):
        return None
    if word.endswith("ing") and before >= 0 and frame.low[before] in _NOT_BEFORE_ING:
        blamed = blamed_for(scene, at, sentence) if frame.low[before] == "for" else None
        return Tag(cue=at, ref=blamed, strong=False) if blamed else None
    infinitive = before >= 0 and frame.low[before] in ("to", "help", "helps", "helped")
    if infinitive and frame.low[max(0, before - 1)] in _BE:
        return None
    ref = subject_of_cue(scene, at, sentence)
    if ref is None or (infinitive and (_is_tool(scene, ref) or word in _PERCEIVING)):
        return None
    if word in _NAMING and _is_named_after(scene, at, ref):
        return None
    relative = before >= sentence.first and frame.low[before] in RELATIVES
    return Tag(cue=at, ref=ref, strong=strong and not infinitive, relative=relative)


_PERCEIVING = frozenset(["see", "hear", "read", "think", "feel", "believe", "consider"])
_NAMING = frozenset(["called", "named", "dubbed", "titled", "labelled", "labeled"])


def _reads_as_noun(scene: Scene, at: int, before: int, sentence: Stretch) -> bool:
    """Whether the word at `at` is a thing that is said, or tells which: "the remark", "most quoted"."""
    frame = scene.frame
    word = frame.low[at]
    if word in _NOUN_LIKE and not word.endswith("ing"):
        return _is_noun(frame, at) or not _follows_subject(scene, before, sentence, word)
    if before >= 0 and frame.low[before] in ("most", "least"):
        return True  # "the most quoted economists"
    if before >= 0 and frame.low[before] in _BEFORE_NOUN:
        base = not word.endswith(("s", "d", "g")) and frame.low[before] != "that"
        return base or word in _NOUN_LIKE
    return False


def _is_named_after(scene: Scene, at: int, ref: Ref) -> bool:
    """Whether the verb gives a thing its name: "a class called “Grids”"."""
    thing = ref.kind == "nominal" and scene.frame.low[ref.head] not in words("roles")
    return thing and scene.frame.kinds[at + 1 : at + 2] == QUOTE


def _is_noun(frame: Frame, at: int) -> bool:
    """Whether a word is a noun by the verb after it: "the member states have", "demand is"."""
    return frame.low[at + 1 : at + 2] != [] and frame.low[at + 1] in AUXILIARIES


def _is_tool(scene: Scene, ref: Ref) -> bool:
    """Whether a phrase is of a thing that is able to do something: "a tool able to write"."""
    head = scene.frame.low[ref.head]
    return (
        ref.kind == "nominal"
        and head not in words("roles")
        and head not in words("nouns_speaking")
        and not head.endswith("s")
    )


def _reports(frame: Frame, at: int, sentence: Stretch) -> bool:
    """Whether "added" brings in words, and not a thing that is added."""
    if at + 1 >= sentence.last or _opens_after_quote(frame, at, sentence):
        return True
    return frame.kinds[at + 1] in ("p", QUOTE) or frame.low[at + 1] in (
        "that",
        "how",
        "in",
        "on",
        "at",
    )


def _opens_after_quote(frame: Frame, at: int, sentence: Stretch) -> bool:
    """Whether nothing but a name or a pronoun stands between a quote and the verb at `at`."""
    index = at - 1
    while index > sentence.first and frame.kinds[index] == CAPITAL:
        index -= 1
    if index == at - 1 and frame.low[index] in PRONOUNS:
        index -= 1
    return index < at - 1 and index >= sentence.first and frame.kinds[index] == QUOTE


_ADD = frozenset("add adds added adding".split())


def _previous(frame: Frame, at: int, floor: int) -> int:
    """The piece before `at`, past adverbs."""
    before = at - 1
    while before >= floor and (is_adverb(frame.low[before]) or frame.low[before] == "only"):
        before -= 1
    return before


def _is_passive(frame: Frame, at: int, before: int) -> bool:
    word = frame.low[at]
    participle = word.endswith("ed") or word in ("said", "told", "written", "quoted")
    return participle and before >= 0 and frame.low[before] in _BE


def _agent(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who "by" names after a passive: "described by Lin as", "accused of … by the chair"."""
    frame = scene.frame
    for by in range(at + 1, min(sentence.last - 1, at + 8)):
        if frame.low[by] == "by":
            return phrase_from(scene, by + 1, sentence.last)
        if frame.low[by] in (",", ";", ":"):
            return None
    return None


def _follows_subject(scene: Scene, before: int, sentence: Stretch, word: str) -> bool:
    """Whether what stands at `before` can be the end of a subject, or an auxiliary, before `word`."""
    frame = scene.frame
    if before < sentence.first:
        return False
    last = frame.low[before]
    if last in _BEFORE_BASE or last in ("they", "we", "i", "you") or last in RELATIVES:
        return True
    if not word.endswith(("s", "d", "g")):  # a base form, which only a plural takes
        if last == ",":
            found = subject_before(scene, before + 1, sentence)
            last = scene.frame.low[found.head] if found and found.kind == "nominal" else last
        plural = last.endswith("s") or last == "people"
        return plural and (last in words("roles") or last in words("nouns_speaking"))
    if last in PRONOUNS or last == ",":
        return True
    return (
        scene.run(before) is not None or last in words("roles") or last in words("nouns_speaking")
    )


_BEFORE_NOUN = frozenset(
    ["a", "an", "the", "his", "her", "their", "its", "this", "that", "old", "no"]
)
_BEFORE_BASE = frozenset(
    "will would can could may might should must did do does not to and n't cannot".split()
)
