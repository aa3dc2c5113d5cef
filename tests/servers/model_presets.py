"""Each preset's provider as its documents show it: what it takes, and the shape of what it says.

Written by hand from the documents named in `digests/summarisers/providers.py` (November 2026);
nothing here was recorded from a paid call. A request that a provider would refuse, or quietly read
as another, is refused here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.servers.model import Answer, Asked, Behaviour

Body = Mapping[str, Any]
_THOUGHTS = 'The reader wants {"headline": "…"}. First the articles.'


def preset(name: str, behave: Callable[[Asked], Answer]) -> Behaviour:
    """Answers as this provider does, or refuses what it would not take."""

    def answer(asked: Asked) -> Response:
        wrong = RULES[name](asked.body)
        if wrong:
            return JSONResponse({"error": {"message": wrong, "type": "x"}}, status_code=400)
        text = json.dumps(behave(asked), ensure_ascii=False)
        return JSONResponse(STYLES[name](asked.body, text))

    return answer


# What each takes.


def _keys(body: Body, *more: str) -> str | None:
    """Whether there is anything but these: some refuse what they do not know."""
    strange = set(body) - {"model", "messages", *more}
    return f"unknown parameters {sorted(strange)}" if strange else None


def _strict(body: Body) -> str | None:
    """A strict schema: every property required, nothing additional, all the way down."""
    form = body.get("response_format") or {}
    if form.get("type") != "json_schema" or not form["json_schema"]["strict"]:
        return "no strict schema"
    todo = [form["json_schema"]["schema"]]
    while todo:
        schema = todo.pop()
        if schema.get("type") == "object":
            if schema.get("additionalProperties") is not False:
                return "additionalProperties must be false"
            if set(schema["required"]) != set(schema["properties"]):
                return "every property must be required"
            todo += schema["properties"].values()
        if "items" in schema:
            todo.append(schema["items"])
    return None


def _json_object(body: Body) -> str | None:
    """JSON mode: the prompt has to say JSON."""
    if body.get("response_format") != {"type": "json_object"}:
        return "no json_object"
    said = " ".join(one["content"] for one in body["messages"]).lower()
    return None if "json" in said else "the messages must contain the word json"


def _tokens(body: Body, name: str, most: int = 8_192) -> str | None:
    return None if 1 <= body.get(name, 0) <= most else f"{name} must be from 1 to {most}"


def _not_thinking(body: Body) -> str | None:
    return None if body.get("thinking") == {"type": "disabled"} else "it would think"


def _first(*found: str | None) -> str | None:
    return next((one for one in found if one), None)


def _openai(body: Body) -> str | None:
    takes = ("max_completion_tokens", "response_format", "reasoning_effort", "store")
    return _first(_keys(body, *takes), _strict(body), _tokens(body, "max_completion_tokens"))


def _anthropic(body: Body) -> str | None:
    """response_format is ignored, so the form has to come as a forced function."""
    named = body.get("tool_choice", {}).get("function", {}).get("name")
    known = [one["function"]["name"] for one in body.get("tools", [])]
    return _first(
        _keys(body, "max_tokens", "temperature", "tools", "tool_choice"),
        None if named in known else "tool_choice names no tool",
        None if 0 <= body.get("temperature", 1) <= 1 else "temperature is from 0 to 1",
        _tokens(body, "max_tokens"),
    )


def _qwen(body: Body) -> str | None:
    return _first(
        _json_object(body),
        None if body.get("enable_thinking") is False else "json mode is not for thinking",
        None if 0 <= body.get("temperature", 1) < 2 else "temperature is from 0 to below 2",
        _tokens(body, "max_tokens"),
    )


def _glm(body: Body) -> str | None:
    return _first(
        _json_object(body),
        _not_thinking(body),
        None if 0 <= body.get("temperature", 1) <= 1 else "temperature is from 0 to 1",
        _tokens(body, "max_tokens"),
    )


def _hunyuan(body: Body) -> str | None:
    return _first(
        _keys(body, "max_tokens", "temperature"),
        None if 0 <= body.get("temperature", 1) <= 2 else "temperature is from 0 to 2",
    )


def _deepseek(body: Body) -> str | None:
    return _first(_json_object(body), _not_thinking(body), _tokens(body, "max_tokens"))


def _moonshot(body: Body) -> str | None:
    fixed = "temperature" in body or "top_p" in body
    return _first(
        _strict(body),
        _not_thinking(body),
        "temperature is fixed" if fixed else None,
        _tokens(body, "max_completion_tokens"),
    )


def _minimax(body: Body) -> str | None:
    takes = ("max_completion_tokens", "temperature", "thinking", "reasoning_split")
    return _first(
        _keys(body, *takes),
        _not_thinking(body),
        None if 0 < body.get("temperature", 1) <= 1 else "temperature is above 0, at most 1",
        _tokens(body, "max_completion_tokens", 2_048),
    )


def _mistral(body: Body) -> str | None:
    takes = ("max_tokens", "temperature", "response_format", "top_p", "random_seed")
    return _first(_keys(body, *takes), _strict(body), _tokens(body, "max_tokens"))


def _gemini(body: Body) -> str | None:
    effort = body.get("reasoning_effort") in {"high", "low", "medium", "none"}
    takes = ("max_tokens", "response_format", "reasoning_effort")
    return _first(
        _keys(body, *takes), _strict(body), None if effort else "reasoning_effort is wrong"
    )


def _openrouter(body: Body) -> str | None:
    routes = body.get("provider", {})
    return _first(
        _keys(body, "max_tokens", "response_format", "provider"),
        _strict(body),
        None if routes.get("require_parameters") else "a route may ignore the schema",
        None if routes.get("data_collection") == "deny" else "a route may keep the prompt",
    )


def _ollama(body: Body) -> str | None:
    takes = ("max_tokens", "temperature", "response_format", "reasoning_effort")
    return _first(_keys(body, *takes), _strict(body))


def _served(body: Body) -> str | None:
    """vLLM and llama.cpp: the chat template decides on thinking."""
    switches = body.get("chat_template_kwargs", {})
    return _first(_strict(body), None if switches.get("enable_thinking") is False else "it thinks")


RULES: Mapping[str, Callable[[Body], str | None]] = {
    "openai": _openai, "anthropic": _anthropic, "qwen": _qwen, "qwen-cn": _qwen, "zai": _glm,
    "zhipu": _glm, "hunyuan": _hunyuan, "deepseek": _deepseek, "moonshot": _moonshot,
    "minimax": _minimax, "mistral": _mistral, "gemini": _gemini, "openrouter": _openrouter,
    "ollama": _ollama, "vllm": _served, "llamacpp": _served,
}  # fmt: skip


# What each says.


def _made(
    body: Body,
    message: Mapping[str, Any],
    *,
    finish: str = "stop",
    usage: Mapping[str, Any] | None = None,
    choice: Mapping[str, Any] | None = None,
    **more: Any,
) -> Answer:
    """A chat completion with what is a provider's own in it."""
    return {
        "id": "chatcmpl-8f1c",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": body["model"],
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", **message},
                "finish_reason": finish,
                **(choice or {}),
            }
        ],
        "usage": {
            "prompt_tokens": 900,
            "completion_tokens": 210,
            "total_tokens": 1_110,
            **(usage or {}),
        },
        **more,
    }


