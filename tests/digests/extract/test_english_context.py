"""Who speaks in English where the words around tell it, and what they are. All are invented."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.article import extract
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Quote


def quotes(text: str) -> tuple[Quote, ...]:
    article = document(text, language="en")
    return find_quotes(article, cast_of(article))


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ('Norvane chairwoman Ana Pell spoke. Tern, which raised $40 million, denied it. Its general counsel, a former Norvane lawyer named Bea Moran, is not a defendant. She said the suit was "as thin as the napkin".', "Bea Moran", "general counsel", "Tern"),
        ('Hugh Tennant, chief executive of the AI Authority, spoke. "They ring up," one lab’s policy chief said.', "one lab’s policy chief", "policy chief", None),
        ('The fall was caused by "a small mammal and a large misunderstanding", according to Mossway\'s incident report.', "Mossway", None, "Mossway"),
        ('Mossway runs data centres. The Leeds-based host spent Sunday dark. Mossway is a company. "We had three feeds," CTO Priya Dutta said.', "Priya Dutta", "CTO", "Mossway"),
        ('"Our bot failed," said Hattie Okon, who runs florist-tech firm Stemwell.', "Hattie Okon", "head", "Stemwell"),
        ('"Did anyone read it?" asked Delia Oakes, the lawyer for 212 former employees of Brightway Logistics.', "Delia Oakes", "lawyer", None),
        ('Brightway vice president Craig Tolman spoke. Delia Oakes read aloud an e-mail that Tolman had sent to his boss the next morning: "It is done and nobody had to be the bad guy."', "Craig Tolman", "vice president", "Brightway"),
        ('An expert on employment law at Sutter College, Gregor Mann, said it mattered. "Somebody has to sign it," Mann said.', "Gregor Mann", "expert on employment law", "Sutter College"),
        ("My former boss used to say that “a deadline is a forecast with consequences.”", "My former boss", None, None),
        ("Norvik fell. Jefferson Lund at Kittiwake Capital isn’t convinced. “I’ve heard it five times,” the analyst wrote in a note.", "Jefferson Lund", "analyst", "Kittiwake Capital"),
        ("Nora Hadley does not do many podcasts.\n\nThe co-founder of Plumb, the Toronto lab, sat down for an hour.\n\n“It is an invoice,” Hadley said.", "Nora Hadley", "co-founder", "Plumb"),
        ("The agent at Hollin Foods ordered a boat. The company’s CFO, Marguerite Ask, posted the receipt with the caption “We asked it for cod.”", "Marguerite Ask", "CFO", "Hollin Foods"),
        ("Josephine Rutland, the state librarian, told her paper no. Her words:\n\n> I have forty-one feet of new shelving.", "Josephine Rutland", "state librarian", None),
        ("Norvik AI has raised $310 million. The company is “very well capitalized,” a representative said.", "a representative", "representative", "Norvik AI"),
        ("“Openness was our condition,” added Professor Walter Achen, Director of the Larkspur Institute. “It was,” Achen said.", "Walter Achen", "Director", "Larkspur Institute"),
        ("Femke Dassen waits. A retired seamstress watched the robot and gave her verdict: “My husband was worse.”", "A retired seamstress", "retired seamstress", None),
        ("The group Offline Rights called it theft. Dassen’s co-author, the computer scientist Ruben Maas, disputes that. “Every clip was public,” Maas wrote.", "Ruben Maas", "computer scientist", None),
        ("The Dutch data protection authority fined it. \"A voice is no password,\" Saskia de Wit, who chairs the authority, told a news conference.", "Saskia de Wit", "chair", "Dutch data protection authority"),
        ("I met my old professor, who liked to say that “cheap is a feature and sudden is a bug.”", "my old professor", "professor", None),
        ("My first customer was a third-generation undertaker in Stockport named Philip Garrow. “My grandfather would have thrown you out,” he said.", "Philip Garrow", "third-generation undertaker", None),
        ("Sharon Pettifer, who runs four branches of Pettifer & Daughters in Kent, spoke. “It is clay, not pottery,” Pettifer said.", "Sharon Pettifer", "head", "Pettifer & Daughters"),
        ("Sharon Pettifer sells drafts. One widow kept a single line. “It said he was punctual,” she told the director.", "One widow", None, None),
        ("Caldera Computing fell. Caldera is a firm.\n\nIn an email, Lead Independent Director Harriet Osgood wrote that she was “at a loss to explain this to anyone.”", "Harriet Osgood", "Lead Independent Director", "Caldera Computing"),
        ("“It’s a vanity project,” said Curtis Young, whose Larkfield Partners owns 2.3% of Caldera.", "Curtis Young", None, "Larkfield Partners"),
        ("One of them told the Ledger that Gideon Marsh had stood up and said, “I would sooner sell the house.”", "Gideon Marsh", None, None),
        ("Theodora Quist, who started Norvik in 2011 and now works for the Hexagon Foundation, stayed out of it. Her contribution was one line: “A file system is a promise.”", "Theodora Quist", None, "Hexagon Foundation"),
        ("Bronwen Tully is a teacher. His friend Maisie rolls her eyes. ‘My hand really hurts,’ she says.", "Maisie", None, None),
        ("Applicant Northbeam had promised 85 jobs. Northbeam is a company. Coun Derek Appleyard (Ind, Thornley West) left. Its planning director, Sunita Rao, spoke. \"This site has been empty,\" she added.", "Sunita Rao", "planning director", "Northbeam"),
        ("Coun Derek Appleyard (Ind, Thornley West) was cheered. \"We are not against progress,\" he said.", "Derek Appleyard", "Councillor", None),
        ("The Classroom Trust surveyed schools. Imogen Sayle, who runs the trust’s digital programme, fears it. “Rich kids have it,” she says.", "Imogen Sayle", "head of digital programme", "Classroom Trust"),
        ("Bronwen Tully knew it. “They did nothing,” she says, sitting in a room at Penarth High, where she has taught since 2009. “They started crossing things out,” she says.", "Bronwen Tully", None, "Penarth High"),
    ],
)  # fmt: skip
def test_speaker_role_and_house(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """The last quote's speaker with role and house."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == (speaker, role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Nora Hadley put the chance of what she calls “drop-in researchers” by 2030 at 15 percent.",
        'One contributor, posting under the name "inode_eater", announced a fork.',
        "I think of it whenever a lab tells me that something is coming “in the coming weeks.”",
    ],
)
def test_terms_are_not_quotes(text: str) -> None:
    """What somebody calls a thing, and what anybody might say, is nobody's words."""
    assert quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "directness"),
    [
        ("Pactol, one of the four, “strongly disagrees with the conclusion,” director Lucien Aubry said.", "partial"),
        ("Sayle predicts that by 2030 paper will be a luxury, ‘like a string quartet at a wedding’.", "partial"),
        ("Anders Whitlock found that the engineer had, in his words, “stopped hearing it”.", "partial"),
        ("“It is late,” Lucien Aubry said, “and we never liked it.”", "direct"),
    ],
)  # fmt: skip
def test_words_that_go_on_from_the_writers_subject(text: str, directness: str) -> None:
    """A fragment that completes the writer's own clause is partial."""
    assert quotes(text)[-1].directness == directness


