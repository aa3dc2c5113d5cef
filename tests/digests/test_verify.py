"""Nothing passes the trust gate that its sources do not bear out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.evidence import holds
from digests.model import Draft, DraftQuote, DraftSentence, Quote, Sentence
from digests.summarisers.extractive import draft
from digests.verify import Dropped, verify, verify_claim, verify_quote, verify_sentence
from tests.views import article, heron, view

VIEW = heron()
TRUE = "We will not sell this to anyone who prices people,"


def quote(text: str, speaker: str | None = None) -> Quote | Dropped:
    """What the gate makes of a quote."""
    return verify_quote(DraftQuote(text=text, speaker=speaker), VIEW)


def sentence(text: str) -> Sentence | Dropped:
    """What the gate makes of a summary sentence."""
    return verify_sentence(DraftSentence(text=text), VIEW)


def test_a_true_quote_is_cut_from_the_article_with_its_speaker() -> None:
    """The words and the speaker are the article's own."""
    found = quote(TRUE, "Duarte")
    assert isinstance(found, Quote)
    assert (found.evidence.text, found.speaker) == (TRUE, "Amina Duarte")
    assert holds(found.evidence, VIEW.articles[0])


def test_quote_marks_and_white_space_do_not_matter() -> None:
    """Curly marks around it and a line break inside are tolerated."""
    found = quote("“We will not sell this\n to anyone who prices people”")
    assert isinstance(found, Quote)


@pytest.mark.parametrize(
    "text",
    [
        "We will sell this to anyone who prices people,",
        "We will not sell this to anyone who prices persons,",
        "We will never sell this to anyone who prices people,",
    ],
)
def test_an_altered_quote_is_dropped_as_altered(text: str) -> None:
    """A lost negation or one changed word is an altered quote."""
    found = quote(text)
    assert isinstance(found, Dropped)
    assert found.verdict == "altered"


def test_an_invented_quote_is_dropped_as_absent() -> None:
    """Words that nobody said are absent."""
    found = quote("Our shareholders deserve a refund before Christmas.")
    assert isinstance(found, Dropped)
    assert found.verdict == "absent"


def test_a_fragment_is_widened_to_its_sentence() -> None:
    """A piece that would turn the sense comes back whole."""
    found = quote("sell this to anyone who prices people")
    assert isinstance(found, Quote)
    assert found.evidence.text.startswith("We will not sell")


def test_two_quotes_run_together_are_dropped() -> None:
    """A quote merged from two is in no article."""
    assert isinstance(
        quote("That is a line, and few of her rivals would turn that money down"), Dropped
    )


def test_a_swapped_speaker_is_misattributed() -> None:
    """The right words in the wrong mouth are dropped."""
    found = quote(TRUE, "Piet Okonjo")
    assert isinstance(found, Dropped)
    assert found.verdict == "misattributed"


def test_words_of_the_article_that_nobody_spoke_are_no_quote() -> None:
    """The writer's own sentence can't be shown as speech."""
    assert isinstance(quote("The company employs 240 people"), Dropped)


def test_a_sentence_of_the_article_is_its_own_evidence() -> None:
    """Verbatim text comes back with its span."""
    found = sentence("Heron Labs spent $90 million on computing last year.")
    assert isinstance(found, Sentence)
    assert found.evidence[0].article_id == "press"


def test_a_paraphrase_stands_on_the_sentences_it_is_from() -> None:
    """A summary in other words keeps when its words, names and figures are there."""
    found = sentence("Heron Labs employs 240 people and spent $80 million on computing in 2025.")
    assert isinstance(found, Sentence)
    assert any("$80 million" in one.text for one in found.evidence)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Heron Labs employs 420 people and spent $80 million on computing.", "figure"),
        ("Heron Labs and Corvid spent $80 million on computing in 2025.", "name"),
        ("Heron Labs will sell its Wader model to insurers, its chief executive said.", "negation"),
        ("The weather in Lisbon was mild for most of the spring season.", "no sentence"),
    ],
)
def test_a_sentence_with_something_of_its_own_is_dropped(text: str, reason: str) -> None:
    """A wrong figure, a foreign name or a lost negation costs the sentence, and says so."""
    found = sentence(text)
    assert isinstance(found, Dropped)
    assert reason in found.reason