def _called(body: Body, text: str) -> Answer:
    """Anthropic's layer: a word before the call, the arguments as text, no details of usage."""
    name = body["tool_choice"]["function"]["name"]
    call = {"id": "toolu_01", "type": "function", "function": {"name": name, "arguments": text}}
    said = {"content": "I'll hand in the story.", "tool_calls": [call], "refusal": None}
    return _made(body, said, finish="tool_calls", system_fingerprint="", service_tier=None)


def _minimaxed(body: Body, text: str) -> Answer:
    """Thoughts set apart, leading blanks, a second status inside."""
    details = [{"type": "reasoning.text", "id": "r1", "format": "MiniMax", "text": _THOUGHTS}]
    message = {
        "content": f"\n\n{text}\n",
        "name": "MiniMax AI",
        "audio_content": "",
        "reasoning_content": _THOUGHTS,
        "reasoning_details": details,
    }
    return _made(
        body,
        message,
        usage={"total_characters": 0, "prompt_tokens_details": {"cached_tokens": 120}},
        input_sensitive=False,
        output_sensitive=False,
        input_sensitive_type=0,
        output_sensitive_type=0,
        base_resp={"status_code": 0, "status_msg": ""},
    )


def _parts(body: Body, text: str) -> Answer:
    """Mistral: a thinking part before the text where a model thinks."""
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": _THOUGHTS}]}
    content = [thinking, {"type": "text", "text": text}]
    return _made(body, {"content": content, "tool_calls": None})


