"""Speakers that are named without a verb of their own: "according to Lin", "Lin's claim that"."""

from __future__ import annotations

from dataclasses import replace

from digests.extract.frame import POSSESSIVE, QUOTE, Stretch
from digests.extract.leftward import phrase_to
from digests.extract.lexicon import words
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.subjects import leading_subject, subject_before

VIEWS = frozenset("opinion view words telling phrase estimation judgment judgement verdict".split())
# The words that `set_phrase` reads.
SET_PHRASES = VIEWS | {"according", "put", "puts", "saying", "sees", "tells", "came", "comes"}


def who_tells_how(scene: Scene, sentence: Stretch) -> Ref | None:
    """Who stands behind "how" in "That is how Lin put it", "Here is how Lin, the chair, sums it up"."""
    low = scene.frame.low
    at = sentence.first
    if low[at] not in _THAT or low[at + 1 : at + 2] not in _IS:
        return None
    at += 2 + (low[at + 2 : at + 3] == ["just"])
    if low[at : at + 1] not in (["how"], ["what"]) or at + 1 >= sentence.last:
        return None
    run = scene.run(at + 1)
    return phrase_from(scene, at + 1, run.last if run else sentence.last)


def author_of(scene: Scene, sentence: Stretch) -> Ref | None:
    """Whose words they are: "That was the explanation offered by Lin.", "The words are Lin's." """
    frame = scene.frame
    low = frame.low
    if low[sentence.first] not in _POINTING:
        return None
    source = _source(scene, sentence)
    if source is not None:
        return source
    for at in range(sentence.first + 1, min(sentence.last, sentence.first + _SHORT) - 1):
        if low[at] in _WORDS_SAID or low[at] in words("nouns_said"):
            by = next(
                (
                    i
                    for i in range(at + 1, min(sentence.last - 1, at + 5))
                    if low[i] in ("by", "of", "from")
                ),
                None,
            )
            return phrase_from(scene, by + 1, sentence.last) if by else _whose(scene, at)
    return None


def _source(scene: Scene, sentence: Stretch) -> Ref | None:
    """Who stands behind "It came from Lin", "The verdict belongs to Lin", "Those words are from Lin"."""
    low = scene.frame.low
    for at in range(sentence.first + 1, min(sentence.last - 2, sentence.first + 4)):
        if low[at : at + 2] in _FROM:
            noun = low[at - 1]
            said = noun in _WORDS_SAID or noun in words("nouns_said") or at == sentence.first + 1
            found = phrase_from(scene, at + 2, sentence.last) if said else None
            return found if found and found.kind == "name" else None
    return None


_FROM = (["came", "from"], ["comes", "from"], ["belongs", "to"], ["belonged", "to"])


def _whose(scene: Scene, at: int) -> Ref | None:
    """Whose it is: "That was Lin's explanation", "The words are Lin's"."""
    frame = scene.frame
    for index in range(at - 1, max(0, at - 4), -1):
        if frame.kinds[index] == POSSESSIVE:
            return phrase_to(scene, index - 1, max(0, index - 8))
    run = scene.run(at + 2)
    owned = run is not None and frame.kinds[run.last : run.last + 1] == POSSESSIVE
    return phrase_from(scene, at + 2, run.last) if run and owned else None


_POINTING = frozenset("that this such those these the it so".split())
_WORDS_SAID = frozenset(
    """explanation answer verdict words view message advice conclusion summary assessment reply argument
    line warning reaction response opinion judgment judgement complaint promise account""".split()
)
_SHORT = 8  # pieces


_THAT = frozenset(("that", "this", "here", "which", "such"))
_IS = (["is"], ["was"], ["'s"], ["’s"])
_QUOTING = frozenset(["quoted", "quotes", "quoting", "cited", "cites", "citing"])
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s"])
_REACH = 4  # pieces between a noun and its owner: "Lin's second long blog post"


