"""Outlets that give different figures for the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.evidence import holds
from digests.model import Difference
from digests.stories.differences import differences
from tests.digests.stories.texts import WIRE, article, chinese, price, release, wire


def values(found: tuple[Difference, ...]) -> list[set[str]]:
    return [{side.text for side in one.sides} for one in found]


def two(
    first: str, second: str, *, hours: float = 2, language: str = "en"
) -> tuple[Difference, ...]:
    return differences(
        [
            article("a", "Quillon and its wards", first),
            article(
                "b",
                "Quillon 病房" if language == "zh" else "Wards",
                second,
                hours=hours,
                language=language,
            ),
        ],
        {},
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "The deal values Quillon at $900 million, people said.",
            "A term sheet puts the valuation at $840m, lower than was thought.",
            {"$900 million", "$840m"},
        ),
        (
            "The tool is used in 31 hospitals.",
            "Tamber is at work in 36 hospitals in Wales, its website says.",
            {"31", "36"},
        ),
        (
            "The outage lasted three hours and forty minutes.",
            "Some wards were unreachable for almost six hours, its log shows.",
            {"three hours and forty minutes", "almost six hours"},
        ),
        (
            "The model has 40 billion parameters.",
            "We count 38.2 billion parameters in the file, slightly under the 40 billion claimed.",
            {"40 billion parameters", "38.2 billion parameters"},
        ),
        (
            "Quillon will ship the model to hospitals on June 9.",
            "Deliveries to hospitals begin on June 16, Quillon said.",
            {"June 9", "June 16"},
        ),
        (
            "The cart was moving at 28 kilometres per hour, Quillon said.",
            "Police data put the cart's speed at 41 km per hour.",
            {"28 kilometres", "41 km"},
        ),
        (
            "The complaint lists 5,200 titles.",
            "The suit involves about 3,800 works, a lawyer said.",
            {"5,200", "about 3,800"},
        ),
        (
            "The model keeps 400,000 tokens in view.",
            "Tamber reads half as much as was thought, 200,000 tokens.",
            {"400,000 tokens", "200,000 tokens"},
        ),
        (
            "Quillon recalled 640 carts in two countries.",
            "The recall covers 460 carts, Quillon said, and the figure of 640 was a typing error.",
            {"640", "460"},
        ),
        (
            "Quillon told staff that at least 260 jobs would go.",
            "It will shed fewer than 180 posts, a memo says.",
            {"at least 260", "fewer than 180"},
        ),
        (
            "The new wing will cost 1.2 trillion won.",
            "Papers put the price of the wing at 900 billion won.",
            {"1.2 trillion won", "900 billion won"},
        ),
        (
            "Missed fractures fell by 7 percent, Quillon said.",
            "The share of missed fractures fell by 7 percentage points.",
            {"7 percent", "7 percentage points"},
        ),
    ],
)
def test_different_figures_for_one_thing_stand_side_by_side(
    first: str, second: str, expected: set[str]
) -> None:
    """Money, counts, durations, corrections: each side is its figure with its sentence."""
    found = two(first, second)
    assert values(found) == [expected]
    assert {side.evidence.text for side in found[0].sides} == {first, second}


def test_figures_differ_across_languages() -> None:
    """An English and a Chinese report that disagree on the same sum."""
    found = two(
        "Quillon hopes to raise about $80 million in the round.",
        "奎隆本轮融资金额约为一亿美元。",
        language="zh",
    )
    assert values(found) == [{"about $80 million", "约为一亿美元"}]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Quillon raised $85 million.", "Quillon has raised 85 million dollars."),
        ("More than 5,000 people came to the forum.", "The forum drew 5,200 people."),
        ("Revenue tripled in 2025.", "In 2025 its revenue was three times as high."),
        ("Quillon employs 310 people.", "Quillon has raised $310,000."),
        ("Costs fell by 12 percent.", "Doctors reported mistakes in 20 percent of tasks."),
        ("The council votes on June 9.", "The trial of the model ended on July 2."),
        ("It has 900 customers in Wales.", "It has 310 employees in Wales."),
    ],
)
def test_what_agrees_or_is_of_something_else_is_no_difference(first: str, second: str) -> None:
    """Equal, rounded and unrelated figures are left alone."""
    assert two(first, second) == ()


def test_what_is_said_a_day_later_is_an_update_and_no_difference() -> None:
    """Figures may have changed meanwhile."""
    assert two("It is used in 31 hospitals.", "It is used in 36 hospitals.", hours=40) == ()


def test_a_copy_does_not_speak_twice() -> None:
    """The difference has one side a figure, from the first who gave it."""
    copy = article("copy", "Model", WIRE, hours=2)
    third = article("third", "Quillon", "Doctors at Saint Brannoc reported 18 mistakes.", hours=3)
    found = differences([wire(), copy, third], {})
    assert [[side.article_id for side in one.sides] for one in found] == [["wire", "third"]]


def test_a_report_and_its_denial_stand_side_by_side() -> None:
    """What one outlet reports and the company denies."""
    scoop = article(
        "scoop",
        "Quillon in talks to buy Lodestar, sources say",
        "Quillon is in advanced talks to buy the scheduling firm Lodestar, two people said.",
    )
    denial = article(
        "denial",
        "Lodestar denies sale talks with Quillon",
        'Lodestar denied on Tuesday that it was negotiating a sale to Quillon. "We are not for sale '
        'and we are talking to nobody," its founder Hanne Voss wrote.',
        hours=20,
    )
    (found,) = differences([scoop, denial], {})
    assert [side.article_id for side in found.sides] == ["scoop", "denial"]
    assert "not for sale" in found.sides[1].text


def test_reports_that_agree_have_no_differences() -> None:
    """The launch, its wire report, the Chinese one and the price disagree on nothing."""
    assert differences([release(), wire(), chinese(), price()], {}) == ()


@given(st.lists(st.text(max_size=200), max_size=4))
def test_every_side_is_cut_from_its_article(texts: list[str]) -> None:
    """For any texts, a side's evidence stands in the article it names."""
    articles = [article(str(n), text[:20], text) for n, text in enumerate(texts)]
    by_id = {one.id: one for one in articles}
    for found in differences(articles, {}):
        assert len({side.article_id for side in found.sides}) > 1
        assert all(holds(side.evidence, by_id[side.article_id]) for side in found.sides)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Quillon employs about 400 people.", "Quillon has 410 employees."),
        ("Quillon bought 41 carts.", "The cart drove 40 metres."),
        ("Tamber reads 256,000 tokens.", "It is slow: past 180,000 tokens its speed fell."),
        ("Customers get 90 days of fees back.", "Quillon has 60 days to appeal."),
        ("Net profit was $410 million.", "It reported an operating profit of $520 million."),
        ("Sales were $2.1 billion in the quarter.", "Sales for the full year were $3.1 billion."),
        ("The clinic counted 1,100 complaints by noon.", "Complaints had passed 1,300."),
        ("It bought 38 carts, with an option for 24 more.", "Quillon bought up to 62 carts."),
        ("It bought 38 carts and 24 beds.", "Quillon bought at most 50 carts."),
        ("The site draws 150 megawatts.", "It draws as much as 0.15 gigawatts."),
        ("Repeat scans went from 20 to 15 percent.", "The share of repeat scans fell 5 points."),
        ("Quillon runs 60 carts in Graz from spring.", "It runs 75 carts in Linz from spring."),
        ("The first phase costs $3.1 billion.", "The plant will cost $4.2 billion."),
        ("At its peak it read 40 million pages.", "It read 28 million pages on average."),
        ("Quillon has 9 billion parameters.", "Its larger model has 14 billion parameters."),
        ("Nurses earn up to $40,000.", "Quillon pays nurses at least $31,000."),
        ("It trained on 6,000 GPUs.", "Quillon has 8,000 GPUs in its hall."),
        ("Sales of $900 million are expected this year.", "Sales next year: $1.2 billion."),
        ("Quillon cuts 90 jobs at home.", "Quillon cuts 110 jobs across Europe."),
        ("The council votes on it on June 9.", "If passed it takes effect on July 2."),
        ("Quillon raised $55 million.", "Quillon raised $80 million since it was founded."),
        ("The ward wants $90 million from Quillon.", "Quillon earned $70 million last year."),
        ("The hall has 240 megawatts today.", "By 2028 the hall will draw 400 megawatts."),
        ("A bed costs 3 euros at Quillon.", "Quillon charged 6 euros a bed until last month."),
        ("It sold 900 carts, up from 700.", "Quillon sold 900 carts a year after it sold 710."),
    ],
)
def test_figures_that_may_both_be_true_do_not_differ(first: str, second: str) -> None:
    """About as many, of other things or times, a limit, a tally that goes on, two parts."""
    assert two(first, second) == ()