DEAL = view(
    article(
        "Corvid Systems sued Heron Labs on Monday over a licence.\n\n"
        "Heron Labs had revenue of $90 million, while Corvid Systems had $40 million.\n\n"
        "Tarn Works may open an office in Lisbon next year.\n\n"
        '"Prices will fall by half before March," said Mira Castellan, chief executive of Tarn '
        "Works. Owen Thackeray, an analyst, said the licence was worth less than $5 million."
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Corvid Systems sued Heron Labs over a licence on Monday.",
        "Heron Labs was sued by Corvid Systems over a licence.",
        "Heron Labs had revenue of $90 million.",
        "Tarn Works may open an office in Lisbon.",
        "Owen Thackeray, an analyst, said the licence was worth less than $5 million.",
        "Mira Castellan said prices will fall by half before March.",
    ],
)
def test_a_retelling_that_keeps_the_sense_is_kept(text: str) -> None:
    """Shorter, turned to the passive, or with its speaker put first."""
    assert isinstance(verify_sentence(DraftSentence(text=text), DEAL), Sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Heron Labs sued Corvid Systems over a licence on Monday.",
        "Corvid Systems was sued by Heron Labs over a licence.",
        "Corvid Systems sued Heron Labs over a licence on Friday.",
        "Corvid Systems had revenue of $90 million.",
        "Heron Labs had revenue of $40 million, while Corvid Systems had $90 million.",
        "Tarn Works will open an office in Lisbon.",
        "Owen Thackeray, an analyst, said the licence was worth $5 million.",
        "Owen Thackeray, an analyst, said the licence was worth more than $5 million.",
        "Owen Thackeray said prices will fall by half before March.",
        "Prices will fall by half before March.",
        "Prices will rise by half before March, said Mira Castellan.",
        "Corvid Systems sued Tarn Works over a licence on Monday.",
        'Mira Castellan said "prices will never fall" before March.',
        "Corvid Systems dropped its lawsuit against Heron Labs over a licence on Monday.",
    ],
)
def test_a_retelling_that_turns_the_sense_is_dropped(text: str) -> None:
    """Swapped parties and figures, lost doubts and limits, opposites, and other mouths."""
    assert isinstance(verify_sentence(DraftSentence(text=text), DEAL), Dropped)


def test_a_piece_of_a_sentence_is_not_the_sentence() -> None:
    """What is cut off would turn the sense."""
    assert isinstance(
        verify_sentence(DraftSentence(text="sell its Wader model to insurers"), VIEW), Dropped
    )


def test_a_claim_must_be_one_of_the_extractions() -> None:
    """A claim nobody made is dropped."""
    assert isinstance(
        verify_claim(DraftSentence(text="Heron will list in New York."), VIEW), Dropped
    )


def test_the_extractive_draft_passes_whole() -> None:
    """What is cut from the articles is borne out by them, all of it."""
    found = verify(draft(VIEW, "en"), VIEW)
    assert found.dropped == ()
    assert found.summary
    assert found.quotes


WORDS = sorted({word for one in VIEW.articles for word in one.text.split()})


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS) | st.text(max_size=8), min_size=1, max_size=14).map(
            " ".join
        ),
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_only_verbatim_text_is_shown(said: list[str]) -> None:
    """Any draft at all: each quote that passes is in its article, letter for letter."""
    texts = tuple(DraftSentence(text=one) for one in said)
    made = Draft(
        headline="x",
        summary=texts,
        claims=texts,
        quotes=tuple(DraftQuote(text=one) for one in said),
    )
    found = verify(made, VIEW)
    by_id = {one.id: one for one in VIEW.articles}
    evidence = [one.evidence for one in found.quotes] + [one.evidence for one in found.claims]
    evidence += [piece for one in found.summary for piece in one.evidence]
    assert all(holds(one, by_id[one.article_id]) for one in evidence)
    lost = [one for one in found.dropped if one.part != "headline"]
    assert len(lost) + len(found.summary) + len(found.quotes) + len(found.claims) <= 3 * len(said)
