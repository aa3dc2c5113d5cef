"""What each preset's provider takes, as its documents show it.

Written by hand from the documents named in `digests/summarisers/providers.py` (November 2026). A
request that a provider would refuse, or quietly read as another, is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Body = Mapping[str, Any]


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
