"""A whole extraction: right on the shared articles, and unbreakable on any text."""

from __future__ import annotations

import json
import random
import time
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.documents import document
from digests.extract.article import extract
from digests.extract.batch import extract_line
from digests.extract.entities import Gazetteer
from digests.extract.language import language_of
from digests.extract.wire import extraction_json
from digests.model import Article, Entity, Extraction
from tests.benchmarks.bench_extraction import CHINESE, ENGLISH
from tests.shared import shared

GAZETTEER = Gazetteer((Entity(id="corbel", name="Corbel Labs", kind="organisation", aliases=("Corbel",)),))  # fmt: skip


def check(article: Article, found: Extraction) -> None:
    """Every span of an extraction holds its text."""
    text = article.text
    pieces = [
        *(quote.evidence for quote in found.quotes),
        *(quote.mention for quote in found.quotes if quote.mention),
        *(claim.evidence for claim in found.claims),
        *(figure for claim in found.claims for figure in claim.figures),
    ]
    assert all(text[piece.start : piece.end] == piece.text and piece.text for piece in pieces)
    json.dumps(extraction_json(article, found))


MARKS = st.sampled_from(
    ['"', "“", "”", "‘", "’", "'", "「", "」", "«", "»", "\n", "\n\n", " said ", " she said. ", "Ada Lund", "表示：",
     "陆一舟说，", "$9 billion", "up from 20%", "三成", "。", "? ", ", ", "**", "Q: ", "答：", "《", "Lin ", "according to "]
)  # fmt: skip


@given(
    st.lists(MARKS | st.text(max_size=8), max_size=40).map("".join), st.sampled_from(["en", "zh"])
)
def test_any_text_is_read_without_an_exception(text: str, language: str) -> None:
    """Whatever the text, spans hold their text and the JSON form can be made."""
    article = document(text, language=language)
    check(article, extract(article, GAZETTEER))


@settings(max_examples=30)
@given(st.randoms(use_true_random=False), st.sampled_from([ENGLISH, CHINESE]))
def test_mutated_articles_are_read_without_an_exception(
    rng: random.Random, paragraphs: tuple[str, ...]
) -> None:
    """Articles with marks lost, doubled and swapped, and lines broken anywhere."""
    text = list("\n\n".join(paragraphs))
    for _ in range(rng.randint(1, 40)):
        at = rng.randrange(len(text))
        text[at] = rng.choice(["", '"', "”", "“", "'", "\n", "。", ".", "「", text[at] * 2])
    article = document("".join(text), language="zh" if paragraphs is CHINESE else "en")
    check(article, extract(article))


def test_unclosed_marks_take_linear_time() -> None:
    """Tens of thousands of marks that nothing closes are read in seconds."""
    article = document("“Prices rose 5% " * 10_000)
    check(article, extract(article))


def test_time_grows_with_the_length() -> None:
    """Eight times the text, with the same people named over and over, takes about eight times as long.

    A quadratic step would take sixty-four times as long.
    """
    small, large = ("\n\n".join(ENGLISH * times) for times in (20, 160))
    assert _seconds(large) < 24 * _seconds(small)


def _seconds(text: str) -> float:
    before = time.process_time()
    extract(document(text))
    return time.process_time() - before


def test_a_gazetteer_adds_known_names() -> None:
    """A known entity is found by its alias, and claims are about it."""
    found = extract(document("Corbel raised $2 billion on Monday."), GAZETTEER)
    assert "Corbel Labs" in {entity.name for entity in found.entities}
    assert "Corbel Labs" in found.claims[0].about


def test_the_json_form_has_the_contracts_keys() -> None:
    """The keys of the contract, values in base units, unknown fields null."""
    article = document(
        '"We raised $9 billion," said Ada Lund, chief executive of Corbel Labs.', id="a1"
    )
    form = extraction_json(article, extract(article))
    assert (form["id"], form["url"], form["published"], form["language"]) == (
        "a1",
        None,
        None,
        "en",
    )
    assert form["text"] == article.text
    assert set(form["quotes"][0]) >= {
        "text", "start", "end", "directness", "speaker", "speaker_mention", "role", "organisation", "cue", "verdict",
    }  # fmt: skip
    claim = form["claims"][0]
    assert set(claim) >= {"text", "evidence", "speaker", "organisation", "kind", "figures", "about"}
    figure = claim["figures"][0]
    assert (figure["value"], figure["unit"], figure["bound"]) == (9_000_000_000, "USD", "exact")
    assert set(form["entities"][0]) >= {"name", "kind", "aliases"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lab raised $2 billion.", "en"),
        ("衡川智能完成12亿元融资。", "zh"),
        ("智谱AI首席科学家表示，GPT-5 和 Claude Opus 的差距在缩小。", "zh"),
        ("Tang Jie (唐杰) founded Zhipu AI (智谱) in Beijing.", "en"),
        ("", "en"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    """Chinese where Chinese carries the text, whatever names it quotes in the other script."""
    assert language_of(text) == language


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 7}', '{"id": "x", "text": 3}', "null"])
def test_a_bad_line_costs_only_itself(line: str) -> None:
    """Its result says why, and keeps its id where it has one."""
    result = json.loads(extract_line(3, line))
    assert result["error"].startswith("line 3: ")
    assert "quotes" not in result


def test_a_lone_surrogate_survives_as_an_escape() -> None:
    """A text that UTF-8 can't hold still gives a line that can be written."""
    result = extract_line(1, '{"id": "s", "text": "Prices rose 5% \\ud800."}')
    assert json.loads(result.encode())["claims"]


def test_the_customers_article() -> None:
    """Every claim of the customer's example: found, of its kind, with its speaker and figures."""
    text = shared("articles/china-ai-leaders.txt").read_text("utf-8")
    gold = json.loads(shared("articles/china-ai-leaders.expected.json").read_text("utf-8"))
    found = extract(document(text)).claims
    for expected in gold["claims"]:
        at, words = expected["evidence"]["at"], expected["evidence"]["contains"]
        holding = [
            (one.kind, one.speaker, [(f.value, f.unit, f.bound) for f in one.figures])
            for one in found
            if one.evidence.start <= at < one.evidence.end and words in one.text
        ]
        figures = [(f["value"], f["unit"], f["bound"]) for f in expected.get("figures", [])]
        assert holding == [(expected["kind"], expected["speaker"], figures)]


def test_key_claims_of_the_development_set_are_among_the_first_eight() -> None:
    """At least 85 in 100, in each language."""
    lines = shared("ainews/dev.jsonl").read_text("utf-8").splitlines()
    seen: dict[str, list[bool]] = {}
    for row in map(json.loads, lines):
        article = document(row["text"], title=row["title"], language=row["lang"])
        first = list(islice(extract(article).claims, 8))
        for gold in filter(lambda one: one["key"], row["claims"]):
            need = (gold["end"] - gold["start"]) / 2
            hit = any(
                min(one.evidence.end, gold["end"]) - max(one.evidence.start, gold["start"]) >= need
                for one in first
            )
            seen.setdefault(row["lang"], []).append(hit)
    assert all(sum(hits) >= 0.85 * len(hits) for hits in seen.values())
