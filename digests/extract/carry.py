"""Speakers for quoted stretches with no words of their own: from the quotes and sentences around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.extract.cues import Tag
from digests.extract.frame import POSSESSIVE, QUOTE, Stretch
from digests.extract.gestures import gesture
from digests.extract.leftward import phrase_to
from digests.extract.lexicon import words
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.set_phrases import author_of, who_tells_how
from digests.extract.subjects import leading_subject

Spoken = Sequence[Sequence[Tag]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who a quoted stretch is given to: the phrase, the cue's piece, and how sure that is.

    `how` is "tag" for a cue of its own sentence, "lead" for the bare subject of that sentence,
    "carried" from a neighbouring quote, "label" for a name and a colon or dash. `reporter` is
    who passes it on where it is told second hand.
    """

    ref: Ref
    cue: int | None
    how: str
    strong: bool = False
    near: bool = False
    reporter: Ref | None = None


def carry(scene: Scene, spoken: Spoken, out: dict[int, Attribution]) -> None:
    """Fill `out`, the attributions by number of stretch, where a stretch has none of its own."""
    marked = scene.frame.marked
    asked = _Sentences(scene, spoken)
    for number, quote in enumerate(marked):
        own = out.get(number)
        if own and not (quote.continues and not own.near):
            continue
        found = _carried(scene, asked, out, number)
        if found:
            out[number] = Attribution(
                ref=found.ref, cue=found.cue, how="carried", strong=found.strong
            )
    for number in range(len(marked)):
        told = _signed_after(scene, number, out)
        if told is None and not _has_own(out, number):
            told = _told_after(scene, asked, number)
        if told:
            out[number] = told
    for number in range(len(marked) - 2, -1, -1):
        following = out.get(number + 1)
        if following and _is_left_open(scene, number, out):
            out[number] = replace(following, how="carried", strong=True)
        elif number not in out and following and following.how in ("tag", "label"):
            _carry_back(scene, number, following, out)


def _is_left_open(scene: Scene, number: int, out: dict[int, Attribution]) -> bool:
    """Whether a stretch with no words around it goes on in the next, which says whose both are."""
    here, there = scene.frame.marked[number], scene.frame.marked[number + 1]
    alone = number not in out or out[number].how == "carried"
    return alone and not here.closed and not here.continues and there.continues


def _has_own(out: dict[int, Attribution], number: int) -> bool:
    return number in out and out[number].how in ("tag", "label")


def _told_after(scene: Scene, asked: _Sentences, number: int) -> Attribution | None:
    """Who "So said Lin." or "That is how Lin put it." names right after a quote."""
    frame = scene.frame
    own = frame.sentence_of_quote.get(number)
    if own is None or own + 1 >= len(frame.sentences):
        return None
    following = frame.sentences[own + 1]
    low = frame.low[following.first : following.last]
    if following.paragraph != frame.sentences[own].paragraph:
        return None
    if low[:2] in (["so", "said"], ["so", "says"], ["thus"]):
        ref = phrase_from(scene, following.first + 2, following.last)
    else:
        ref = who_tells_how(scene, following) or author_of(scene, following)
    return Attribution(ref=ref, cue=None, how="label", strong=True, near=True) if ref else None


def _signed_after(scene: Scene, number: int, out: dict[int, Attribution]) -> Attribution | None:
    """Who "The letter was signed by Lin." names after a block of it, where no name brought it in."""
    frame = scene.frame
    own = frame.sentence_of_quote.get(number)
    named = number in out and out[number].ref.kind == "name" and out[number].strong
    if (
        named
        or own is None
        or frame.marked[number].family != "block"
        or own + 1 >= len(frame.sentences)
    ):
        return None
    following = frame.sentences[own + 1]
    low = frame.low[following.first : following.last]
    source = author_of(scene, following)
    if source is not None and source.kind == "name":
        return Attribution(ref=source, cue=None, how="label", strong=True, near=True)
    if low[:1] not in (["the"], ["it"], ["this"]) or low.count("by") != 1:
        return None
    by = low.index("by")
    if by > 2 * _NEAR or _SIGNED.isdisjoint(low[1:by]):
        return None
    ref = phrase_from(scene, following.first + by + 1, following.last)
    return Attribution(ref=ref, cue=None, how="label", strong=True, near=True) if ref else None


_NEAR = 8  # pieces
_SIGNED = frozenset("signed written posted sent penned published composed drafted".split())


def _carry_back(
    scene: Scene, number: int, following: Attribution, out: dict[int, Attribution]
) -> None:
    """From the quote right after it in the same paragraph."""
    here, there = scene.frame.marked[number], scene.frame.marked[number + 1]
    if here.paragraph == there.paragraph and not scene.frame.text[here.right : there.left].strip():
        out[number] = Attribution(ref=following.ref, cue=following.cue, how="carried", strong=True)


