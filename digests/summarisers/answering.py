"""A model's answer to a question, as far as the sources bear it out.

What it says goes through the trust gate sentence by sentence. What fails is put to it once with
the reason, then left out and told of. Where nothing is left, the answer in the articles' own words
is given; where no model could be asked, that answer with a line that says so.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from digests.answer import source_ref
from digests.answers.material import Material
from digests.errors import ModelUnavailable, SummariserError
from digests.hostile import orders
from digests.model import Answer, Language, Quote, Sentence, SourceRef, Story
from digests.standing import NAMELESS, leaning
from digests.summarisers import notes
from digests.summarisers.asking import Asker, Query
from digests.summarisers.base import Fault, StoryView
from digests.summarisers.calling import Message
from digests.summarisers.correcting import correction
from digests.summarisers.forms import ANSWER
from digests.summarisers.questioning import QuestionPrompt, question_prompt
from digests.summarisers.reading import Said, said_of
from digests.verify import Dropped, verify_quote, verify_sentence

SECONDS = 30.0  # a person waits: asking and asking again together

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What may be shown of what was said, and what may not."""

    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    dropped: tuple[Dropped, ...] = ()


async def answer(
    asker: Asker,
    question: str,
    material: Material,
    plain: Answer,
    language: Language,
    *,
    seconds: float = SECONDS,
) -> Answer:
    """The model's answer in `language`, verified; else `plain`, and why. Never raises.

    A question that gives orders to machines is not put to one.
    """
    if orders(question):
        return plain
    asked = question_prompt(question, material, language)
    if not asked.sentences:
        return plain
    try:
        async with asyncio.timeout(seconds):
            said, checked = await _told(asker, asked, _view(material))
    except TimeoutError:
        late = ModelUnavailable("The model did not answer in time.")
        return replace(plain, notes=notes.unanswered(late, language))
    except SummariserError as error:
        log.info("question_answered_plainly", why=str(error))
        return replace(plain, notes=notes.unanswered(error, language))
    if not said.answered:
        return replace(plain, status="not_in_sources", mode="model", sentences=plain.sentences[:1])
    if not checked.sentences and not checked.quotes:
        return replace(plain, notes=notes.dropped(checked.dropped, language))
    return Answer(
        status="answered",
        sentences=checked.sentences,
        mode="model",
        sources=_sources(checked, material),
        quotes=checked.quotes,
        notes=notes.checked(checked.dropped, language),
    )


async def _told(asker: Asker, asked: QuestionPrompt, view: StoryView) -> tuple[Said, _Checked]:
    """What the model says and what of it may be shown, after one correction where it is needed."""
    messages: tuple[Message, ...] = (
        {"role": "system", "content": asked.system},
        {"role": "user", "content": asked.user},
    )
    said = await asker.ask(_query(asker, asked, messages), lambda text: said_of(text, asked))
    checked = _check(said, view)
    if not checked.dropped:
        return said, checked
    faults = [Fault(text=one.text, reason=one.reason) for one in checked.dropped]
    messages = (*messages, _again(said, asked), correction(faults))
    try:
        second = await asker.ask(_query(asker, asked, messages), lambda text: said_of(text, asked))
    except SummariserError as error:
        log.info("answer_not_repaired", why=str(error))
        return said, checked
    better = _check(second, view)
    if second.answered and len(better.dropped) <= len(checked.dropped) and better.sentences:
        return second, better
    return said, checked


def _query(asker: Asker, asked: QuestionPrompt, messages: tuple[Message, ...]) -> Query:
    """What a person wrote is in it, so the answer is their workspace's alone."""
    return Query(
        purpose="answer",
        messages=messages,
        form=ANSWER,
        version=asked.version,
        owner=asker.workspace,
    )


def _check(said: Said, view: StoryView) -> _Checked:
    sentences = [verify_sentence(one, view) for one in said.sentences]
    quotes = [verify_quote(one, view) for one in said.quotes]
    shown = tuple(dict.fromkeys(one for one in sentences if isinstance(one, Sentence)))
    lost = set(leaning(shown, view, kinds=False))
    return _Checked(
        sentences=tuple(one for one in shown if one not in lost),
        quotes=tuple(dict.fromkeys(one for one in quotes if isinstance(one, Quote))),
        dropped=(
            *(one for one in sentences if isinstance(one, Dropped)),
            *(Dropped(text=one.text, verdict="altered", reason=NAMELESS) for one in lost),
            *(replace(one, part="quote") for one in quotes if isinstance(one, Dropped)),
        ),
    )


def _view(material: Material) -> StoryView:
    """The material as the trust gate takes it. Nothing of it is told as one story."""
    ids = tuple(one.id for one in material.articles)
    newest = max(one.first_seen_at for one in material.articles)
    story = Story(
        id="question",
        article_ids=ids,
        origins=tuple((one,) for one in ids),
        first_seen=min(one.first_seen_at for one in material.articles),
        updated_at=newest,
    )
    return StoryView(story=story, articles=material.articles, extractions=material.extractions)


def _sources(checked: _Checked, material: Material) -> tuple[SourceRef, ...]:
    """The articles that are cited, in the order they are."""
    cited: list[str] = [at.article_id for one in checked.sentences for at in one.evidence]
    cited += [one.evidence.article_id for one in checked.quotes]
    by_id = {one.id: one for one in material.articles}
    return tuple(source_ref(by_id[one]) for one in dict.fromkeys(cited))


def _again(said: Said, asked: QuestionPrompt) -> Message:
    """What the model said, for it to see again."""
    places = {evidence: key for key, evidence in asked.sentences.items()}
    form = {
        "answered": said.answered,
        "sentences": [
            {"text": one.text, "from": [places[at] for at in one.evidence if at in places]}
            for one in said.sentences
        ],
        "quotes": [{"id": key, "translation": None} for key in _quoted(said, asked)],
    }
    return {"role": "assistant", "content": json.dumps(form, ensure_ascii=False)}


def _quoted(said: Said, asked: QuestionPrompt) -> Sequence[str]:
    texts = {one.text for one in said.quotes}
    return [key for key, one in asked.quotes.items() if one.evidence.text in texts]
