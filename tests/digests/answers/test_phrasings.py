"""Questions as different people ask them: other words, terse, names run together, other scripts."""

from __future__ import annotations

import pytest

from digests.answer import answer
from digests.answers.lexemes import lexemes
from digests.answers.places import countries, of_country
from digests.answers.question import read
from digests.documents import document
from digests.extract.article import extract
from digests.model import Answer

MODEL = """GRAZ, May 4 - Quillfeather Labs brought out Sorrel 3 on Monday, a model for insurers. It costs 18 euros a month for each adviser.

Chief executive Ines Brandauer would not say what the training had cost. The Austrian insurer Donaulicht has used it since March.

"Nobody reads a policy for pleasure, and now nobody must," Brandauer said. Rivals charge about 25 euros a month."""
REPLY = """Quillfeather Labs is not in talks to buy the translation firm Redpoll, its chief executive said on Tuesday.

Redpoll's owners had asked 40 million euros, a banker said. Redpoll's founder, Anton Vyskocil, called the report "a spring fairy tale". \
Ferrymen like Orlop Lines use Redpoll every day. Orlop Lines has put Redpoll's software on its 40 ships."""
RULES = """The regulator removed the ban on voice copies from the Sorrel-7B licence on Wednesday. The letter gave as a reason that the ban was unenforceable.

The hearing began at 09:40 and lasted three hours. Aldo Mertens led it. He would not say who had complained. \
The rule could apply in July if it is not changed. Tessera Hotels has switched the voices off.

Sorrel-7B was downloaded 3,000 times, while Brindle 2 had 800 downloads."""
TRIAL = """LINZ, May 6 (Quay) - Tarn Robotics withdrew version 2.1 of its Pike software on Wednesday after a fault stopped forty lifts. \
It came from a clock that ran backwards.

A mended 2.2 should be ready by the end of next week. Analyst Berit Solheim of Ouse Research thinks that Tarn could lose a fifth of its sales. \
Tarn will leave Hungary, its founder said, because small lifts do not pay there.

Brindle Lifts has 90 employees."""
CHINESE = """澜沧智能周二发布Sorrel 3的中文版，训练共用去一千二百块加速卡。

邻市去年的补贴花了三成。单套售价为九百元。"""
ARTICLES = (
    document(MODEL, id="model", title="Quillfeather Labs brings out Sorrel 3", outlet="Quay"),
    document(REPLY, id="reply", title="Quillfeather denies talks with Redpoll", outlet="Post"),
    document(RULES, id="rules", title="Regulator loosens the Sorrel-7B licence", outlet="Gazette"),
    document(TRIAL, id="trial", title="Tarn Robotics withdraws Pike 2.1", outlet="Quay"),
    document(CHINESE, id="zh", title="澜沧智能推出Sorrel 3中文版", outlet="潮", language="zh"),
)
EXTRACTIONS = {one.id: extract(one) for one in ARTICLES}


def ask(question: str) -> Answer:
    """The answer from the articles of this module."""
    return answer(question, ARTICLES, EXTRACTIONS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("price of Sorrel 3?", "18 euros"),
        ("What is Quillfeather charging for Sorrel 3?", "18 euros"),
        ("Which firms have been trying out Sorrel 3 since March?", "Donaulicht"),
        ("Which insurer from Austria uses Sorrel 3?", "Donaulicht"),
        ("How many accelerators were used to train Sorrel 3?", "一千二百块"),
        ("What changed in the Sorrel-7B licence?", "removed the ban"),
        ("Why was the Sorrel-7B ban removed?", "unenforceable"),
        ("When did the Sorrel-7B hearing start?", "09:40"),
        ("Who called the Redpoll report a fairy tale?", "Anton Vyskocil"),
        ("What did Red Poll's owners ask for?", "40 million"),
        ("When is Pike 2.2 coming?", "next week"),
        ("When could the Sorrel-7B rule apply?", "in July if"),
        ("Who turned off the Sorrel-7B voices?", "Tessera Hotels"),
        ("What caused the Pike 2.1 fault?", "ran backwards"),
        ("What does Solheim expect for Tarn's sales?", "a fifth"),
        ("Which country is Tarn leaving?", "Hungary"),
    ],
)
def test_it_is_answered_however_it_is_asked(question: str, said: str) -> None:
    """Other words than the article's, terse questions and names written otherwise are understood."""
    found = ask(question)
    assert found.status == "answered"
    assert any(said in one.text for one in found.sentences)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("How much did the training of Sorrel 3 cost?", "would not say"),
        ("When did Quillfeather buy Redpoll?", "not in talks"),
        ("When will Quillfeather buy Redpoll?", "not in talks"),
        ("What did Berit Solheim say about Sorrel 3?", "a fifth of its sales"),
        ("Who had complained about Sorrel-7B?", "Aldo Mertens led it. He would not say"),
    ],
)
def test_what_comes_nearest_is_told(question: str, nearest: str) -> None:
    """Under "the sources don't say": that it is not told, or not so, or what somebody did speak of."""
    found = ask(question)
    assert found.status == "not_in_sources"
    assert any(nearest in one.text for one in found.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "澜沧市去年的补贴花了多少？",
        "How much do Quillfeather's clients pay in Japan?",
        "How many employees does Tarn Robotics have?",
        "Why did Tarn withdraw from Norway?",
        "How many ships does Redpoll own?",
    ],
)
def test_another_ones_figure_is_no_answer(question: str) -> None:
    """A neighbour's or a rival's figure is not that of the one who is asked about."""
    assert ask(question).status == "not_in_sources"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("price of Sorrel 3?", "money"),
        ("What is Brackwell willing to pay for it?", "money"),
        ("What did Fenn say clients pay for?", "words"),
        ("What made the model delete files?", "why"),
        ("How come the licence was withdrawn?", "why"),
        ("reason for the delay?", "why"),
        ("By what margin did the vote pass?", "count"),
        ("What's the daily limit for pupils?", "count"),
        ("What did Fenn correct about its price?", "change"),
        ("What happened to the date?", "change"),
        ("release date of Sorrel 4?", "time"),
        ("How did Fenn's boss react to the ruling?", "words"),
    ],
)
def test_what_is_asked_for_is_read(question: str, kind: str) -> None:
    """The kind of thing that is asked for is known without the usual question words too."""
    assert read(question).kind == kind


def test_a_dateline_is_no_part_of_an_answer() -> None:
    """Where and when a wire filed its report is left off the sentence that answers."""
    found = ask("What did Tarn withdraw?")
    assert found.sentences[0].text.startswith("Tarn Robotics withdrew")


def test_a_numbered_name_is_found_between_chinese_characters() -> None:
    """A Latin name with its number is one name in a Chinese text, which has no spaces."""
    assert "sorrel#3" in lexemes("澜沧发布Sorrel 3，周二上线")


def test_a_country_is_known_by_its_adjective() -> None:
    """Belgium and Belgian are one country; a pronoun or a bird is none."""
    assert list(countries("The Belgian ministry")) == ["n:belgium"]
    assert list(countries("they told us that a turkey")) == []
    assert (of_country("Belgian"), of_country("Belgium")) == ("belgium", "")


def test_who_acts_and_what_is_spoken_of_are_read() -> None:
    """The deed of a "who" question is known, and whom a person is asked to have spoken of."""
    act = read("Who bought the site near Reno?").act
    assert act is not None
    assert act.text == "bought"
    asked = read("What did Brandauer say about Redpoll?")
    assert [one.text for one in asked.about] == ["redpoll"]
