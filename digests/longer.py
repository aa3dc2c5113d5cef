"""A digest of digests: what a week or a month came to, story by story, in two minutes.

A long window is not a long list. Each story is told once, by its course: where it began, what
changed, where it stands. The sentences are those of the daily briefs where there are any, else
those that daily briefs would have shown. Stories stand under a few themes, and what does not fit
into two minutes of reading is counted, not shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from digests.brief import Told, most_telling
from digests.model import Article, Brief, BriefItem, Language, Sentence, Step, Theme, Window
from digests.reading_time import WORDS_A_MINUTE, units
from digests.stories.changes import changes, shown
from digests.stories.concepts import families
from digests.stories.words import content_words
from digests.summarisers.base import StoryView
from digests.summarisers.telling import plainly

LONG = timedelta(days=4)
MOST_STEPS = 4  # of a story's course
MOST_THEMES = 5
# Units of reading: two minutes, less the title, the quote, the coverage and the themes.
TWO_MINUTES = 2.0 * WORDS_A_MINUTE - 95
_HEADLINES = 0.7  # of that, at most, for headlines: the rest tells how the stories went
_ITEM, _STEP = 2.0, 4.0  # a story's number; a step's day
_OUTLETS_NAMED = 3
_COUNTED, _COUNTED_ZH = 5.0, 12.0  # "7 outlets, 6 independent" in either language
_NEWS = 4  # of a day's new sentences, those that may give it its lead
_SAME = 0.7  # of the shorter sentence's words

_THEMES: Mapping[Theme, str] = {
    "products": "launch price benchmark delay data closure",
    "business": "funding listing takeover results layoffs building partnership",
    "rules": "lawsuit sanction approval export rule subsidy hearing",
    "people": "personnel speech strike award",
    "safety": "recall accident outage security",
    "research": "study",
}
_THEME_OF: Mapping[str, Theme] = {
    f"k:{family}": theme for theme, words in _THEMES.items() for family in words.split()
}


def is_long(window: Window) -> bool:
    """Whether a window is told as a digest of its days."""
    return window.end - window.start >= LONG


def digest(
    items: Sequence[BriefItem],
    views: Mapping[str, StoryView],
    briefs: Sequence[Brief],
    language: Language,
) -> tuple[BriefItem, ...]:
    """These items, the best first, as a digest: each with its course and under its theme.

    `views` are their stories by id, `briefs` the window's daily briefs, the oldest first. As many
    as can be read in two minutes come back, theme by theme.
    """
    with_course = [
        replace(item, course=course(item.story_id, views[item.story_id], briefs, language))
        for item in items
    ]
    return by_theme(fitted(with_course, language), views)


def course(
    story_id: str, view: StoryView, briefs: Sequence[Brief], language: Language
) -> tuple[Step, ...]:
    """How a story went through the window's days, a sentence a day, the oldest first."""
    steps = dict(_replayed(view, language)) | dict(_briefed(story_id, view, briefs))
    told = [step for _, step in sorted(steps.items()) if step is not None]
    return _few(list(_distinct(_readable(told, view, language))))


def _briefed(
    story_id: str, view: StoryView, briefs: Sequence[Brief]
) -> Iterator[tuple[date, Step]]:
    """What daily briefs said of the story, by the day (UTC) on which it was published."""
    for brief in briefs:
        for item in brief.items:
            first = next(iter((*item.what_changed, *item.summary)), None)
            if item.story_id != story_id or first is None:
                continue
            article = view.article(first.evidence[0].article_id)
            if article is not None and article.id in view.fresh:
                at = article.published_at
                yield at.date(), Step(at=at, sentence=first)


def _replayed(view: StoryView, language: Language) -> Iterator[tuple[date, Step | None]]:
    """What each day's articles added to those before, as a daily brief would have told it."""
    known = [one for one in view.articles if one.id not in view.fresh]
    for day, articles in _days(view):
        there = _narrowed(view, [*known, *articles])
        before = shown(None, known, view.extractions) if known else None
        change = changes(there.articles, there.extractions, before)
        if change.status != "repeat":
            told = Told(view=there, verified=plainly(there, language).verified, change=change)
            said = _said(told, _narrowed(view, articles), language)
            yield day, Step(at=_published(said, there), sentence=said) if said else None
        known += articles


def _said(told: Told, today: StoryView, language: Language) -> Sentence | None:
    """The one sentence for a day: the lead of the article with the news, else the news itself."""
    lead = next(iter(plainly(today, language).verified.summary), None)
    news = told.change.sentences if told.change.status == "update" else ()
    with_news = {one.evidence[0].article_id for one in news[:_NEWS]}
    if lead and (not news or lead.evidence[0].article_id in with_news):
        return lead
    return next(iter(most_telling(told, language)), lead)


