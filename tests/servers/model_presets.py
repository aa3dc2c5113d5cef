"""The shape of what each preset's provider says, as its documents show it.

Written by hand from the documents named in `digests/summarisers/providers.py` (November 2026);
nothing here was recorded from a paid call.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from tests.servers.model import Answer, Asked, Behaviour
from tests.servers.model_requests import RULES, Body

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
