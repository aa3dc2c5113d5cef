"""What a revision takes back of a told story is found; a story that only grows is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digests.corrections import Correction, correction
from digests.documents import content_hash
from digests.extract.article import extract
from digests.model import Article, BriefItem
from tests.bot.test_render import made
from tests.views import LAB, article

QUOTE = "We will not sell this to anyone who prices people"


def told() -> BriefItem:
    """The story of the lab's own text and an outlet's."""
    return made().items[0]


def revised(text: str) -> tuple[Article, Article]:
    """The lab's article as it was told, and with this text."""
    before = article(LAB, "lab", outlet="Heron", hours=5)
    after = replace(before, text=text, revision=2, content_hash=content_hash(before.title, text))
    return before, after


def corrected(text: str) -> Correction | None:
    """What that text corrects."""
    before, after = revised(text)
    return correction(told(), before, after, extract(after))


def test_a_story_that_grows_is_no_correction() -> None:
    """More paragraphs, other white space and other quote marks take nothing back."""
    assert corrected(LAB + "\n\nShares of Heron Labs rose on Tuesday.") is None
    assert corrected(LAB.replace('"', "”").replace(". ", ".  ")) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article misstated the number of employees.",
        "This story has been corrected to say that the company is private.",
        "An earlier version of this report gave the wrong year.",
        "Editor's note: This article was amended after publication.",
        "更正：本文此前版本误写了员工人数。",
    ],
)
def test_an_outlets_own_notice_is_quoted(notice: str) -> None:
    """The notice is cut out of the new text, with where it stands."""
    found = corrected(f"{LAB}\n\n{notice}")
    assert found
    assert found.notice
    assert found.notice.evidence[0].text in notice
    assert found.item.quotes == told().quotes


def test_a_quote_that_is_gone_is_taken_out() -> None:
    """The quote leaves the story; the other outlet's quotes stay."""
    found = corrected(LAB.replace(QUOTE, "We have no plans to sell"))
    assert found
    assert [one.evidence.text.rstrip(",") for one in found.gone] == [QUOTE]
    assert QUOTE not in str([one.evidence.text for one in found.item.quotes])
    assert found.item.quotes


def test_a_quote_that_is_given_to_somebody_else() -> None:
    """A quote that the article now gives to another person has that speaker in the story."""
    found = corrected(
        LAB.replace("said Amina Duarte, chief executive", "said Jonas Pell, chief scientist")
    )
    assert found
    assert [(b.speaker, a.speaker) for b, a in found.moved][:1] == [("Amina Duarte", "Jonas Pell")]
    assert "Jonas Pell" in {one.speaker for one in found.item.quotes}


def test_a_figure_that_changes_without_a_word() -> None:
    """A sentence that was shown and now holds another figure is swapped for what stands there."""
    shown = [one.evidence.text for one in told().claims] + [one.text for one in told().summary]
    assert any("240 people" in one for one in shown)
    found = corrected(LAB.replace("240 people", "420 people"))
    assert found
    assert any("420 people" in one.after.text for one in found.swaps)
    after = [one.text for one in (*found.item.claims, *found.item.summary)]
    assert not any("240 people" in one for one in after)
    assert any("420 people" in one for one in after)
