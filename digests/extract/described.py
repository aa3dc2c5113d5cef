"""Whom "he" or "she" means where the sentence before or after describes somebody."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.characters import Gender
from digests.extract.frame import CAPITAL, NUMBER, POSSESSIVE, Stretch
from digests.extract.lexicon import words
from digests.extract.of_two import of_two
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.set_phrases import WRITINGS

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
    if lead is None or lead.kind != "nominal":
        return None
    if of_two(scene, lead) is not None:
        return lead  # "The older of the two does the talking. “…,” he says."
    new = scene.frame.low[lead.first] in _NEW
    if not new and not _is_housed(scene, lead) and not _is_met(scene, lead):
        return None
    head = scene.frame.low[lead.head]
    if (head not in words("roles") and head not in _HUMAN) or head.endswith("s"):
        return None
    runs = (scene.people.run_at.get(at) for at in range(sentences[number - 1].first, ref.first))
    named = (scene.people.of_run(run) for run in runs if run is not None)
    return None if any(one is not None and one.kind == "person" for one in named) else lead


def _is_housed(scene: Scene, lead: Ref) -> bool:
    """Whether a subject is somebody by house, where no person was named before: "The founder of Tern"."""
    first = scene.frame.low[lead.first] == "the" and scene.frame.low[lead.head + 1] == "of"
    runs = (scene.people.run_at.get(at) for at in range(lead.first))
    named = (scene.people.of_run(run) for run in runs if run is not None)
    return first and not any(one is not None and one.kind == "person" for one in named)


def _is_met(scene: Scene, lead: Ref) -> bool:
    """Whether "The philosopher" was met as "a philosopher", and not as what somebody named is."""
    low = scene.frame.low
    noun = low[lead.first + 1 : lead.last]
    if low[lead.first] != "the" or len(noun) != 1:
        return False
    for at in range(max(2, lead.first - _FAR), lead.first - 1):
        if low[at] == noun[0] and low[at - 1] in ("a", "an"):
            return low[at - 2] not in _IS
    return False


_FAR = 400  # pieces
_IS = frozenset((",", "is", "was", "as", "—", "–", "(", "becoming", "became"))


def document_before(scene: Scene, leads: Sequence[Ref | None], number: int, ref: Ref) -> Ref | None:
    """The paper that "it" means: "The complaint names two banks. It calls the loan “a trap”."

    None where the sentences before it are about something else.
    """
    frame = scene.frame
    for at in range(number, max(-1, number - _BACK), -1):
        lead = leads[at]
        if frame.sentences[number].paragraph - frame.sentences[at].paragraph > 1:
            return None
        sent = _letter_from(scene, frame.sentences[at]) if at < number else None
        if sent is not None:
            return sent
        if lead is None or lead.first >= ref.first or frame.low[lead.first] == "it":
            continue
        numbered = _numbered(scene, frame.sentences[at])
        if lead.kind != "nominal" or numbered is not None:
            return numbered
        owned = any(frame.kinds[i] == POSSESSIVE for i in range(lead.first, lead.head))
        paper = frame.low[lead.head] in _PAPERS and not owned
        return lead if paper or frame.low[lead.head] in _BODIES else None
    return None


def _numbered(scene: Scene, sentence: Stretch) -> Ref | None:
    """The paper that a number tells: "Four months late, Resolution 88 was published"."""
    frame = scene.frame
    for at in range(sentence.first, min(sentence.last - 1, sentence.first + 6)):
        if (
            frame.kinds[at] == CAPITAL
            and frame.low[at] in _PAPERS
            and frame.kinds[at + 1] == NUMBER
        ):
            return Ref(kind="nominal", first=at, last=at + 2, head=at, left=at)
    return None


def _letter_from(scene: Scene, sentence: Stretch) -> Ref | None:
    """Whose paper comes next: "Eleven pages later comes a letter from the founder, Jo Ek." """
    low = scene.frame.low
    if "Q" in scene.frame.kinds[sentence.first : sentence.last]:
        return None
    for at in range(sentence.first + 2, sentence.last - 2):
        if low[at] in _LETTERS and low[at - 1] in ("a", "an") and low[at + 1] in ("from", "by"):
            found = phrase_from(scene, at + 2, sentence.last)
            return found if found and found.kind == "name" else None
    return None


_LETTERS = frozenset("letter note memo e-mail email message postcard essay".split())
_BACK = 4  # sentences
_BODIES = frozenset(
    "committee commission panel inquiry tribunal jury board council ministry union".split()
)
_PAPERS = frozenset(
    """complaint report letter lawsuit suit filing memo statement study indictment ruling judgment judgement
    petition manifesto prospectus brief motion verdict guidance resolution notice survey bill article essay
    editorial paper document post e-mail email communique charter treaty note appeal declaration""".split()
)


def writer_of(scene: Scene, ref: Ref) -> int | None:
    """Whose paper a phrase means, where one person owns it: "Lin's tweet", "Lin's long blog post"."""
    run = scene.run(ref.first)
    if run is None or run.first != ref.first or scene.frame.low[ref.head] not in WRITINGS:
        return None
    one = scene.people.of_run(scene.people.run_at[ref.first])
    owned = scene.frame.kinds[run.last : run.last + 1] == POSSESSIVE
    return one.number if owned and one is not None and one.kind == "person" else None


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