def _days(view: StoryView) -> Iterator[tuple[date, list[Article]]]:
    days: dict[date, list[Article]] = defaultdict(list)
    for article in view.articles:
        if article.id in view.fresh:
            days[article.published_at.date()].append(article)
    for day in sorted(days):
        yield day, days[day]


def _narrowed(view: StoryView, articles: Sequence[Article]) -> StoryView:
    ids = {one.id for one in articles}
    return replace(
        view,
        story=replace(view.story, article_ids=tuple(ids)),
        articles=tuple(one for one in view.articles if one.id in ids),
        extractions={key: value for key, value in view.extractions.items() if key in ids},
    )


def _published(sentence: Sentence, view: StoryView) -> datetime:
    article = view.article(sentence.evidence[0].article_id)
    return (article or view.articles[-1]).published_at


def _readable(steps: Sequence[Step], view: StoryView, language: Language) -> Sequence[Step]:
    """Those in the reader's language, where there are any."""
    spoken = {one.id for one in view.articles if one.language == language}
    return [one for one in steps if one.sentence.evidence[0].article_id in spoken] or steps


def _distinct(steps: Iterable[Step]) -> Iterator[Step]:
    """Without those that say again what an earlier step has said."""
    kept: list[frozenset[str]] = []
    for step in steps:
        words = frozenset(content_words(step.sentence.text))
        if any(len(words & other) >= _SAME * min(len(words), len(other)) for other in kept):
            continue
        kept.append(words)
        yield step


def _few(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The beginning, the end, and of what lies between the latest."""
    if len(steps) <= MOST_STEPS:
        return tuple(steps)
    return (steps[0], *steps[len(steps) - MOST_STEPS + 1 :])


def fitted(items: Sequence[BriefItem], language: Language = "en") -> list[BriefItem]:
    """As many stories as two minutes hold, the best first, and of their courses what fits.

    Headlines come first. Then stories of several days are told, where they stand and where they
    began before what lay between, and then those of one day.
    """
    left, kept = TWO_MINUTES, list[BriefItem]()
    for item in items:
        cost = _ITEM + units(item.headline) + _line_of_outlets(item, language)
        if left - cost < (1 - _HEADLINES) * TWO_MINUTES and kept:
            break
        left -= cost
        kept.append(item)
    steps: dict[str, set[Step]] = {item.story_id: set() for item in kept}
    for item, step in _by_weight(kept):
        cost = _STEP + units(step.sentence.text) + units(_outlet(step, item))
        if cost <= left:
            left -= cost
            steps[item.story_id].add(step)
    return [
        replace(one, course=tuple(step for step in one.course if step in steps[one.story_id]))
        for one in kept
    ]


def _line_of_outlets(item: BriefItem, language: Language) -> float:
    """What it takes to read who reports the story: the first few by name, and how many."""
    outlets = list(dict.fromkeys(source.outlet for source in item.sources))
    counted = _COUNTED_ZH if language == "zh" else _COUNTED
    return sum(map(units, outlets[:_OUTLETS_NAMED])) + (counted if len(outlets) > 1 else 0.0)


def _outlet(step: Step, item: BriefItem) -> str:
    cited = {one.article_id for one in step.sentence.evidence}
    return next((one.outlet for one in item.sources if one.article_id in cited), "")


def _by_weight(items: Sequence[BriefItem]) -> Iterator[tuple[BriefItem, Step]]:
    """Every step of every story, in the order in which a reader would miss them."""
    going_on = [item for item in items if len(item.course) > 1]
    for item in going_on:
        yield from ((item, item.course[at]) for at in (-1, 0))
    for item in going_on:
        yield from ((item, step) for step in reversed(item.course[1:-1]))
    for item in items:
        if len(item.course) == 1:
            yield item, item.course[0]


def by_theme(items: Sequence[BriefItem], views: Mapping[str, StoryView]) -> tuple[BriefItem, ...]:
    """The items under a few themes: the theme of the best story first, the small ones together."""
    named = [replace(one, theme=_theme(one, views[one.story_id])) for one in items]
    sizes = Counter(one.theme for one in named)
    order = list(dict.fromkeys(one.theme for one in named if one.theme != "other"))
    if len(order) > MOST_THEMES:
        large = sorted(order, key=lambda theme: (-sizes[theme], order.index(theme)))
        order = [theme for theme in order if theme in large[: MOST_THEMES - 1]]
    placed = [one if one.theme in order else replace(one, theme="other") for one in named]
    return tuple(sorted(placed, key=lambda one: [*order, "other"].index(one.theme or "other")))


def _theme(item: BriefItem, view: StoryView) -> Theme:
    """What kind of event its headline and its articles' titles tell of; most say which."""
    texts = [item.headline] * 2 + [article.title for article in view.articles]
    found = Counter(
        _THEME_OF[family]
        for text in texts
        for family in dict.fromkeys(families(text))
        if family in _THEME_OF
    )
    return found.most_common(1)[0][0] if found else "other"
