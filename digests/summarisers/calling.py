"""One call to a model over HTTP: the request each provider wants, and how long it may take."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx2
import openai

from digests.errors import AnswerUnreadable, ModelUnavailable, SummariserError
from digests.summarisers import refusals
from digests.summarisers.forms import STORY, Form
from digests.summarisers.providers import Provider
from digests.summarisers.responses import Reply, reply
from digests.summarisers.transport import TooLarge, http

TOKENS_OUT = 3_000  # of one answer, thoughts included
Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ModelClient:
    """Asks one model of one provider. An async context manager; `key` is never shown."""

    provider: Provider
    model: str
    url: str
    key: str | None = field(repr=False)
    http: openai.AsyncOpenAI = field(repr=False)

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
        client = openai.AsyncOpenAI(
            api_key=key or "none",
            base_url=base,
            max_retries=0,  # the ledger has to know of every try
            http_client=http(),
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
        await self.http.close()

    async def ask(
        self,
        messages: tuple[Message, ...],
        *,
        seconds: float,
        form: Form = STORY,
        tokens: int = TOKENS_OUT,
    ) -> Reply:
        """The model's answer within `seconds` altogether.

        Raises ModelUnavailable (try again), ModelRefused, AnswerUnreadable, or SpentError where
        the answer was paid for all the same.
        """
        body = request(self.provider, self.model, messages, form, tokens)
        try:
            async with asyncio.timeout(seconds):
                response = await self.http.post(
                    "/chat/completions", body=body, cast_to=httpx2.Response
                )
        except (TimeoutError, openai.APIError, httpx2.HTTPError) as error:
            raise failure(error) from error
        return reply(response.content)


def failure(error: Exception) -> SummariserError:
    """What an exception of the client's means for us."""
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return ModelUnavailable("The model did not answer in time.", doubtful=True)
    if isinstance(error, openai.APIStatusError):
        return refusals.of_response(error.response)
    if isinstance(error, TooLarge) or isinstance(error.__cause__, TooLarge):
        return AnswerUnreadable("The model's answer is too long.")
    never = isinstance(error.__cause__, httpx2.ConnectError)
    text = "The model's server can't be reached."
    return ModelUnavailable(text, doubtful=not never, unreached=never)


def request(
    provider: Provider, model: str, messages: tuple[Message, ...], form: Form, tokens: int
) -> dict[str, Any]:
    """The body of a chat completion as this provider wants it."""
    longest = min(tokens, provider.longest)
    body: dict[str, Any] = {"model": model, "messages": list(messages), provider.limit: longest}
    if provider.temperature is not None:
        body["temperature"] = provider.temperature
    schema = dict(form.schema)
    match provider.structure:
        case "schema":
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": form.name, "strict": True, "schema": schema},
            }
        case "object":
            body["response_format"] = {"type": "json_object"}
        case "tools":
            function = {"name": form.name, "description": form.description, "parameters": schema}
            body["tools"] = [{"type": "function", "function": function}]
            body["tool_choice"] = {"type": "function", "function": {"name": form.name}}
        case "prompt":
            pass
    return body | dict(provider.body)
