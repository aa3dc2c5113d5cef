"""One call to a model over HTTP: the request each provider wants, and every way it can fail.

Errors end here as a SummariserError's kinds; nothing of the provider's text that could hold a key
or an article goes into a message.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx2
import openai

from digests.errors import AnswerUnreadable, ModelRefused, ModelUnavailable, SummariserError
from digests.fetch.retry import retry_after
from digests.store.calls import Usage
from digests.summarisers.prompting import SCHEMA
from digests.summarisers.providers import Provider

TOKENS_OUT = 3_000  # of one answer, thoughts included
LARGEST = 2_000_000  # bytes of one response body
FUNCTION = "write_story"
_BROKE = ("insufficient_quota", "insufficient balance", "exceeded_current_quota", "arrears",
          "arrearage", "balance is insufficient", "quota is insufficient", "billing", "recharge",
          "余额不足", "欠费", "credit balance", "more credits", "payment required")  # fmt: skip
_NO_MODEL = ("model_not_found", "unknown model", "invalid model", "does not exist", "not found",
             "模型不存在", "model not exist", "invalid_model", "no such model")  # fmt: skip
_TOO_LONG = ("context_length", "context length", "maximum context", "too long", "too many tokens")


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


@dataclass(frozen=True, slots=True)
class ModelClient:
    """Asks one model of one provider. An async context manager; `key` is never shown."""

    provider: Provider
    model: str
    url: str
    key: str | None = field(repr=False)
    _client: openai.AsyncOpenAI = field(repr=False)

    @classmethod
    def create(
        cls,
        provider: Provider,
        *,
        key: str | None,
        model: str | None = None,
        url: str | None = None,
    ) -> ModelClient:
        """A client of the provider, with another model or base URL where given."""
        base = url or provider.url
        http = httpx2.AsyncClient(
            transport=_Bounded(httpx2.AsyncHTTPTransport(retries=0)),
            follow_redirects=False,  # a redirect would carry the key elsewhere
            headers={"Accept-Encoding": "identity"},  # no body may unpack to more than is counted
        )
        client = openai.AsyncOpenAI(
            api_key=key or "none",
            base_url=base,
            max_retries=0,  # the ledger has to know of every try
            http_client=http,
        )
        # The environment's would name an OpenAI account to every provider.
        client.organization = client.project = None
        return cls(provider, model or provider.model, base, key, client)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes its connections."""
        await self._client.close()

    async def ask(
        self, messages: tuple[Mapping[str, str], ...], *, seconds: float, tokens: int = TOKENS_OUT
    ) -> Reply:
        """The model's answer within `seconds` altogether.

        Raises ModelUnavailable (try again), ModelRefused, AnswerUnreadable, or SpentError where
        the answer was paid for all the same.
        """
        body = request(self.provider, self.model, messages, tokens)
        try:
            async with asyncio.timeout(seconds):
                response = await self._client.post(
                    "/chat/completions", body=body, cast_to=httpx2.Response
                )
        except (TimeoutError, openai.APITimeoutError) as error:
            raise ModelUnavailable("The model did not answer in time.", doubtful=True) from error
        except openai.APIStatusError as error:
            raise _refusal(error.status_code, error.response) from error
        except _TooLarge as error:
            raise AnswerUnreadable("The model's answer is too long.") from error
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            if isinstance(error.__cause__, _TooLarge):
                raise AnswerUnreadable("The model's answer is too long.") from error
            never = isinstance(error.__cause__, httpx2.ConnectError)
            text = "The model's server can't be reached."
            raise ModelUnavailable(text, doubtful=not never) from error
        return reply(response.content)


def request(
    provider: Provider, model: str, messages: tuple[Mapping[str, str], ...], tokens: int
) -> dict[str, Any]:
    """The body of a chat completion as this provider wants it."""
    body: dict[str, Any] = {"model": model, "messages": list(messages), provider.limit: tokens}
    if provider.temperature is not None:
        body["temperature"] = provider.temperature
    match provider.structure:
        case "schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": FUNCTION, "strict": True, "schema": dict(SCHEMA)},
            }
        case "object":
            body["response_format"] = {"type": "json_object"}
        case "tools":
            function = {
                "name": FUNCTION,
                "description": "Hands in the story.",
                "parameters": dict(SCHEMA),
            }
            body["tools"] = [{"type": "function", "function": function}]
            body["tool_choice"] = {"type": "function", "function": {"name": FUNCTION}}
        case "prompt":
            pass
    return body | dict(provider.body)


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
        raise _kind(200, json.dumps(base), None)
    if data.get("error") and not data.get("choices"):
        inner = data["error"]
        code = inner.get("code") if isinstance(inner, dict) else None
        raise _kind(code if isinstance(code, int) else 500, json.dumps(data["error"]), None)


def _refusal(status: int, response: httpx2.Response) -> SummariserError:
    wait = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
    seconds = (wait - datetime.now(UTC)).total_seconds() if wait else None
    return _kind(status, response.text[:4_000], seconds)


def _kind(status: int, text: str, after: float | None) -> SummariserError:
    """What an error status and its text mean for us."""
    said = text.casefold()
    if status == 402 or any(one in said for one in _BROKE):
        return ModelRefused("The model account has no balance.", lasting=True)
    if status in {401, 403}:
        return ModelRefused("The model's provider does not take the key.", lasting=True)
    if status == 404 or (status in {400, 422} and any(one in said for one in _NO_MODEL)):
        return ModelRefused("The provider has no such model.", lasting=True)
    if status in {400, 413, 422} and any(one in said for one in _TOO_LONG):
        return ModelRefused("The story is too long for the model.")
    if status == 429 or (status == 200 and "rate limit" in said):
        return ModelUnavailable("The model's provider asks to wait.", after=after)
    if status in {408, 409, 425} or status >= 500 or status == 200:
        return ModelUnavailable(f"The model's server failed ({status}).", after=after)
    return ModelRefused(f"The model's provider refused the call ({status}).")


class _TooLarge(httpx2.HTTPError):
    """The response body passed its cap."""


class _Bounded(httpx2.AsyncBaseTransport):
    """Reads no response beyond LARGEST bytes."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        stream = response.stream
        if isinstance(stream, httpx2.AsyncByteStream):
            response.stream = _Counted(stream)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._inner:
            read += len(chunk)
            if read > LARGEST:
                raise _TooLarge("response body too large")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
