"""Whether the speaker stands after a cue: “…,” said Lin. The work is done, insisted Lin."""

from __future__ import annotations

from digests.extract.frame import QUOTE, Frame, Stretch
from digests.extract.grammar import is_role
from digests.extract.phrases import Ref

_NO_INVERSION = frozenset(["told", "tells", "tell", "called", "calls", "dubbed", "described"])
# Verbs that take no person as their object: "the work is done, insisted Lin".
_TELLING = frozenset(
    """said says added adds wrote writes insisted insists contended contends argued argues reckoned
    reckons maintained maintains complained complains conceded concedes explained explains joked jokes
    quipped quips mused muses sighed sighs replied replies remarked remarks""".split()
)


def may_invert(frame: Frame, at: int, sentence: Stretch) -> bool:
    """Whether the speaker may stand after this cue: “…,” said Lin. But, said Lin, “…”."""
    following = frame.low[at + 1] if at + 1 < sentence.last else ""
    if frame.low[at] in _NO_INVERSION or frame.low[at].endswith("ing"):
        return False
    if following in ("that", "it", "this") or _judges(frame, at, sentence):
        return False
    if after_quote(frame, at, sentence):
        return True
    set_off = at == sentence.first or frame.low[at - 1] == ","
    return set_off and frame.low[at] in _TELLING


def _judges(frame: Frame, at: int, sentence: Stretch) -> bool:
    """Whether a quote completes the verb after its object: "described the effect as “…”"."""
    for index in range(at + 1, min(at + _OBJECT, sentence.last)):
        if frame.kinds[index] == QUOTE:
            return frame.low[index - 1] == "as"
        if frame.kinds[index] == "p":
            return False
    return False


_OBJECT = 12  # pieces


def stands_alone(frame: Frame, ref: Ref, sentence: Stretch, opens: bool) -> bool:
    """Whether a name after "said" is all that is there: "But, said Lin, “…”".

    Where a subject went before, "said China “opposes”" is about China.
    """
    ends = ref.last >= sentence.last or frame.kinds[ref.last] in ("p", QUOTE if opens else "p")
    return ends and (ref.kind == "name" or _is_somebody(frame, ref))


def _is_somebody(frame: Frame, ref: Ref) -> bool:
    """Whether a phrase is of one person: "a European diplomat with knowledge of the draft"."""
    opens = frame.low[ref.first] in ("a", "an", "the", "one")
    return ref.kind == "nominal" and opens and is_role(frame.low[ref.head])


def after_quote(frame: Frame, at: int, sentence: Stretch) -> bool:
    before = at - 1
    if frame.low[before] in ("a", "ont", "hat", "ha"):
        before -= 1  # « … », a déclaré Léa Fontaine
    if before > sentence.first and frame.low[before] in (",", "—", "–", "--", "-"):
        before -= 1
    return before >= sentence.first and frame.kinds[before] == QUOTE
