"""Quotes with their speakers, one kind of writing at a time. All names are invented."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.documents import document
from digests.evidence import holds
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Quote
from tests.shared import shared


def quotes(text: str, language: str = "en", title: str = "") -> tuple[Quote, ...]:
    article = document(text, language=language, title=title)
    return find_quotes(article, cast_of(article))


def said(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Each quote's words without the points at their ends, with its speaker."""
    return [(q.evidence.text.strip(" ,.。，"), q.speaker) for q in quotes(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"We doubled output," said Ilka Brenn, chief executive of Norvik.',
            [("We doubled output", "Ilka Brenn")],
            id="cue before speaker, after the quote",
        ),
        pytest.param(
            'Omar Dulac, who runs research at Tern Works, said: "It will be open."',
            [("It will be open", "Omar Dulac")],
            id="relative clause, colon",
        ),
        pytest.param(
            '"The test is broken," Pria Nakano told reporters, "and we all know it."',
            [("The test is broken", "Pria Nakano"), ("and we all know it", "Pria Nakano")],
            id="interrupted",
        ),
        pytest.param(
            '"It costs half," Mateo Rius said. "That changes everything."',
            [("It costs half", "Mateo Rius"), ("That changes everything", "Mateo Rius")],
            id="second sentence carried",
        ),
        pytest.param(
            "“We had nine people,” said Noora Hadd.\n\n“Then the orders came.\n\n“Now we are forty.”",
            [
                ("We had nine people", "Noora Hadd"),
                ("Then the orders came", "Noora Hadd"),
                ("Now we are forty", "Noora Hadd"),
            ],
            id="over paragraphs",
        ),
        pytest.param(
            "'We shan't train on it,' said Rupert Ashby, head of policy at Fennel.",
            [("We shan't train on it", "Rupert Ashby")],
            id="British single marks",
        ),
        pytest.param(
            "« Nous ouvrons le code », a déclaré Léa Fontanel, directrice de Pivotal IA.",
            [("Nous ouvrons le code", "Léa Fontanel")],
            id="guillemets, words left in French",
        ),
        pytest.param(
            "Judge Alba Quarles told the court: \"He wrote, 'ship it', and no one minded.\"",
            [("He wrote, 'ship it', and no one minded", "Alba Quarles")],
            id="nested",
        ),
        pytest.param(
            "“The model is ready for the road.” — Tovah Lindqvist, head of driving",
            [("The model is ready for the road", "Tovah Lindqvist")],
            id="signed with a dash",
        ),
        pytest.param(
            'Demand will triple, according to Farah Idrisi, an analyst at Northmoor. "Power is short," she added.',
            [("Power is short", "Farah Idrisi")],
            id="according to, then a pronoun",
        ),
        pytest.param(
            'The regulator opened an inquiry. "No firm is exempt from this," the agency said.',
            [("No firm is exempt from this", "the agency")],
            id="an agency without a name",
        ),
        pytest.param(
            '"It slipped on power," said a person familiar with the plans, who asked not to be named.',
            [("It slipped on power", "a person familiar with the plans")],
            id="unnamed",
        ),
        pytest.param(
            "Finance chief Dana Holm called the quarter “a bruising one for us all”.",
            [("a bruising one for us all", "Dana Holm")],
            id="partial",
        ),
        pytest.param(
            'Walter "Buzz" Tanabe, an engineer at Corvin, said, "I would ship it."',
            [("I would ship it", 'Walter "Buzz" Tanabe')],
            id="a nickname is no quote",
        ),
        pytest.param(
            '"We are proud," said the group\'s president, Jana Dorn.',
            [("We are proud", "Jana Dorn")],
            id="name after a role",
        ),
        pytest.param(
            'Asked whether prices would fall, Ines Falk, 41, shrugged and said: "Not this year."',
            [("Not this year", "Ines Falk")],
            id="two verbs, one subject",
        ),
    ],
)
def test_english(text: str, expected: list[tuple[str, str]]) -> None:
    """Every way of printing a quote gives its words and its speaker's full name."""
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“模型会更便宜，”顾岚说。", [("模型会更便宜", "顾岚")]),
        ("智屿科技首席科学家唐越表示：“差距还在拉大。”", [("差距还在拉大", "唐越")]),
        ("顾岚说：「我们先活着。」她补充道，「再谈别的。」", [("我们先活着", "顾岚"), ("再谈别的", "顾岚")]),
        ("一位接近交易的人士告诉本报：“谈判并不顺利。”", [("谈判并不顺利", "一位接近交易的人士")]),
        ("『订单已经排到明年，』北桥资本合伙人秦若水透露。", [("订单已经排到明年", "秦若水")]),
        ("江海大学教授Daniel Hargreave在邮件中写道：“我还没有看到证据。”", [("我还没有看到证据", "Daniel Hargreave")]),
        ("启明公司首席执行官萨姆·奥特曼称，“很快就会有结果”。奥特曼还说：“请等一等。”",
         [("很快就会有结果", "萨姆·奥特曼"), ("请等一等", "萨姆·奥特曼")]),
        ("行业正处在所谓“内卷”之中，新品“摇橹三号”下月上市。", []),
    ],
)  # fmt: skip
def test_chinese(text: str, expected: list[tuple[str, str]]) -> None:
    """Chinese marks, cues, titles and both orders of name and role."""
    assert said(text, "zh") == expected