def set_phrase(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who speaks in "according to Lin", "as Lin put it", "quoted Lin as saying" at piece `at`."""
    low = scene.frame.low
    following = low[at + 1 : at + 2]
    if low[at] == "according" and following == ["to"]:
        return _owner_of_paper(scene, at + 2, sentence) or phrase_from(scene, at + 2, sentence.last)
    if low[at] in ("put", "puts") and following == ["it"]:
        return _as_put(scene, at, sentence) or subject_before(scene, at, sentence)
    if low[at] in ("sees", "tells") and following == ["it"]:
        return _as_put(scene, at, sentence)
    if low[at] in ("came", "comes"):
        return _came_from(scene, at, sentence)
    if low[at] == "saying" and low[at - 1] == "as":
        return _quoted_as(scene, at, sentence)
    if low[at] == "saying" and low[at - 2 : at] == ["fond", "of"]:
        return subject_before(scene, at - 2, sentence)
    if low[at] in VIEWS:
        return _in_their_view(scene, at, sentence)
    return None


def _in_their_view(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whose view it is: "in the opinion of Lin", "in the words of one buyer", "in Lin's phrase"."""
    low = scene.frame.low
    if low[at - 2 : at] == ["in", "the"] and low[at + 1 : at + 2] == ["of"]:
        return phrase_from(scene, at + 2, sentence.last)
    for first in range(at - 2, max(sentence.first, at - _OWNER) - 1, -1):
        if low[first] == "in":
            owned = scene.frame.kinds[at - 1] == POSSESSIVE
            return phrase_from(scene, first + 1, at - 1) if owned else None
    return None


_OWNER = 8  # pieces back to the "in" of "in the plant manager's words"


def _as_put(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who stands between "as" and "put it": "as a person in the room put it"."""
    low = scene.frame.low
    for first in range(at - 1, max(sentence.first, at - _PUT) - 1, -1):
        if low[first] in ("as", "how"):
            found = phrase_from(scene, first + 1, at)
            return found if found and (found.last == at or low[found.last] in _BETWEEN) else None
        if scene.frame.kinds[first] in "QL":
            return None
    return None


_PUT = 12  # pieces
_BETWEEN = frozenset((",", "has", "had", "later", "once", "who", "himself", "herself"))


def _came_from(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who answers in "“…,” came the answer from Lin"."""
    low = scene.frame.low
    for noun in range(at + 2, min(at + 5, sentence.last - 2)):
        if low[noun] in _WORDS_SAID or low[noun] in words("nouns_said"):
            told = low[at + 1] in ("the", "a", "an") and low[noun + 1] in ("from", "of", "by")
            return phrase_from(scene, noun + 2, sentence.last) if told else None
    return None


def _owner_of_paper(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whose paper it is in "according to Norvane's incident report"."""
    frame = scene.frame
    at += frame.low[at : at + 1] == ["the"]
    run = scene.run(at)
    if run is None or frame.kinds[run.last : run.last + 1] != POSSESSIVE:
        return None
    nouns = frame.low[run.last + 1 : min(run.last + 5, sentence.last)]
    if _PAPERS.isdisjoint(nouns):
        return None
    return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=run.first)


_PAPERS = frozenset(
    """report statement filing prospectus website blog post memo presentation announcement release
    documentation complaint lawsuit survey newsletter letter page account accounts figures""".split()
)


def _quoted_as(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """ "It quoted a nurse as saying", "Lin was quoted as saying" """
    frame = scene.frame
    for verb in range(at - 2, max(sentence.first, at - 14) - 1, -1):
        if frame.low[verb] not in _QUOTING:
            continue
        if verb > sentence.first and frame.low[verb - 1] in _BE:
            return subject_before(scene, verb, sentence)
        return phrase_from(scene, verb + 1, at - 1)
    return None


def owner_of_noun(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whose words the noun at piece `at` is: "Lin's claim that", "the comment by Lin"."""
    frame = scene.frame
    following = frame.low[at + 1] if at + 1 < sentence.last else ""
    ref: Ref | None = None
    if frame.kinds[at - 1 : at] == POSSESSIVE and at - 2 >= sentence.first:
        ref = phrase_to(scene, at - 2, sentence.first)
    elif frame.kinds[at - 1 : at] == QUOTE and at - 3 >= sentence.first:
        # Lin's “you can keep it” promise
        owned = frame.kinds[at - 2] == POSSESSIVE
        ref = phrase_to(scene, at - 3, sentence.first) if owned else None
    elif following in ("by", "from"):
        ref = phrase_from(scene, at + 2, sentence.last)
    elif frame.low[at - 1] in ("his", "her", "their") and _opens_words(scene, at, sentence):
        lead = leading_subject(scene, sentence, at - 1) if at - 1 > sentence.first else None
        other = lead is not None and _OTHER.get(scene.frame.low[lead.first]) == frame.low[at - 1]
        if lead is not None and lead.last < at - 1 and not other:
            return _someone(scene, lead)  # "A seamstress gave her verdict: “…”"
        return Ref(
            kind="pronoun", first=at - 1, last=at, head=at - 1, left=at - 1
        )  # Her words: “…”
    elif following in ("that", ","):
        return _their_noun(scene, at, sentence)
    return ref if ref and ref.kind == "name" else None


# "She can still repeat his words: “…”": not hers.
_OTHER = {"she": "his", "he": "her"}


def _someone(scene: Scene, lead: Ref) -> Ref | None:
    """The person at the head of a subject; None where it is no person."""
    if lead.kind != "nominal" or scene.frame.low[lead.first] in ("one", "another", "both"):
        return lead
    roles = words("roles")
    head = next((at for at in range(lead.first, lead.last) if scene.frame.low[at] in roles), None)
    return None if head is None else replace(lead, last=head + 1, head=head)


def _opens_words(scene: Scene, at: int, sentence: Stretch) -> bool:
    """Whether a colon follows a noun, or what it is: "Her words:", "Her answer was one line:"."""
    low = scene.frame.low
    if at + 1 >= sentence.last:
        return False
    if low[at + 1] == ":":
        return True
    near = low[at + 2 : min(at + 8, sentence.last)]
    return low[at + 1] in ("was", "is") and ":" in near and "," not in near


def who_wrote(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Who sent it, in "an e-mail that Lin had sent to his boss" """
    frame = scene.frame
    first = at + 1 + (frame.low[at + 1 : at + 2] in (["that"], ["which"]))
    run = scene.run(first)
    if run is None or run.first != first:
        return None
    verb = run.last + (frame.low[run.last : run.last + 1] in (["had"], ["has"]))
    if verb >= sentence.last or frame.low[verb] not in _SENT:
        return None
    return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1, left=run.first)


_SENT = frozenset("sent wrote written posted shared published circulated typed left".split())


def owner_of_writing(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    """Whose text the noun at piece `at` is: "From Lin's long blog post"."""
    if scene.frame.low[at] not in WRITINGS:
        return None
    for owner in range(at - 1, max(at - _REACH, sentence.first), -1):
        if scene.frame.kinds[owner] == POSSESSIVE:
            return phrase_to(scene, owner - 1, sentence.first)
    return None


WRITINGS = frozenset(
    """blog caption diary e-mail email letter memo memoir message newsletter note post reply
    statement testimony thread tweet update""".split()
)


def _their_noun(scene: Scene, at: int, sentence: Stretch) -> Ref | None:
    for owner in range(at - 1, max(at - _REACH, sentence.first) - 1, -1):
        if scene.frame.low[owner] in ("his", "her", "their"):
            return Ref(kind="pronoun", first=owner, last=owner + 1, head=owner, left=owner)
    return None
