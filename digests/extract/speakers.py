"""Who speaks: everyone and every organisation an article names, and who a mention means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digests.extract.frame import Frame, Stretch, frame_of
from digests.extract.marks import marked
from digests.extract.names import Run, in_quotes, runs
from digests.extract.people import Character, Gender, People, people
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.roles import Office, offices_at
from digests.model import Article, Span, SpeakerKind
from digests.text import paragraphs

if TYPE_CHECKING:
    from digests.extract.entities import Gazetteer

_GENDER: Mapping[str, Gender] = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_COMPANY = frozenset(
    "company firm startup start-up group business carmaker chipmaker retailer maker developer lab".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone who says something, by the fullest name the article gives.

    An unnamed source's name is the article's own phrase; an organisation's is its name.
    """

    name: str
    kind: SpeakerKind
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone and every organisation an article names, with where it names them."""

    article: Article
    frame: Frame
    runs: tuple[Run, ...]
    people: People
    scene: Scene
    offices: Mapping[int, tuple[str | None, str | None]]
    focus: tuple[Mapping[str, int | None], ...]  # at the start of each sentence

    def resolve(self, span: Span) -> Speaker | None:
        """Who the name, surname, pronoun or phrase at `span` means, by the fullest name.

        None where two readings are as likely, or where it means nobody.
        """
        at = bisect_right(self.frame.starts, span.start) - 1
        if at < 0:
            return None
        ref = phrase_from(self.scene, at, self._sentence_at(at).last)
        return self.speaker_of(ref) if ref else None

    def subject_of(self, sentence: Span) -> tuple[Span, Speaker] | None:
        """Who says what this sentence reports, and the span of the mention. None: the writer.

        "Lin said the chance is low", "prices fell, according to Lin", "林俊旸表示……".
        """
        return None

    def _sentence_at(self, piece: int) -> Stretch:
        firsts = [sentence.first for sentence in self.frame.sentences]
        return self.frame.sentences[max(0, bisect_right(firsts, piece) - 1)]

    def speaker_of(self, ref: Ref) -> Speaker | None:
        """Whom a phrase of the grammar means."""
        if ref.kind == "name":
            number = self.people.run_at.get(ref.last - 1)
            one = self.people.of_run(number) if number is not None else None
            return self._speaker(one) if one else None
        if ref.kind == "pronoun":
            return self._pronoun(ref)
        return self._nominal(ref)

    def _speaker(self, one: Character) -> Speaker:
        if one.kind in ("organisation", "place") or (
            one.kind == "unknown" and len(one.tokens) == 1
        ):
            return Speaker(name=one.name, kind="organisation", organisation=one.name)
        role, organisation = self.offices.get(one.number, (None, None))
        return Speaker(name=one.name, kind="person", role=role, organisation=organisation)

    def _pronoun(self, ref: Ref) -> Speaker | None:
        word = self.frame.low[ref.first]
        key = "organisation" if word in ("it", "they") else _GENDER.get(word)
        if key is None:
            return None
        number = _sentence_number(self.frame, ref.first)
        here = _first_person(self, number, ref.first, key)
        one = here if here is not None else self.focus[number].get(key)
        return None if one is None else self._speaker(self.people.characters[one])

    def _nominal(self, ref: Ref) -> Speaker | None:
        frame = self.frame
        phrase = frame.slice(ref.first, ref.last)
        head = frame.low[ref.head]
        number = _sentence_number(frame, ref.first)
        if frame.low[ref.first] in ("the", "this") and head in _COMPANY:
            one = self.focus[number].get("organisation")
            if one is not None:
                return self._speaker(self.people.characters[one])
        if head.startswith("spokes"):
            run = self.people.run_at.get(ref.head - 1)
            who = self.people.of_run(run) if run is not None else None
            if who:
                return Speaker(name=who.name, kind="organisation", organisation=who.name)
        return Speaker(name=phrase, kind="unnamed")


def cast_of(article: Article, gazetteer: Gazetteer | None = None) -> Cast:
    """Read the whole cast out of an article's text. `gazetteer` adds names known beforehand."""
    quotes = marked(article.text, paragraphs(article.text))
    frame = frame_of(article.text, quotes)
    found = runs(frame)
    named = people(frame, found, in_quotes(frame))
    return Cast(
        article=article, frame=frame, runs=found, people=named,
        scene=Scene(frame=frame, runs=found, people=named),
        offices=_offices(frame, found, named), focus=_focus(frame, found, named),
    )  # fmt: skip


def _sentence_number(frame: Frame, piece: int) -> int:
    return max(0, bisect_right(frame.firsts, piece) - 1)


def _offices(
    frame: Frame, found: tuple[Run, ...], named: People
) -> dict[int, tuple[str | None, str | None]]:
    out: dict[int, tuple[str | None, str | None]] = {}
    for number, run in enumerate(found):
        one = named.of_run(number)
        if one is None or one.kind not in ("person", "unknown"):
            continue
        sentence = frame.sentences[_sentence_number(frame, run.first)]
        for office in offices_at(frame, named, run, sentence):
            if office.former:
                continue
            role, organisation = out.get(one.number, (None, None))
            out[one.number] = (
                role or office.role,
                organisation or _organisation(frame, named, office),
            )
    return out


def _organisation(frame: Frame, named: People, office: Office) -> str | None:
    if office.organisation is None:
        return None
    first, last = office.organisation
    number = named.run_at.get(first)
    one = named.of_run(number) if number is not None else None
    text = frame.slice(first, last)
    return one.name if one and len(one.name) >= len(text) else text


def _first_person(cast: Cast, number: int, before: int, key: str) -> int | None:
    """The first fitting name of the same sentence before a pronoun."""
    first = cast.frame.sentences[number].first
    seen: int | None = None
    for at in range(first, before):
        run = cast.people.run_at.get(at)
        one = cast.people.of_run(run) if run is not None else None
        if one and _fits(one, key):
            return one.number
    return seen


def _fits(one: Character, key: str) -> bool:
    if key == "organisation":
        return one.kind == "organisation"
    return one.kind == "person" and one.gender in (None, key)


def _focus(
    frame: Frame, found: tuple[Run, ...], named: People
) -> tuple[Mapping[str, int | None], ...]:
    """For each sentence, whom "he", "she" and "it" mean as it begins."""
    out: list[Mapping[str, int | None]] = []
    now: dict[str, int | None] = {}
    number = 0
    for sentence in frame.sentences:
        out.append(dict(now))
        here: dict[str, int | None] = {}
        while number < len(found) and found[number].first < sentence.last:
            one = named.of_run(number)
            if one:
                for key in ("m", "f", "organisation"):
                    if key not in here and _fits(one, key):
                        here[key] = one.number
            number += 1
        now.update(here)
    return tuple(out)