@pytest.mark.parametrize(
    "text",
    [
        'The firm sells what it calls "sovereign" chips.',
        'Critics doubt the "AI dawn" it promises.',
        'Her book "The Long Road to Reason" tops the charts.',
        'The film "Silicon Autumn" opens in June.',
        'A banner over the stage read "Compute for the many, not the few" as guests arrived.',
        'The model, code-named "Harbour Light", ships in May.',
        'Its new "phone-first" assistant arrives in June.',
        "The teachers' unions and the engineers' guild met in the '90s.",
        'The 24" screens stand on 19" racks.',
        'Words such as "expect" and "believe" mark such statements.',
        "<a href=\"http://norvik.invalid/page one two\">Norvik</a> sells racks.",
    ],
)  # fmt: skip
def test_what_is_no_quote(text: str) -> None:
    """Scare quotes, titles, terms, names, signs, apostrophes, inches and mark-up are no quotes."""
    assert said(text) == []


def test_short_words_under_a_cue_are_kept() -> None:
    """Two quoted words count where someone says them, and not where they only name a thing."""
    text = (
        "Adaya Okoro founded Loomfield. The “phone-first” tool will ship soon, Okoro says. "
        "Loomfield has lost “exactly one” client, she says, and it was bought."
    )
    assert said(text) == [("exactly one", "Adaya Okoro")]


def test_directness() -> None:
    """A whole utterance is direct; a fragment in the writer's sentence is partial."""
    text = (
        'Ilka Brenn said the plan was "far too slow for us". "We want it now," she said. '
        'She warned that "haste serves no one in this business."'
    )
    assert [q.directness for q in quotes(text)] == ["partial", "direct", "direct"]


def test_unbalanced_marks_swallow_nothing() -> None:
    """A mark that is never closed opens no quote, and the next quote is still found."""
    text = '"We begin today, said Ilka Brenn.\n\nPrices fell. "We are pleased," said Omar Dulac.'
    assert said(text) == [("We are pleased", "Omar Dulac")]


def test_second_hand() -> None:
    """Words told on: the one who said them speaks, the one who told them is kept as reporter."""
    text = (
        'Ilka Brenn told the Harbour Ledger that Omar Dulac had said "we will never sell the lab".'
    )
    (quote,) = quotes(text)
    assert (quote.speaker, quote.reported_by) == ("Omar Dulac", "Ilka Brenn")


