"""Who is the subject of a cue: of a verb, or of a participle."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.frame import POSSESSIVE, Frame, Stretch
from digests.extract.grammar import DISPLAYS, PREPOSITIONS
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.subjects import leading_subject, subject_before

_OBJECT = 12  # pieces


def subject_of_cue(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """The subject of the cue at piece `at`, in its clause or at the head of the sentence."""
    if scene.frame.low[at].endswith("ing"):
        return _of_participle(scene, at, sentence) or leading_subject(scene, sentence, at)
    shown = _displayed_on(scene.frame, at, sentence)
    return shown or subject_before(scene, at, sentence) or leading_subject(scene, sentence, at)


def blamed_for(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whom "lawmakers criticised Lin for saying" is about."""
    low = scene.frame.low
    for verb in range(at - 2, max(sentence.first, at - _FAR) - 1, -1):
        if low[verb] in _BLAMING:
            found = phrase_from(scene, verb + 1, at)
            return found if found and found.kind in ("name", "nominal") else None
    return _apologises(scene, at, sentence)


def _apologises(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who "apologised for saying", "where he appeared for saying": the subject of the clause."""
    low = scene.frame.low
    lead = leading_subject(scene, sentence, at)
    run = scene.run(lead.first) if lead is not None else None
    if run is not None and scene.frame.kinds[run.last] == POSSESSIVE:
        # "Lin's advice earned him a hearing for saying"
        return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=run.first)
    for he in range(at - 2, max(sentence.first, at - _FAR) - 1, -1):
        if low[he] in ("he", "she"):
            return Ref(kind="pronoun", first=he, last=he + 1, head=he, left=he)
        if scene.frame.kinds[he] == "Q" or low[he] == ";":
            return None
    return lead if lead is not None and lead.kind == "name" else None


_FAR = 40  # pieces
_BLAMING = frozenset(
    """criticised criticized attacked mocked condemned rebuked praised scolded slammed blasted denounced
    ridiculed censured chided faulted lambasted fined suspended sacked fired""".split()
)


def _displayed_on(frame: Frame, at: int, sentence: Stretch) -> Ref | None:
    """What words stand on, in "a hat that says" and "the caption, which reads"."""
    if frame.low[at - 1] not in ("that", "which"):
        return None
    thing = at - 2 - (frame.low[at - 2] == ",")
    if thing < sentence.first or frame.low[thing] not in DISPLAYS:
        return None
    return Ref(kind="nominal", first=thing, last=thing + 1, head=thing, left=thing)


def _of_participle(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """The subject right before a participle: "Lin writing that", "with staff chanting".

    What a preposition brings in is none: in "replied on LinkedIn writing" the replier wrote.
    """
    frame = scene.frame
    if frame.low[at - 1 : at] == [","]:
        return None
    brought = _with_whom(scene, at, sentence)
    if brought:
        return brought
    if frame.low[at - 1] in DISPLAYS:  # "signs saying"
        return Ref(kind="nominal", first=at - 1, last=at, head=at - 1, left=at - 1)
    direct = subject_before(scene, at, sentence)
    if direct is None or direct.last != at or direct.kind == "nominal":
        return None
    before = frame.low[direct.first - 1] if direct.first > sentence.first else ""
    return None if before in PREPOSITIONS - {"of"} else direct  # "footage of Lin saying"


def _with_whom(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who "with" brings in before a participle: "with marchers and onlookers chanting"."""
    low = scene.frame.low
    for index in range(at - 1, max(at - _OBJECT, sentence.first) - 1, -1):
        if low[index] == "with":
            found = phrase_from(scene, index + 1, at)
            if found is None or found.last == at or low[found.last] != "and":
                return found if found and found.last == at else None
            other = phrase_from(scene, found.last + 1, at)
            return replace(found, last=at) if other and other.last == at else None
        if scene.frame.kinds[index] in "pQ":
            return None
    return None
