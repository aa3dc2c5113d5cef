"""The summariser that asks a model, and is never trusted: what it says is only a draft."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from digests.answers.material import Material
from digests.model import Answer, Claim, Draft, Language, Mode, Quote
from digests.summarisers import answering
from digests.summarisers.asking import Asker, Query
from digests.summarisers.base import Fault, StoryView
from digests.summarisers.calling import Message
from digests.summarisers.correcting import correction
from digests.summarisers.forms import STORY
from digests.summarisers.prompting import Prompt, prompt
from digests.summarisers.reading import draft_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummariser:
    """Asks the model for a story's draft. Bind it to a workspace and a brief before use."""

    asker: Asker
    mode: Mode = "model"

    def on_behalf_of(self, workspace: str, run: str) -> ModelSummariser:
        """The same summariser with its spending counted for a workspace and a brief."""
        return replace(self, asker=self.asker.on_behalf_of(workspace, run))

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """A draft in `language`, unverified.

        Raises SummariserError: no answer in time, refused, unreadable, or the budget is spent.
        """
        asked = prompt(view, language)
        return await self.asker.ask(query(asked), lambda text: draft_of(text, asked))

    async def repair(
        self, view: StoryView, language: Language, draft: Draft, faults: Sequence[Fault]
    ) -> Draft:
        """Another draft after the model was told what its sources don't bear out.

        Raises SummariserError as summarise() does.
        """
        asked = prompt(view, language)
        messages = (*query(asked).messages, _said(draft, asked), correction(faults))
        again = Query(purpose="repair", messages=messages, form=STORY, version=asked.version)
        return await self.asker.ask(again, lambda text: draft_of(text, asked))

    async def answer(
        self, question: str, material: Material, plain: Answer, language: Language
    ) -> Answer:
        """The answer to a person's question in `language`, verified. Never raises."""
        return await answering.answer(self.asker, question, material, plain, language)


def query(asked: Prompt) -> Query:
    """What is asked for a story's summary."""
    return Query(
        purpose="summary",
        messages=(
            {"role": "system", "content": asked.system},
            {"role": "user", "content": asked.user},
        ),
        form=STORY,
        version=asked.version,
    )


def _said(draft: Draft, asked: Prompt) -> Message:
    """The draft as the model wrote it, for it to see again."""
    places = {evidence: key for key, evidence in asked.sentences.items()}
    form = {
        "headline": draft.headline,
        "summary": [
            {"text": one.text, "from": [places[at] for at in one.evidence if at in places]}
            for one in draft.summary
        ],
        "claims": _ids(asked.claims, {one.text for one in draft.claims}),
        "quotes": [
            {"id": key, "translation": None}
            for key in _ids(asked.quotes, {one.text for one in draft.quotes})
        ],
    }
    return {"role": "assistant", "content": json.dumps(form, ensure_ascii=False)}


def _ids(known: Mapping[str, Quote] | Mapping[str, Claim], said: Collection[str]) -> list[str]:
    return [key for key, one in known.items() if one.evidence.text in said]