def test_a_denial_needs_no_word_for_it() -> None:
    """A title that says what is not so answers the report of it."""
    report = article(
        "report",
        "Quillon in talks to buy Lodestar",
        "Quillon is in talks to buy the scheduling firm Lodestar, two people said.",
    )
    answer = article(
        "answer",
        "Quillon says it is not buying Lodestar",
        'Quillon answered a newspaper. "We are not in talks to buy anybody," it said.',
        hours=20,
    )
    (found,) = differences([report, answer], {})
    assert [side.article_id for side in found.sides] == ["report", "answer"]
    assert "not in talks" in found.sides[1].text


def test_what_a_difference_is_about_is_said_in_the_readers_language() -> None:
    """A Chinese brief names the thing in Chinese, whatever language the outlets write."""
    pair = [
        article("a", "Quillon", "The deal values Quillon at $900 million, people said."),
        article("b", "Wards", "A term sheet puts the valuation at $840m.", hours=2),
    ]
    (english,), (chinese_,) = differences(pair, {}), differences(pair, {}, "zh")
    assert english.about == "the amount (valuation)"
    assert chinese_.about == "金额（估值）"
    assert english.sides == chinese_.sides


@pytest.mark.parametrize(
    ("first", "second", "about"),
    [
        ("The tool is used in 31 hospitals.", "It is at work in 36 hospitals.", "数量（医院）"),
        ("It has 40 zithers on show.", "Some 46 zithers are on show.", "数量"),
        (
            "The outage lasted three hours and forty minutes.",
            "Wards were unreachable for almost six hours.",
            "时长（断电）",
        ),
        ("Carts fell by 7 percent.", "Carts fell by 7 percentage points.", "百分比还是百分点"),
    ],
)
def test_no_english_word_stands_in_a_chinese_label(first: str, second: str, about: str) -> None:
    """A noun that the dictionary has no Chinese for is left out."""
    pair = [article("a", "Quillon", first), article("b", "Wards", second, hours=2)]
    assert [one.about for one in differences(pair, {}, "zh")] == [about]


def test_a_limit_of_one_thing_is_not_drawn_into_a_difference_on_another() -> None:
    """Fewer than 50 million users are no side of how many chips there were."""
    release_ = (
        "The model was trained on 1,920 chips for 71 days. "
        "Use is free for firms with fewer than 50 million users."
    )
    report = "Quillon trained it on about 2,400 chips, above the 1,920 it stated."
    assert values(two(release_, report)) == [{"1,920", "about 2,400"}]
