"""A question answered: from a thread's stories, then the archive; by the model where there is one.

What may answer is read from the database first. The model is asked with no connection held, and
its words are shown only as far as the sources bear them out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from digests import archive
from digests.answer import answer
from digests.answers.material import Material
from digests.model import Answer, Language
from digests.summarisers.base import Accounted, Answering, Summariser


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What answers a question in the articles' own words, and all that may answer it.

    `archived`: it is none of the articles that the question was asked about.
    """

    answer: Answer
    archived: bool
    material: Material


async def find(
    connection: AsyncConnection,
    question: str,
    nearer: Sequence[Collection[str]] = (),
    *,
    topic: str | None = None,
    speaker: Summariser | None = None,
) -> Found:
    """An answer from the first of these sets of article ids that has one, else from the archive.

    For a `speaker` that answers by itself, the archive is looked through in any case.
    """
    known = Material()
    for ids in nearer:
        near = await archive.material_of(connection, ids)
        known = known.before(near) if known.articles else near.before(Material())
        found = answer(question, near.articles, near.extractions)
        if found.status == "answered":
            if speaker is not None and isinstance(speaker, Answering):
                known = known.before(await archive.material(connection, question, topic=topic))
            return Found(answer=found, archived=False, material=known)
    far = await archive.material(connection, question, topic=topic)
    found = answer(question, far.articles, far.extractions)
    return Found(answer=found, archived=True, material=known.before(far))


async def tell(
    speaker: Summariser | None,
    question: str,
    found: Found,
    language: Language,
    *,
    place: tuple[str, str] = ("local", ""),
    now: datetime,
) -> Found:
    """The answer in the model's words where one is configured. `now` is UTC.

    `place` is the workspace and channel that ask: their spending is counted together for a day.
    """
    if speaker is None or not found.material.articles:
        return found
    if isinstance(speaker, Accounted):
        workspace, channel = place
        speaker = speaker.on_behalf_of(workspace, f"{workspace} {channel} answers {now:%Y-%m-%d}")
    if not isinstance(speaker, Answering):
        return found
    told = await speaker.answer(question, found.material, found.answer, language)
    archived = found.archived if told.mode == "extractive" else not _near(told, found.material)
    return Found(answer=told, archived=archived, material=found.material)


def _near(told: Answer, material: Material) -> bool:
    """Whether anything of it stands in the articles that the question was asked about."""
    cited = {at.article_id for one in told.sentences for at in one.evidence}
    cited |= {one.evidence.article_id for one in told.quotes}
    return bool(cited & material.first)
