"""Who does what a verb says: the phrase that is a verb's subject, found without a parser."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.frame import NUMBER, QUOTE, WORD, Frame, Stretch
from digests.extract.grammar import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    TIMES,
    is_adverb,
    is_role,
)
from digests.extract.leftward import phrase_to, who_had
from digests.extract.openings import JOINING, opens_with_participle, past_opening
from digests.extract.phrases import Ref, Scene, phrase_from

_GO_ON = frozenset(
    "to used likes liked loves loved went going on goes began started continued proceeded".split()
)
_BREAKS = frozenset((",", "(", ")", "—", "–", "--", ";", ":"))
_MODIFIER = (
    DETERMINERS
    | RELATIVES
    | frozenset(
        """formerly former now then himself herself itself including referred known identified named
    speaking citing where when like aged currently himself""".split()
    )
)


def subject_before(scene: Scene, verb: int, sentence: Stretch) -> Ref | None:
    """The subject of the verb at piece `verb`, looked for on its left."""
    frame = scene.frame
    at = _before_auxiliaries(frame, verb, sentence.first)
    if at < sentence.first:
        return None
    word = frame.low[at]
    if word in ("and", "but", "then", "or"):
        inner = who_had(scene, sentence, at) if word == "and" else None
        return inner or leading_subject(scene, sentence, at)
    if word == "," and "then" in frame.low[at + 1 : verb]:  # "Lin paused, then replied"
        return leading_subject(scene, sentence, at)
    if word in RELATIVES:
        return _antecedent(scene, at, sentence)
    at = _before_bracket(frame, at, sentence.first)
    if frame.low[at] in _BREAKS:
        return _before_modifier(scene, at, sentence)
    return _described_by_clause(scene, at, sentence) or phrase_to(scene, at, sentence.first)


_CLAUSE = 18  # pieces back to the "who" of a clause that tells who someone is


def _described_by_clause(scene: Scene, last: int, sentence: Stretch) -> Ref | None:
    """The subject in "a reader who builds these things for a living e-mailed": all of it."""
    frame = scene.frame
    for at in range(last, max(sentence.first, last - _CLAUSE), -1):
        if frame.kinds[at] in "pQL" or frame.low[at] in ("that", "which", "and"):
            return None
        if frame.low[at] in ("who", "whose"):
            found = phrase_to(scene, at - 1, sentence.first)
            if found is None or found.kind != "nominal" or at == last:
                return found if at != last else None
            return replace(found, last=last + 1)
    return None


def _before_auxiliaries(frame: Frame, verb: int, floor: int) -> int:
    at = verb - 1
    while at >= floor:
        word = frame.low[at]
        if (
            word in AUXILIARIES
            or word in ADVERBS
            or word in _GO_ON
            or (word == "only" and at > floor and frame.low[at - 1] in AUXILIARIES)
            or (is_adverb(word) and frame.kinds[at] == WORD)
            or _is_time(frame, at, floor)
        ):
            at -= 1
        else:
            break
    return at


def _before_bracket(frame: Frame, at: int, floor: int) -> int:
    """Before "(D-R.I.)" where a bracket closes at piece `at`; else `at`."""
    if frame.low[at] != ")":
        return at
    for index in range(at - 1, max(floor, at - 8), -1):
        if frame.low[index] == "(":
            return index - 1
    return at


def _is_time(frame: Frame, at: int, floor: int) -> bool:
    """Whether a piece belongs to "on Friday", "last week" or "Tuesday night" before a verb."""
    word = frame.low[at]
    if word in TIMES:
        return True
    before = frame.low[at - 1] if at > floor else ""
    if word in ("night", "morning", "afternoon", "evening", "week", "month", "year"):
        return before in TIMES
    return word == "on" and frame.low[at + 1] in TIMES


def _antecedent(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whom "who" stands for: the phrase right before it."""
    end = at - 1
    while end >= sentence.first and scene.frame.low[end] in _BREAKS:
        end -= 1
    if end < sentence.first:
        return None
    floor = sentence.first
    if scene.frame.low[at] in ("which", "that"):  # "a statement by the guild, which"
        agents = (i + 1 for i in range(end, floor, -1) if scene.frame.low[i] == "by")
        floor = next(agents, floor)
    return phrase_to(scene, end, floor)


