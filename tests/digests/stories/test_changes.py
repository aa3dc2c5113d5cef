"""What a channel has not been told yet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from digests.documents import content_hash
from digests.evidence import holds
from digests.extract.article import extract
from digests.model import Article, Extraction
from digests.stories.changes import Shown, changes, sentence_hash, shown
from tests.digests.stories.texts import article, chinese, price, recap, release, wire


def read(articles: list[Article]) -> dict[str, Extraction]:
    return {one.id: extract(one) for one in articles}


def told(*articles: Article) -> Shown:
    return shown(None, articles, read(list(articles)))


def test_a_story_never_shown_is_new_with_all_its_sentences() -> None:
    """Without a brief before, everything is new, in the text's order."""
    found = changes([release()], read([release()]), None)
    assert found.status == "new"
    assert found.sentences[0].text.startswith("Quillon today announced Tamber 2")
    assert len(found.sentences) == 5
    assert found.quotes


def test_a_follow_up_is_an_update_with_only_what_it_adds() -> None:
    """The price and the new place and date are shown, the recapped quote is not."""
    articles = [release(), wire(), price()]
    found = changes(articles, read(articles), told(release(), wire()))
    assert found.status == "update"
    texts = [s.text for s in found.sentences]
    assert any("900 euros" in text for text in texts)
    assert any("June 9" in text for text in texts)
    assert not any("fewer screens" in text for text in texts)
    assert any(figure.value == 900 for figure in found.figures)


def test_the_same_facts_in_other_words_are_a_repeat() -> None:
    """A recap two days later tells this channel nothing."""
    articles = [release(), wire(), chinese(), recap()]
    assert changes(articles, read(articles), told(*articles[:3])).status == "repeat"


def test_an_opinion_without_a_fact_is_a_repeat() -> None:
    """What a columnist makes of it is no news of the event."""
    column = article(
        "column",
        "Wards need people, not models",
        "I have spent nights on wards. I do not think a model will hold a hand. Quillon's model may "
        "save a form or two. Better to pay nurses well than to buy them another screen.",
        hours=40,
    )
    articles = [release(), wire(), column]
    assert changes(articles, read(articles), told(release(), wire())).status == "repeat"


def test_the_same_articles_again_are_a_repeat() -> None:
    """Nothing new was read, so nothing is shown."""
    articles = [release(), wire()]
    assert changes(articles, read(articles), told(*articles)).status == "repeat"


def test_a_corrected_article_updates_its_story() -> None:
    """Of a changed text only the sentence that changed is new."""
    text = wire().text.replace("reported 14 mistakes", "reported 41 mistakes")
    corrected = replace(
        wire(), text=text, content_hash=content_hash(wire().title, text), revision=2
    )
    found = changes([release(), corrected], read([release(), corrected]), told(release(), wire()))
    assert found.status == "update"
    (sentence,) = found.sentences
    assert sentence.text.endswith("where doctors reported 41 mistakes.")


def test_a_report_in_the_other_language_adds_only_its_own_figures() -> None:
    """Known figures are known in Chinese too."""
    articles = [release(), wire(), chinese()]
    found = changes(articles, read(articles), told(release(), wire()))
    texts = [s.text for s in found.sentences]
    assert any("三千万欧元" in text for text in texts)
    assert not any("1250" in text for text in texts)


def test_the_most_telling_sentence_comes_first() -> None:
    """A figure goes before comment."""
    follow_up = article(
        "more",
        "Quillon widens the trial",
        "Analysts said the mood had changed. Quillon will try Tamber 2 in 17 more hospitals from "
        "May 20, it said.",
        hours=26,
    )
    articles = [release(), follow_up]
    found = changes(articles, read(articles), told(release()))
    assert "17 more hospitals" in found.sentences[0].text


def test_what_was_shown_comes_back_from_its_json() -> None:
    """A stored record is what was stored, and unknown keys of a later version do no harm."""
    record = told(release(), chinese())
    assert Shown.from_json(record.to_json()) == record
    assert Shown.from_json('{"sentences": ["a"], "later": ["b"]}') == Shown(
        sentences=frozenset({"a"})
    )


def test_white_space_and_quote_marks_make_no_new_sentence() -> None:
    """A sentence is known by its letters and digits."""
    assert sentence_hash("“It is  quick,” she said.") == sentence_hash('"It is quick", she said')


@given(st.lists(st.text(max_size=150), min_size=1, max_size=4))
def test_what_was_shown_is_never_news(texts: list[str]) -> None:
    """For any texts, what has been shown is a repeat, and every new sentence has its evidence."""
    articles = [article(str(n), text[:20], text) for n, text in enumerate(texts)]
    by_id = {one.id: one for one in articles}
    before = shown(None, articles, {})
    assert changes(articles, {}, before).status == "repeat"
    for sentence in changes(articles, {}, None).sentences:
        assert all(holds(evidence, by_id[evidence.article_id]) for evidence in sentence.evidence)
