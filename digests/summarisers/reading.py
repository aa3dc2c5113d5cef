"""A model's answer as a Draft. Anything may come back; what is read is still unverified."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from digests.errors import AnswerUnreadable
from digests.model import Draft, DraftQuote, DraftSentence, Evidence, Quote
from digests.summarisers.prompting import Prompt

SENTENCES, CLAIMS, QUOTES, ANSWERS = 3, 4, 3, 4
LONGEST = 600  # characters of a sentence; a longer one is no summary
LONGEST_HEADLINE = 200
LARGEST = 60_000  # characters of an answer
# Thoughts before the answer; a chat template may have opened them already.
_THOUGHT = re.compile(r"\A.*</(?:mm:)?think(?:ing)?>", re.DOTALL | re.IGNORECASE)


M = TypeVar("M", bound=BaseModel)


class Ids(Protocol):
    """What the ids in an answer stand for."""

    @property
    def sentences(self) -> Mapping[str, Evidence]:
        """The sentences that were sent."""
        ...

    @property
    def quotes(self) -> Mapping[str, Quote]:
        """The quotes that were sent."""
        ...


def _listed(value: object) -> object:
    """A single value where a list was asked for, and null for an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str
    origin: Annotated[list[str], BeforeValidator(_listed)] = Field(default=[], alias="from")


class _Quoted(BaseModel):
    """A quote by its id; or by its words, from a model that does not keep to the form."""

    model_config = ConfigDict(extra="ignore")

    id: str | None = None
    translation: str | None = None
    text: str | None = None
    speaker: str | None = None


def _quoted(value: object) -> object:
    return [{"id": one} if isinstance(one, str) else one for one in _as_list(value)]


def _said(value: object) -> object:
    return [{"text": one} if isinstance(one, str) else one for one in _as_list(value)]


def _claimed(value: object) -> object:
    """Ids, also from objects that hold one."""
    return [one.get("id", one) if isinstance(one, dict) else one for one in _as_list(value)]


def _as_list(value: object) -> list[Any]:
    listed = _listed(value)
    return listed if isinstance(listed, list) else []


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    headline: str
    summary: Annotated[list[_Said], BeforeValidator(_said)]
    claims: Annotated[list[str], BeforeValidator(_claimed)] = []
    quotes: Annotated[list[_Quoted], BeforeValidator(_quoted)] = []


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    answered: bool = True
    sentences: Annotated[list[_Said], BeforeValidator(_said)] = []
    quotes: Annotated[list[_Quoted], BeforeValidator(_quoted)] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a model says to a question: unverified, and nothing where it says that it can't."""

    answered: bool
    sentences: tuple[DraftSentence, ...] = ()
    quotes: tuple[DraftQuote, ...] = ()


def said_of(text: str, prompt: Ids) -> Said:
    """What an answer to a question says. Raises AnswerUnreadable."""
    reply = _read(_Reply, text)
    sentences = (_sentence(one, prompt) for one in reply.sentences[:ANSWERS])
    kept = tuple(one for one in sentences if one.text)
    quotes = tuple(_quote(one, prompt) for one in reply.quotes[:QUOTES])
    if not reply.answered:
        return Said(answered=False)
    if not kept and not quotes:
        raise AnswerUnreadable("The model's answer says nothing.")
    return Said(answered=True, sentences=kept, quotes=quotes)


def check_story(text: str) -> None:
    """Raises AnswerUnreadable where an answer is no story, whatever its ids may stand for."""
    if not any(one.text.strip() for one in _read(_Answer, text).summary):
        raise AnswerUnreadable("The model's answer has no summary.")


def draft_of(text: str, prompt: Prompt) -> Draft:
    """The draft that an answer holds. Raises AnswerUnreadable."""
    answer = _read(_Answer, text)
    summary = [_sentence(one, prompt) for one in answer.summary[:SENTENCES]]
    if not any(one.text for one in summary):
        raise AnswerUnreadable("The model's answer has no summary.")
    return Draft(
        headline=_line(answer.headline, LONGEST_HEADLINE),
        summary=tuple(one for one in summary if one.text),
        claims=tuple(_claim(one, prompt) for one in answer.claims[:CLAIMS]),
        quotes=tuple(_quote(one, prompt) for one in answer.quotes[:QUOTES]),
    )


def _read(form: type[M], text: str) -> M:
    try:
        return form.model_validate(object_in(text))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "answer"
        raise AnswerUnreadable(f"The model's answer has another form: {where}.") from error


def object_in(text: str) -> Mapping[str, Any]:
    """The first JSON object in an answer, without thoughts or fences around it.

    Raises AnswerUnreadable.
    """
    if len(text) > LARGEST:
        raise AnswerUnreadable("The model's answer is too long.")
    bare = _THOUGHT.sub("", text)
    start = bare.find("{")
    if start < 0:
        raise AnswerUnreadable("The model's answer is empty." if not bare.strip() else None)
    try:
        found, _ = json.JSONDecoder().raw_decode(bare, start)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable("The model's answer is broken JSON.") from error
    if not isinstance(found, dict):
        raise AnswerUnreadable
    return found


def _sentence(said: _Said, prompt: Ids) -> DraftSentence:
    named = [prompt.sentences[key] for key in said.origin[:4] if key in prompt.sentences]
    return DraftSentence(
        text=_line(said.text, LONGEST),
        article_ids=tuple(dict.fromkeys(one.article_id for one in named)),
        evidence=tuple(dict.fromkeys(named)),
    )


def _claim(key: str, prompt: Prompt) -> DraftSentence:
    found = prompt.claims.get(key)
    if found is None:
        return DraftSentence(text=_line(key, LONGEST))
    return DraftSentence(text=found.text, article_ids=(found.evidence.article_id,))


def _quote(said: _Quoted, prompt: Ids) -> DraftQuote:
    found = prompt.quotes.get(said.id or "")
    if found is None:
        return DraftQuote(text=_line(said.text or said.id or "", LONGEST), speaker=said.speaker)
    return DraftQuote(
        text=found.evidence.text,
        # A speaker the model names against the article's is a lie to be caught, not to be mended.
        speaker=said.speaker or found.speaker,
        article_id=found.evidence.article_id,
        translation=_line(said.translation, LONGEST) if said.translation else None,
    )


def _line(text: str, longest: int) -> str:
    """One line of text; nothing of a text that is far too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else ""
