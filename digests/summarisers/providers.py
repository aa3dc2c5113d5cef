"""The model providers that are known by name: one row each, every value of it overridable.

What stands in a row was read in the provider's own documents in November 2026; `docs` names the
page. All of them speak the OpenAI chat completions form; a row says where they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from digests.errors import NotFound

# How an answer in a given form is asked for. "schema": response_format json_schema. "object":
# response_format json_object, the schema in the prompt. "tools": one forced function whose
# arguments are the answer. "prompt": nothing but the prompt says it.
Structure = Literal["schema", "object", "tools", "prompt"]
Limit = Literal["max_tokens", "max_completion_tokens"]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NOT_THINKING = MappingProxyType({"thinking": {"type": "disabled"}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """How many calls are handed in at once for less, by OpenAI's own /files and /batches.

    `endpoint` is what each line of the file names, `share` what is paid of the price of a call
    made at once. Where a batch is asked for in another form (Anthropic, Mistral, OpenRouter), or
    its files can't be sent through this interface (Gemini), a provider has none here.
    """

    endpoint: str = "/v1/chat/completions"
    window: str = "24h"  # the shortest that all of them take
    share: float = 0.5
    docs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where a model is asked and how.

    `body` is added to every request (switches thinking off, mostly: a summary needs none, and
    thought tokens are paid for). `prices` is the provider's key in genai-prices, `rate` USD a
    million tokens in and out where that knows none. A `local` server needs no key and costs
    nothing.
    """

    name: str
    title: str
    url: str
    model: str
    keys: tuple[str, ...]  # environment variables, the first that is set
    structure: Structure
    limit: Limit = "max_tokens"
    temperature: float | None = 0.0  # None where the provider fixes it, or refuses 0
    longest: int = 3_000  # tokens of an answer that it lets one ask for; none of ours needs more
    body: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    prices: str | None = None
    rate: tuple[float, float] | None = None
    local: bool = False
    batch: Batch | None = None
    docs: str = ""


