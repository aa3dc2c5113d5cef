"""What the summariser without a key says of a story: the articles' own words, well chosen."""

from __future__ import annotations

from dataclasses import replace

from digests.summarisers.extractive import draft, lead_article
from tests.views import article, view

SCENE = """The Harbour Forum is usually a place for large promises and long lunches by the water. \
This year the curtains were blue. Then Amina Duarte sat down beneath them and began to subtract.

The chief executive of Heron Labs was asked how likely it was that Wader would be matched soon.

"Under 15%," she said, and the room went quiet. A rival would need more chips than it can buy, \
said Duarte, and two years that it has not got. The pianist played on until the coffee came, and \
nobody in the hall seemed to mind that the windows were open to the noise of the ships."""
NEWS = """The chance that a rival matches Wader this year is below 15%, the chief executive of Heron \
Labs told the Harbour Forum on Monday, citing a shortage of chips.

"Nobody can buy enough of them," said Amina Duarte. Heron Labs has 240 employees."""
BEFORE = """Heron Labs is in talks to raise about $600 million, two people said.

The talks would value Heron Labs at $4.5 billion, one of them said."""
AFTER = """Heron Labs has raised $650 million in a round led by Strand Capital, it said on Tuesday.

Heron Labs expects to break even in the fourth quarter of 2027. It plans to hire 300 engineers."""


def test_the_article_that_tells_the_news_leads() -> None:
    """A longer one that sets a scene does not, and what was asked is no summary."""
    scene = article(SCENE, "scene", outlet="Gazette")
    news = article(NEWS, "news", outlet="Wire", hours=1)
    found = view(scene, news)
    assert lead_article(found, "en").id == "news"
    told = draft(found, "en")
    assert told.summary[0].text.startswith("The chance that a rival matches Wader")
    assert not any("was asked" in one.text for one in told.summary)


def test_a_copy_bears_nothing_out() -> None:
    """A scene that is syndicated is still told by one outlet."""
    scene = article(SCENE, "scene", outlet="Gazette")
    copy = article(SCENE, "copy", outlet="Mirror", hours=0.5)
    news = article(NEWS, "news", outlet="Wire", hours=1)
    assert lead_article(view(scene, copy, news), "en").id == "news"


def test_what_is_claimed_now_comes_before_what_was() -> None:
    """The talks of last week stand after the round that ended them."""
    found = view(article(BEFORE, "before", hours=90), article(AFTER, "after"))
    found = replace(found, fresh=frozenset(["after"]))
    claims = [one.article_ids[0] for one in draft(found, "en").claims]
    assert claims[0] == "after"
    assert claims.index("before") >= claims.count("after") - 1
