"""What a chat completion says, whichever provider wrote it, and what it took."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from digests.errors import AnswerUnreadable, ModelRefused, ModelUnavailable, SummariserError
from digests.store.calls import Usage
from digests.summarisers.refusals import kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: the answer's text and what it used."""

    text: str
    usage: Usage


class SpentError(SummariserError):
    """An answer that can't be used but was paid for. `usage` is what it took."""

    def __init__(self, cause: SummariserError, usage: Usage) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.usage = usage


def reply(content: bytes) -> Reply:
    """What a response body says, whichever provider wrote it.

    Raises as ModelClient.ask does.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable("The model's server answered with something else.") from error
    if not isinstance(data, dict):
        raise AnswerUnreadable("The model's server answered with something else.")
    _raise_error_inside(data)
    usage = usage_of(data.get("usage"))
    try:
        return Reply(text=_text(data), usage=usage)
    except SummariserError as error:
        raise SpentError(error, usage) from error


def usage_of(value: object) -> Usage:
    """The tokens a response says it took, in the names that providers use for cached ones."""
    used = value if isinstance(value, dict) else {}
    details = used.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    if cached is None:
        cached = used.get("prompt_cache_hit_tokens", used.get("cached_tokens"))
    return Usage(
        tokens_in=_count(used.get("prompt_tokens")),
        tokens_cached=_count(cached),
        tokens_out=_count(used.get("completion_tokens")),
    )


def _count(value: object) -> int:
    whole = value if isinstance(value, int) and not isinstance(value, bool) else 0
    return min(max(whole, 0), 100_000_000)


def _text(data: Mapping[str, Any]) -> str:
    """The answer in the first choice. Raises where there is none, or not all of it."""
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise AnswerUnreadable("The model's answer is empty.")
    reason = choice.get("finish_reason")
    if message.get("refusal") or reason in {"content_filter", "sensitive", "refusal", "safety"}:
        raise ModelRefused("The model would not write about this story.")
    if reason in {"length", "max_tokens"}:
        raise AnswerUnreadable("The model's answer was cut off.")
    if reason in {"error", "network_error", "insufficient_system_resource"}:
        raise ModelUnavailable("The model broke off.")
    text = _arguments(message) or _content(message)
    if not text.strip() and (data.get("input_sensitive") or data.get("output_sensitive")):
        raise ModelRefused("The model would not write about this story.")  # MiniMax
    if not text.strip():
        raise AnswerUnreadable("The model's answer is empty.")
    return text


def _arguments(message: Mapping[str, Any]) -> str:
    calls = message.get("tool_calls")
    call = calls[0] if isinstance(calls, list) and calls else None
    function = call.get("function") if isinstance(call, dict) else None
    arguments = function.get("arguments") if isinstance(function, dict) else None
    if isinstance(arguments, dict):  # some servers give the object itself
        return json.dumps(arguments, ensure_ascii=False)
    return arguments if isinstance(arguments, str) else ""


def _content(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):  # content in parts
        parts = [one.get("text", "") for one in content if isinstance(one, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _raise_error_inside(data: Mapping[str, Any]) -> None:
    """OpenRouter and MiniMax report some failures with HTTP 200 and an error in the body."""
    base = data.get("base_resp")
    if isinstance(base, dict) and base.get("status_code") not in (0, None):
        raise kind(200, json.dumps(base))
    if data.get("error") and not data.get("choices"):
        inner = data["error"]
        code = inner.get("code") if isinstance(inner, dict) else None
        raise kind(code if isinstance(code, int) else 500, json.dumps(data["error"]))
