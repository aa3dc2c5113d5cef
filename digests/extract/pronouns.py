"""Whom "he", "she", "it" and "they" mean: the person or organisation in focus, by syntax and gender."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digests.extract.characters import Character, Gender
from digests.extract.cues import Tag
from digests.extract.frame import POSSESSIVE, Stretch
from digests.extract.grammar import acts
from digests.extract.phrases import Ref, Scene
from digests.extract.roster import Roster

GENDER: Mapping[str, Gender] = {"he": "m", "she": "f"}
# The forms of a pronoun that are not a subject's.
PERSONAL: Mapping[str, str] = {"his": "he", "him": "he", "her": "she", "their": "they", "its": "it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """Whom each pronoun means where a sentence begins. Numbers are characters'.

    None: nobody yet, or two who fit as well.
    """

    m: int | None = None
    f: int | None = None
    organisation: int | None = None
    here: int | None = None  # the organisation that its own paragraph is about so far
    group: Ref | None = None

    def person(self, gender: Gender) -> int | None:
        """Whom "he" (`m`) or "she" (`f`) means."""
        return self.m if gender == "m" else self.f


def focus(
    scene: Scene, spoken: Sequence[Sequence[Tag]], leads: Sequence[Ref | None], held: Roster
) -> tuple[Focus, ...]:
    """The focus at the start of every sentence.

    `spoken` are each sentence's tags, `leads` its leading subject, `held` who holds which office.
    """
    out: list[Focus] = []
    now = Focus()
    paragraph = -1
    for sentence, tags, lead in zip(scene.frame.sentences, spoken, leads, strict=True):
        if sentence.paragraph != paragraph:
            paragraph, now = sentence.paragraph, replace(now, here=None)
        out.append(now)
        now = _after(scene, sentence, tags, lead, now, held)
    return tuple(out)


def _after(
    scene: Scene, sentence: Stretch, tags: Sequence[Tag], lead: Ref | None, now: Focus, held: Roster
) -> Focus:
    """The focus once a sentence has been read."""
    speech = [
        tag.ref
        for tag in tags
        if tag.strong and not tag.relative and not _is_under(scene, sentence, tag, lead)
    ]
    kept = {
        GENDER.get(scene.frame.low[ref.first])
        for ref in (lead, *speech)
        if ref and ref.kind == "pronoun"
    }
    order = list(_ordered(scene, sentence, lead, speech, held))
    met = _met(scene, lead)
    organisation = next(
        (one.number for one, rank in order if rank < 2 and _may_be_firm(scene, one, rank)),
        _setting(scene, sentence) or _owner(scene, lead),
    )
    return Focus(
        m=now.m if "m" in kept and now.m is not None else _pick(order, "m", now.m, met),
        f=now.f if "f" in kept and now.f is not None else _pick(order, "f", now.f, met),
        organisation=now.organisation if organisation is None else organisation,
        here=organisation if organisation is not None else now.here or _only_firm(order),
        group=group_of(scene, lead, speech) or now.group,
    )  # fmt: skip


def _is_under(scene: Scene, sentence: Stretch, tag: Tag, lead: Ref | None) -> bool:
    """Whether a tag stands in the clause before the main one: "When Roe asked about it, Lin rose"."""
    opens = scene.frame.low[sentence.first] in _SUBORDINATE
    return opens and lead is not None and tag.cue < lead.left


_SUBORDINATE = frozenset("when as while after before once if although though because".split())


def _only_firm(order: Sequence[tuple[Character, int]]) -> int | None:
    """The one organisation that a sentence names, wherever in it."""
    able = {one.number for one, _ in order if one.kind == "organisation"}
    return able.pop() if len(able) == 1 else None


def _may_be_firm(scene: Scene, one: Character, rank: int) -> bool:
    """Whether "it" may mean this one. A capital that only opens a sentence names nothing."""
    if one.kind == "organisation":
        return True
    if one.kind != "unknown" or len(one.tokens) != 1:
        return False
    if rank == 0:
        return True
    run = scene.runs[one.mentions[0]]
    if run.opens_sentence and len(one.mentions) == 1 and _may_be_plural(scene, run.last):
        return False  # "Backlogs grew"
    return len(one.mentions) > 1 or not run.opens_sentence or _goes_on(scene, run.last)


def _may_be_plural(scene: Scene, at: int) -> bool:
    """Whether the word before piece `at` may be many of a thing: "Atlas has" and "Glass" can't."""
    word = scene.frame.low[at - 1]
    return word.endswith("s") and not (word.endswith("ss") or scene.frame.low[at : at + 1] in _ONE)


