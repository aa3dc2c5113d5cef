"""The forms that answers are asked for in. Only keywords that every provider's strict mode takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_IDS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
_SENTENCES: Mapping[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "from"],
        "properties": {"text": {"type": "string"}, "from": _IDS},
    },
}
_QUOTES: Mapping[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "translation"],
        "properties": {"id": {"type": "string"}, "translation": {"type": ["string", "null"]}},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A JSON object as an answer: its schema, and the function that would hand it in."""

    name: str
    description: str
    schema: Mapping[str, Any]


STORY = Form(
    name="write_story",
    description="Hands in the story.",
    schema={
        "type": "object",
        "additionalProperties": False,
        "required": ["headline", "summary", "claims", "quotes"],
        "properties": {
            "headline": {"type": "string"},
            "summary": _SENTENCES,
            "claims": _IDS,
            "quotes": _QUOTES,
        },
    },
)
ANSWER = Form(
    name="answer_question",
    description="Hands in the answer.",
    schema={
        "type": "object",
        "additionalProperties": False,
        "required": ["answered", "sentences", "quotes"],
        "properties": {
            "answered": {"type": "boolean"},
            "sentences": _SENTENCES,
            "quotes": _QUOTES,
        },
    },
)
