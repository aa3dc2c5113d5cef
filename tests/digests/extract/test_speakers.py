"""Who is who in an article: names, pronouns, role phrases, unnamed sources. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.documents import document
from digests.extract.entities import Gazetteer
from digests.extract.quotes import find_quotes
from digests.extract.speakers import Cast, Speaker, cast_of
from digests.model import Entity, Span


def cast(text: str, language: str = "en", gazetteer: Gazetteer | None = None) -> Cast:
    return cast_of(document(text, language=language), gazetteer)


def who(text: str, mention: str) -> Speaker | None:
    """Whom the last place of `mention` in the text means."""
    at = text.rindex(mention)
    return cast(text).resolve(Span(start=at, end=at + len(mention)))


def last_speaker(text: str, language: str = "en") -> tuple[str | None, str | None, str | None]:
    article = document(text, language=language)
    quote = find_quotes(article, cast_of(article))[-1]
    return quote.speaker, quote.role, quote.organisation


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Elena Markovic runs the unit. Her deputy, Paul Steiner, left. "I miss him," she said.', "Elena Markovic"),
        ('Victor Langer wrote to Grace Adeyo. He praised her. "It is a floor," she replied.', "Grace Adeyo"),
        ('"Too early," said Ravi Menor. Across the table, Julia Ferrer frowned. "Too late," she said.', "Julia Ferrer"),
        ('Priya Nayar, a researcher at Altra, and Tom Becker, an engineer at Mesa, spoke. "Not us," the Altra researcher said.', "Priya Nayar"),
        ('Ilka Brenn founded Norvik in 2020. "No," the 41-year-old founder said.', "Ilka Brenn"),
        ('Another guest, referred to as Yann, spoke next. He warned: "It serves no one."', "Yann"),
        ('"I never wanted this," she said. Katrin Vogler, 52, became chief executive in May.', "Katrin Vogler"),
        ('A senior official in Lisbon said the rule is near. "Weeks, not months," the official said.', "A senior official in Lisbon"),
        ('Analysts at Jeffers called it dull. "The bar was low," they wrote.', "Analysts at Jeffers"),
        ('Norvik lost money. "We are sold out," the company said.', "Norvik"),
        ('Norvik and its rival met. "No comment," a Norvik spokesman said.', "Norvik"),
        ('"We share it all," said founders Amy Tanner and Bo Reyes. "All of it," they added.', "Amy Tanner and Bo Reyes"),
    ],
)  # fmt: skip
def test_a_mention_means_the_fullest_name(text: str, name: str) -> None:
    """Pronouns by gender and syntax, roles, epithets, groups and organisations reach their name."""
    assert last_speaker(text)[0] == name


@pytest.mark.parametrize(
    "text",
    [
        'Hana Satoh and Maria Lopes founded the lab. "We share it," she said.',
        'Victor Langer met Paul Steiner in Bern. "It is a floor," he said.',
        'Kofi Mensar and Ama Mensar run the firm. "We argue," Mensar said.',
        '"It was dark," she said.',
    ],
)
def test_two_readings_give_no_name(text: str) -> None:
    """Where two people fit as well, or nobody does, there is no speaker."""
    assert last_speaker(text)[0] is None


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ('"Yes," said Ilka Brenn, chief executive of Norvik.', "chief executive", "Norvik"),
        ('Dana Holm, a partner at Fjordal Ventures, said: "Yes."', "partner", "Fjordal Ventures"),
        ('Norvik grew. "Yes," said Odile Morand, the company\'s chief scientist.', "chief scientist", "Norvik"),
        ('"Yes," said Samuel Adeyo, Norvik\'s vice president of grid operations.', "vice president of grid operations", "Norvik"),
        ('Spokeswoman Inga Mohl said: "Yes."', "Spokeswoman", None),
        ('Yara Hadid, a former Altra researcher who now runs policy at Lumen Institute, said: "Yes."', "head of policy", "Lumen Institute"),
        ('Sun Weilan, a recent hire by Bluewave Holdings Ltd. who previously worked at Gogol, said: "Yes."', None, "Bluewave Holdings Ltd."),
        ('"Yes," says Maja Lindh, who covers software at Kestrel Research.', None, "Kestrel Research"),
        ('Ruth Okaro, who directs the Centre for Fair Robots, said: "Yes."', "director", "Centre for Fair Robots"),
        ('His sister Odile Morand, the general counsel of Solane, said: "Yes."', "general counsel", "Solane"),
        ('Jonas Reiter, 41, head of Altra Group\'s Loom series of open models, said: "Yes."', "head of Altra Group's Loom series", "Altra Group"),
    ],
)  # fmt: skip
def test_role_and_organisation(text: str, role: str | None, organisation: str | None) -> None:
    """The present office, from appositions, titles, possessives and relative clauses."""
    assert last_speaker(text)[1:] == (role, organisation)


def test_chinese_roles() -> None:
    """A role before a name, in brackets after it, and a surname with a form of address."""
    text = "据贺敏（澜海机器人首席财务官）介绍，公司已盈利。贺总说：“明年不好说。”"
    assert last_speaker(text, "zh") == ("贺敏", "首席财务官", "澜海机器人")


def test_resolve() -> None:
    """A place in the text leads to whom it names, by the fullest name."""
    text = "Ilka Brenn founded Norvik. Brenn left in May, and she took her team with her."
    for mention in ("Ilka Brenn", "Brenn left", "she", "her team"):
        found = who(text, mention.split()[0] if mention != "Ilka Brenn" else mention)
        assert found is not None
        assert found.name == "Ilka Brenn"


def test_subject_of() -> None:
    """Who says what a sentence reports, with the mention's place; nobody for the writer's own."""
    text = "Lin Qian said the chance is below 20%. Prices fell, according to Norvik. It rained."
    found = cast(text)
    said = found.subject_of(Span(start=0, end=38))
    assert said is not None
    assert (text[said[0].start : said[0].end], said[1].name) == ("Lin Qian", "Lin Qian")
    start = text.index("Prices")
    reported = found.subject_of(Span(start=start, end=text.index(" It rained")))
    assert reported is not None
    assert reported[1].name == "Norvik"
    assert found.subject_of(Span(start=text.index("It rained"), end=len(text))) is None


def test_subject_of_chinese() -> None:
    """The same for a Chinese sentence."""
    text = "唐越表示，差距在拉大。天气很好。"
    found = cast(text, "zh").subject_of(Span(start=0, end=11))
    assert found is not None
    assert found[1].name == "唐越"


def test_a_gazetteer_tells_people_from_firms() -> None:
    """A name that nothing in the text explains is what the gazetteer says it is."""
    listed = Gazetteer([Entity(name="Brisa Nomar", kind="organisation")])
    text = 'Brisa Nomar said: "We are not for sale."'
    article = document(text)
    (quote,) = find_quotes(article, cast_of(article, listed))
    assert (quote.speaker, quote.speaker_kind) == ("Brisa Nomar", "organisation")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_span_resolves_or_not(text: str, start: int, length: int) -> None:
    """Any text and any span are answered without an error."""
    found = cast(text)
    span = Span(start=start, end=start + length)
    found.resolve(span)
    found.subject_of(span)


def test_a_sentence_full_of_capitals_is_no_headline_when_it_tells() -> None:
    """ "Name told the Capital Capital Forum in City." still names its speaker."""
    article = document(
        "“We will build it here,” Orla Vantongeren told the Copper Lake Forum in Brindle.\n\n"
        "“And soon,” Vantongeren said."
    )
    found = find_quotes(article, cast_of(article))
    assert [quote.speaker for quote in found] == ["Orla Vantongeren"] * 2
