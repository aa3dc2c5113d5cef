"""Stories are told side by side; what goes wrong with one costs only its own summary."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from digests.errors import BudgetSpent, ModelUnavailable
from digests.model import Draft, DraftSentence, Mode
from digests.summarisers import telling
from digests.summarisers.base import Fault, StoryView
from digests.summarisers.notes import notes
from digests.summarisers.telling import plainly, tell, tell_all
from tests.views import heron

VIEW = heron()
FALSE = Draft(headline=VIEW.articles[0].title, summary=(DraftSentence(text="Heron will list."),))
TRUE = Draft(
    headline=VIEW.articles[0].title,
    summary=(DraftSentence(text="Heron Labs spent $90 million on computing last year."),),
)


@dataclass
class Corrected:
    """Wrong at first, right when told why."""

    told: tuple[Fault, ...] = ()
    mode: Mode = "model"

    async def summarise(self, view: StoryView, language: str) -> Draft:
        """A sentence nobody reported."""
        return FALSE

    async def repair(
        self, view: StoryView, language: str, draft: Draft, faults: Sequence[Fault]
    ) -> Draft:
        """A sentence of the articles."""
        self.told = tuple(faults)
        return TRUE


@dataclass
class Stuck:
    """Never answers, or breaks in a way nobody thought of."""

    error: Exception | None = None
    mode: Mode = "model"

    async def summarise(self, view: StoryView, language: str) -> Draft:
        """Waits, or raises."""
        if self.error is not None:
            raise self.error
        await asyncio.sleep(60)
        return TRUE


async def test_a_fault_is_repaired_once_with_its_reason() -> None:
    """The model hears what was wrong; nothing is then left out."""
    speaker = Corrected()
    found = await tell(VIEW, "en", speaker)
    assert [one.text for one in speaker.told] == ["Heron will list."]
    assert found.verified.summary[0].text == TRUE.summary[0].text
    assert notes((found,), "en") == ("Written by a model and checked against the sources.",)


async def test_what_does_not_answer_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The brief is not kept waiting."""
    monkeypatch.setattr(telling, "SECONDS", 0.05)
    found = (await tell_all([VIEW], "en", Stuck()))[VIEW.story.id]
    assert isinstance(found.failure, ModelUnavailable)
    assert found.verified == plainly(VIEW, "en").verified


async def test_an_error_nobody_thought_of_costs_no_brief() -> None:
    """It is told plainly too, with a line that says so."""
    found = (await tell_all([VIEW], "en", Stuck(error=KeyError("x"))))[VIEW.story.id]
    assert found.verified.summary
    assert "unavailable" in notes((found,), "en")[0]


def test_notes_come_in_the_briefs_language() -> None:
    """Why there is no automatic summary, in English and in Chinese."""
    failed = plainly(VIEW, "en", BudgetSpent("The model budget of $1.00 for a day is spent."))
    assert "budget of $1.00" in notes((failed,), "en")[0]
    assert "模型预算已用完" in notes((failed, plainly(VIEW, "zh")), "zh")[0]


async def test_where_the_lead_is_lost_an_articles_own_leads() -> None:
    """What a model adds to a lead can't stand in its place."""

    class Half:
        mode: Mode = "model"

        async def summarise(self, view: StoryView, language: str) -> Draft:
            """A false lead, and a true sentence behind it."""
            return Draft(headline=FALSE.headline, summary=(*FALSE.summary, *TRUE.summary))

    shown = (await tell(VIEW, "en", Half())).verified.summary
    assert shown[0] == plainly(VIEW, "en").verified.summary[0]
    assert TRUE.summary[0].text in {one.text for one in shown[1:]}