def _before_modifier(scene: Scene, comma: int, sentence: Stretch) -> Ref | None:
    """The subject left of an apposition or relative clause that ends at the break `comma`."""
    frame = scene.frame
    end = comma
    for _ in range(8):
        if end <= sentence.first:
            return None
        start = end
        while (
            start > sentence.first
            and (frame.low[start - 1] not in _BREAKS or scene.run(start - 1) is not None)
            and frame.kinds[start - 1] != QUOTE
        ):
            start -= 1
        at_edge = (
            start == sentence.first
            or frame.kinds[start - 1] == QUOTE
            or frame.low[start - 1] in ";:"
        )
        if start < end and _joins_clause(scene, start, end):
            return phrase_to(scene, end - 1, start + 1)
        if start < end and (at_edge or not _modifies(scene, start, end)):
            if start == sentence.first and opens_with_participle(frame, start):
                return leading_subject(scene, sentence, comma + 1)
            found = phrase_to(scene, end - 1, start)
            return _with_role(scene, found, sentence) if found else None
        renamed = _renamed(scene, start, end) or _apposed(scene, start, end, sentence)
        if renamed:
            return renamed
        if at_edge:
            return None
        end = _before_bracket(frame, start - 1, sentence.first)
        end = end + 1 if end < start - 1 else end
    return None


def _joins_clause(scene: Scene, first: int, last: int) -> bool:
    """Whether a conjunction brings in a new subject: "…, while Jane Roe, the chair, proposed"."""
    run = scene.run(first + 1) if last - first > 1 else None
    return (
        run is not None
        and scene.frame.low[first] in JOINING | {"while", "as", "whereas"}
        and run.first == first + 1
        and run.last == last
    )


def _with_role(scene: Scene, ref: Ref, sentence: Stretch) -> Ref:
    """A name with the role before it as its left edge: "Her manager, Robby Monk,"."""
    frame = scene.frame
    comma = ref.left - 1
    if ref.kind != "name" or comma <= sentence.first or frame.low[comma] != ",":
        return ref
    for first in range(comma - 1, max(sentence.first, comma - 8) - 1, -1):
        if frame.low[first] in DETERMINERS:
            role = phrase_from(scene, first, comma)
            whole = role is not None and role.kind == "nominal" and role.last == comma
            return replace(ref, left=first) if whole else ref
        if frame.kinds[first] not in "wC":
            return ref
    return ref


def _renamed(scene: Scene, first: int, last: int) -> Ref | None:
    """The name in "another participant, referred to as Yang,"."""
    run = scene.run(last - 1) if last > first else None
    if run and scene.frame.low[first] in ("referred", "known", "identified", "named"):
        return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=run.first)
    return None


def _apposed(scene: Scene, first: int, last: int, sentence: Stretch) -> Ref | None:
    """The name in "Its author, the novelist Ana Roe," which says who the subject is."""
    frame = scene.frame
    run = scene.run(last - 1) if last > first else None
    comma = first - 1
    if (
        run is None
        or run.last != last
        or run.first <= first + 1
        or frame.low[first] not in ("the", "a")
    ):
        return None
    if not is_role(frame.low[run.first - 1]) or frame.low[comma] != "," or comma <= sentence.first:
        return None
    before = phrase_to(scene, comma - 1, sentence.first)
    if before is None or before.kind != "nominal":
        return None
    return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=before.left)


def _ends_title(frame: Frame, comma: int) -> bool:
    """Whether an office between two commas ends at the comma: "Jo Ek, Chief Operating Officer,"."""
    if comma < 2 or frame.low[comma] != "," or not is_role(frame.low[comma - 1]):
        return False
    at = comma - 1
    while at > 0 and frame.kinds[at] in "wC" and frame.low[at] not in DETERMINERS:
        at -= 1
    return frame.low[at] == ","


def _modifies(scene: Scene, first: int, last: int) -> bool:
    """Whether the pieces between two commas describe what stands before them."""
    frame = scene.frame
    word = frame.low[first]
    if is_adverb(word) and last - first == 1:
        return True  # "The two lawmakers, however, argue"
    if (
        word in _MODIFIER
        or frame.kinds[first] == NUMBER
        or word in PREPOSITIONS
        or word in CONJUNCTIONS
    ):
        return True
    if word.startswith(("r-", "d-", "r–", "d–")) or word in ("jr.", "sr.", "inc.", "iii", "r", "d"):
        return True
    if word.endswith(("ing", "ed")) and frame.kinds[first] == "w":
        return True
    run = scene.run(first)
    if run is not None and run.last >= last:
        one = scene.people.of_run(scene.people.run_at[first])
        titled = run.last == last and _ends_title(frame, first - 1)
        # "Jo Ek, Chief Operating Officer, Norvane AG, stated"
        return one is not None and (one.kind == "place" or (titled and one.kind != "person"))
    return any(is_role(frame.low[at]) for at in range(first, min(last, first + 6)))


def leading_subject(scene: Scene, sentence: Stretch, before: int) -> Ref | None:
    """The subject of the clause that begins the sentence, before piece `before`."""
    first = past_opening(scene, sentence, before)
    return phrase_from(scene, first, before) if first < before else None


def subject_after(scene: Scene, verb: int, sentence: Stretch) -> Ref | None:
    """The subject of an inverted verb ("said Lin"), right after it."""
    return phrase_from(scene, verb + 1, sentence.last)
