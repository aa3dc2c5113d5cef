"""Whom "he" or "she" means where the sentence before or after describes somebody."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.characters import Gender
from digests.extract.frame import POSSESSIVE
from digests.extract.lexicon import words
from digests.extract.phrases import Ref, Scene

_HUMAN = frozenset(
    """widow widower woman man mother father girl boy grandmother grandfather reader customer user
    client patient resident neighbour neighbor parent teenager listener caller""".split()
)
_NEW = frozenset(("a", "an", "one", "another"))


def described_before(
    scene: Scene, leads: Sequence[Ref | None], number: int, ref: Ref
) -> Ref | None:
    """The unnamed person whom the sentence before is about: "One deputy head was calm. …, she said."

    None where the paragraph names a person before the pronoun.
    """
    sentences = scene.frame.sentences
    if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
        return None
    lead = leads[number - 1]
    if lead is None or lead.kind != "nominal" or scene.frame.low[lead.first] not in _NEW:
        return None
    head = scene.frame.low[lead.head]
    if (head not in words("roles") and head not in _HUMAN) or head.endswith("s"):
        return None
    runs = (scene.people.run_at.get(at) for at in range(sentences[number - 1].first, ref.first))
    named = (scene.people.of_run(run) for run in runs if run is not None)
    return None if any(one is not None and one.kind == "person" for one in named) else lead


def document_before(scene: Scene, leads: Sequence[Ref | None], number: int, ref: Ref) -> Ref | None:
    """The paper that "it" means: "The complaint names two banks. It calls the loan “a trap”."

    None where the sentences before it are about something else.
    """
    frame = scene.frame
    for at in range(number, max(-1, number - _BACK), -1):
        lead = leads[at]
        if frame.sentences[at].paragraph != frame.sentences[number].paragraph:
            return None
        if lead is None or lead.first >= ref.first or frame.low[lead.first] == "it":
            continue
        if lead.kind != "nominal":
            return None
        owned = any(frame.kinds[i] == POSSESSIVE for i in range(lead.first, lead.head))
        paper = frame.low[lead.head] in _PAPERS and not owned
        return lead if paper or frame.low[lead.head] in _BODIES else None
    return None


_BACK = 4  # sentences
_BODIES = frozenset(
    "committee commission panel inquiry tribunal jury board council ministry union".split()
)
_PAPERS = frozenset(
    """complaint report letter lawsuit suit filing memo statement study indictment ruling judgment judgement
    petition manifesto prospectus brief motion verdict guidance resolution notice survey bill article essay
    editorial paper document post e-mail email communique charter treaty""".split()
)


def introduced_next(scene: Scene, number: int, gender: Gender) -> int | None:
    """Whom the next sentence introduces, where nobody who fits was named before.

    "“I never wanted this,” she said. Katrin Vogel, 52, became chief executive in May."
    """
    here = scene.frame.sentences[number]
    fitting = [
        (scene.runs[run].first, one)
        for one in scene.people.characters
        if one.kind == "person" and one.gender in (None, gender) and one.mentions
        for run in one.mentions[:1]
    ]
    if number + 1 >= len(scene.frame.sentences) or any(first < here.last for first, _ in fitting):
        return None
    following = scene.frame.sentences[number + 1]
    able = {one.number for first, one in fitting if following.first <= first < following.last}
    return able.pop() if len(able) == 1 else None
