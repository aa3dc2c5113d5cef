"""An extraction in the JSON form of the contract: what `briefbot article` and `extract` print."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from digests.documents import EPOCH
from digests.model import Article, Claim, Entity, Evidence, Extraction, Figure, Mention, Quote


def extraction_json(article: Article, extraction: Extraction) -> dict[str, Any]:
    """The JSON form of one article's extraction. An unknown title, URL or time is null."""
    return {
        "id": article.id,
        "title": article.title or None,
        "url": article.canonical_url or None,
        "published": _time(article.published_at),
        "language": extraction.language,
        "text": article.text,
        "quotes": [quote_json(quote) for quote in extraction.quotes],
        "claims": [claim_json(claim) for claim in extraction.claims],
        "entities": [entity_json(entity) for entity in extraction.entities],
    }


def quote_json(quote: Quote) -> dict[str, Any]:
    """One quote: its words and span, who said it and how."""
    return {
        **span_json(quote.evidence),
        "directness": quote.directness,
        "speaker": quote.speaker,
        "speaker_kind": quote.speaker_kind,
        "speaker_mention": span_json(quote.mention) if quote.mention else None,
        "role": quote.role,
        "organisation": quote.organisation,
        "cue": quote.cue,
        "verdict": quote.verdict,
        "reported_by": quote.reported_by,
        **({"translation": quote.translation} if quote.translation else {}),
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim with its evidence and figures."""
    return {
        "text": claim.text,
        "evidence": span_json(claim.evidence),
        "speaker": claim.speaker,
        "speaker_kind": claim.speaker_kind,
        "role": claim.role,
        "organisation": claim.organisation,
        "kind": claim.kind,
        "figures": [figure_json(figure) for figure in claim.figures],
        "about": list(claim.about),
        "horizon": claim.horizon,
        "weight": round(claim.weight, 3),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """One figure; whole values without a decimal point. `change` and `base` where there are any."""
    form: dict[str, Any] = {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "value": number(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
    }
    if figure.change is not None:
        form["change"] = figure.change
    if figure.base is not None:
        form["base"] = number(figure.base)
    return form


def entity_json(entity: Entity) -> dict[str, Any]:
    """One entity with its other names."""
    form: dict[str, Any] = {
        "name": entity.name,
        "kind": entity.kind,
        "aliases": list(entity.aliases),
    }
    if entity.id is not None:
        form["id"] = entity.id
    return form


def span_json(piece: Evidence | Mention) -> dict[str, Any]:
    """A piece of text and where it stands."""
    return {"text": piece.text, "start": piece.start, "end": piece.end}


def number(value: float) -> float | int:
    """A whole value as an int, so that JSON shows 9000000000 and not 9000000000.0."""
    return int(value) if value == int(value) else round(value, 6)


def _time(at: datetime) -> str | None:
    if at == EPOCH:
        return None
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
