"""Speakers beside a quote whose verb no list has: "“…,” she shot back", « … », raconte Léa Roe."""

from __future__ import annotations

from collections.abc import Iterator

from digests.extract.frame import CAPITAL, QUOTE, WORD, Frame, Stretch
from digests.extract.grammar import DETERMINERS, TIMES, is_adverb, is_closed, is_role
from digests.extract.lexicon import finite_verbs, words
from digests.extract.phrases import Ref, Scene, phrase_from

_ENDS = frozenset(",?!—–…-")  # a quote that its sentence goes on from
_PARTICIPLES = frozenset(("a", "ont", "hat", "ha"))  # « … », a déclaré Léa Roe
_NOT_VERBS = frozenset("besides versus minus plus unlike like as says thanks whose not".split())
_SPEAKERS = frozenset(("he", "she", "they"))


def beside_quotes(scene: Scene, sentence: Stretch) -> Iterator[tuple[int, Ref]]:
    """Each verb right after a quote with who does it, where the quote ends in a comma or the like."""
    frame = scene.frame
    quote = frame.kinds.find(QUOTE, sentence.first, sentence.last - 2)
    while quote >= 0:
        at = _after(frame, quote, sentence.first)
        if at is not None:
            found = (
                _subject_first(scene, at, sentence)
                or _verb_first(scene, at, sentence, quote)
                or _how(scene, at, sentence)
            )
            if found:
                yield found
        quote = frame.kinds.find(QUOTE, quote + 1, sentence.last - 2)


def follows_quote(frame: Frame, first: int, sentence: Stretch) -> bool:
    """Whether what begins at piece `first` stands right after a quote that its sentence goes on from."""
    quote = first - 1 - (frame.low[first - 1 : first] == [","])
    if quote < sentence.first or frame.kinds[quote] != QUOTE:
        return False
    return _after(frame, quote, sentence.first) == first


def _after(frame: Frame, quote: int, first: int) -> int | None:
    """The piece after a quote and its comma; None where the quote is a sentence's end or a word in it.

    `first` is where its sentence begins.
    """
    marks = frame.marked[frame.quote_of[quote]]
    if frame.low[quote + 1 : quote + 2] == [","]:
        opens = not any(frame.kinds[at] in "wCn" for at in range(first, quote))
        return quote + 2 if opens else None  # but for: his column, “No Fear”, annoyed Ana Roe
    inner = frame.text[marks.start : marks.end].rstrip(" '’”\"\u00a0")
    return quote + 1 if inner[-1:] in _ENDS and inner else None


def _subject_first(scene: Scene, at: int, sentence: Stretch) -> tuple[int, Ref] | None:
    """ "she shot back", "Tan deadpanned" """
    frame = scene.frame
    ref = phrase_from(scene, at, sentence.last)
    if (
        ref is None
        or ref.left != at
        or not (ref.kind in ("pronoun", "name") or _is_role(frame, ref))
    ):
        return None
    if ref.kind == "pronoun" and frame.low[at] not in _SPEAKERS:
        return None
    verb = ref.last
    while verb < sentence.last and is_adverb(frame.low[verb]):
        verb += 1
    if verb >= sentence.last or not _may_be_verb(frame, verb):
        return None
    sure = ref.kind == "pronoun" or _reads_as_verb(frame.low[verb])
    return (verb, ref) if sure and _is_somebody(scene, ref) else None


def _is_role(frame: Frame, ref: Ref) -> bool:
    """Whether a phrase is of somebody by what they are: "the trade unionist"."""
    return ref.kind == "nominal" and frame.low[ref.first] == "the" and is_role(frame.low[ref.head])


def _verb_first(scene: Scene, at: int, sentence: Stretch, quote: int) -> tuple[int, Ref] | None:
    """ "sighed Ana Roe", "grumbles the mechanic" """
    frame = scene.frame
    at += frame.low[at] in _PARTICIPLES
    if at + 1 >= sentence.last or not _may_be_verb(frame, at):
        return None
    marks = frame.marked[frame.quote_of[quote]]
    foreign = marks.family == "guillemet" or frame.text[marks.left] == "„"
    if not foreign and not _reads_as_verb(frame.low[at]):
        return None
    ref = phrase_from(scene, at + 1, sentence.last)
    if ref is None or not _is_somebody(scene, ref):
        return None
    if ref.kind == "nominal":
        fits = frame.low[ref.first] == "the" and frame.low[ref.head] in words("roles")
        return (at, ref) if fits else None
    return (at, ref) if ref.kind == "name" and frame.kinds[ref.first] == CAPITAL else None


def _how(scene: Scene, at: int, sentence: Stretch) -> tuple[int, Ref] | None:
    """ "is how the investor Ana Roe describes it" """
    if scene.frame.low[at : at + 2] not in (["is", "how"], ["was", "how"]):
        return None
    ref = phrase_from(scene, at + 2, sentence.last)
    return (at, ref) if ref and ref.kind == "name" and _is_somebody(scene, ref) else None


def _may_be_verb(frame: Frame, at: int) -> bool:
    word = frame.low[at]
    return (
        frame.kinds[at] == WORD
        and word not in _NOT_VERBS
        and not is_closed(word)
        and word not in DETERMINERS
        and word not in TIMES
        and word not in words("roles")
        and not word.endswith("ing")
    )


def _reads_as_verb(word: str) -> bool:
    return word in finite_verbs() or word.endswith(("ed", "s")) or not word.isascii()


def _is_somebody(scene: Scene, ref: Ref) -> bool:
    if ref.kind != "name":
        return True
    number = scene.people.run_at.get(ref.last - 1)
    one = scene.people.of_run(number) if number is not None else None
    return one is not None and (one.kind == "person" or len(one.tokens) > 1)
