"""An extraction for the eyes: claims by rank, quotes with their speakers, where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.wording import counted
from digests.model import Article, Claim, Entity, Extraction, Figure, Quote

_BOUNDS = {"about": "≈ ", "<": "< ", ">": "> ", "at_most": "≤ ", "at_least": "≥ ", "exact": ""}
_CHANGES = {"up": " ↑", "down": " ↓"}
_COLOURS = {
    "forecast": "magenta", "figure": "cyan", "comparison": "blue", "plan": "green",
    "constraint": "yellow", "denial": "red", "statement": "default",
}  # fmt: skip
_ONE_LINE = {ord(mark): " " for mark in "\n\r\t\u2028\u2029"}
_WIDTH = 100  # columns at most: longer lines are hard to read


def show(article: Article, extraction: Extraction, console: Console | None = None) -> None:
    """Prints the extraction, on standard output where no console is given."""
    console = console or Console()
    console.print(view(article, extraction), width=min(console.width, _WIDTH))


def view(article: Article, extraction: Extraction) -> RenderableType:
    """The whole extraction as one renderable."""
    return Group(*_parts(article, extraction))


def _parts(article: Article, extraction: Extraction) -> Iterator[RenderableType]:
    yield _head(article, extraction)
    if extraction.claims:
        yield _rule("Claims")
        yield _claims(extraction.claims)
    if extraction.quotes:
        yield _rule("Quotes")
        yield from (_quote(one) for one in extraction.quotes)
    if extraction.entities:
        yield _rule("Names")
        yield Padding(_names(extraction.entities), (0, 0, 1, 2))


def _rule(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold"), align="left", style="dim"), (0, 0, 1, 0))


def _head(article: Article, extraction: Extraction) -> RenderableType:
    counts = (
        f"{counted(len(extraction.claims), 'claim')} · {counted(len(extraction.quotes), 'quote')}"
        f" · {counted(len(extraction.entities), 'name')}"
    )
    lines = [Text(article.title or article.id, style="bold")]
    if article.canonical_url:
        lines.append(Text(article.canonical_url, style="dim"))
    return Padding(Group(*lines, Text(counts, style="dim")), (1, 0))


def _claims(claims: Sequence[Claim]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", style="dim", width=3)
    grid.add_column(width=10)
    grid.add_column(ratio=1)
    for number, claim in enumerate(claims, 1):
        body = Padding(Group(_words(claim), _claimed_by(claim)), (0, 0, 1, 0))
        grid.add_row(str(number), Text(claim.kind, style=_COLOURS[claim.kind]), body)
    return grid


def _words(claim: Claim) -> Text:
    """The claim as it is written, its figures set off."""
    words = Text(claim.text.translate(_ONE_LINE))
    for figure in claim.figures:
        start = figure.start - claim.evidence.start
        words.stylize("bold", start, start + len(figure.text))
    return words


def _claimed_by(claim: Claim) -> Text:
    who = _who(claim.speaker, claim.role, claim.organisation)
    line = Text.assemble((who or "the outlet’s own voice", "" if who else "dim"))
    notes = [_figure(one) for one in claim.figures if one.unit != "year"]
    notes += [claim.horizon] if claim.horizon else []
    for note in notes:
        line.append(f"  {note}", style=_COLOURS[claim.kind])
    return line.append(f"  {_place(claim.evidence.start, claim.evidence.end)}", style="dim")


def _quote(quote: Quote) -> RenderableType:
    words = Text(f"“{quote.evidence.text.translate(_ONE_LINE)}”", style="italic")
    who = _who(quote.speaker, quote.role, quote.organisation)
    under = Text.assemble("— ", (who or "unattributed", "bold" if who else "dim"))
    if quote.directness == "partial":
        under.append("  in part", style="dim")
    if quote.reported_by:
        under.append(f"  as told by {quote.reported_by}", style="dim")
    under.append(f"  {_place(quote.evidence.start, quote.evidence.end)}", style="dim")
    return Padding(Group(words, under), (0, 0, 1, 2))


def _names(entities: Sequence[Entity]) -> Text:
    kinds = {"person": "People", "organisation": "Organisations", "product": "Products"}
    lines = []
    for kind, title in kinds.items():
        names = dict.fromkeys(one.name for one in entities if one.kind == kind)
        if names:
            lines.append(Text.assemble((f"{title}  ", "dim"), ", ".join(names)))
    return Text("\n").join(lines)


def _who(speaker: str | None, role: str | None, organisation: str | None) -> str:
    if speaker is None:
        return ""
    house = organisation if organisation not in {speaker, None} and not _in(organisation, role) else None  # fmt: skip
    return ", ".join(part for part in (speaker, role, house) if part)


def _in(organisation: str | None, role: str | None) -> bool:
    return organisation is not None and role is not None and organisation in role


def _figure(figure: Figure) -> str:
    value = f"{figure.value:,.6g}" if abs(figure.value) < 1e6 else f"{figure.value:,.0f}"
    unit = "%" if figure.unit == "%" else f" {figure.unit}" if figure.unit else ""
    return f"{_BOUNDS[figure.bound]}{value}{unit}{_CHANGES.get(figure.change or '', '')}"


def _place(start: int, end: int) -> str:
    return f"[{start}–{end}]"
