"""Articles into stories: across outlets, days and languages, one at a time."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.entities import Gazetteer
from digests.model import Article, Entity
from digests.stories.fingerprint import Fingerprint
from digests.stories.grouping import (
    KnownStory,
    fingerprint,
    group,
    group_documents,
    story_id,
)
from tests.digests.stories.texts import (
    RETOLD,
    article,
    chinese,
    other,
    price,
    recap,
    release,
    suit,
    wire,
)
from tests.shared import shared


def everything() -> list[Article]:
    retold = article("retold", "Quillon shows model for wards", RETOLD, hours=2)
    return [release(), wire(), retold, chinese(), price(), recap(), suit(), other()]


def prints(articles: Iterable[Article]) -> list[Fingerprint]:
    return [fingerprint(one) for one in articles]


def parts(stories: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(a for a in stories if stories[a] == s) for s in stories.values()}


def test_reports_of_one_event_are_one_story_in_both_languages() -> None:
    """Release, wire, Chinese report, follow-up and recap of one model are one story."""
    found = parts(group(prints(everything())).stories)
    assert found == {
        frozenset({"release", "wire", "retold", "chinese", "price", "recap"}),
        frozenset({"suit"}),
        frozenset({"other"}),
    }


def test_two_events_of_one_company_on_one_day_stay_two() -> None:
    """A lawsuit is not the launch of the day."""
    found = group(prints([release(), wire(), suit()])).stories
    assert found["release"] == found["wire"] != found["suit"]


def test_a_wire_copy_is_with_its_wire() -> None:
    """A cut copy under another title joins whatever else the story holds."""
    copy = replace(wire(hours=2), id="copy", title="Model for hospitals", text=wire().text[:330])
    found = group(prints([release(), wire(), chinese(), copy])).stories
    assert found["copy"] == found["wire"]


def test_a_roundup_is_a_story_of_its_own() -> None:
    """A list of the day's events joins none of them, and none of them joins it."""
    text = f"{release().text.split('. ')[0]}. {suit().text.split('. ')[0]}. {other().text}"
    day = article("list", "Monday's AI briefing: wards, a suit and a recall", text, hours=12)
    found = group(prints([release(), suit(), day, other(), price()])).stories
    assert sum(story == found["list"] for story in found.values()) == 1


def test_one_at_a_time_comes_to_the_same_as_all_at_once() -> None:
    """What arrives alone joins the stories that are there, without regrouping them."""
    known: dict[str, list[Fingerprint]] = {}
    for one in sorted(prints(everything()), key=lambda p: p.published_at):
        recent = [KnownStory(id=s, fingerprints=tuple(p)) for s, p in known.items()]
        found = group([one], recent)
        assert not found.merges
        known.setdefault(found.stories[one.article_id], []).append(one)
    assert {frozenset(p.article_id for p in some) for some in known.values()} == parts(
        group(prints(everything())).stories
    )


def test_the_order_of_arrival_in_a_batch_does_not_matter() -> None:
    """A batch is grouped by time of publication."""
    shuffled = prints(everything())
    random.Random(7).shuffle(shuffled)
    assert group(shuffled).stories == group(prints(everything())).stories


def test_a_story_is_named_after_the_article_that_started_it() -> None:
    """The same first article gives the same id, and a known story keeps its own."""
    first = group(prints([release()]))
    assert first.started == (story_id("release"),) == (first.stories["release"],)
    known = KnownStory(id="mine", fingerprints=tuple(prints([release()])))
    assert group(prints([wire()]), [known]).stories == {"wire": "mine"}


def test_stories_that_turn_out_to_be_one_are_merged_into_the_older() -> None:
    """An article that fits both, where both agree, makes them one, with the reason."""
    recent = [
        KnownStory(id="younger", fingerprints=tuple(prints([chinese()]))),
        KnownStory(id="older", fingerprints=tuple(prints([release()]))),
    ]
    found = group(prints([wire(hours=10)]), recent)
    assert found.stories == {"wire": "older"}
    assert [(m.source, m.target) for m in found.merges] == [("younger", "older")]
    assert "wire" in found.merges[0].reason


def test_an_old_story_is_not_joined() -> None:
    """A month later the same words are another event."""
    known = KnownStory(id="old", fingerprints=tuple(prints([release()])))
    assert group(prints([wire(hours=31 * 24)]), [known]).stories["wire"] != "old"


def test_a_title_alone_is_compared_by_its_title() -> None:
    """A paywalled stub finds its story."""
    stub = article("stub", "Quillon launches Tamber 2 model for hospitals", "", hours=4)
    found = group(prints([release(), wire(), suit(), stub])).stories
    assert found["stub"] == found["release"]


def test_headlines_without_texts_are_grouped_by_subject() -> None:
    """A batch of titles alone comes to few broad groups."""
    titles = [
        "Harrier ferry runs aground off Skerrow", "Skerrow ferry: passengers taken off by boat",
        "Ferry Harrier refloated at high tide", "Grain prices rise on dry spring",
        "Dry spring sends grain prices higher", "Farmers fear for grain after dry spring",
    ]  # fmt: skip
    batch = [article(str(n), title, "") for n, title in enumerate(titles)]
    found = group_documents(prints(batch))
    assert found["3"] == found["4"] == found["5"] != found["0"]
    assert found["0"] == found["1"]


