"""Claims: which sentences, of which kind, whose, with which figures, and in which order."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.article import extract
from digests.extract.claim_kinds import kind_of
from digests.extract.figures import figures
from digests.model import Claim, ClaimKind, Language

REPORT = """Corbel Labs lands $2.1 billion as its power bill climbs

OSLO, March 4 (Tidewire) - Corbel Labs has raised $2.1 billion in a round led by Tallow Partners, the company said on Monday.

Mirela Dunmore, its chief executive, said the chance of meeting demand this year was below 30%. She expects the shortage of transformers to last until 2028.

The startup plans to open a data center in Bergen by the end of next year. Revenue more than doubled to $420 million in 2025, compared with $190 million in 2024.

Corbel denied that it had offered Ostrava Systems a discount. "We sell at one price," Dunmore said.

The office has a view of the fjord. It was a grey morning.

Subscribe to our newsletter for 3 reports a week.

(Reporting by 2 staff in Oslo; Editing by the London desk)
"""


def claims(text: str, language: Language = "en", title: str = "") -> tuple[Claim, ...]:
    return extract(document(text, language=language, title=title)).claims


def about(found: tuple[Claim, ...], words: str) -> Claim:
    return next(one for one in found if words in one.text)


@pytest.fixture(scope="module")
def report() -> tuple[Claim, ...]:
    """The claims of a short wire report."""
    return claims(REPORT, title="Corbel Labs lands $2.1 billion as its power bill climbs")


@pytest.mark.parametrize(
    ("words", "kind", "speaker"),
    [
        ("below 30%", "forecast", "Mirela Dunmore"),
        ("until 2028", "forecast", "Mirela Dunmore"),
        ("plans to open", "plan", None),
        ("more than doubled", "figure", None),
        ("denied", "denial", "Corbel Labs"),
        ("has raised", "figure", "Corbel Labs"),
    ],
)
def test_kind_and_speaker(
    report: tuple[Claim, ...], words: str, kind: ClaimKind, speaker: str | None
) -> None:
    """Each claim has its kind, and whose it is: nobody's where the outlet speaks itself."""
    found = about(report, words)
    assert (found.kind, found.speaker) == (kind, speaker)


def test_claims_are_cut_out_of_the_article(report: tuple[Claim, ...]) -> None:
    """A claim's text and evidence are the article's own words at the place they name."""
    for one in report:
        assert REPORT[one.evidence.start : one.evidence.end] == one.evidence.text == one.text


def test_headline_dateline_and_boilerplate_are_no_claims(report: tuple[Claim, ...]) -> None:
    """The headline, the dateline, the newsletter line and the credits claim nothing."""
    said = "\n".join(one.text for one in report)
    for words in ("as its power bill climbs", "Tidewire", "newsletter", "Reporting by"):
        assert words not in said


def test_a_flash_of_one_line_is_a_claim() -> None:
    """A text that is one line without a full stop claims what it says."""
    (found,) = claims("Corbel Labs raises $2 billion in round led by Tallow Partners")
    assert found.figures[0].value == 2e9


def test_an_item_of_a_list_is_a_claim_without_a_full_stop() -> None:
    """Items further down a text are read; those under the headline repeat what follows."""
    text = (
        "• Corbel seeks $3 billion\n\nCorbel Labs plans to raise $3 billion. It released a model too. "
        "Its customers asked for that. The release notes list what is new.\n\n"
        "- Answers cost 40% less than before\n- The icon is rounder\n"
    )
    said = [one.text for one in claims(text)]
    assert "Answers cost 40% less than before" in said
    assert "Corbel seeks $3 billion" not in said


def test_scenery_ranks_last_or_not_at_all(report: tuple[Claim, ...]) -> None:
    """What has neither figure nor future nor speaker is not worth a reader's minute."""
    assert not any("fjord" in one.text or "grey" in one.text for one in report)


