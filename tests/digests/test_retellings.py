"""The gate on retellings of invented articles, one kind of mistake each, in both languages."""

from __future__ import annotations

import pytest

from digests.summarisers.base import StoryView
from tests.quality.measure_verify import demo, own, shown


@pytest.mark.parametrize(
    ("name", "language", "least"),
    [
        ("english", "en", 0.8),
        ("chinese", "zh", 0.9),
        ("later_english", "en", 0.8),
        ("later_chinese", "zh", 0.9),
        ("third_english", "en", 0.7),
        ("third_chinese", "zh", 0.8),
        ("fourth_english", "en", 0.9),
        ("fourth_chinese", "zh", 0.8),
        ("fifth_english", "en", 0.9),
        ("fifth_chinese", "zh", 0.8),
        ("sixth_english", "en", 0.4),
        ("sixth_chinese", "zh", 0.8),
        ("sixth_english_in_chinese", "en", 0.9),
        ("sixth_chinese_in_english", "zh", 0.8),
        ("seventh_english", "en", 0.6),
        ("seventh_chinese", "zh", 0.9),
        ("seventh_english_in_chinese", "en", 0.9),
        ("seventh_chinese_in_english", "zh", 0.9),
        ("worked_english", "en", 0.5),
        ("worked_chinese", "zh", 0.8),
        ("worked_english_in_chinese", "en", 0.9),
        ("worked_chinese_in_english", "zh", 0.9),
    ],
)
def test_no_false_retelling_is_shown_and_most_true_ones_are(
    name: str, language: str, least: float
) -> None:
    """Not one false; of the true ones at least so many in ten. `language` is the article's."""
    views: dict[str, StoryView] = {}
    pairs = list(own(name, language))
    assert [one for one in pairs if not one.supported and shown(one, views)] == []
    true = [one for one in pairs if one.supported]
    assert sum(shown(one, views) for one in true) >= least * len(true)


def test_of_a_good_models_sentences_over_the_demo_none_that_is_false_is_shown() -> None:
    """More than half of the true ones are kept; the others fall back to the article's own words."""
    views: dict[str, StoryView] = {}
    pairs = demo()
    assert [one for one in pairs if not one.supported and shown(one, views)] == []
    true = [one for one in pairs if one.supported]
    assert sum(shown(one, views) for one in true) > len(true) / 2