def test_a_rank_is_no_ratio() -> None:
    """ "Top five in 71% of cases" holds 71 per cent, not five in 71."""
    text = "Loom ranked the right answer among its top five in 71% of cases, compared with 46% for doctors."
    claims = extract(document(text, language="en")).claims
    assert {71.0, 46.0} <= {figure.value for claim in claims for figure in claim.figures}


@pytest.mark.parametrize(
    ("before", "organisation"),
    [
        ("Stormglass does not pay for such reports.", "Stormglass"),
        ("Rival Stormglass pays nobody.", "Stormglass"),
        ("Competitor Veldt Labs pays nobody.", "Veldt Labs"),
        ("Atlas has not paid anybody.", "Atlas"),
        ("Orders rose.", "Pelican"),
    ],
)
def test_its_chief_is_of_whom_the_sentence_before_is_about(before: str, organisation: str) -> None:
    """A name that ends in "s" is a house where it stands for one; orders and shares are none."""
    text = (
        "Pelican said on Monday that it would pay outsiders. Pelican has paid $2 million so far.\n\n"
        f"{before} Its chief executive, Hedda Lindqvist, said that rewards “attract noise and little else”."
    )
    assert quotes(text)[-1].organisation == organisation


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("“It is no bubble,” said Jo Ek, Co-Founder & CEO at Tern Capital.", "Co-Founder & CEO", "Tern Capital"),
        ("“It is no bubble,” said Jo Ek, President & COO, Tern Capital.", "President & COO", "Tern Capital"),
        ("“It is no bubble,” said Jo Ek, Partner & Head of Research at Tern.", "Partner & Head of Research", "Tern"),
        ("Tern co-founder & CEO Jo Ek said: “It is no bubble.”", "co-founder & CEO", "Tern"),
    ],
)  # fmt: skip
def test_an_ampersand_joins_two_offices(text: str, role: str, organisation: str) -> None:
    """Two offices with "&" between them are no firm of partners."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Jo Ek", role, organisation)


def test_a_firm_of_partners_is_one_name() -> None:
    """ "Marl, Olin & Dray" holds a comma and an ampersand."""
    last = quotes("“It will be appealed,” said Marl, Olin & Dray, the law firm, on Monday.")[-1]
    assert last.speaker == "Marl, Olin & Dray"


def test_two_who_speak_with_their_offices_are_a_group() -> None:
    """What both said is not given to the second alone."""
    last = quotes("Norvik CEO Ilka Brenn and Tern chief Jo Ek said “this is good for us all.”")[-1]
    assert last.speaker_kind == "group"
    assert last.speaker is not None
    assert "Ilka Brenn" in last.speaker
    assert "Jo Ek" in last.speaker


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("“We double,” said Dr. Jo Ek, Chief Technology Officer, Quorum Systems Inc.", "Chief Technology Officer", "Quorum Systems Inc."),
        ("“We double,” said Jo Ek, CTO, Quorum Systems Inc", "CTO", "Quorum Systems Inc"),
        ("“We double,” said Jo Ek, Chief Technology Officer of Quorum Systems.", "Chief Technology Officer", "Quorum Systems"),
        ("On Monday, Tern Labs CEO Jo Ek said: “We double every year.”", "CEO", "Tern Labs"),
        ("In an interview, Tern CFO Jo Ek said: “We double every year.”", "CFO", "Tern"),
        ("“We double,” said Jo Ek, now a professor at Leiden University.", "professor", "Leiden University"),
        ("“We double,” said Jo Ek, formerly of Tern and now a professor at Leiden University.", "professor", "Leiden University"),
        ("Jo Ek is Tern's chief scientist. “We double every year,” Ek said.", "chief scientist", "Tern"),
        ("Tern chief scientist Amy Tan and her deputy, Jo Ek, disagreed. “We double,” Ek said.", "deputy", "Tern"),
        ("Tan praised her co-founder, Jo Ek, too. “We double every year,” Ek said.", "co-founder", None),
    ],
)  # fmt: skip
def test_offices_in_releases_and_profiles(text: str, role: str, organisation: str | None) -> None:
    """Title and house apart, today's and not yesterday's, and nothing of the words before them."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Jo Ek", role, organisation)


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("“It leaks,” said Jo Ek, a PhD student at Leiden University.", "Jo Ek", "PhD student", "Leiden University"),
        ("Tan's co-author, Jo Ek, an assistant professor at Leiden University, called it “a fluke with a press release.”", "Jo Ek", "assistant professor", "Leiden University"),
        ("Northbeam on Tuesday unveiled Orca 2. “This is our most careful release,” the company said.", "Northbeam", None, "Northbeam"),
    ],
)  # fmt: skip
def test_degrees_relations_and_the_one_company(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """A degree is no house, nor is a co-author; "the company" is the one the news is of."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == (speaker, role, organisation)


REPORT = """Northbeam delays Orca 2 after safety test

{dateline} - Northbeam has delayed the release of its Orca 2 model until January after testers found that it could help write malware, the company said on Tuesday.

"We would rather be late than sorry," Amy Tan told reporters in London. Northbeam's rival Tern will not wait.

"Customers will not care," said Kip Rourke at Redgrove Research, while Henna Korpi of Strand Capital warned that "two delays are a pattern"."""


@pytest.mark.parametrize("dateline", ["LONDON, Nov 24 (Tidewire)", "LONDON, 24 November"])
def test_a_place_where_a_report_is_filed_says_nothing(dateline: str) -> None:
    """The company says it, and what one of two says is given to neither alone."""
    claims = extract(document(REPORT.format(dateline=dateline), language="en")).claims
    assert {one.speaker for one in claims if "malware" in one.text} == {"Northbeam"}
    assert {one.speaker for one in claims if "will not care" in one.text} <= {None}
    assert "LONDON" not in {one.speaker for one in claims}


def test_what_stands_before_a_title_is_no_part_of_it() -> None:
    """ "Here is what finance chief Jo Ek told analysts" """
    text = "Tern reported a profit. Here is what finance chief Jo Ek told analysts: “We will burn less next year.”"
    assert quotes(text)[-1].role == "finance chief"


def test_who_led_the_work_holds_no_office() -> None:
    """A study is led for a time; a group is headed."""
    assert quotes("“It is higher,” said Jo Ek, who led the work.")[-1].role is None
    assert (
        quotes("“It is higher,” said Jo Ek, who leads research at Tern.")[-1].role
        == "head of research"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dulac is now wearing a hat that says “MAKE CHIPS NOT WAR NOW” and a scarf.",
        "Dulac added a caption, which reads, “A photo of staff violates the rules.” It stayed up.",
        "Protesters marched through Leiden carrying signs saying, “Merger today, Chapter 11 tomorrow.”",
    ],
)
def test_what_a_thing_shows_is_nobodys_words(text: str) -> None:
    """Who wears or writes it does not say it."""
    assert not [one.speaker for one in quotes(text) if one.speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Amy Tan declined to say whether chips were “scarce as hen's teeth.”",
        "Amy Tan would not say that chips were “scarce as hen's teeth.”",
        "Amy Tan has never said chips were “scarce as hen's teeth.”",
        "Amy Tan stopped short of calling the chips “scarce as hen's teeth.”",
        "Neither Amy Tan nor Jo Ek would say whether chips were “scarce as hen's teeth.”",
    ],
)
def test_what_somebody_would_not_say_is_not_their_words(text: str) -> None:
    """Neither the quote nor the claim is given to them."""
    found = extract(document(text, language="en"))
    assert not [one.speaker for one in (*found.quotes, *found.claims) if one.speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Amy Tan declined to comment beyond saying that chips were “scarce as hen's teeth.”",
        "Amy Tan would say only that chips were “scarce as hen's teeth.”",
        "Amy Tan did not hesitate and said chips were “scarce as hen's teeth.”",
    ],
)
def test_what_somebody_did_say_after_all_is(text: str) -> None:
    """Beyond, only, and a verb of their own bring the words in."""
    assert quotes(text)[-1].speaker == "Amy Tan"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Amy Tan met Paul Ek. “We have two left,” she deadpanned.", "Amy Tan"),
        ("Its foreman, Pavel Roe, got out. “It thinks the gate is a wall,” he called back.", "Pavel Roe"),
        ("“They eat at noon,” shrugs the foreman, Pavel Roe.", "Pavel Roe"),
        ("«Non vendiamo dati», rincara Chiara Bellini, direttrice di Onda.", "Chiara Bellini"),
        ("« Le modèle est petit », précise Odile Carrel.", "Odile Carrel"),
        ("“We sold the lot,” Amy Tan smiled.", "Amy Tan"),
        ("Paul Roe sat down. “Would it be so for the eleven million?” Amy Tan pressed.", "Amy Tan"),
        ("The road is “a museum of potholes”, in the words of the mayor, Ana Roe.", "Ana Roe"),
        ("The plan is “about as bright as a brick”, in the opinion of archivist Ana Roe.", "Ana Roe"),
        ("The chip is, in Amy Tan's phrase, “a toaster with ambitions”.", "Amy Tan"),
        ("The rest, “a hope with a deadline,” as a buyer in the hall put it, came later.", "a buyer in the hall"),
        ("As Tan puts it, “nobody buys a box.”", "Tan"),
        ("“Buy less and wait.” That was Ana Roe's advice to shoppers.", "Ana Roe"),
        ("“We took parts out until it ran.” That is how Ana Roe sums up ten years of work.", "Ana Roe"),
        ("Here is how Ana Roe, the designer, sums up ten years: “We took parts out.”", "Ana Roe"),
        ("Jo Ek began. “We are late,” he said. It fell to Ana Roe to change the subject: “Has anyone eaten?”", "Ana Roe"),
        ("Told of the remark, Pavel Roe reached for his coat. “She has read it, then.”", "Pavel Roe"),
        ("Jo van der Berg runs Tern. “They ask me for jobs,” notes Van der Berg.", "Jo van der Berg"),
        ("“It does,” said Jo van der Berg. “The sun sends no invoice,” Noura al-Sayed said.", "Noura al-Sayed"),
    ],
)  # fmt: skip
def test_speaker_by_the_words_around(text: str, speaker: str) -> None:
    """A verb that no list has, whose view it is, and who is told of after the quote."""
    assert quotes(text)[-1].speaker == speaker


def test_a_first_paragraph_of_a_speech_is_its_speakers() -> None:
    """A quote left open goes on in the next paragraph, which says whose both are."""
    text = "“The first winter was cold.\n\n“The second was worse,” said Ana Roe."
    assert [one.speaker for one in quotes(text)] == ["Ana Roe", "Ana Roe"]


@pytest.mark.parametrize(
    "text",
    [
        "His column, “No Fear,” annoyed Ana Roe.",
        "Known to all as “Tiny”, Ana Roe stands two metres tall.",
        "“Deep Nets at Scale,” published last year by Amy Tan, was read by many.",
    ],
)
def test_a_title_before_a_name_is_no_quote(text: str) -> None:
    """A comma after a title does not make the next name its speaker."""
    assert quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Amy Tan of Tern and Paul Roe of Brine shared a sofa. “You pay for a queue,” Roe said. Tan groaned. “We pay for the queue.”", ["Paul Roe", "Amy Tan"]),
        ("“It is a river,” Amy Tan said. Her deputy, Paul Roe, took longer. “It is a map,” he offered.", ["Amy Tan", "Paul Roe"]),
        ("When Paul Roe of Brine asked about it, the finance chief, Bo Lund, took the question. “It is less early,” he said.", ["Bo Lund"]),
        ("Amy Tan builds lifts. Asked by a reporter, Paul Roe, what they do, she did not hesitate: “They stop.”", ["Amy Tan"]),
        ("The complaint, filed on Monday, names the firm. It calls the form “a door painted on a wall”.", ["The complaint"]),
        ("The nurses' letter asks for a stop. “We were promised time,” it says.", [None]),
        ("The Sidle report lands this morning. It describes the race as “one in which every horse won”.", ["The Sidle report"]),
        ("Amy Tan promised no cuts. Amy Tan's assurance that nobody would be “left behind at the station” did not last.", ["Amy Tan"]),
        ("Paul Roe of Tern shared the post, which his chief, Amy Tan, reposted with one line: “Hire her now.”", ["Amy Tan"]),
        ("In a memo that went around, the author did not mince words:\n\n> I was hired to stop you.\n\nThe memo was signed by Amy Tan, who left.", ["Amy Tan"]),
        ("Lawmakers criticised Amy Tan for saying that it was “a cure for all that ails.”", ["Amy Tan"]),
    ],
)  # fmt: skip
def test_who_is_meant_by_what_they_do(text: str, speakers: list[str | None]) -> None:
    """A gesture, a question put to somebody, and the paper that "it" is."""
    assert [one.speaker for one in quotes(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Pinned to the fridge was a card that said “Models eat first” in crayon.",
        "Overnight, vandals had sprayed “No servers on our river” across a wall.",
        "Somebody had scrawled the words “Go home now” on the door.",
        "The terminal, which reads “Disk quota exceeded”, went dark.",
    ],
)
def test_what_stands_written_is_no_quote(text: str) -> None:
    """Paint on a wall and letters on a screen are nobody's speech."""
    assert not [one for one in quotes(text) if one.speaker]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Ana Roe has been chief economist of the Norvik Institute since 2021. “It is a rounding error,” she writes.", "chief economist", "Norvik Institute"),
        ("Ana Roe left banking to become head of risk at Tidewell Capital. “They ask me for jobs,” she said.", "head of risk", "Tidewell Capital"),
        ("Ana Roe took over from Paul Lund as president of the Machine Safety Board in April. “I found his letters,” she said.", "president", "Machine Safety Board"),
        ("Ana Roe, who ran search at Pagewell before joining the pension fund Altwater as head of technology in May, knows it. “I drew those curves,” she said.", "head of technology", "Altwater"),
        ("As investment director of the Riyadh fund Sidra, Ana Roe has spent billions. “The sun sends no invoice,” she said.", "investment director", "Sidra"),
        ("Before she became head of quality at Lanternfish, Ana Roe wrote firmware. “It stops level,” she said.", "head of quality", "Lanternfish"),
        ("Ana Roe spent six years at Tessera Labs; at Copperline she is vice-president for simulation. “Nothing is where it was,” she said.", "vice-president for simulation", "Copperline"),
        ("Ana Roe was named chair of Norvik Labs in May. “I was asked twice,” she said.", "chair", "Norvik Labs"),
        ("Ana Roe lives by the sea. She leads testing at Vindhya AI. “I would not board it,” she said.", "head of testing", "Vindhya AI"),
        ("Ana Roe of the think-tank Karura counts it. “Nobody meters it,” Roe said.", None, "Karura"),
        ("Ana Roe, who covers chips at the broker Lisle & Gray, was asked. “It is an apology,” she said.", None, "Lisle & Gray"),
        ("Ana Roe, who heads the research arm of the bank Cendana, learnt it alone. “I had one book,” she said.", "head of the research arm", "Cendana"),
        ("On the call, Ana Roe was light. The Graphwell chief executive opened with a joke. “It is a backlog,” she told analysts.", "chief executive", "Graphwell"),
        ("Ana Roe thanked them. The mayor of Tarnwick, a town of 8,000, does not regret it. “It has no cousins,” she said.", "mayor", "Tarnwick"),
        ("“It is late,” said the trade ministry's adviser on chips, Ana Roe.", "adviser on chips", "trade ministry"),
    ],
)  # fmt: skip
def test_offices_that_sentences_tell(text: str, role: str | None, organisation: str) -> None:
    """Who took over from whom, what she is now, and what an opening or the next sentence calls her."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Ana Roe", role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Roe hopes to become president. “I would like it,” she said.",
        "“I would like it,” Ana Roe said, if she is elected president.",
        "Ana Roe was deputy chair until 2020, she said. “I would like it,” Roe said.",
        "Ana Roe served as chair of Norvik Labs until 2020. “I would like it,” Roe said.",
    ],
)
def test_offices_hoped_for_or_past_are_none(text: str) -> None:
    """What somebody would be, or was, they are not."""
    assert quotes(text)[-1].role is None


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("“It is done,” said Ana Roe, a researcher at kolme.", "researcher", "kolme"),
        ("Ana Roe co-founded tarnwell, a maker of speech models. “Nobody funds a jacket,” she said.", "co-founder", "tarnwell"),
        ("LEEDS, Sept. 9 — pilot7, the maker of agents, grew. “We lost it,” said Ana Roe, chief executive of pilot7.", "chief executive", "pilot7"),
        ("“It is done,” said Ana Roe, vice president for sales at 9th Meridian.", "vice president for sales", "9th Meridian"),
        ("“It is done,” said Ana Roe, a porter.", "porter", None),
        ("The cover annoyed keyboard maker Ana Roe. “We had a good year,” she said.", "keyboard maker", None),
        ("«No vendemos datos», afirmó Ana Roe, directora general de Talaya Digital.", "directora general", "Talaya Digital"),
        ("»Wir hatten keinen Strom«, sagte Ana Roe, Vorstand der Kranich AG.", "Vorstand", "Kranich AG"),
        ("Senator Lyle Roe opposed what his cousin, Representative Ana Roe, wrote. “It taxes us,” Ana Roe said.", "Representative", None),
        ("Ana Roe is a lawyer at Garde, which sues. “It is theirs,” she said.", "lawyer", "Garde"),
        ("Ana Roe has run inference at Plait since May. “It is an airline,” she says.", "head of inference", "Plait"),
        ("Norvik Labs will stop. Ana Roe, who started it in a dormitory, told a forum. “They want a promise,” Roe said.", "founder", "Norvik Labs"),
        ("Nobody has done more to sell the idea of small models to the big banks than Meridian Loom's strategy chief, Ana Roe. “They are right,” Roe said.", "strategy chief", "Meridian Loom"),
        ("LEEDS (Newswire) — Lawmakers met. Director Ana Roe spoke. “We found the key,” she said.", "Director", None),
    ],
)  # fmt: skip
def test_offices_and_houses_of_every_spelling(
    text: str, role: str, organisation: str | None
) -> None:
    """Small letters, numbers, trades, other languages, and what a wire's own name is not."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Ana Roe", role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "“It is done,” said Ana Roe, head of research.",
        "“It is done,” said Ana Roe, a student at university.",
        "“It is done,” said Ana Roe, founder of companies.",
        "“It is done,” said Ana Roe, an engineer at heart.",
    ],
)
def test_common_nouns_are_no_houses(text: str) -> None:
    """A field or a place of many is nobody's name."""
    assert quotes(text)[-1].organisation is None


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Halden Row spent a year denying that it would build a chip. Ana Roe, its chief scientist, gave in. “We lost a year,” Roe said.", "Halden Row"),
        ("Nobody at Bluecairn denies it. The company's general counsel, Ana Roe, wrote back. “Not in email,” she replied.", "Bluecairn"),
        ("Paul Lund, an engineer at Vesper, remembers the chief executive, Ana Roe, stopping it. “It lies,” she told the team.", "Vesper"),
        ("The sign in the lobby of Foundry Lane is old. Ana Roe, the managing director, hung it. “I knew,” she said.", "Foundry Lane"),
        ("Inside Arbor Nine, the project had a number. Its manager, Ana Roe, kept it. “We gave it quills,” Roe said.", "Arbor Nine"),
        ("Tallis Robotics has not stopped, founder Ana Roe said, calling it “a tale with a deadline”.", "Tallis Robotics"),
        ("Investors blocked the sale of Pinnacle Thread. Chairwoman Ana Roe said she would be “the last to call”.", "Pinnacle Thread"),
        ("Norvik raised £2.1m on Monday. “We wait,” said Ana Roe, who runs operations for one tenant, the Dutch firm Polderwick.", "Polderwick"),
    ],
)  # fmt: skip
def test_the_one_house_that_an_office_can_be_of(text: str, organisation: str) -> None:
    """Where nothing else is named before, people are at it or in it."""
    last = quotes(text)[-1]
    assert (last.speaker, last.organisation) == ("Ana Roe", organisation)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ofwell, which polices lending, fined a bank. “Nobody asked it to stop,” the regulator said.",
            "Ofwell",
        ),
        (
            "The insurer Nordvakt and the lender Brine met. “We will not pay,” the insurer said.",
            "Nordvakt",
        ),
        (
            "Penny Sail, in a statement of its own, said it would appeal: “We switched it off long ago.”",
            "Penny Sail",
        ),
        ("Two regulators met. “Nobody asked it to stop,” the regulator said.", "the regulator"),
    ],
)
def test_a_house_called_by_its_kind(text: str, speaker: str) -> None:
    """ "The regulator" is the one that was called so."""
    assert quotes(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Longwell, a lab in Trieste, is led by two co-directors, Paul Lund and Ana Roe. “It is a river,” Roe said.", "co-director", "Longwell"),
        ("The two most quoted economists of work are Paul Lund, 68, and Ana Roe, 31. “It is a loom,” Roe said.", "economist", None),
        ("Tern was sold by its founders, Paul Lund and Ana Roe. “It was time,” Roe said.", "founder", "Tern"),
    ],
)  # fmt: skip
def test_an_office_that_two_hold(text: str, role: str, organisation: str | None) -> None:
    """A plural noun before two names is what each of them is."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Ana Roe", role, organisation)


def test_an_interview_with_initials() -> None:
    """ "AR:" after each question in bold is the one whom the lines before introduce."""
    text = (
        "Ana Roe founded Andwell Voice in 2021. This is an edited version of our talk.\n\n"
        "**How many dialects does it speak?**\n\nAR: Nine well, four badly.\n\nWe sell only the nine.\n\n"
        "**Did anybody ask to buy you?**\n\nAR: Twice. They brought a cake."
    )
    found = quotes(text)
    assert [one.evidence.text for one in found] == [
        "Nine well, four badly.",
        "We sell only the nine.",
        "Twice. They brought a cake.",
    ]
    assert {(one.speaker, one.role, one.organisation) for one in found} == {
        ("Ana Roe", "founder", "Andwell Voice")
    }


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("The words were those of Ana Roe, a retired judge: “A model is a witness that cannot be sworn.”", "Ana Roe", "retired judge", None),
        ("“They will settle by Friday,” predicted a person close to the talks.", "a person close to the talks", None, None),
        ("„Wir liefern im März“, verspricht Ana Roe, Gründerin von Lotse.", "Ana Roe", "Gründerin", "Lotse"),
        ("Finance chief Ana Roe warned of “a long, dull year” ahead.", "Ana Roe", "Finance chief", None),
        ("Tern has not lost a customer, chief executive Ana Roe said. “We lost a logo,” she said.", "Ana Roe", "chief executive", "Tern"),
        ("“It is a maybe,” said the witness, Dr. Ana Roe of Cobalt Labs.", "Ana Roe", None, "Cobalt Labs"),
    ],
)  # fmt: skip
def test_more_speakers_by_the_words_around(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """Whose words they were, sources close to a thing, and houses of the sentence's subject."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == (speaker, role, organisation)


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("Hundreds of residents marched past the site. “Not our river,” they chanted.", "Hundreds of residents", None, None),
        ("The firm fell. Its largest shareholder, Castor Capital, sees it differently. “Everybody has plans,” it said.", "Castor Capital", None, "Castor Capital"),
        ("Ana Roe, who spent a decade at the patent office before founding Lemwell, is blunter. “It is a cabinet,” she says.", "Ana Roe", "founder", "Lemwell"),
        ("Ana Roe's verdict was short: “Fast and thirsty.” She runs the test lab at Corvus.", "Ana Roe", "head of the test lab", "Corvus"),
        ("“Nobody will miss it,” said one of the two founders, Ana Roe.", "Ana Roe", "founder", None),
        ("Minister Ana Roe would neither confirm nor deny that the fund is “empty”.", None, None, None),
    ],
)  # fmt: skip
def test_crowds_owners_and_denials(
    text: str, speaker: str | None, role: str | None, organisation: str | None
) -> None:
    """Many who speak, an owner that is a house, and what is neither confirmed nor denied."""
    last = quotes(text)[-1:]
    assert [(one.speaker, one.role, one.organisation) for one in last if one.speaker] == (
        [(speaker, role, organisation)] if speaker else []
    )


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("Ana Roe has been head of safety at Brine Labs for a decade. “We have operators,” she wrote.", "Ana Roe", "head of safety", "Brine Labs"),
        ("The Bureau for Fair Machines has fined nobody. “We inspect first,” the bureau said.", "Bureau for Fair Machines", None, "Bureau for Fair Machines"),
        ("Paul Lund spoke. Ana Roe had the last word: “I count syllables.”", "Ana Roe", None, None),
        ("Ana Roe, formerly of Vantage Cloud and since March the head of procurement at the rail company Norrbahn, knows it. “I invent it,” she said.", "Ana Roe", "head of procurement", "Norrbahn"),
        ("Paul Roe owns Causeway Parts; Ana Roe owns Straits Silicon. “He copies me,” Ana Roe says.", "Ana Roe", "owner", "Straits Silicon"),
        ("In Hue, Le Thi Thu Trang teaches. “They crash less,” Trang said.", "Le Thi Thu Trang", None, None),
        ("Ana Roe is a trainee from the Korean shipyard Hansol Marine. “I crashed once,” she said.", "Ana Roe", "trainee", "Hansol Marine"),
        ("LEEDS, March 4 -- Tessel Health, which makes tills, today named Ana Roe chief executive. “We have waited,” said Roe.", "Ana Roe", "chief executive", "Tessel Health"),
        ("The note was short:\n\n> I came to build a telescope and got a mirror.\n\nIt was posted on the firm's forum by Ana Roe, its designer.", "Ana Roe", "designer", None),
        ("“Thank you, sir,” said the chair, Paul Lund. She bowed slightly. “And thank you for the last word.”", None, None, None),
    ],
)  # fmt: skip
def test_passages_of_many_kinds(
    text: str, speaker: str | None, role: str | None, organisation: str | None
) -> None:
    """Time is no house, a bureau is called by its first word, and who is not named is nobody."""
    last = quotes(text)[-1]
    found = (last.speaker, None if role is None else last.role, last.organisation)
    assert found == (speaker, role, organisation)


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("What worries Ikaika Roe is the water. “They drink like a city,” says the farmer, whose field is near.", "Ikaika Roe", "farmer", None),
        ("“It's a puddle,” is how the investor Ana Roe describes the lead.", "Ana Roe", "investor", None),
        ("Tunç Roe had planned to retire. “My boat is still dry,” the 63-year-old said.", "Tunç Roe", None, None),
        ("Ana Roe sent a postcard instead. “Gone sailing with the weights,” it read.", None, None, None),
        ("Whether Ana Roe believes it is another matter. “I believed it on Tuesdays,” she says.", "Ana Roe", None, None),
        ("“We are a van company,” says Ana Roe, who is in charge of logistics at Paczka.", "Ana Roe", "head of logistics", "Paczka"),
        ("Its author, the novelist Ana Roe, insists the book is “not about robots at all”.", "Ana Roe", "novelist", None),
    ],
)  # fmt: skip
def test_who_is_meant_by_what_they_are(
    text: str, speaker: str | None, role: str | None, organisation: str | None
) -> None:
    """An age, a trade and a name beside the subject all mean who was named."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == (speaker, role, organisation)


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("The engineer who wrote the code, Ana Roe, now keeps bees. “They ship on time,” she says.", "engineer", None),
        ("Ana Roe and Paul Lund founded Helio in 2016. “We share a lawyer,” says Roe.", "founder", "Helio"),
        ("Ask Ana Roe about deadlines. “That one is decorative,” she says.", None, None),
    ],
)  # fmt: skip
def test_offices_of_clauses_and_of_two(
    text: str, role: str | None, organisation: str | None
) -> None:
    """A clause before the name, and a house that two founded."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("Ana Roe", role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "Paul Lund called the project “Icarus” because it was funny.",
        "The T-shirts, which read “I survived the migration”, sold out.",
    ],
)
def test_names_of_things_and_what_clothes_say(text: str) -> None:
    """A name that a thing gets and the words on a shirt are no quotes."""
    assert quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The best known are Paul Lund, 68, and Ana Roe, 31. They share an office. “He is a loom,” the younger of them says.", "Ana Roe"),
        ("The best known are Paul Lund, 68, and Ana Roe, 31. They share an office. “She is a loom,” the older man says.", "Paul Lund"),
        ("Paul Lund and Ana Roe share an office. “He is a loom,” the latter says.", "Ana Roe"),
        ("Paul Lund and Ana Roe share an office. “He is a loom,” the younger says.", "the younger"),
        ("A person close to the buyers spoke. A banker laughed. “We have it in writing,” said the person close to the buyers.", "A person close to the buyers"),
        ("According to Tao Minzhi, Song Yiheng once told a dinner that Gu Wenshan was a monk.\n\nGu's budget will grow, he said. “Nobody has offered,” he said.", "Gu Wenshan"),
    ],
)  # fmt: skip
def test_which_of_two(text: str, speaker: str) -> None:
    """The latter, the younger, and who was close to what."""
    assert quotes(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("Nobody would comment. A former Vantage trader was less shy. “It was a wish,” the trader said.", "A former Vantage trader", None, None),
        ("“Nothing was deleted.” The assurance came from Halcyon Bank's general counsel, Ana Roe, in May.", "Ana Roe", None, None),
        ("Quantum's newest director is Ana Roe, a former admiral. “I sink things,” she quipped.", "Ana Roe", "director", "Quantum"),
        ("“There is no plan B,” Ana Roe, the project's director, is fond of saying.", "Ana Roe", "director", None),
        ("Ana Roe spent years at Delft before joining Nautilus as its first chief safety officer. “I have a veto,” she says.", "Ana Roe", "chief safety officer", "Nautilus"),
        ("A state lawmaker whose district includes the site called it “a once-in-a-century bet on steam”.", "A state lawmaker whose district includes the site", None, None),
    ],
)  # fmt: skip
def test_who_was_brought_in(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """Somebody unnamed whom a sentence brings in, who is whose director, and what one is fond of saying."""
    last = quotes(text)[-1]
    found = (last.speaker, last.role if role else None, last.organisation if role else None)
    assert found == (speaker, role, organisation)


def test_who_has_a_co_founder_is_one() -> None:
    """ "Ana Roe and her co-founder" are two founders."""
    text = "Ana Roe blames the price. Her co-founder, Paul Lund, blames the product. “They agree,” Roe says."
    assert quotes(text)[-1].role == "co-founder"


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("The report's lead author, Ana Roe of the Durham Institute, says so. “It is a nudge,” she wrote.", "Ana Roe", "lead author", "Durham Institute"),
        ("I told our lead investor, Ana Roe of Overlook Partners. “Nobody has said that,” she said.", "Ana Roe", None, "Overlook Partners"),
        ("Samsara Chips said in a filing that demand was “lumpy, but the lumps are large”.", "Samsara Chips", None, "Samsara Chips"),
        ("According to a memo seen by the Ledger, chief executive Ana Roe told staff: “If it ships, it is safe.”", "Ana Roe", "chief executive", None),
        ("Ana Roe, a trader at Crestline, and her brother, Paul, argue. “I save basis points,” she says.", "Ana Roe", "trader", "Crestline"),
        ("Parliament's technology committee met. “Nobody was in charge,” it concluded.", "Parliament's technology committee", None, None),
        ("The company Plinth grew. Ana Roe of Plinth disagreed. “The floor is low,” said Roe.", "Ana Roe", None, "Plinth"),
    ],
)  # fmt: skip
def test_houses_beside_and_bodies_that_conclude(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """What stands behind "of" and "at", what an outlet only reports, and a body that is "it"."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role) == (speaker, role)
    assert organisation is None or last.organisation == organisation


@pytest.mark.parametrize(
    "text",
    [
        "As chair of the Norvik fund, Ana Roe, who manages sites at one tenant, the Dutch firm Tern, has led it. She has been head of risk since May.",
        "“It is done,” is how Ana Roe, head of safety for a decade and a fellow at loop9, put it in the words of her co-founder, Jo Ek.",
        "By September the chief of Tern, now a partner at Brine, had left to become head of research. It was left to Ana Roe and Jo Ek to ask: “Why?”",
        "The two founders, Ana Roe, 41, and Jo van der Ek, 39, took over as chairs. “Yes,” the younger said. He shrugged. “No.”",
    ],
)
def test_a_text_may_end_anywhere(text: str) -> None:
    """Cut after any character, a text is read all the same, and every quote is cut out of it."""
    for end in range(1, len(text)):
        cut = text[:end]
        assert all(one.evidence.text in cut for one in extract(document(cut, language="en")).quotes)
