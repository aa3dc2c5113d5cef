"""What of a story a message shows, so that nothing stands in it twice."""

from __future__ import annotations

from bot.picking import untold
from digests.evidence import cut
from digests.extract.article import extract
from digests.model import BriefItem, Claim, ClaimKind, Sentence
from tests.views import article

TEXT = """Heron Labs will open 12 halls. "We count 40 ships a day," said Amina Duarte, chief \
executive of Heron Labs. It plans to hire 300 people. "The number is wrong," she said. Lisbon \
pays for 3 of them, Porto for 5, Braga for 7 and Faro for 9 of the 12 halls."""
ARTICLE = article(TEXT, "a1")


def claim(words: str, kind: ClaimKind) -> Claim:
    at = TEXT.index(words)
    return Claim(kind=kind, text=words, evidence=cut(ARTICLE, at, at + len(words)), weight=0.5)


def test_what_a_sentence_or_a_quotation_says_is_no_claim_beside_it() -> None:
    """A forecast or a denial is: there it is named for what it is."""
    quotes = tuple(one for one in extract(ARTICLE).quotes if one.speaker)
    told = claim("Heron Labs will open 12 halls.", "plan")
    spoken = claim('"We count 40 ships a day," said Amina Duarte', "figure")
    denied = claim('"The number is wrong," she said.', "denial")
    plan = claim("It plans to hire 300 people.", "plan")
    item = BriefItem(
        story_id="s1",
        headline="Halls",
        summary=(Sentence(text=told.text, evidence=(told.evidence,)),),
        claims=(told, spoken, denied, plan),
        quotes=quotes,
    )
    assert len(quotes) == 2
    assert untold(item, ()) == [denied, plan]
    news = Sentence(text=plan.text, evidence=(plan.evidence,))
    assert untold(item, (news,)) == [denied]


def test_no_more_than_four_are_shown() -> None:
    """The rest stand in the thread's answers and the ledger."""
    words = ["pays for 3", "Porto for 5", "Braga for 7", "Faro for 9", "the 12 halls"]
    item = BriefItem(
        story_id="s1", headline="Halls", claims=tuple(claim(one, "figure") for one in words)
    )
    assert [one.text for one in untold(item, ())] == words[:4]