def _routed(body: Body, text: str) -> Answer:
    details = [{"type": "reasoning.text", "text": _THOUGHTS, "index": 0}]
    message = {"content": text, "refusal": None, "reasoning": _THOUGHTS}
    return _made(
        body,
        message | {"reasoning_details": details},
        usage={"cost": 0.0002, "prompt_tokens_details": {"cached_tokens": 0}},
        choice={"native_finish_reason": "completed", "logprobs": None},
        provider="OpenAI",
    )


def _vllm(body: Body, text: str) -> Answer:
    """No reasoning parser: the thoughts stand in the content; everything unset is null."""
    empty: dict[str, Any] = {"refusal": None, "function_call": None, "tool_calls": []}
    message = empty | {"content": f"<think>\n{_THOUGHTS}\n</think>\n\n{text}", "reasoning": None}
    return _made(
        body,
        message,
        usage={"prompt_tokens_details": None},
        choice={"logprobs": None, "stop_reason": None, "token_ids": None},
        prompt_logprobs=None,
        kv_transfer_params=None,
    )


_CACHED = {"prompt_tokens_details": {"cached_tokens": 128}}
STYLES: Mapping[str, Callable[[Body, str], Answer]] = {
    "openai": lambda body, text: _made(
        body,
        {"content": text, "refusal": None, "annotations": []},
        usage=_CACHED | {"completion_tokens_details": {"reasoning_tokens": 64}},
        choice={"logprobs": None},
        service_tier="default",
        system_fingerprint="fp_1",
    ),
    "anthropic": _called,
    "qwen": lambda body, text: _made(
        body, {"content": text, "reasoning_content": ""}, usage=_CACHED, system_fingerprint=None
    ),
    "qwen-cn": lambda body, text: _made(
        body, {"content": text, "reasoning_content": None}, usage=_CACHED
    ),
    "zai": lambda body, text: _made(
        body, {"content": text, "reasoning_content": _THOUGHTS}, usage=_CACHED, request_id="r"
    ),
    "zhipu": lambda body, text: _made(
        body, {"content": f"\n{text}"}, usage=_CACHED, request_id="r", web_search=[]
    ),
    "hunyuan": lambda body, text: _made(
        body,
        {"content": f"```json\n{text}\n```"},
        note="以上内容为AI生成，不代表开发者立场，请勿删除或修改本标记",
    ),
    "deepseek": lambda body, text: _made(
        body,
        {"content": text, "reasoning_content": None},
        usage={"prompt_cache_hit_tokens": 128, "prompt_cache_miss_tokens": 772},
        choice={"logprobs": None},
    ),
    "moonshot": lambda body, text: _made(body, {"content": text}, usage={"cached_tokens": 128}),
    "minimax": _minimaxed,
    "mistral": _parts,
    "gemini": lambda body, text: _made(body, {"content": text, "extra_content": {"google": {}}}),
    "openrouter": _routed,
    "ollama": lambda body, text: _made(
        body, {"content": text, "reasoning": _THOUGHTS}, system_fingerprint="fp_ollama"
    ),
    "vllm": _vllm,
    # The template had opened the thoughts, so only their end is in the content.
    "llamacpp": lambda body, text: _made(
        body, {"content": f"{_THOUGHTS}</think>{text}"}, timings={"prompt_n": 900, "cache_n": 0}
    ),
}