def test_an_interview() -> None:
    """Answers are quotes of the guest; questions and what is quoted in them are not."""
    text = (
        "Ines Barros, co-founder of Palmyra Robotics, spent nine years in labs. We spoke in May.\n\n"
        "**You have called demos “theatre”. Is that fair?**\n\n"
        "A demo is a promise with good light.\n\n"
        "I have made some myself.\n\n"
        "**How well does yours do?**\n\n"
        "It folds 97 towels of 100.\n\n"
        "**And what does it cost?**\n\n"
        "Three euros an hour.\n\n"
        "*Her book is out in June.*"
    )
    found = quotes(text, title="Q&A: fewer demos")
    assert [q.evidence.text for q in found] == [
        "A demo is a promise with good light.",
        "I have made some myself.",
        "It folds 97 towels of 100.",
        "Three euros an hour.",
    ]
    assert {(q.speaker, q.role, q.organisation) for q in found} == {
        ("Ines Barros", "co-founder", "Palmyra Robotics")
    }


def test_a_chinese_interview() -> None:
    """问 and 答 mark an interview, and an answer may go on in a second paragraph."""
    text = (
        "顾南川是启明智行的联合创始人兼CEO。以下为对话实录。\n\n"
        "**问：现在有多少辆车？**\n\n答：两千多辆。\n\n"
        "**问：最担心什么？**\n\n答：下雪。\n\n还有就是路权。\n\n"
        "*本文未经授权不得转载。*"
    )
    assert [(q.evidence.text, q.speaker) for q in quotes(text, "zh")] == [
        ("两千多辆。", "顾南川"),
        ("下雪。", "顾南川"),
        ("还有就是路权。", "顾南川"),
    ]


def test_a_transcript() -> None:
    """Each turn of a call is its speaker's, with the role printed beside the name; not the operator's."""
    text = (
        "Corvane Chips Q4 call\n\n"
        "**Operator**\n\nGood afternoon, and welcome.\n\n"
        "**Marta Szabo -- Chief Executive Officer**\n\nWe shipped a million cards.\n\n"
        "**Greg Tanabe -- Pell Harbour -- Analyst**\n\nWhat of the backlog?\n\n"
        "**Marta Szabo -- Chief Executive Officer**\n\nMost of it carries a deposit.\n\n"
        "**Operator**\n\nThis concludes the call."
    )
    found = quotes(text)
    assert [(q.evidence.text, q.speaker, q.role) for q in found] == [
        ("We shipped a million cards.", "Marta Szabo", "Chief Executive Officer"),
        ("What of the backlog?", "Greg Tanabe", "Analyst"),
        ("Most of it carries a deposit.", "Marta Szabo", "Chief Executive Officer"),
    ]
    assert found[1].organisation == "Pell Harbour"


def test_a_headline_takes_its_speaker_from_the_body() -> None:
    """Words quoted in a headline are a quote only where the body quotes them with a speaker."""
    text = (
        "Labs accused of 'wishful thinking'\n\n"
        "'That is wishful thinking, and they know it,' said Odile Marchetti, who chairs the panel."
    )
    assert said(text) == [
        ("wishful thinking", "Odile Marchetti"),
        ("That is wishful thinking, and they know it", "Odile Marchetti"),
    ]