_ROWS = (
    Provider(
        name="openai",
        title="OpenAI",
        url="https://api.openai.com/v1",
        model="gpt-6-luna",
        keys=("OPENAI_API_KEY",),
        structure="schema",
        limit="max_completion_tokens",
        temperature=None,  # reasoning models take no other than 1
        body=MappingProxyType({"reasoning_effort": "low", "store": False}),
        prices="openai",
        batch=Batch(docs="https://developers.openai.com/api/docs/guides/batch"),
        docs="https://developers.openai.com/api/docs/guides/structured-outputs",
    ),
    Provider(
        name="anthropic",
        title="Anthropic",
        url="https://api.anthropic.com/v1",
        model="claude-haiku-5-5",
        keys=("ANTHROPIC_API_KEY",),
        structure="tools",  # response_format is ignored, and so is `strict`
        prices="anthropic",
        docs="https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk",
    ),
    Provider(
        name="qwen",
        title="Alibaba Qwen (international)",
        url="https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        model="qwen3.6-flash",
        keys=("DASHSCOPE_API_KEY",),
        structure="object",  # not while thinking, and the prompt must say JSON
        body=MappingProxyType({"enable_thinking": False}),
        rate=(0.1875, 1.125),
        batch=Batch(
            docs="https://www.alibabacloud.com/help/en/model-studio/batch-interfaces-compatible-with-openai"
        ),
        docs="https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope",
    ),
    Provider(
        name="qwen-cn",
        title="Alibaba Qwen (China)",
        url="https://dashscope.aliyuncs.com/compatible-mode/v1",
        model="qwen3.6-flash",
        keys=("DASHSCOPE_API_KEY",),
        structure="object",
        body=MappingProxyType({"enable_thinking": False}),
        rate=(0.1875, 1.125),
        batch=Batch(
            docs="https://www.alibabacloud.com/help/en/model-studio/batch-interfaces-compatible-with-openai"
        ),
        docs="https://help.aliyun.com/zh/model-studio/compatibility-of-openai-with-dashscope",
    ),
    Provider(
        name="zai",
        title="Z.ai GLM",
        url="https://api.z.ai/api/paas/v4",
        model="glm-5.3-flash",
        keys=("ZAI_API_KEY", "ZHIPUAI_API_KEY"),
        structure="object",
        body=_NOT_THINKING,
        prices="zai",
        docs="https://docs.z.ai/guides/capabilities/struct-output",
    ),
    Provider(
        name="zhipu",
        title="Zhipu GLM (China)",
        url="https://open.bigmodel.cn/api/paas/v4",
        model="glm-5.3-flash",
        keys=("ZHIPUAI_API_KEY", "ZAI_API_KEY"),
        structure="object",
        body=_NOT_THINKING,
        prices="zhipuai",
        batch=Batch(
            endpoint="/v4/chat/completions",
            docs="https://docs.bigmodel.cn/cn/guide/tools/batch",
        ),
        docs="https://docs.bigmodel.cn/cn/guide/capabilities/struct-output",
    ),
    Provider(
        name="hunyuan",
        title="Tencent Hunyuan",
        url="https://api.hunyuan.cloud.tencent.com/v1",
        model="hunyuan-turbos-latest",
        keys=("HUNYUAN_API_KEY",),
        structure="prompt",
        rate=(0.12, 0.30),
        docs="https://cloud.tencent.com/document/product/1729/111007",
    ),
    Provider(
        name="deepseek",
        title="DeepSeek",
        url="https://api.deepseek.com",
        model="deepseek-v4-flash",
        keys=("DEEPSEEK_API_KEY",),
        structure="object",  # text that is no JSON comes back as blanks
        body=_NOT_THINKING,
        prices="deepseek",
        docs="https://api-docs.deepseek.com/guides/json_mode",
    ),
    Provider(
        name="moonshot",
        title="Moonshot Kimi",
        url="https://api.moonshot.ai/v1",
        model="kimi-k2.6",
        keys=("MOONSHOT_API_KEY",),
        structure="schema",
        limit="max_completion_tokens",
        temperature=None,  # fixed by the platform
        body=_NOT_THINKING,
        prices="moonshotai",
        batch=Batch(share=0.6, docs="https://platform.kimi.ai/docs/guide/use-batch-api"),
        docs="https://platform.kimi.ai/docs/guide/response_format",
    ),
    Provider(
        name="minimax",
        title="MiniMax",
        url="https://api.minimax.io/v1",
        model="MiniMax-M3",
        keys=("MINIMAX_API_KEY",),
        structure="prompt",  # no response_format, no tool_choice; errors may come with HTTP 200
        limit="max_completion_tokens",
        temperature=None,  # (0, 1]
        longest=2_048,
        body=MappingProxyType({"thinking": {"type": "disabled"}, "reasoning_split": True}),
        prices="minimax",
        docs="https://platform.minimax.io/docs/api-reference/text-openai-api",
    ),
    Provider(
        name="mistral",
        title="Mistral",
        url="https://api.mistral.ai/v1",
        model="mistral-small-latest",
        keys=("MISTRAL_API_KEY",),
        structure="schema",  # fields it does not know are refused
        prices="mistral",
        docs="https://docs.mistral.ai/capabilities/structured_output/custom",
    ),
    Provider(
        name="gemini",
        title="Google Gemini",
        url="https://generativelanguage.googleapis.com/v1beta/openai",
        model="gemini-3.8-flash",
        keys=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        structure="schema",
        temperature=None,  # below 1 its documents warn of endless repetition
        body=MappingProxyType({"reasoning_effort": "low"}),
        prices="google",
        docs="https://ai.google.dev/gemini-api/docs/openai",
    ),
    Provider(
        name="openrouter",
        title="OpenRouter",
        url="https://openrouter.ai/api/v1",
        model="~openai/gpt-luna-latest",
        keys=("OPENROUTER_API_KEY",),
        structure="schema",
        temperature=None,
        # Only routes that honour the schema, and none that keep what they are sent.
        body=MappingProxyType(
            {"provider": {"require_parameters": True, "data_collection": "deny"}}
        ),
        prices="openrouter",
        docs="https://openrouter.ai/docs/guides/features/structured-outputs",
    ),
    Provider(
        name="ollama",
        title="Ollama",
        url="http://127.0.0.1:11434/v1",
        model="qwen3:8b",
        keys=("OLLAMA_API_KEY",),
        structure="schema",
        body=MappingProxyType({"reasoning_effort": "none"}),
        local=True,
        docs="https://docs.ollama.com/openai",
    ),
    Provider(
        name="vllm",
        title="vLLM",
        url="http://127.0.0.1:8000/v1",
        model="default",
        keys=("VLLM_API_KEY",),
        structure="schema",
        body=MappingProxyType({"chat_template_kwargs": {"enable_thinking": False}}),
        local=True,
        docs="https://docs.vllm.ai/en/latest/features/structured_outputs.html",
    ),
    Provider(
        name="llamacpp",
        title="llama.cpp",
        url="http://127.0.0.1:8080/v1",
        model="default",
        keys=("LLAMA_API_KEY",),
        structure="schema",
        body=MappingProxyType({"chat_template_kwargs": {"enable_thinking": False}}),
        local=True,
        docs="https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md",
    ),
)
PROVIDERS: Mapping[str, Provider] = MappingProxyType({one.name: one for one in _ROWS})


def provider(name: str) -> Provider:
    """The provider of that name. Raises NotFound with the names there are."""
    found = PROVIDERS.get(name.strip().lower())
    if found is None:
        raise NotFound(f"there is no model provider {name!r}; there are: {', '.join(PROVIDERS)}.")
    return found
