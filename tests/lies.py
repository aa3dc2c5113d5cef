"""Stories made for tests, the true quotes in them, and every way to make a false one of them.

All names are invented. The same seed makes the same stories.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digests.summarisers.base import StoryView
from tests.views import article, view

PEOPLE = (
    "Amina Duarte", "Piet Okonjo", "Rosa Lindqvist", "Tomas Varga", "Ines Halloran", "Kofi Brandt",
    "Mira Castellan", "Owen Thackeray", "Lena Sorokin", "Hugo Ferrand", "Nadia Ekwall", "Idris Vane",
)  # fmt: skip
LABS = ("Heron Labs", "Corvid Systems", "Tarn Works", "Brightwell", "Palisade Compute", "Sorrel AI")
ROLES = ("chief executive", "chief scientist", "head of policy", "co-founder", "finance director")
SUBJECTS = (
    "the training run in Bergen", "our licence for outside testers", "the price of the smaller model",
    "a second data centre", "the audit that regulators asked for", "our deal with the hospitals",
    "the export licence", "the robot that sorts parcels", "the safety team", "our customers in Lisbon",
)  # fmt: skip
FRAMES = (
    "We will not hurry {subject} because a rival has a launch in {month}.",
    "I never promised that {subject} would be finished before {month}.",
    "{Subject} cost us {number} million dollars more than we planned.",
    "Nobody outside this building understands {subject} as well as the people who said no.",
    "We expect {subject} to be ready by {month}, and not a week earlier.",
    "There are {number} people working on {subject}, and every one of them is tired.",
    "If {subject} fails, we will say so in public.",
)
MONTHS = ("January", "March", "April", "June", "September", "October")
SAYS = ("said", "told reporters", "said on Tuesday", "said in an interview")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A true quote: its words as printed, and who said them."""

    text: str
    speaker: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """A story with its true quotes."""

    view: StoryView
    said: tuple[Said, ...]


def story(random_: random.Random) -> Made:
    """An article of three speakers, each with a role, who say something about their lab."""
    people = random_.sample(PEOPLE, 3)
    lab, rival = random_.sample(LABS, 2)
    quotes: list[Said] = []
    while len(quotes) < len(people):  # no two say the same
        text = _sentence(random_)
        if text not in {one.text for one in quotes}:
            quotes.append(Said(text=text, speaker=people[len(quotes)]))
    number = random_.randint(30, 900)
    lines = [
        f"{lab} has {number} employees and plans a second office, the company said on Monday.",
        *(_quoted(one, random_, lab) for one in quotes),
        f"{rival} declined to comment. Shares of {rival} fell {random_.randint(2, 9)}% on Monday.",
    ]
    return Made(view=view(article("\n\n".join(lines), "a1")), said=tuple(quotes))


def stories(seed: int) -> Iterator[Made]:
    """Stories without end."""
    random_ = random.Random(seed)
    while True:
        yield story(random_)


def _sentence(random_: random.Random) -> str:
    subject = random_.choice(SUBJECTS)
    return random_.choice(FRAMES).format(
        subject=subject,
        Subject=subject[0].upper() + subject[1:],
        month=random_.choice(MONTHS),
        number=random_.randint(12, 97),
    )


def _quoted(said: Said, random_: random.Random, lab: str) -> str:
    words = said.text.rstrip(".")
    return (
        f'"{words}," {random_.choice(SAYS[:1])} {said.speaker}, {random_.choice(ROLES)} of {lab}.'
    )


# Ways to make a false quote of a true one. Each gives the words and the speaker it claims.
Lie = Callable[[Made, random.Random], tuple[str, str]]


def invented(made: Made, random_: random.Random) -> tuple[str, str]:
    """Words nobody said."""
    return f"Our shareholders are owed {random_.randint(2, 90)} refunds.", made.said[0].speaker


def negation_dropped(made: Made, random_: random.Random) -> tuple[str, str]:
    """The same words without their "not"."""
    one = random_.choice(made.said)
    text = one.text
    for word, other in (
        ("will not", "will"),
        ("never ", ""),
        ("and not", "and"),
        ("Nobody", "Everybody"),
    ):
        if word in text:
            return text.replace(word, other), one.speaker
    return text.replace(" is ", " is not ").replace(" cost ", " did not cost "), one.speaker


def word_changed(made: Made, random_: random.Random) -> tuple[str, str]:
    """One word changed."""
    one = random_.choice(made.said)
    words = one.text.split()
    at = random_.randrange(len(words))
    words[at] = random_.choice(("customers", "lawyers", "seldom", "wonderful", "regulators"))
    return " ".join(words), one.speaker


def figure_changed(made: Made, random_: random.Random) -> tuple[str, str]:
    """A figure or a month changed."""
    one = random_.choice(made.said)
    words = [str(int(word) + 1) if word.isdigit() else word for word in one.text.split()]
    text = " ".join(words)
    for month in MONTHS:
        text = text.replace(month, "December")
    return (text if text != one.text else f"{text} Twice."), one.speaker


def merged(made: Made, random_: random.Random) -> tuple[str, str]:
    """Two quotes run together."""
    one, two = random_.sample(made.said, 2)
    return f"{one.text.rstrip('.')}, and {two.text[0].lower()}{two.text[1:]}", one.speaker


def swapped(made: Made, random_: random.Random) -> tuple[str, str]:
    """True words in another's mouth."""
    one, two = random_.sample(made.said, 2)
    return one.text.rstrip("."), two.speaker


def stranger(made: Made, random_: random.Random) -> tuple[str, str]:
    """True words in the mouth of somebody who is not in the story."""
    others = [one for one in PEOPLE if one not in {each.speaker for each in made.said}]
    return made.said[0].text.rstrip("."), random_.choice(others)


def prose(made: Made, random_: random.Random) -> tuple[str, str]:
    """The writer's own sentence, passed off as speech."""
    text = made.view.articles[0].text.splitlines()[0]
    return text.rstrip("."), made.said[0].speaker


LIES: tuple[Lie, ...] = (
    invented, negation_dropped, word_changed, figure_changed, merged, swapped, stranger, prose,
)  # fmt: skip