def test_boilerplate_is_no_quote() -> None:
    """A slogan in a release's "About" section is nobody's words."""
    text = (
        'Brenn Grid sells software.\n\nAbout Brenn Grid\n\nBrenn Grid works "for those who keep the '
        'lights on." It was founded in 2017.'
    )
    assert said(text) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .,:?\n\"'“”‘’«»「」—Lin said他说：。" + "\u00a0", max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever the marks do, nothing is raised and every quote stands in the text as it is cut."""
    article = document(text)
    for quote in find_quotes(article, cast_of(article)):
        assert holds(quote.evidence, article)
        if quote.mention:
            assert text[quote.mention.start : quote.mention.end] == quote.mention.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_letters_are_read(text: str) -> None:
    """The same for letters of every script."""
    article = document(text)
    assert all(holds(q.evidence, article) for q in find_quotes(article, cast_of(article)))


@pytest.mark.parametrize(
    "text",
    ['"' * 60_000, "“" * 60_000, "“a " * 60_000, "s' 'a " * 20_000, "「他说" * 40_000, "Lin said, " * 20_000],
    ids=["straight", "curly", "curly and words", "single", "corner", "cues"],
)  # fmt: skip
def test_time_is_linear(text: str) -> None:
    """Tens of thousands of marks that are never closed are read in a second or two."""
    began = time.process_time()
    quotes(text)
    assert time.process_time() - began < 6


def test_the_shared_cases() -> None:
    """Every quote of the shared small cases has its words and its speaker."""
    path = shared("quotes/cases.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = [(q["text"].strip(" ,."), q["speaker"]) for q in case["quotes"]]
        assert sorted(said(case["text"])) == sorted(wanted), case["id"]


def test_the_customers_article() -> None:
    """The customer's own article: seven quotes, each with speaker, role, organisation, directness."""
    text = shared("articles/china-ai-leaders.txt").read_text(encoding="utf-8")
    wanted = json.loads(
        shared("articles/china-ai-leaders.expected.json").read_text(encoding="utf-8")
    )
    keys = ("text", "start", "speaker", "role", "organisation", "directness")
    assert [
        (q.evidence.text, q.evidence.start, q.speaker, q.role, q.organisation, q.directness)
        for q in quotes(text)
    ] == [tuple(quote[key] for key in keys) for quote in wanted["quotes"]]


@pytest.mark.parametrize(
    "text",
    [
        'The Norvik lab, which likes to call itself "the quiet house", raised money.',
        'Engineers call the failure "coasting", and it is old.',
        'It passes, which is what the industry calls a "known good part", and warps.',
        'Clause 7 says that models which are "substantially alike" must carry its name.',
        "A panel has warned that tenants argue with 'ghost agents' when software decides.",
        'If the message said `reply("no")`, it replied no.',
        "燕川科技否认“套壳”，股价下跌。",
        "Critics have derided the field's “move fast” culture.",
    ],
)
def test_terms_and_scare_quotes_are_no_quotes(text: str) -> None:
    """A term, a nickname, a rule's wording or code is nobody's quote."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"It melts," said a banker who advised on an earlier bid for Norvik.', "a banker who advised on an earlier bid for Norvik"),
        ('A reader who builds these for a living said that "obedience is the bug".', "A reader who builds these for a living"),
        ('Guo Haitan, a ministry spokesman, said China "firmly opposes" it.', "Guo Haitan"),
        ('It quoted a nurse as saying: "The light was on when the room was empty."', "a nurse"),
        ('"It took six days to notice." So said the finance director of a toolmaker.', "the finance director of a toolmaker"),
        ("Jo Marsh of the Consumers' Forum accused it of \"regulating by press release\".", "Jo Marsh"),
        ("荷兰公司首席执行官皮特·范德林登周三表示：“需求不会消失，只会搬家。”", "皮特·范德林登"),
        ("公司首席技术官佟曼承认：“第一版我们太急了。”", "佟曼"),
        ("雲岫科技創辦人簡佑宸說：「我們還沒做好這件事，也沒有時間。」", "簡佑宸"),
        ("商务主管部门发言人周日在记者会上表示，“美方这是把墙砌进别人的花园”。", "商务主管部门发言人"),
    ],
)  # fmt: skip
def test_who_says_it(text: str, speaker: str) -> None:
    """The speaker is the whole phrase of an unnamed source, and a name without what follows it."""
    assert [one for _, one in said(text, "zh" if "\u4e00" <= text[0] <= "\u9fff" else "en")] == [
        speaker
    ]


def test_many_chinese_names_cost_no_more_each() -> None:
    """A text of many people and companies takes time by its length, not by its names squared."""

    def seconds(people: int) -> float:
        lines = [
            f"{chr(0x5000 + n)}{chr(0x6000 + n)}科技总裁李{chr(0x5100 + n)}{chr(0x6100 + n)}表示：“我们做了，还要做。”\n"
            for n in range(people)
        ]
        article = document("".join(lines), language="zh")
        start = time.process_time()
        cast_of(article)
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 12 * seconds(400) + 0.5
