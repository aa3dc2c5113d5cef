"""A brief reads as it should: what is new first, every line cited, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import render
from bot.formats import text
from bot.message import Bullets, Buttons, Context, Message, Paragraph, Quotation, Run
from digests import brief as briefing
from digests.brief import Told
from digests.model import Brief, Coverage, Topic, Window
from digests.ranking import Scale
from digests.stories.changes import changes
from digests.stories.differences import differences
from digests.summarisers.extractive import draft
from digests.verify import verify
from tests.views import NOW, heron

TOPIC = Topic(slug="labs", names=(("en", "Labs"), ("zh", "实验室")))


def made(language: str = "en", **more: object) -> Brief:
    """The brief of one story in two outlets."""
    view = heron()
    told = Told(
        view=view,
        verified=verify(draft(view, language), view),
        change=changes(view.articles, view.extractions, None),
        differences=differences(view.articles, view.extractions),
    )
    item = briefing.item(told, language, Scale(now=NOW))
    return briefing.assemble(
        (replace(item, **more),),  # type: ignore[arg-type]
        topic=TOPIC,
        window=Window(start=NOW - timedelta(hours=24), end=NOW),
        language=language,
        mode="extractive",
        coverage=Coverage(sources_checked=9, sources_failed=1, articles_read=2, stories_found=3,
                          stories_shown=1, stories_repeated=2),
        now=NOW,
    )  # fmt: skip


def runs(message: Message) -> list[Run]:
    """Every run of a message, in order."""
    found: list[Run] = []
    for block in message.blocks:
        match block:
            case Paragraph(runs=inner) | Context(runs=inner) | Quotation(attribution=inner):
                found += inner
            case Bullets(items=items):
                found += [run for item in items for run in item]
    return found


def test_the_parent_can_be_read_by_itself() -> None:
    """Title with the date, headline, one line, outlets, a quote, what was covered."""
    shown = " ".join(text.message(render.brief(made()).parent).split())
    assert shown.startswith("Labs brief, Wednesday 25 November 2026")
    assert "1. Heron Labs will not sell its Wader model" in shown
    assert "2 independent outlets" in shown
    assert "Quote of the day" in shown
    assert "Read 2 articles from 9 sources · 3 stories found, 1 shown" in shown
    assert "2 already told and left out · 1 source could not be reached" in shown


def test_a_headline_is_not_said_again_below_itself() -> None:
    """Where the lead sentence is the headline, the parent shows it once."""
    shown = " ".join(text.message(render.brief(made()).parent).split())
    assert shown.count("will not sell its Wader model") == 1


def test_the_date_is_the_channels_own() -> None:
    """At 09:00 UTC on the 25th it is already the 25th in Auckland, but 23:00 is the 26th."""
    late = replace(made(), window=Window(start=NOW, end=NOW + timedelta(hours=14)))
    assert "26 November" in text.message(
        render.brief(late, zone=ZoneInfo("Pacific/Auckland")).parent
    )


def test_a_chinese_brief_speaks_chinese() -> None:
    """Every phrase of our own is in the channel's language."""
    shown = text.post(render.brief(made("zh")))
    assert "实验室简报 · 2026年11月25日 星期三" in shown
    assert "今日原话" in shown
    assert "阅读了 9 个来源的 2 篇文章" in shown


def test_the_thread_cites_every_sentence_at_its_evidence() -> None:
    """Each outlet link in the running text opens at the words it stands for."""
    (story,) = render.brief(made()).thread
    links = [run for run in runs(story) if run.url]
    assert all(run.url and run.url.startswith("https://") for run in links)
    assert any(run.url and "#:~:text=" in run.url for run in links)


def test_a_quote_names_its_speaker_role_and_outlet() -> None:
    """Who said it, as what, where."""
    (story,) = render.brief(made()).thread
    quotes = [block for block in story.blocks if isinstance(block, Quotation)]
    assert quotes[0].text.startswith("We will not sell this")
    said_by = "".join(run.text for run in quotes[0].attribution)
    assert said_by == "Amina Duarte, chief executive, Heron Labs · Heron"


def test_outlets_that_differ_stand_side_by_side() -> None:
    """The two figures for one thing, each in its own outlet's sentence."""
    shown = text.message(render.brief(made()).thread[0])
    assert "$80 million" in shown
    assert "$90 million" in shown


def test_an_update_says_what_is_new_first() -> None:
    """The new sentences come before the summary and are not said twice."""
    built = made()
    news = built.items[0].summary[1:2]
    item = replace(built.items[0], status="update", what_changed=news)
    shown = text.message(render.story(item, "en"))
    assert shown.index("New in this story") < shown.index(item.summary[-1].text[:30])
    told = " ".join(shown.partition("Outlets differ")[0].split())
    assert told.count(news[0].text) == 1


def test_a_story_has_buttons_that_know_it() -> None:
    """Each button carries its story."""
    (story,) = render.brief(made()).thread
    (row,) = [block for block in story.blocks if isinstance(block, Buttons)]
    assert {button.value for button in row.buttons} == {"s1"}
    actions = [button.action for button in row.buttons]
    assert actions == ["more", "sources", "useful", "not_useful", "report"]


def test_a_day_without_news_is_one_line() -> None:
    """Nothing new is said plainly, with what was looked through."""
    post = render.brief(replace(made(), items=()))
    assert post.thread == ()
    assert "Nothing new on Labs in the last 24 hours." in text.message(post.parent)


def test_the_fallback_is_one_plain_line() -> None:
    """What a notification shows has the headlines and no line end."""
    for message in (render.brief(made()).parent, *render.brief(made()).thread):
        assert message.fallback
        assert "\n" not in message.fallback