def _carried(
    scene: Scene, asked: _Sentences, out: dict[int, Attribution], number: int
) -> Attribution | None:
    marked = scene.frame.marked
    quote = marked[number]
    previous = out.get(number - 1)
    if previous and quote.continues:
        return previous
    if previous and not (previous.strong or previous.near):
        previous = None
    gestured = _by_gesture(scene, number)
    if gestured:
        return gestured
    if previous and (marked[number - 1].paragraph == quote.paragraph):
        return _other_one(scene, previous, number) or previous
    before = _sentence_before(scene, number)
    if before is None:
        return None
    sentence = scene.frame.sentences[before]
    if scene.frame.low[sentence.last - 1] == ":":
        return asked.speaker(before)
    if previous and quote.paragraph - marked[number - 1].paragraph == 1:
        holds_it = scene.frame.sentence_of_quote.get(number - 1) == before
        later = None if holds_it else asked.speaker(before)
        return later if later and _is_human(scene, later.ref) else previous
    return asked.speaker(before)


def _other_one(scene: Scene, previous: Attribution, number: int) -> Attribution | None:
    """Who speaks where "she" spoke before and "He looked up." stands right before a quote alone."""
    frame = scene.frame
    own = frame.sentence_of_quote.get(number)
    before = frame.sentences[own - 1] if own else None
    if own is None or before is None or "Q" in frame.kinds[before.first : before.last]:
        return None
    here = frame.sentences[own]
    alone = before.paragraph == here.paragraph and frame.kinds[here.first] == QUOTE
    pair = {frame.low[previous.ref.first], frame.low[before.first]}
    if not alone or pair != {"he", "she"}:
        return None
    at = before.first
    ref = Ref(kind="pronoun", first=at, last=at + 1, head=at, left=at)
    return Attribution(ref=ref, cue=None, how="carried", strong=True)


def _by_gesture(scene: Scene, number: int) -> Attribution | None:
    """Who groans or shrugs right before a quote that stands alone, in its paragraph."""
    frame = scene.frame
    own = frame.sentence_of_quote.get(number)
    if not own or frame.sentences[own - 1].paragraph != frame.sentences[own].paragraph:
        return None
    if frame.kinds[frame.sentences[own].first] != QUOTE:
        return None
    found = gesture(scene, frame.sentences[own - 1])
    return Attribution(ref=found, cue=None, how="carried", strong=True) if found else None


def _sentence_before(scene: Scene, number: int) -> int | None:
    own = scene.frame.sentence_of_quote.get(number)
    return own - 1 if own else None


class _Sentences:
    """Who speaks in each sentence, found once: many quotes may ask for the same one."""

    __slots__ = ("_known", "_scene", "_spoken")

    def __init__(self, scene: Scene, spoken: Spoken) -> None:
        self._scene, self._spoken = scene, spoken
        self._known: dict[int, Attribution | None] = {}

    def speaker(self, number: int) -> Attribution | None:
        """Who speaks in sentence `number`."""
        if number not in self._known:
            self._known[number] = _said_in(self._scene, self._spoken, number)
        return self._known[number]


def _said_in(scene: Scene, spoken: Spoken, number: int) -> Attribution | None:
    """Who speaks in a sentence: its last strong cue's, else its subject, else its last person."""
    found = [tag for tag in spoken[number] if not tag.relative]
    strong = [tag for tag in found if tag.strong]
    if strong:
        return Attribution(ref=strong[-1].ref, cue=strong[-1].cue, how="carried", strong=True)
    sentence = scene.frame.sentences[number]
    if found and found[-1].cue == sentence.last - 2 and scene.frame.low[sentence.last - 1] == ":":
        return Attribution(ref=found[-1].ref, cue=found[-1].cue, how="carried", strong=True)
    lead = leading_subject(scene, sentence, sentence.last) or (found[-1].ref if found else None)
    if lead is None or not _is_human(scene, lead):
        lead = _last_person(scene, sentence) or lead
    return Attribution(ref=lead, cue=None, how="carried") if lead else None


def _is_human(scene: Scene, ref: Ref) -> bool:
    frame = scene.frame
    if ref.kind == "pronoun":
        return frame.low[ref.first] != "it"
    if ref.kind == "nominal":
        return frame.low[ref.head] in words("roles")
    number = scene.people.run_at.get(ref.last - 1)
    one = scene.people.of_run(number) if number is not None else None
    return one is None or one.kind in ("person", "unknown")


def _last_person(scene: Scene, sentence: Stretch) -> Ref | None:
    """The last person that a sentence names or describes: "makes the 34-year-old founder wince"."""
    frame = scene.frame
    for at in range(sentence.last - 1, sentence.first - 1, -1):
        run = scene.run(at)
        owned = frame.kinds[at + 1 : at + 2] == POSSESSIVE
        if run is not None and run.last == at + 1 and not owned:
            ref = phrase_to(scene, at, run.first)
            if ref and _is_human(scene, ref):
                return ref
        elif frame.low[at] in words("roles") and not frame.low[at].endswith("s") and not owned:
            first = at
            while first > sentence.first and frame.kinds[first - 1] in "wn" and at - first < 4:
                first -= 1
                if frame.low[first] in ("the", "this"):
                    return phrase_from(scene, first, at + 1)
    return None