def test_keys_meet_across_languages() -> None:
    """The store can find the English report by the keys of the Chinese one."""
    ours, theirs = fingerprint(release()), fingerprint(chinese())
    assert len(set(ours.keys) & set(theirs.keys)) >= 2
    assert len(ours.keys) <= 40


def test_known_entities_are_features_in_no_language() -> None:
    """A name of the gazetteer is the same feature in both scripts."""
    gazetteer = Gazetteer(
        [Entity(id="quillon", name="Quillon", kind="organisation", aliases=("奎隆",))]
    )
    for one in (release(), chinese()):
        assert "e:quillon" in dict(fingerprint(one, None, gazetteer).terms)


def test_a_fingerprint_comes_back_from_its_json() -> None:
    """What is stored is what was computed, and it is small."""
    for one in prints(everything()):
        assert Fingerprint.from_json(one.to_json()) == one
        assert len(one.to_json()) < 12_000


@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_has_a_fingerprint(text: str, title: str) -> None:
    """No text stops the reading, and every fingerprint survives storage and grouping."""
    one = fingerprint(article("any", title, text))
    assert Fingerprint.from_json(one.to_json()) == one
    assert group([one, *prints([release()])]).stories["any"]


@pytest.mark.parametrize("name", ["stream/dev.jsonl"])
def test_the_development_stream_is_grouped(name: str) -> None:
    """The goals of issue 5 on the shared stream, by pairs."""
    rows = [json.loads(line) for line in shared(name).read_text("utf-8").splitlines()]
    articles = [
        article(row["id"], row["title"], row["text"], outlet=row["outlet"], language=row["lang"])
        for row in rows
    ]
    from datetime import datetime

    at = {row["id"]: datetime.fromisoformat(row["published"]) for row in rows}
    found = group(prints(replace(a, published_at=at[a.id]) for a in articles)).stories
    gold = {row["id"]: row["story"] for row in rows}
    languages = {row["id"]: row["lang"] for row in rows}
    pairs = [(a, b) for a in gold for b in gold if a < b]
    across = [(a, b) for a, b in pairs if gold[a] == gold[b] and languages[a] != languages[b]]
    assert sum(found[a] == found[b] for a, b in across) >= 0.85 * len(across)
    wrong = sum(found[a] == found[b] for a, b in pairs if gold[a] != gold[b])
    assert wrong <= 0.07 * sum(found[a] == found[b] for a, b in pairs)


def test_the_same_kind_of_event_of_another_model_is_another_story() -> None:
    """Two recalls of one maker in one week, of two models, stay two."""
    first = replace(other(), title="Brask recalls Porter 3 delivery robots after crossing fault")
    text = (
        "Brask Motors is recalling 1,150 Porter 5 robots in Japan after two batteries overheated in "
        "a warehouse in Nagoya. Sales there are stopped until tests are done, the importer said."
    )
    second = article("second", "Brask recalls Porter 5 robots in Japan", text, hours=20)
    found = group(prints([first, second])).stories
    assert found["second"] != found["other"]


def test_what_is_told_of_others_in_the_same_words_is_another_story() -> None:
    """Firms that plan a site each, reported from one mould, are as many stories as firms."""
    firms = (
        ("Orland", "Bexley", "Ana Roe"),
        ("Tamsin", "Corby", "Jo Venn"),
        ("Pell", "Hythe", "Kit Osei"),
    )
    told = [
        article(
            firm,
            f"{firm} Works plans a site in {town}",
            f"{firm} Works plans a site in {town} for {n + 12} people, {who} said on Monday.\n\n“We "
            f"count {n + 30} ships a day in {town},” said {who}, director of {firm} Works. The site "
            f"costs ${n + 2} million. It stands behind a quay, between a lock and a kiln.",
            hours=n,
        )
        for n, (firm, town, who) in enumerate(firms)
    ]
    assert len(parts(group(prints(told)).stories)) == 3
    copy = replace(told[0], id="copy", outlet="Harbour")
    assert len(parts(group(prints([*told, copy])).stories)) == 3


def test_an_interview_joins_nothing_and_may_be_joined() -> None:
    """It speaks of many events and reports none; who reports on it belongs with it."""
    text = (
        "We met Odile Farrow of Quillon the day after Tamber 2 was shown.\n\nPalmer: Why hospitals?\n\n"
        "Odile Farrow: Because nobody asked for it. \n\nPalmer: What does Tamber 2 cost?\n\nOdile "
        "Farrow: Less than a bed.\n\nPalmer: Will you go public?\n\nOdile Farrow: Not before 2030."
    )
    talk = article("talk", "Quillon's Odile Farrow on Tamber 2 and hospitals", text, hours=5)
    found = group(prints([release(), wire(), talk])).stories
    assert found["release"] == found["wire"] != found["talk"]
    copy = replace(talk, id="copy", outlet="Harbour", published_at=talk.published_at)
    found = group(prints([release(), wire(), talk, copy])).stories
    assert found["copy"] == found["talk"]
