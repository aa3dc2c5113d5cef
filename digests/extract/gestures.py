"""Who speaks next by what they do: "Tan groaned. “…”", "Her deputy took longer. “…”"."""

from __future__ import annotations

from digests.extract.frame import Stretch
from digests.extract.grammar import is_adverb
from digests.extract.phrases import Ref, Scene
from digests.extract.subjects import leading_subject

_GESTURES = frozenset(
    """groaned groans shrugged shrugs smiled smiles nodded nods laughed laughs grinned grins winced winces
    sighed sighs frowned frowns paused pauses hesitated hesitates disagreed disagrees demurred demurs bristled
    bristles blinked blinks leaned leans leant waited waits snorted snorts chuckled chuckles scoffed scoffs stared
    stares squinted squints blushed blushes interrupted interrupts reached reaches shook shakes rolled rolls raised
    raises lifted lifts agreed agrees answered bridled flinched bowed bows waved waves coughed coughs beamed beams turned clapped whistled swallowed
    straightened stirred knelt saluted gestured gestures yawned yawns cheered giggled stiffened brightened relented""".split()
)
# "took longer", "put the figure at three", "begged to differ", "was brisk", "had none of it".
_PHRASES = (
    ("took", "longer"), ("takes", "longer"), ("took", "the", "question"), ("takes", "the", "question"),
    ("put", "the", "figure"), ("puts", "the", "figure"), ("put", "the", "number"), ("puts", "the", "number"),
    ("begged", "to", "differ"), ("begs", "to", "differ"), ("did", "not", "hesitate"), ("does", "not", "hesitate"),
    ("was", "having", "none"), ("is", "having", "none"), ("had", "an", "answer"), ("has", "an", "answer"),
    ("cut", "in"), ("cuts", "in"), ("jumped", "in"), ("broke", "in"), ("stepped", "in"), ("spoke", "up"),
    ("saw", "it"), ("sees", "it"), ("had", "another", "view"), ("was", "unmoved"), ("is", "unmoved"),
    ("was", "brisk"), ("was", "blunt"), ("is", "blunt"), ("is", "blunter"), ("was", "blunter"),
    ("was", "calmer"), ("was", "unimpressed"), ("is", "unimpressed"), ("looked", "up"), ("turned", "to"),
)  # fmt: skip
_LONGEST = 24  # pieces of a sentence that tells a gesture


def gesture(scene: Scene, sentence: Stretch) -> Ref | None:
    """Whose gesture a sentence tells and nothing else; None where it tells more or no gesture."""
    frame = scene.frame
    low = frame.low
    if (
        sentence.last - sentence.first > _LONGEST
        or "Q" in frame.kinds[sentence.first : sentence.last]
    ):
        return None
    lead = leading_subject(scene, sentence, sentence.last)
    if lead is None or lead.kind == "names" or low[lead.first] in ("it", "they", "we"):
        return None
    verb = lead.last
    while verb < sentence.last and is_adverb(low[verb]) and low[verb] != "not":
        verb += 1
    if verb >= sentence.last:
        return None
    told = low[verb] in _GESTURES or any(
        tuple(low[verb : verb + len(phrase)]) == phrase for phrase in _PHRASES
    )
    return lead if told else None
