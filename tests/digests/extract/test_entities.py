"""The gazetteer: names in both scripts at their right places, and nothing else."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.config import load_entities
from digests.extract.entities import Gazetteer, fold
from digests.model import Entity
from tests.shared import ROOT

KNOWN = (
    Entity(id="openai", name="OpenAI", kind="organisation", aliases=("Open AI",)),
    Entity(
        id="meta",
        name="Meta",
        kind="organisation",
        aliases=("Meta Platforms",),
        exact=True,
        decoys=("Meta Quest",),
    ),
    Entity(id="claude", name="Claude", kind="product", exact=True, decoys=("Claude Shannon",)),
    Entity(id="qwen", name="Qwen", kind="product", aliases=("通义千问",)),
    Entity(id="h20", name="H20", kind="product"),
    Entity(id="gpt-4", name="GPT-4", kind="product"),
    Entity(id="alibaba", name="Alibaba", kind="organisation", aliases=("阿里巴巴", "阿里")),
    Entity(id="alibaba-cloud", name="Alibaba Cloud", kind="organisation", aliases=("阿里云",)),
    Entity(id="tang-jie", name="Tang Jie", kind="person", aliases=("唐杰",), decoys=("唐杰忠",)),
    Entity(id="zai", name="Zhipu AI", kind="organisation", aliases=("Z.ai", "智谱")),
)
GAZETTEER = Gazetteer(KNOWN)
NAMES = {fold(name) for entity in KNOWN for name in (entity.name, *entity.aliases)}


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[span.start : span.end], entity.id) for span, entity in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OpenAI said", [("OpenAI", "openai")]),
        ("OPENAI and openai", [("OPENAI", "openai"), ("openai", "openai")]),
        ("OpenAI's plan, OpenAI’s plan", [("OpenAI", "openai"), ("OpenAI", "openai")]),
        ("ＯｐｅｎＡＩ表示", [("ＯｐｅｎＡＩ", "openai")]),
        ("Open\nAI", [("Open\nAI", "openai")]),
        ("OpenAI发布新模型", [("OpenAI", "openai")]),
        ("ex-OpenAI, OpenAI-backed", [("OpenAI", "openai"), ("OpenAI", "openai")]),
        ("SuperOpenAI OpenAIx openai.com _OpenAI", []),
        ("by OpenAI. It", [("OpenAI", "openai")]),
    ],
)
def test_a_latin_name_is_found_as_a_word(text: str, expected: list[tuple[str, str]]) -> None:
    """In any case and width, before possessives and Chinese, never inside a word or domain."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meta's metadata on META", [("Meta", "meta")]),
        ("Meta-analysis by Meta-owned labs", [("Meta", "meta")]),
        ("ex-Meta staff", [("Meta", "meta")]),
        ("Jean-Claude Trichet and Claude Shannon", []),
        ("Claude-3 and Claude", [("Claude", "claude"), ("Claude", "claude")]),
        ("the Meta Quest headset", []),
        ("Meta Platforms", [("Meta Platforms", "meta")]),
    ],
)
def test_a_name_that_is_a_word_too_is_found_only_as_a_name(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Exact case, no compounds that mean the word, and no decoys."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20,000 H20s", [("H20", "h20")]),
        ("H200 and H20x", []),
        ("Qwen3 and Qwen2.5-Max", [("Qwen", "qwen"), ("Qwen", "qwen")]),
        ("Qwens", []),
        ("GPT-4o, GPT-4.5 and GPT-4.", [("GPT-4", "gpt-4")]),
        ("GPT‑4 with a non-breaking hyphen", [("GPT‑4", "gpt-4")]),
    ],
)
def test_versions_and_plurals_of_products(text: str, expected: list[tuple[str, str]]) -> None:
    """A family runs into its version, a chip has a plural, another version is another thing."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿里巴巴的通义千问团队", [("阿里巴巴", "alibaba"), ("通义千问", "qwen")]),
        ("阿里云和阿里", [("阿里云", "alibaba-cloud"), ("阿里", "alibaba")]),
        ("清华大学教授唐杰说", [("唐杰", "tang-jie")]),
        ("相声演员唐杰忠", []),
        ("智谱（Z.ai）", [("智谱", "zai"), ("Z.ai", "zai")]),
        ("Alibaba Cloud, Alibaba", [("Alibaba Cloud", "alibaba-cloud"), ("Alibaba", "alibaba")]),
    ],
)
def test_chinese_names_need_no_boundary_and_the_longest_wins(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Names in Chinese characters are found anywhere, and a longer name takes its place."""
    assert found(text) == expected


def test_names_are_looked_up_in_any_case() -> None:
    """`by_name` knows names and aliases of both scripts, `by_id` the keys."""
    assert GAZETTEER.by_name(" open ai ") is KNOWN[0]
    assert GAZETTEER.by_name("META") is KNOWN[1]
    assert GAZETTEER.by_name("唐杰") is GAZETTEER.by_id("tang-jie")
    assert GAZETTEER.by_name("Nobody") is None
    assert GAZETTEER.by_id("nobody") is None


def test_it_goes_to_a_worker_and_may_be_empty() -> None:
    """A copy from a pickle finds the same; a gazetteer of nothing finds nothing."""
    copy = pickle.loads(pickle.dumps(GAZETTEER))
    assert copy.find("OpenAI和阿里云") == GAZETTEER.find("OpenAI和阿里云")
    assert Gazetteer(()).find("OpenAI") == ()


PIECES = st.sampled_from(
    [*(e.name for e in KNOWN), *(a for e in KNOWN for a in e.aliases + e.decoys), "'s", "’s", "s"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4), st.sampled_from(" -.\nİß３"))).map("".join)


@given(TEXTS)
def test_every_span_is_a_name_and_none_overlap(text: str) -> None:
    """`text[start:end]` is a name of its entity, spans stand in order and apart."""
    end = 0
    for span, entity in GAZETTEER.find(text):
        assert end <= span.start < span.end <= len(text)
        assert fold(text[span.start : span.end]) in NAMES
        assert GAZETTEER.by_name(text[span.start : span.end]) is entity
        end = span.end


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """Offsets into the folded text are offsets into the text."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Alibaba's Justin Lin said Qwen would be open.", ["alibaba", "justin-lin", "qwen"]),
        ("阿里巴巴通义千问负责人林俊旸表示", ["alibaba", "qwen", "justin-lin"]),
        ("智谱创始人、清华大学教授唐杰", ["zhipu", "tsinghua", "tang-jie"]),
        (
            "Tencent's Yao Shunyu on Hunyuan and 腾讯元宝",
            ["tencent", "yao-shunyu", "hunyuan", "yuanbao"],
        ),
        ("月之暗面创始人杨植麟谈Kimi", ["moonshot", "yang-zhilin", "kimi"]),
        ("中芯国际为华为昇腾代工", ["smic", "huawei", "ascend"]),
        ("BIS told Nvidia to stop selling H20s", ["bis", "nvidia", "h20"]),
        ("the claude of metadata, an apple on intel's moonshot and a cursor", []),
    ],
)
def test_the_shipped_entities_name_the_field(text: str, ids: list[str]) -> None:
    """The people and labs a reader follows are known in both scripts, and words stay words."""
    shipped = Gazetteer(load_entities(ROOT / "config" / "entities.toml"))
    assert [entity.id for _, entity in shipped.find(text)] == ids
