"""A model that fails, is slow or has no budget left costs nobody their answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from digests.answer import answer as plain_answer
from digests.store.calls import Caps
from digests.summarisers import answering
from digests.summarisers.asking import Pace
from digests.summarisers.calling import TOKENS_OUT
from tests.inquiries import MATERIAL, STAFF, Inquiry
from tests.servers import model as servers
from tests.servers import model_questions as questions
from tests.servers.model import Behaviour


@pytest.mark.parametrize(
    ("behave", "why"),
    [
        (servers.failing(401), "does not take the key"),
        (servers.failing(500), "failed (500)"),
        (servers.hanging(5), "in time"),
        (servers.finishing("stop", "no JSON at all"), "answer"),
        (servers.finishing("stop", '{"answered": true, "sentences": []}'), "says nothing"),
    ],
)
async def test_a_failure_costs_no_answer(inquiry: Inquiry, behave: Behaviour, why: str) -> None:
    """The articles' own sentences are given, with a line that says so."""
    found = await inquiry.ask(STAFF, behave)
    assert found.mode == "extractive"
    assert "240 people" in found.sentences[0].text
    assert why in found.notes[0]


async def test_a_spent_budget_is_said_politely(inquiry: Inquiry) -> None:
    """In the asker's language."""
    poor = Caps(run=10, workspace_day=10, day=10)
    broke = replace(inquiry, asker=replace(inquiry.asker, caps=poor))
    found = await broke.ask(STAFF, questions.answering)
    assert "budget of $0.00 for a day is spent" in found.notes[0]
    found = await broke.ask("Heron Labs 有多少员工？", questions.answering, language="zh")
    assert "模型预算已用完" in found.notes[0]
    assert inquiry.server.requests == []


async def test_a_slow_model_does_not_keep_a_person_waiting(inquiry: Inquiry) -> None:
    """After the time that a person waits the articles speak."""
    inquiry.server.behave = servers.hanging(5)
    plain = plain_answer(STAFF, MATERIAL.articles, MATERIAL.extractions)
    found = await answering.answer(inquiry.asker, STAFF, MATERIAL, plain, "en", seconds=0.2)
    assert found.sentences == plain.sentences
    assert "in time" in found.notes[0]


async def exhausted(inquiry: Inquiry, store: AsyncEngine, count: int) -> tuple[int, int]:
    """How many of `count` questions of four workspaces were answered by the model, and not."""
    cost = inquiry.asker.pricing.at_most("x" * 6_000, TOKENS_OUT)
    caps = Caps(run=cost * 3, workspace_day=cost * 5, day=cost * 9)
    plain = plain_answer(STAFF, MATERIAL.articles, MATERIAL.extractions)
    models = refused = 0
    for number in range(count):
        workspace, channel = f"T{number % 4}", f"C{number % 12}"
        patient = replace(inquiry.asker, caps=caps, pace=Pace(call=5.0, altogether=6.0))
        asker = patient.on_behalf_of(workspace, f"{workspace} {channel}")
        question = f"{STAFF} Asked by reader {number}."
        found = await answering.answer(asker, question, MATERIAL, plain, "en")
        assert found.sentences
        if found.mode == "model":
            models += 1
        else:
            refused += 1
            assert "The model budget of $" in found.notes[0]
    async with store.connect() as connection:
        rows = await connection.execute(text("SELECT scope, spent FROM model_spending"))
        for row in rows.all():
            kind = row.scope.partition(":")[0]
            assert row.spent <= {"run": caps.run, "workspace": caps.workspace_day}.get(
                kind, caps.day
            )
    assert len(inquiry.server.requests) == models
    return models, refused


async def test_questions_without_end_stop_at_the_caps(inquiry: Inquiry, store: AsyncEngine) -> None:
    """Each further one is answered in the articles' words, with a polite line."""
    models, refused = await exhausted(inquiry, store, 120)
    assert models > 4
    assert refused > 20


@pytest.mark.acceptance
async def test_ten_thousand_questions_stop_at_the_caps(
    inquiry: Inquiry, store: AsyncEngine
) -> None:
    """Row 27 of the fault matrix: spend is at most the cap."""
    models, refused = await exhausted(inquiry, store, 10_000)
    assert models + refused == 10_000
    assert refused > 9_000