def test_claims_come_ranked(report: tuple[Claim, ...]) -> None:
    """The most important first, by a weight between 0 and 1."""
    weights = [one.weight for one in report]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= weight <= 1 for weight in weights)


def test_a_forecast_has_its_figure_and_its_horizon(report: tuple[Claim, ...]) -> None:
    """Bound and value of the chance; the year that a forecast is about, as words and figure."""
    chance = about(report, "below 30%")
    assert [(one.value, one.unit, one.bound) for one in chance.figures] == [(30, "%", "<")]
    later = about(report, "until 2028")
    assert later.horizon == "until 2028"
    assert [(one.value, one.unit) for one in later.figures] == [(2028, "year")]


def test_hedges_and_negation_stay() -> None:
    """A claim keeps "may", "as much as" and "not" as they are written."""
    (found,) = claims(
        "Zephyr may not cut prices by as much as 40 percent next quarter, two analysts said."
    )
    assert "may not cut prices by as much as 40 percent" in found.text
    assert found.speaker == "two analysts"


@pytest.mark.parametrize(
    "text",
    [
        "Tomas Reyes put the odds of a breakthrough this decade at less than 15%.",
        "Tomas Reyes, who heads strategy at Vantor, put the odds of a breakthrough at less than 15%.",
        "Tomas Reyes founded Vantor. He now gives it a 15% chance.",
        "For Vantor's part, Tomas Reyes highlighted an error rate of 15%.",
    ],
)
def test_a_view_is_its_holders(text: str) -> None:
    """Who puts, gives or highlights makes the claim, though no verb of saying stands there."""
    assert about(claims(text), "15%").speaker == "Tomas Reyes"


def test_a_claim_in_a_quotation_is_its_speakers() -> None:
    """What someone says in quotation marks is their claim, with their role."""
    found = about(
        claims(
            '"We shipped 4,000 units last year," said Ines Baptista, chief executive of Ostrava Systems.'
        ),
        "4,000",
    )
    assert (found.speaker, found.organisation) == ("Ines Baptista", "Ostrava Systems")


def test_an_interviews_answer_is_kept_whole() -> None:
    """A figure without a unit of its own is read with the sentence it follows."""
    text = (
        "Ines Baptista founded Ostrava Systems in 2021. We spoke in May. The interview has been edited for length.\n\n"
        "**How reliable is it?**\n\n"
        "On shirts it gets 97 out of 100 right. On socks it is 71. We publish that every month.\n\n"
        "**Who pays for it?**\n\n"
        "Hotels do. Hospitals will come later, I think, because they have to ask more people.\n\n"
        "**And then?**\n\n"
        "Then we sleep.\n"
    )
    found = about(claims(text), "shirts")
    assert found.text == "On shirts it gets 97 out of 100 right. On socks it is 71."
    assert [one.value for one in found.figures] == [97, 71]


def test_questions_of_an_interviewer_are_no_claims() -> None:
    """What the interviewer asks is not claimed, even where it holds a figure."""
    text = "**You raised 48 million euros. Was that enough?**\n\nIt was enough for 2 years, at 20 million a year."
    assert not any("48" in one.text for one in claims(text))


def test_two_sentences_are_two_claims() -> None:
    """Nothing is merged from two sentences of a report."""
    found = claims("Revenue rose 5% to $3 million. Costs fell 2% to $1 million.")
    assert sorted(one.text for one in found) == [
        "Costs fell 2% to $1 million.",
        "Revenue rose 5% to $3 million.",
    ]


CHINESE = """衡川智能完成12亿元融资

衡川智能周一宣布完成12亿元B轮融资，由澜石资本领投，投后估值约90亿元。

公司创始人陆一舟表示，出口管制仍是最大的瓶颈。他预计，到2028年国产芯片的份额将超过四成，而目前还不到两成。

按照计划，新一代模型将于今年9月发布，首批向不少于50家企业开放。

公司否认将裁员三成。

扫码关注公众号，领取10份报告。
"""


