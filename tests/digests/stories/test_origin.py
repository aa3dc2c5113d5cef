"""Who first published what a story repeats."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from digests.stories.origin import origins
from tests.digests.stories.texts import (
    DAY,
    RETOLD,
    WIRE,
    article,
    chinese,
    release,
    wire,
)


def test_reports_of_their_own_are_their_own_origins() -> None:
    """A wire report and a Chinese report with figures of their own copy nobody."""
    assert origins([release(), wire(), chinese()]) == (("release",), ("wire",), ("chinese",))


def test_a_copy_is_its_origins_whole_or_cut_or_with_a_line_before_it() -> None:
    """Syndicated text counts once, whatever is cut off or put in front."""
    cut = article("cut", "Hospital model", WIRE[:320], hours=2)
    framed = article("framed", "Quillon model", f"By our staff and wires. {WIRE}", hours=3)
    assert origins([framed, cut, wire()]) == (("wire", "cut", "framed"),)


def test_a_copy_that_is_older_than_its_wire_still_names_it_as_origin() -> None:
    """The dateline says whose text it is, not the clock."""
    early = article("early", "Quillon model", WIRE, hours=0.5)
    assert origins([early, wire()]) == (("wire", "early"),)


def test_a_retold_press_release_is_no_second_source() -> None:
    """Nothing in it but the release's figures: one origin."""
    retold = article("retold", "Quillon shows model for wards", RETOLD, hours=2)
    assert origins([release(), retold]) == (("release", "retold"),)


def test_a_report_that_passes_on_anothers_is_its_copy() -> None:
    """An opening that credits an outlet of the story, in either language."""
    scoop = article(
        "scoop",
        "Quillon in talks to buy Lodestar",
        "Quillon is in talks to buy the scheduling firm Lodestar, two people told The Harbinger.",
        outlet="The Harbinger",
    )
    passed_on = article(
        "passed",
        "Quillon nears Lodestar deal - report",
        "Quillon is close to buying Lodestar, The Harbinger reported on Monday. Neither would say.",
        outlet="Palmer",
        hours=1,
    )
    abroad = article(
        "abroad",
        "奎隆拟收购Lodestar",
        "据The Harbinger报道，奎隆正洽谈收购排班软件公司Lodestar，双方均未回应。",
        outlet="远山日报",
        hours=2,
        language="zh",
    )
    own = article(
        "own",
        "Lodestar's founder confirms talks",
        "After The Harbinger reported the talks, Lodestar's founder told Ledgerline they were real.",
        outlet="Ledgerline",
        hours=3,
    )
    assert origins([scoop, passed_on, abroad, own]) == (("scoop", "passed", "abroad"), ("own",))


def test_a_lab_speaks_first_of_itself() -> None:
    """Its own post is the origin of a copy that was seen before it."""
    post = replace(article("post", "Tamber 2", WIRE, hours=2), origin_kind="lab")
    assert origins([article("copy", "Tamber 2", WIRE), post]) == (("post", "copy"),)


@given(st.lists(st.text(max_size=120), max_size=8))
def test_every_article_has_exactly_one_origin(texts: list[str]) -> None:
    """The parts share nothing and leave nothing out."""
    articles = [article(str(n), text[:20], text) for n, text in enumerate(texts)]
    found = [one for part in origins(articles) for one in part]
    assert sorted(found) == sorted(a.id for a in articles)
    assert all(a.published_at == DAY for a in articles)


def test_a_report_that_credits_an_outlet_by_another_name_is_its_copy() -> None:
    """A translated name can't be matched: that it passes on a report, with its figures, can."""
    scoop = article(
        "scoop",
        "Quillon in talks to buy Lodestar",
        "Quillon is in talks to buy Lodestar for $300 million, two people told The Harbinger.",
        outlet="The Harbinger",
    )
    passed_on = article(
        "passed",
        "外媒：奎隆拟收购Lodestar",
        "据《先驱报》报道，奎隆正就收购Lodestar进行谈判，价格约为3亿美元。双方未置评。",
        outlet="早安科技",
        hours=3,
        language="zh",
    )
    own = replace(passed_on, id="own", text=passed_on.text + "本报获悉，谈判始于2月。")
    assert origins([scoop, passed_on, own]) == (("scoop", "passed"), ("own",))


def test_a_dated_press_release_is_known_without_the_word_today() -> None:
    """Its dateline gives the year; who adds a name or a figure has reported for themselves."""
    release_ = article(
        "release",
        "Quillon to Acquire Lodestar Scheduling in Cork",
        "DUBLIN, 4 May 2026 - Quillon has agreed to acquire Lodestar for 42 million euros in cash. "
        "Lodestar has 36 customers and 90 employees.",
    )
    retold = article(
        "retold",
        "Quillon buys Lodestar for 42 million euros",
        "Quillon is paying 42 million euros for Lodestar. It brings 36 customers.",
        hours=2,
    )
    own = replace(retold, id="own", text=f"{retold.text} Maeve Tolland of Palmer called it cheap.")
    assert origins([release_, retold, own]) == (("release", "retold"), ("own",))
