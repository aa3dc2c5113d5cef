"""Briefs and answers in the JSON forms of docs/contracts: what outside programs read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from digests.extract.wire import claim_json, quote_json
from digests.model import (
    Answer,
    Brief,
    BriefItem,
    Claim,
    Difference,
    Due,
    Evidence,
    Quote,
    Sentence,
    SourceRef,
)


def brief_json(brief: Brief, *, explain: bool = False) -> dict[str, Any]:
    """A brief. With `explain`, each story says why it ranks where it does."""
    coverage = brief.coverage
    return {
        "id": brief.id,
        "topic": brief.topic,
        "window": {"from": time(brief.window.start), "to": time(brief.window.end)},
        "language": brief.language,
        "mode": brief.mode,
        "built_at": time(brief.built_at),
        "stories": [item_json(item, explain=explain) for item in brief.items],
        "coverage": {
            "sources_checked": coverage.sources_checked,
            "sources_failed": coverage.sources_failed,
            "articles_read": coverage.articles_read,
            "stories_found": coverage.stories_found,
            "stories_shown": coverage.stories_shown,
            "stories_repeated": coverage.stories_repeated,
            "briefs_read": coverage.briefs_read,
        },
        "notes": list(brief.notes),
        "due": [due_json(one) for one in brief.due],
    }


def due_json(due: Due) -> dict[str, Any]:
    """A forecast or plan whose day has come."""
    return {
        "id": due.statement_id,
        "said_at": time(due.said_at),
        "due_on": due.due_on.isoformat(),
        **_claim(due.claim),
        "source": source_json(due.source),
    }


def item_json(item: BriefItem, *, explain: bool = False) -> dict[str, Any]:
    """One story of a brief."""
    form: dict[str, Any] = {
        "id": item.story_id,
        "headline": item.headline,
        "status": item.status,
        "what_changed": [sentence_json(one) for one in item.what_changed],
        "summary": [sentence_json(one) for one in item.summary],
        "claims": [_claim(one) for one in item.claims],
        "quotes": [_quote(one) for one in item.quotes],
        "differences": [_difference(one) for one in item.differences],
        "sources": [source_json(one) for one in item.sources],
        "independent_outlets": item.independent_outlets,
        "rumour": item.rumour,
    }
    if item.theme:
        form["theme"] = item.theme
        form["course"] = [
            {"at": time(one.at), **sentence_json(one.sentence)} for one in item.course
        ]
    if explain:
        form["score"] = round(item.score, 4)
        form["reasons"] = list(item.reasons)
    return form


def answer_json(answer: Answer) -> dict[str, Any]:
    """A cited answer. Nothing is said in `answer` that is not in `sentences`."""
    urls = {source.article_id: source.url for source in answer.sources}
    said = [] if answer.status == "not_in_sources" else answer.sentences
    form: dict[str, Any] = {
        "answer": " ".join(one.text for one in said),
        "status": answer.status,
        "sentences": [sentence_json(one, urls) for one in said],
        "mode": answer.mode,
        "quotes": [
            _quote(one) | {"url": urls.get(one.evidence.article_id)} for one in answer.quotes
        ],
        "notes": list(answer.notes),
    }
    if answer.status == "not_in_sources":
        form["nearest"] = [sentence_json(one, urls) for one in answer.sentences]
    return form


def sentence_json(sentence: Sentence, urls: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A sentence with its evidence; with `urls`, each piece says where it stands."""
    return {
        "text": sentence.text,
        "evidence": [evidence_json(one, urls) for one in sentence.evidence],
    }


def evidence_json(evidence: Evidence, urls: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A piece of an article: `text` is the article's text from `start` to `end`."""
    form: dict[str, Any] = {"article_id": evidence.article_id}
    if urls is not None:
        form["url"] = urls.get(evidence.article_id)
    return {**form, "text": evidence.text, "start": evidence.start, "end": evidence.end}


def source_json(source: SourceRef) -> dict[str, Any]:
    """An article as a reader is pointed to it."""
    return {
        "article_id": source.article_id,
        "outlet": source.outlet,
        "title": source.title,
        "url": source.url,
        "published": time(source.published),
        "lang": source.lang,
        "origin": source.origin,
        "paywalled": source.paywalled,
    }


def time(at: datetime) -> str:
    """RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _claim(claim: Claim) -> dict[str, Any]:
    return claim_json(claim) | {"evidence": evidence_json(claim.evidence)}


def _quote(quote: Quote) -> dict[str, Any]:
    return quote_json(quote) | {"article_id": quote.evidence.article_id}


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "about": difference.about,
        "sides": [
            {
                "article_id": side.article_id,
                "text": side.text,
                "evidence": evidence_json(side.evidence),
            }
            for side in difference.sides
        ],
    }
