"""Kinds of English sentence, each in several wordings: who speaks, and what nobody says. All invented."""

from __future__ import annotations

import pytest

from digests.documents import document
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Quote


def quotes(text: str) -> tuple[Quote, ...]:
    article = document(text, language="en")
    return find_quotes(article, cast_of(article))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Asked about the leak, Tern Labs chief Ana Roe sighed, then added, "It was my cup of tea."', "Ana Roe"),
        ('Pressed on the price, Ana Roe, the founder, replied, "It is dear."', "Ana Roe"),
        ('The Norvane founder Karl Ek shrugged, then said, "Fine by me."', "Karl Ek"),
        ('The bridge will hold, insists Ana Roe: "I walked on it."', "Ana Roe"),
        ('Prices will fall, argued a former trader with knowledge of the deal. "They always do," the trader said.', "a former trader with knowledge of the deal"),
        ('"The scales," as Karl Ek tells it, "were never broken."', "Karl Ek"),
        ('"It sank," said Ana Roe. "Send it back," came the reply from Karl Ek of Norvane.', "Karl Ek"),
        ('"Nobody ever won a war by kettle." Those words come from Ana Roe, who led the lab.', "Ana Roe"),
        ('"Nobody ever won a war by kettle." The verdict belongs to Ana Roe.', "Ana Roe"),
        ("A letter came.\n\n> I milked the cows for years. I never once sold the barn.\n\nIt came from Ana Roe, who retired in May.", "Ana Roe"),
        ('Several traders for Tern Bank described it as "a boat with a hole".', "Several traders for Tern Bank"),
        ('A clerk paid to count the votes smiled. "I lost count," the clerk said.', "A clerk paid to count the votes"),
        ('"I saw nothing," said an adviser to the prime minister.', "an adviser to the prime minister"),
        ('"I saw nothing," said Karl Ek to the prime minister.', "Karl Ek"),
        ('Ana Roe, Chief Technology Officer, Norvane GmbH, commented: "It is our best year."', "Ana Roe"),
        ('Norvane boss Ana Roe disagreed. "It works," joked the head of one European bank.', "the head of one European bank"),
        ('Ana Roe had a short answer on Mastodon: "No, no. Never."', "Ana Roe"),
        ('On Friday Ana Roe said the plan was "a bathtub full of eels," two people who heard her said.', "Ana Roe"),
        ('In her memoir, Ana Roe writes that the chairman of Norvane, Karl Ek, walked to the window and told her: "You may keep the chair."', "Karl Ek"),
        ("Tilsyn has fined the bank Norvane. “A grimace is not consent,” the regulator wrote.", "Tilsyn"),
        ('Karl Ek buys power for Norvane. The bills are signed by Ana Roe, the treasurer. "Nobody takes a dam back," he says.', "Karl Ek"),
        ('In March came a letter from the chairman, Karl Ek. "I used to sell coins," it begins.', "Karl Ek"),
        ('The memo arrived at dawn. It was short.\n\n"From today, nobody may use the word smart," it read.', "The memo"),
        ('Ana Roe sat down. “It was a dog,” she posted. An hour later: “It was my dog.”', "Ana Roe"),
        ('CEO Ana Roe has posted a thread. The key line: "We were asleep, and the alarm was too."', "Ana Roe"),
        ('Karl Ek sat down. "Yes," he said. Next to him, Ana Roe of the lab Tern nodded: "It was wet."', "Ana Roe"),
        ('Ana Roe spoke. "I was there," she said. "And I was asleep," the guard shot back.', "the guard"),
        ('Staff disagree. One rates strategist says: "It is dear."', "One rates strategist"),
        ("Norvane's revised privacy policy states that it “may read what you never sent”.", "Norvane's revised privacy policy"),
        ("Declaration 12 was signed in May. It asks states to “list what they own and what they owe”.", "Declaration 12"),
        ('Traders at Norvane Quay waited. "It cannot forget," said the bank\'s deputy head of research.', "the bank's deputy head of research"),
        ('Norvane boss Ana Roe says that the founder, Karl Ek, stopped a clerk. She can still repeat his words: "Feed the pigeons first."', "Karl Ek"),
        ('This is what Ana Roe, the linguist, has learned from it: "We weighed the wrong bag."', "Ana Roe"),
        ('Anna Korb, 44, and Dov Hartman, 51, met at Norvane. The older of the two does the talking. "I have the voice for it," he says.', "Dov Hartman"),
        ("“It lasts,” Professor Ana Roe wagered, “but not for long.”", "Ana Roe"),
        ('Karl Ek, the Norvane founder, apologised for saying the rival was "a shed with a logo".', "Karl Ek"),
        ("Ana Roe spoke. Karl Ek's remarks cost him a seat and a fine for saying that code was \"a polite kind of magic\".", "Karl Ek"),
        ('Ana Roe sat down. In May she lost her job for calling the plan "a kettle without a lid".', "Ana Roe"),
        ('Reached on a train, Karl Ek was blunter: "It is a kettle with a press office."', "Karl Ek"),
        ('Karl Ek coughed. It was Ana Roe who broke the silence: "Then who is flying it?"', "Ana Roe"),
        ('Sundby, for her part, is unmoved. "Bridges never haggle," she says.', "Sundby"),
        ('Karl Ek likes to quote his grandmother: "A borrowed boat always leaks."', "his grandmother"),
        ('Ana Roe spoke. Karl Ek cited the tribunal: "It was never a boat."', "the tribunal"),
        ('Idris Falk of Kestrel Grid and Marit Sundby of Tern Labs rarely agree. "And about dinner," the latter adds.', "Marit Sundby"),
        ('Two of the five judges dissented, calling the ruling "a map of a country that does not exist".', "Two of the five judges"),
        ('The planning chief, Karl Ek, resigned. His deputy, Ana Roe, takes over. "There is a lot of paper," the new chief said.', "the new chief"),
        ("Ana Roe waited. Karl Ek's blog post said the plan was \"a soup without a bowl\".", "Karl Ek"),
        ('"Thank you for coming," Karl Ek told the hall. Petra Lunde raised a hand. "Is it on?" she asked. He looked at the ceiling. "Everything is."', "Karl Ek"),
    ],
)  # fmt: skip
def test_last_speaker(text: str, speaker: str) -> None:
    """The last quote's speaker, in wordings that no list of verbs alone can read."""
    assert quotes(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        'Posters reading "Ask me about my battery" hung in the hall.',
        'The plate below the clock says "Do not feed the printer".',
        '"We Are Not Robots Yet," announced the cover of the Weekly Lantern.',
        'Norvane sold the new car, "Grus", in May.',
        'The report lists "operator error" among its causes.',
        'Their motto, "Slow is smooth", hangs in the lobby.',
        '"If you can read this, the system works," reads a note taped to the door.',
        'Beneath it somebody has written "barely".',
        "The fair ended.\n\nNorvane & Co. “Mind the gap.” Enquiries: by post.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    """Signs, front pages, names of things, items of lists and slogans are no quotes."""
    assert quotes(text) == ()


def test_nickname_inside_a_name() -> None:
    """A nickname between the names of whoever speaks is part of the name."""
    found = quotes('"It is cold," said Robert “Bob” Ek, the founder of Norvane.')
    assert [quote.evidence.text for quote in found] == ["It is cold,"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norvane Q2 2026 Earnings Call\n\n**Ana Roe -- Chief Executive Officer**\n\nWe added forty customers.\n\n**Karl Ek -- Chief Financial Officer**\n\nThank you, Ana. Revenue was up.",
            [("We added forty customers.", "Ana Roe"), ("Thank you, Ana. Revenue was up.", "Karl Ek")],
        ),
        (
            "Ana Roe is the founder of Norvane. This conversation has been edited.\n\n**Why did you leave?**\n\nThe kitchen was always too small for it.\n\n**Would you go back?**\n\nI have. They kept my mug.",
            [("The kitchen was always too small for it.", "Ana Roe"), ("I have. They kept my mug.", "Ana Roe")],
        ),
        (
            "Ola Bright-Davies is head of Norvane. This has been shortened.\n\n**Who owns it?**\n\nOBD: My aunt does.\n\n**What do they ask?**\n\nOBD: A key to the shed.",
            [("My aunt does.", "Ola Bright-Davies"), ("A key to the shed.", "Ola Bright-Davies")],
        ),
    ],
)  # fmt: skip
def test_short_layouts(text: str, told: list[tuple[str, str]]) -> None:
    """Two turns are a call where officers speak, two bold questions where the text says interview."""
    assert [(quote.evidence.text, quote.speaker) for quote in quotes(text)] == told


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ('"They close themselves," said Ana Roe, the head of support at loop9.', "head of support", "loop9"),
        ('"They close themselves," said Ana Roe, product lead at 7Beacon.', "product lead", "7Beacon"),
        ('Ana Roe, lecturer in maritime law at Sutter College, spoke. "You cannot sue a tide," Roe said.', "lecturer in maritime law", "Sutter College"),
        ('Ana Roe gave up teaching to become medical director of Fenwick Labs. "I was tired," said Roe.', "medical director", "Fenwick Labs"),
        ('Pension trustee Ana Roe was cross. "We lent them money," Roe said.', "Pension trustee", None),
        ('"It is late," said one Tacoma recruiter.', "recruiter", None),
        ('"It is late," said Ana Roe, once the operations chief of Norvane Labs.', None, None),
        ('Ana Roe is the chief product officer of Norvane, whose robot folds sheets. "It folds," said Roe.', "chief product officer", "Norvane"),
        ('A spokeswoman for Tarn & Marsh, Ana Roe, shrugged. "No comment," she said.', "spokeswoman", "Tarn & Marsh"),
        ('It fell to Norvane\'s newly promoted chief economist, Ana Roe, to explain it. "It was empty," Roe said.', "chief economist", "Norvane"),
        ('Ana Roe waited. As chief customer officer of Norvane Labs she works at the door. "It swings," she said.', "chief customer officer", "Norvane Labs"),
        ('Ana Roe lives on a boat. Now chief scientist of Norvane Labs, she still rows. "It floats," Roe said.', "chief scientist", "Norvane Labs"),
        ('Norvane Labs has a spare desk. Ana Roe was glad. She was hired as lead tester in August. "It wobbles," Roe said.', "lead tester", None),
        ('Ana Roe made a list. This week the founder of Norvane Labs asked a court for help. "It is long," Roe said.', "founder", "Norvane Labs"),
        ('On the call, head of sales Ana Roe said it was over. "It was fun," she said.', "head of sales", None),
        ('The Alliance for Plain Code met. "Nobody reads the logs," said Ana Roe, who chairs the alliance.', "chair", "Alliance for Plain Code"),
        ('"It is dear," said investor Ana Roe, who co-runs Norvane Ventures.', "investor", "Norvane Ventures"),
        ("“The market was wrong,” Lunt, Norvane's chief economist, wrote to clients.", "chief economist", "Norvane"),
        ('In a filing on Monday, Sable Freight warned that it "may run out of forklifts".', None, "Sable Freight"),
        ('Norvane said that it "does not comment on brooms".', None, "Norvane"),
        ('Norvane Labs was calm. "They call it a raise," union president Karl Ek said.', "union president", None),
        ('Staff at the chip designer Sondra were told to stop. "It leaks and it always will," the company\'s head of security, Ana Roe, warned.', "head of security", "Sondra"),
    ],
)  # fmt: skip
def test_role_and_house(text: str, role: str | None, organisation: str | None) -> None:
    """What the last quote's speaker is and for whom, in wordings of many kinds."""
    last = quotes(text)[-1]
    assert (last.role, last.organisation) == (role, organisation)
