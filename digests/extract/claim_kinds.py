"""What kind of claim a sentence makes, by the words that make it one."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.claim_cues import CHINESE, ENGLISH, Cues
from digests.model import ClaimKind, Figure, Language

_SPANS = frozenset(
    "years months weeks days hours minutes decades 年 个月 天 周 小时 日 分钟".split()
)
_MEASURED = frozenset(
    "% times probability USD EUR GBP CNY HKD JPY KRW INR TWD SGD AUD CAD CHF GW MW GWh MWh kWh nm "
    "parameters tokens".split()
) | {"percentage points", "basis points"}  # fmt: skip


def kind_of(
    text: str, figures: Sequence[Figure], language: Language, *, quoted: bool = False
) -> ClaimKind:
    """The kind of the claim that the sentence `text` makes. `quoted`: someone says it in person."""
    cues = CHINESE if language == "zh" else ENGLISH
    text = text.lower()  # much faster than patterns that ignore case
    hard = any(map(_tells, figures))
    if cues.denial.search(text) or (quoted and cues.refusal.search(text)):
        return "denial"
    if quoted and not hard and cues.never.search(text):
        return "denial"
    return (
        _of_the_future(cues, text, figures)
        or _of_the_present(cues, text, figures, hard=hard)
        or ("figure" if hard else "statement")
    )


def _tells(figure: Figure) -> bool:
    """Whether a figure can make a claim by itself: not "two halves", not "for nineteen years"."""
    if figure.bound != "exact" or figure.change is not None or figure.base is not None:
        return True
    if figure.unit in _SPANS:
        return False
    return figure.value >= 10 or (figure.unit is not None and figure.unit in _MEASURED)


def _of_the_future(cues: Cues, text: str, figures: Sequence[Figure]) -> ClaimKind | None:
    if cues.odds.search(text) or any(figure.unit == "probability" for figure in figures):
        return "forecast"
    if cues.appeal.search(text):
        return "statement"
    expected, limited = cues.expectation.search(text), cues.limit.search(text)
    if limited and not (expected and expected.start() < limited.start()):
        return "constraint"
    if expected:
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
