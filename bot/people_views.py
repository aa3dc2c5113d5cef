"""A person as last reported, with what they said and what they said before; namesakes by place."""

from __future__ import annotations

from collections.abc import Sequence

from bot import statements
from bot.citations import who
from bot.links import at_evidence
from bot.message import Block, Bullets, Context, Paragraph, Run
from bot.phrases import day, phrases
from digests.extract.dateline import after_dateline
from digests.model import Language, Quote
from digests.persons import Person
from digests.store.claims import Statement


def person(one: Person, language: Language, *, most: int) -> list[Block]:
    """Who they are by the last report, then each statement with those before it beside it."""
    words = phrases(language)
    blocks: list[Block] = []
    told = ", ".join(part for part in (one.role, one.organisation) if part)
    if told and one.reported:
        what = words["last_reported"].format(
            what=told,
            outlet=one.reported.outlet,
            day=day(one.reported.said_at.date(), language),
        )
        blocks.append(Context(runs=(Run(text=what),)))
    for said, copies in one.told[:most]:
        blocks += statements.shown(said, language, copies=copies)
        before = one.earlier(said)
        if before:
            label = Run(text=f"{words['before_that']}{words['colon']}", style="emphasis")
            lines = tuple(_before(other, language) for other in before)
            blocks += [Paragraph(runs=(label,)), Bullets(items=lines)]
    return blocks


def several(persons: Sequence[Person], language: Language) -> list[Block]:
    """The people of one name, by where they are: none is taken for another."""
    words = phrases(language)
    names = "; ".join(
        who(one.names[0], one.role, one.organisation, words) for one in persons if one.names
    )
    return [Paragraph(runs=(Run(text=words["several_people"].format(names=names)),))]


def _before(one: Statement, language: Language) -> tuple[Run, ...]:
    """A line: the day, the words, the outlet."""
    words = one.said.evidence.text
    said = (
        f"“{words.rstrip(',，')}”"
        if isinstance(one.said, Quote)
        else words[after_dateline(words) :]
    )
    link = Run(text=one.outlet, url=at_evidence(one.url, one.said.evidence))
    return (Run(text=f"{day(one.said_at.date(), language)}: {said} ["), link, Run(text="]"))
