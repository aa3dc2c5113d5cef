"""What the archive holds, in the JSON forms of its commands: what outside programs read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from digests.answer import source_ref
from digests.archive import Found
from digests.extract.wire import claim_json, quote_json
from digests.forms import evidence_json, source_json, time
from digests.model import Claim
from digests.store.claims import Statement
from digests.store.outcomes import Outcome

Told = Sequence[tuple[Statement, tuple[Statement, ...]]]


def found_json(found: Found) -> dict[str, Any]:
    """An article that was found, with the sentence that matches best."""
    return {
        **source_json(source_ref(found.article)),
        "score": round(found.score, 4),
        "evidence": evidence_json(found.evidence) if found.evidence else None,
    }


def person_json(name: str, told: Told) -> dict[str, Any]:
    """What a person has said, newest first, and who they are as it was last told."""
    latest = next((one.said for one, _ in told if one.said.role), None)
    return {
        "name": told[0][0].said.speaker if told else name,
        "role": latest.role if latest else None,
        "organisation": latest.organisation if latest else None,
        "statements": [statement_json(one, copies, told) for one, copies in told],
    }


def ledger_json(told: Told, recorded: Mapping[str, Outcome]) -> list[dict[str, Any]]:
    """Claims, newest first, each with what came of it where somebody recorded that."""
    return [
        {
            **statement_json(one, copies),
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "outcome": _outcome(recorded.get(one.id)),
        }
        for one, copies in told
    ]


def statement_json(one: Statement, copies: Sequence[Statement], told: Told = ()) -> dict[str, Any]:
    """One quote or claim with where and when; `earlier` are those before it on the same subject."""
    form = claim_json(one.said) if isinstance(one.said, Claim) else quote_json(one.said)
    about = set(one.said.about) if isinstance(one.said, Claim) else set[str]()
    earlier = [
        other.id
        for other, _ in told
        if other.said_at < one.said_at
        and isinstance(other.said, Claim)
        and about & set(other.said.about)
    ]
    return {
        "id": one.id,
        "said_at": time(one.said_at),
        "form": "claim" if isinstance(one.said, Claim) else "quote",
        **form,
        "evidence": evidence_json(one.said.evidence, {one.article_id: one.url}),
        "outlet": one.outlet,
        "title": one.title,
        "url": one.url,
        "also_in": [{"outlet": copy.outlet, "url": copy.url} for copy in copies],
        "earlier": earlier,
    }


def _outcome(told: Outcome | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "text": told.text,
        "source_url": told.source_url,
        "recorded_by": told.recorded_by,
        "recorded_at": time(told.recorded_at),
    }
