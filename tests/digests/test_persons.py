"""One person is one, whatever script tells of them; namesakes are apart; nothing is told twice."""

from __future__ import annotations

from digests.extract.article import extract
from digests.extract.entities import Gazetteer
from digests.model import Entity
from digests.persons import persons_of
from digests.store.claims import Statement
from tests.views import article

MEI = Entity(name="Mei Sun", kind="person", aliases=("孙梅",))
FIRM = Entity(name="Heron Labs", kind="organisation", aliases=("Heron", "海荣智能"))
KNOWN = Gazetteer((MEI, FIRM))
ENGLISH = """"We will not sell this to anyone who prices people," said Mei Sun, chief executive of Heron Labs."""
CHINESE = """海荣智能首席执行官孙梅说：“我们不会把它卖给保险公司。”"""
OTHER = """"The bridge was safe when we left it on that day," said Mei Sun, an engineer at Orwell Bridges."""


def said(text: str, name: str) -> list[Statement]:
    """All that the people of one article said in it."""
    one = article(text, name)
    found = extract(one, KNOWN)
    return [
        Statement(
            id=f"{name}:{n}", said=what, said_at=one.published_at, article_id=one.id,
            outlet=one.outlet, title=one.title, url=one.canonical_url, language=one.language,
        )
        for n, what in enumerate((*found.quotes, *found.claims))
        if what.speaker
    ]  # fmt: skip


def test_both_scripts_tell_of_one_person() -> None:
    """A house that has a name in each script makes nobody two people."""
    told = [*said(ENGLISH, "en"), *said(CHINESE, "zh")]
    persons = persons_of(told, MEI, KNOWN.by_name)
    assert len(persons) == 1
    assert persons[0].names[:2] == ("Mei Sun", "孙梅")


def test_a_house_in_either_script_is_one_without_being_known() -> None:
    """Nor does one that nobody has listed, as long as each script names a single one."""
    told = [*said(ENGLISH, "en"), *said(CHINESE, "zh")]
    assert len(persons_of(told, MEI)) == 1


def test_namesakes_stay_apart() -> None:
    """The same name in two organisations of one script is two people."""
    told = [*said(ENGLISH, "en"), *said(OTHER, "other")]
    houses = {one.organisation for one in persons_of(told, None, KNOWN.by_name)}
    assert len(houses) == 2


def test_a_quotation_is_not_told_again_as_a_claim() -> None:
    """Of a sentence that is all quotation, the quotation alone is listed."""
    [person] = persons_of(said(CHINESE, "zh"), MEI, KNOWN.by_name)
    texts = [one.said.evidence.text for one, _ in person.told]
    assert sum("我们不会把它卖给保险公司" in one for one in texts) == 1