@pytest.mark.parametrize(
    ("words", "kind", "speaker"),
    [
        ("出口管制", "constraint", "陆一舟"),
        ("预计", "forecast", "陆一舟"),
        ("按照计划", "plan", None),
        ("否认", "denial", None),
    ],
)
def test_chinese_claims(words: str, kind: ClaimKind, speaker: str | None) -> None:
    """Kinds and speakers in Chinese."""
    found = about(claims(CHINESE, "zh", "衡川智能完成12亿元融资"), words)
    assert found.kind == kind
    if speaker:
        assert found.speaker == speaker


def test_chinese_boilerplate_is_no_claim() -> None:
    """The line that asks to follow an account is no claim."""
    assert not any("公众号" in one.text for one in claims(CHINESE, "zh"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There is a 40% chance of a delay.", "forecast"),
        ("Analysts predict that demand will outgrow supply.", "forecast"),
        ("Demand for power will outgrow supply through 2030.", "forecast"),
        ("She warned that costs would rise.", "forecast"),
        ("It may lose money until next year.", "forecast"),
        ("It intends to hire 300 engineers.", "plan"),
        ("The service will launch in Norway in June.", "plan"),
        ("It is in talks to buy a rival.", "plan"),
        ("Export controls limit what it can buy.", "constraint"),
        ("Customers must wait nine months.", "constraint"),
        ("The lab dismissed reports of a sale.", "denial"),
        ("It has no plans to list its shares.", "denial"),
        ("The model is faster than its rival's.", "comparison"),
        ("It ranked third by shipments.", "comparison"),
        ("The model scored 63%, compared with 51% for its rival.", "comparison"),
        ("Revenue rose 5% to $3 million.", "figure"),
        ("Revenue was $3 million, compared with $2 million a year earlier.", "figure"),
        ("The price is $5 more than they had been told to expect.", "figure"),
        ("It removed the most disputed clause.", "statement"),
        ("She urged rivals to publish their limits.", "statement"),
        ("The lab opened a shop in May.", "statement"),
        ("The forecast was bad for the picnic.", "statement"),
        ("The number is wrong, the chief executive said.", "denial"),
        ("Both figures were simply made up, the bank said.", "denial"),
        ("About $400 million will go on chips over the next two years.", "plan"),
        ("Prices will go to 40 dollars, the bank said.", "forecast"),
        ('"I would put it at no more than 25 percent," Osei said.', "forecast"),
    ],
)
def test_kinds_by_their_words(text: str, kind: ClaimKind) -> None:
    """The words that make a sentence a claim of one kind."""
    assert kind_of(text, figures(text), "en") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("推迟的可能性超过一半。", "forecast"),
        ("分析师预计明年需求翻番。", "forecast"),
        ("公司拟收购一家芯片厂。", "plan"),
        ("新模型将于6月发布。", "plan"),
        ("企业须在十日内说明情况。", "constraint"),
        ("产能受限于先进封装。", "constraint"),
        ("发言人称传闻不实。", "denial"),
        ("其性能优于上一代。", "comparison"),
        ("营收增长三成。", "figure"),
        ("公司将接口价格下调75%。", "figure"),
        ("公司将下调接口价格。", "forecast"),
        ("公司将在明年把接口价格下调75%。", "plan"),
        ("他呼吁同行公开限制。", "statement"),
    ],
)
def test_chinese_kinds_by_their_words(text: str, kind: ClaimKind) -> None:
    """The same in Chinese."""
    assert kind_of(text, figures(text, language="zh"), "zh") == kind


def test_nobodys_own_words_deny_only_when_they_refuse() -> None:
    """ "No customer has left" denies something only where someone says it."""
    text = "No customer has left."
    assert kind_of(text, (), "en", quoted=True) == "denial"
    assert kind_of(text, (), "en") == "statement"
