"""An extraction for the eyes: claims by rank, quotes with their speakers, where each stands."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from digests.model import Article, Claim, Extraction, Figure, Quote

_BOUNDS = {"about": "≈ ", "<": "< ", ">": "> ", "at_most": "≤ ", "at_least": "≥ ", "exact": ""}
_COLOURS = {
    "forecast": "magenta", "figure": "cyan", "comparison": "blue", "plan": "green",
    "constraint": "yellow", "denial": "red", "statement": "white",
}  # fmt: skip


def show(article: Article, extraction: Extraction, console: Console | None = None) -> None:
    """Prints the extraction, on standard output where no console is given."""
    (console or Console()).print(view(article, extraction))


def view(article: Article, extraction: Extraction) -> RenderableType:
    """The whole extraction as one renderable."""
    parts: list[RenderableType] = [_head(article, extraction)]
    if extraction.claims:
        parts.append(Rule("Claims", align="left", style="dim"))
        parts += [_claim(number, one) for number, one in enumerate(extraction.claims, 1)]
    if extraction.quotes:
        parts.append(Rule("Quotes", align="left", style="dim"))
        parts += [_quote(one) for one in extraction.quotes]
    if extraction.entities:
        parts.append(Rule("Names", align="left", style="dim"))
        names = ", ".join(dict.fromkeys(one.name for one in extraction.entities))
        parts.append(Padding(Text(names, style="dim"), (0, 0, 1, 2)))
    return Group(*parts)


def _head(article: Article, extraction: Extraction) -> RenderableType:
    title = Text(article.title or article.id, style="bold")
    counts = f"{len(extraction.claims)} claims · {len(extraction.quotes)} quotes · {len(extraction.entities)} names"
    where = " · ".join(part for part in (article.canonical_url, counts) if part)
    return Padding(Group(title, Text(where, style="dim")), (1, 0))


def _claim(number: int, claim: Claim) -> RenderableType:
    line = Text.assemble(
        (f"{number:>2} ", "dim"),
        (f"{claim.kind:<10} ", _COLOURS[claim.kind]),
        " ".join(claim.text.split()),
    )
    under = Text("   ".join(_notes(claim)), style="dim")
    return Padding(Group(line, Padding(under, (0, 0, 0, 14))), (0, 0, 1, 1))


def _notes(claim: Claim) -> list[str]:
    notes = [_who(claim.speaker, claim.role, claim.organisation) or "the outlet's own voice"]
    notes += [_figure(one) for one in claim.figures]
    if claim.horizon:
        notes.append(claim.horizon)
    return [*notes, _place(claim.evidence.start, claim.evidence.end)]


def _quote(quote: Quote) -> RenderableType:
    words = Text(f"“{' '.join(quote.evidence.text.split())}”", style="italic")
    if quote.directness == "partial":
        words.append("  partial", style="dim")
    who = _who(quote.speaker, quote.role, quote.organisation) or "unattributed"
    under = Text.assemble(
        "— ", (who, "bold"), (f"   {_place(quote.evidence.start, quote.evidence.end)}", "dim")
    )
    return Padding(Group(words, under), (0, 0, 1, 2))


def _who(speaker: str | None, role: str | None, organisation: str | None) -> str:
    if speaker is None:
        return ""
    shown = [speaker, role or "", "" if organisation in {speaker, None} else organisation or ""]
    return ", ".join(part for part in shown if part)


def _figure(figure: Figure) -> str:
    value = f"{figure.value:,.6g}" if abs(figure.value) < 1e6 else f"{figure.value:,.0f}"
    unit = {"%": "%"}.get(figure.unit or "", f" {figure.unit}" if figure.unit else "")
    moved = {"up": " ↑", "down": " ↓"}.get(figure.change or "", "")
    return f"{_BOUNDS[figure.bound]}{value}{unit}{moved}"


def _place(start: int, end: int) -> str:
    return f"[{start}–{end}]"