_ONE = (["does"], ["is"], ["was"], ["has"])


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a verb follows, or "on Tuesday" and a verb, as wires write."""
    at += 2 * (scene.frame.low[at : at + 1] == ["on"] and at + 2 < len(scene.frame.low))
    return at < len(scene.frame.low) and acts(scene.frame.low, at)


def _ordered(
    scene: Scene, sentence: Stretch, lead: Ref | None, speech: Sequence[Ref], held: Roster
) -> Iterator[tuple[Character, int]]:
    """Those a sentence names, the likeliest to be meant next first, with a rank: lower is likelier."""
    people = scene.people
    for rank, ref in [(0, ref) for ref in reversed(speech)] + [(1, lead)] * (lead is not None):
        if ref is not None and ref.kind == "nominal":
            able = held.holders(scene.frame.low[ref.head])
            if len(able) == 1 and scene.frame.low[ref.first] in ("the", "this", "that"):
                yield people.characters[able.pop()], rank
        if ref is not None and ref.kind in ("name", "names"):
            for at in range(ref.first, ref.last):
                number = people.run_at.get(at)
                one = people.of_run(number) if number is not None else None
                if one and (at == ref.first or people.run_at.get(at - 1) != number):
                    yield one, rank
    later: list[Character] = []
    for number in _runs_in(scene, sentence):
        one = people.of_run(number)
        if one is None:
            continue
        last = scene.runs[number].last
        if last < len(scene.frame.kinds) and scene.frame.kinds[last] == POSSESSIVE:
            later.append(one)
        elif lead is not None and scene.runs[number].first < lead.left:
            yield one, 3  # named in the clause before the main one
        else:
            yield one, 2
    for one in later:
        yield one, 3


def _runs_in(scene: Scene, sentence: Stretch) -> list[int]:
    run_at = scene.people.run_at
    seen = (run_at.get(at) for at in range(sentence.first, sentence.last))
    return list(dict.fromkeys(number for number in seen if number is not None))


_MEETINGS = frozenset(
    ["met", "meets", "debated", "faced", "joined", "hugged", "greeted", "interviewed", "phoned"]
)


def _met(scene: Scene, lead: Ref | None) -> int | None:
    """Whom a sentence's subject meets: as likely as the subject to be "he" in the next."""
    if lead is None or lead.kind != "name" or lead.last + 1 >= len(scene.frame.low):
        return None
    if scene.frame.low[lead.last] not in _MEETINGS:
        return None
    at = lead.last + 1 + (scene.frame.low[lead.last + 1] == "with")
    number = scene.people.run_at.get(at)
    one = scene.people.of_run(number) if number is not None else None
    return one.number if one else None


def _setting(scene: Scene, sentence: Stretch) -> int | None:
    """The organisation that a sentence sets its scene in: "At Norvane Labs, …"."""
    if scene.frame.low[sentence.first] not in ("in", "at", "inside"):
        return None
    number = scene.people.run_at.get(sentence.first + 1)
    one = scene.people.of_run(number) if number is not None else None
    return one.number if one and one.kind == "organisation" else None


def _owner(scene: Scene, lead: Ref | None) -> int | None:
    """The organisation that a sentence's subject belongs to: "Norvane's spending"."""
    if lead is None or lead.kind != "nominal":
        return None
    number = scene.people.run_at.get(lead.first)
    one = scene.people.of_run(number) if number is not None else None
    return one.number if one and one.kind == "organisation" else None


def _pick(
    order: Sequence[tuple[Character, int]], gender: Gender, now: int | None, met: int | None
) -> int | None:
    """The likeliest of `order` for a gender: one known to have it before one not known."""
    for wanted in (gender, None):
        able = [(one, rank) for one, rank in order if one.kind == "person" and one.gender == wanted]
        if (
            able
            and wanted
            and able[0][1] >= 3
            and any(rank < 2 and one.kind == "person" and one.gender is None for one, rank in order)
        ):
            continue  # "When Roe asked, the finance chief, Bo Lund, rose": either may be "he"
        if able:
            first, rank = able[0]
            rivals = {one.number for one, other in able if other == rank and rank < 2}
            if met is not None and any(one.number == met for one, _ in able):
                rivals.add(met)  # "Lang met Stein": either
            return first.number if len(rivals) == 1 or (rank >= 2 and not rivals) else None
    if now is None:  # nobody yet: a name that nothing explains, which a pronoun now does
        new = {one.number for one, _ in order if one.kind == "unknown" and len(one.tokens) > 1}
        return new.pop() if len(new) == 1 else None
    return now


def group_of(scene: Scene, lead: Ref | None, speech: Sequence[Ref]) -> Ref | None:
    """Whom "they" means next: two names, or a plural noun that spoke or led."""
    for ref in (*reversed(speech), lead):
        if ref is None or ref.kind == "pronoun":
            continue
        if ref.kind == "names":
            return ref
        head = scene.frame.low[ref.head]
        if ref.kind == "nominal" and (
            (head.endswith("s") and not head.endswith("ss")) or head == "people"
        ):
            return ref
    return None


def antecedent(scene: Scene, ref: Ref, sentence: Stretch, now: Focus) -> int | None:
    """Which character a "he", "she" or "it" means, `now` being the focus as its sentence begins."""
    word = scene.frame.low[ref.first]
    word = PERSONAL.get(word, word)
    gender = GENDER.get(word)
    asked = gender is not None and scene.frame.low[sentence.first] in _ASKED
    if asked and gender is not None:  # "Asked by Roe what she wanted, she"
        return now.person(gender)
    for number in _runs_in(scene, replace(sentence, last=ref.first)):
        one = scene.people.of_run(number)
        last = scene.runs[number].last
        if one is None or scene.frame.kinds[last] == POSSESSIVE:
            continue
        if gender and one.kind == "person" and one.gender in (None, gender):
            return one.number
        if gender is None and one.kind == "organisation":
            return one.number
    if gender is None:
        return now.organisation
    focused = now.person(gender)
    return focused if focused is not None else _only_owner(scene, ref, sentence, gender)


_ASKED = frozenset("asked told pressed reminded questioned quizzed shown".split())


def _only_owner(scene: Scene, ref: Ref, sentence: Stretch, gender: Gender) -> int | None:
    """The one person before a pronoun in its sentence: "Gu's budget will grow, he said"."""
    named = (scene.people.of_run(n) for n in _runs_in(scene, replace(sentence, last=ref.first)))
    able = {
        one.number
        for one in named
        if one is not None and one.kind == "person" and one.gender in (None, gender)
    }
    return able.pop() if len(able) == 1 else None
