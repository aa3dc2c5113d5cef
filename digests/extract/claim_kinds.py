"""What kind of claim a sentence makes, by the words that make it one."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.claim_cues import CHINESE, ENGLISH, Cues
from digests.model import ClaimKind, Figure, Language


def kind_of(
    text: str, figures: Sequence[Figure], language: Language, *, quoted: bool = False
) -> ClaimKind:
    """The kind of the claim that the sentence `text` makes. `quoted`: someone says it in person."""
    cues = CHINESE if language == "zh" else ENGLISH
    hard = any(figure.unit is not None or figure.value >= 10 for figure in figures)
    if cues.denial.search(text) or (quoted and cues.refusal.search(text)):
        return "denial"
    if quoted and not hard and cues.never.search(text):
        return "denial"
    return (
        _of_the_future(cues, text, figures)
        or _of_the_present(cues, text, figures, hard=hard)
        or ("figure" if hard else "statement")
    )


def _of_the_future(cues: Cues, text: str, figures: Sequence[Figure]) -> ClaimKind | None:
    if cues.odds.search(text) or any(figure.unit == "probability" for figure in figures):
        return "forecast"
    if cues.limit.search(text):
        return "constraint"
    if cues.expectation.search(text):
        return "forecast"
    if cues.plan.search(text):
        return "plan"
    if cues.future.search(text):
        return "forecast"
    return None


def _of_the_present(
    cues: Cues, text: str, figures: Sequence[Figure], *, hard: bool
) -> ClaimKind | None:
    moves = any(figure.base is not None or figure.change is not None for figure in figures)
    if cues.contrast.search(text):
        return "comparison"
    if cues.constraint.search(text) and not moves:
        return "constraint"
    if cues.comparison.search(text) and not moves:
        return "comparison"
    if cues.perhaps.search(text) and not hard:
        return "forecast"
    return None
