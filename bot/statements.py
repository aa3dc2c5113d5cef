"""One quote or claim of the archive as it is shown: words, who, when, where, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.citations import who
from bot.links import at_evidence
from bot.message import Block, Context, Paragraph, Quotation, Run
from bot.phrases import Phrases, aside, day, phrases
from digests.extract.dateline import after_dateline
from digests.model import Claim, Due, Language, Quote
from digests.store.claims import Statement
from digests.store.outcomes import Outcome

_UNITS = (("year", 365), ("month", 30), ("week", 7), ("day", 1))


def shown(
    one: Statement,
    language: Language,
    came: Outcome | None = None,
    *,
    id_: bool = False,
    copies: Sequence[Statement] = (),
) -> list[Block]:
    """A quote set apart, or a claim as the article has it; who, when and where below.

    With `id_` a forecast or plan shows the id under which its outcome can be recorded.
    """
    words = phrases(language)
    said = one.said
    when = f" · {day(one.said_at.date(), language)}"
    own = isinstance(said, Claim) and not said.speaker  # the outlet's own voice
    small: list[Run] = [Run(text=when)] if own else [Run(text=f"{when} · "), where(one)]
    others = {copy.outlet: copy for copy in copies if copy.outlet != one.outlet}
    for copy in others.values():
        small += [Run(text=", "), where(copy)]
    by = Run(text=who(said.speaker, said.role, said.organisation, words))
    if own:
        by = replace(where(one), text=words["outlet_reports"].format(outlet=one.outlet))
    if isinstance(said, Quote):
        text = said.evidence.text.rstrip(",，")
        return [Quotation(text=text, attribution=(by, *small))]
    blocks: list[Block] = [
        Paragraph(runs=(*claim(one, words, language), Run(text="\n"), by, *small))
    ]
    if came:
        blocks.append(Context(runs=tuple(outcome(came, words, language))))
    elif id_ and said.kind in ("forecast", "plan"):
        blocks.append(Context(runs=(Run(text=words["claim_id"].format(id=one.id)),)))
    return blocks


def where(one: Statement) -> Run:
    """The outlet, linked to the very words."""
    return Run(text=one.outlet, url=at_evidence(one.url, one.said.evidence))


def claim(one: Statement, words: Phrases, language: Language) -> list[Run]:
    """ "Forecast, by 31 December 2028: …": the kind, the day it is for, the words without dateline."""
    if not isinstance(one.said, Claim):
        return [Run(text=one.said.evidence.text)]
    text = one.said.text
    by = words["by_day"].format(day=day(one.due_on, language)) if one.due_on else ""
    kind = ", ".join(part for part in (words[one.said.kind], by) if part)
    return [
        Run(text=f"{kind}{words['colon']}", style="emphasis"),
        Run(text=text[after_dateline(text) :]),
    ]


def outcome(came: Outcome, words: Phrases, language: Language) -> list[Run]:
    """What a person recorded, who and when, with the source."""
    verdict = words[came.verdict] if came.verdict else words["unclear"]
    told = words["recorded"].format(
        verdict=verdict,
        words=came.text,
        by=came.recorded_by or "-",
        day=day(came.recorded_at.date(), language),
    )
    return [
        Run(text=f"{' '.join(told.split())} "),
        Run(text=words["outcome_source_link"], url=came.source_url),
    ]


def outcome_of(one: Statement, recorded: Mapping[str, Outcome]) -> Outcome | None:
    """What was recorded of a statement."""
    return recorded.get(one.id)


def ago(said: date, now: date, words: Phrases, language: Language) -> str:
    """ "A year ago, Wednesday 12 November 2025"."""
    days = max(1, (now - said).days)
    unit, length = next((unit, length) for unit, length in _UNITS if days >= length)
    number = round(days / length)
    key = f"ago_{unit}" if number == 1 else f"ago_{unit}s"
    return words["ago"].format(ago=words[key].format(count=number), day=day(said, language))


def due(one: Due, now: date, language: Language) -> tuple[Run, ...]:
    """A forecast whose day has come, as a brief brings it up."""
    words = phrases(language)
    said = one.claim
    text = said.text[after_dateline(said.text) :]
    runs = [
        Run(
            text=f"{ago(one.said_at.date(), now, words, language)}{words['colon']}", style="strong"
        ),
        Run(text=text),
    ]
    if said.speaker and said.speaker not in text:
        by = who(said.speaker, said.role, said.organisation, words)
        runs.append(Run(text=aside(words, by)))
    link = Run(text=one.source.outlet, url=at_evidence(one.source.url, said.evidence))
    return (*runs, Run(text=" ["), link, Run(text="]"))
