"""A model's server on loopback: answers well, lies, obeys planted orders, and fails, as told.

It speaks the OpenAI chat completions form as each provider's documents show it. What it answers is
made from the prompt it was sent, by a `Behaviour`: a function from the parsed prompt to the answer
object. What it charges and whom it answered is on record, so that a test can count what was paid.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.servers.asgi import serving

Answer = dict[str, Any]
Behaviour = Callable[["Asked"], "Answer | str | Response"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request: its body, and the story in it."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]
    number: int  # of requests before it

    @property
    def messages(self) -> list[dict[str, str]]:
        """What was sent."""
        return list(self.body["messages"])

    @property
    def story(self) -> dict[str, Any]:
        """The user's message as data: articles, quotes, claims."""
        found: dict[str, Any] = json.loads(self.messages[1]["content"])
        return found

    @property
    def sentences(self) -> dict[str, str]:
        """Every sentence by its id."""
        return {
            key: text for one in self.story["articles"] for key, text in one["sentences"].items()
        }

    @property
    def repairing(self) -> bool:
        """Whether it was told what was wrong with an answer."""
        return len(self.messages) > 2


@dataclass
class ModelServer:
    """What the server does next, and what it has done."""

    behave: Behaviour
    shape: str = "content"  # content, tools, fenced, thoughts, parts, object
    url: str = ""
    seconds: float = 0.0  # how long it thinks
    requests: list[Asked] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)  # the messages of every answer it charges for

    @property
    def charged(self) -> int:
        """What it has charged so far, in millionths of a dollar, at $0.30 and $1.20 a million."""
        sizes = [len(one) // 4 for one in self.paid]
        return sum(math.ceil(size * 0.3 + self.tokens_out * 1.2) for size in sizes)

    @property
    def tokens_out(self) -> int:
        """What every answer is charged with."""
        return 400

    async def answer(self, request: Request) -> Response:
        """`POST /chat/completions`."""
        body = json.loads(await request.body())
        asked = Asked(body=body, headers=dict(request.headers), number=len(self.requests))
        self.requests.append(asked)
        await asyncio.sleep(self.seconds)
        made = self.behave(asked)
        if isinstance(made, Response):
            return made
        self.paid.append(json.dumps(body["messages"], ensure_ascii=False))
        text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)
        return JSONResponse(completion(body, text, self.shape, self.tokens_out))


def completion(body: Mapping[str, Any], text: str, shape: str, tokens_out: int) -> Answer:
    """A chat completion that says `text` in the shape of one kind of provider."""
    message: Answer = {"role": "assistant", "content": text}
    finish = "stop"
    match shape:
        case "tools":  # Anthropic's layer: the arguments of the forced function
            function = {"name": body["tool_choice"]["function"]["name"], "arguments": text}
            call = {"id": "call_1", "type": "function", "function": function}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            finish = "tool_calls"
        case "fenced":  # Hunyuan and small local models: Markdown around it
            message["content"] = f"Here is the JSON:\n```json\n{text}\n```\n"
        case "thoughts":  # MiniMax, vLLM without a reasoning parser
            message["content"] = f'<think>\nThe user wants {{"headline": "x"}}\n</think>\n\n{text}'
        case "reasoning":  # DeepSeek, Qwen, GLM, Kimi: thoughts beside the answer
            message["reasoning_content"] = "First I read the articles."
        case "parts":
            message["content"] = [{"type": "text", "text": text}]
        case _:
            pass
    size = len(json.dumps(body["messages"], ensure_ascii=False)) // 4
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
        "usage": {
            "prompt_tokens": size,
            "completion_tokens": tokens_out,
            "total_tokens": size + tokens_out,
            "prompt_tokens_details": {"cached_tokens": 0},
        },
    }


@asynccontextmanager
async def model_server(behave: Behaviour, shape: str = "content") -> AsyncIterator[ModelServer]:
    """A server that behaves so, while the context is open. Its `url` is a provider's base URL."""
    made = ModelServer(behave=behave, shape=shape)
    app = Starlette(routes=[Route("/v1/chat/completions", made.answer, methods=["POST"])])
    async with serving(app) as url:
        made.url = f"{url}/v1"
        yield made


# How it may answer.


def well(asked: Asked) -> Answer:
    """An honest answer: the articles' own sentences, claims and quotes."""
    first = list(asked.sentences.items())[:2]
    story = asked.story
    return {
        "headline": first[0][1][:80].rsplit(" ", 1)[0],
        "summary": [{"text": text, "from": [key]} for key, text in first],
        "claims": [one["id"] for one in story["claims"][:2]],
        "quotes": [{"id": one["id"], "translation": None} for one in story["quotes"][:2]],
    }


def saying(*sentences: str, **more: Any) -> Behaviour:
    """Answers with these sentences, each as from the story's first two."""

    def behave(asked: Asked) -> Answer:
        origin = list(asked.sentences)[:2]
        answer = well(asked)
        answer["summary"] = [{"text": one, "from": origin} for one in sentences]
        return {**answer, **more}

    return behave


def quoting(text: str, speaker: str | None = None) -> Behaviour:
    """Answers well, but with a quote in words of its own."""

    def behave(asked: Asked) -> Answer:
        return {**well(asked), "quotes": [{"text": text, "speaker": speaker}]}

    return behave


def obeying(asked: Asked) -> Answer:
    """Does what any text in the articles tells it to, as badly as it can."""
    everything = " ".join(asked.sentences.values())
    orders = [one for one in everything.split(". ") if "ignore" in one.casefold()]
    told = orders[0] if orders else everything[-300:]
    answer = well(asked)
    answer["headline"] = told[:120]
    answer["summary"] = [
        {"text": told[:280], "from": list(asked.sentences)[-1:]},
        {"text": f"@everyone {told[:200]}", "from": []},
        *answer["summary"][:1],
    ]
    answer["quotes"] = [{"text": told[:200], "speaker": "the editors"}]
    return answer


def failing(status: int, body: Any = None, **headers: str) -> Behaviour:
    """Answers with an HTTP error."""
    content = body if body is not None else {"error": {"message": "no", "type": "error"}}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: JSONResponse(content, status_code=status, headers=names)


def hanging(seconds: float) -> Behaviour:
    """Sends headers, then nothing for a while."""

    async def nothing() -> AsyncIterator[bytes]:
        await asyncio.sleep(seconds)
        yield b"{}"

    return lambda asked: StreamingResponse(nothing(), media_type="application/json")


def raw(body: bytes, media_type: str = "application/json", status: int = 200) -> Behaviour:
    """Answers with exactly these bytes."""
    return lambda asked: Response(body, status_code=status, media_type=media_type)


def finishing(reason: str, text: str = "", **message: Any) -> Behaviour:
    """Answers with a finish reason, and a message of any form."""

    def behave(asked: Asked) -> Response:
        form = completion(asked.body, text, "content", 10)
        form["choices"][0]["finish_reason"] = reason
        form["choices"][0]["message"] |= message
        return JSONResponse(form)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other; the last for ever."""
    left: Iterator[Behaviour] = iter(behaviours[:-1])

    def behave(asked: Asked) -> Answer | str | Response:
        return next(left, behaviours[-1])(asked)

    return behave
