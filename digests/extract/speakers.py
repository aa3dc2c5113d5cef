"""Who speaks: everyone and every organisation an article names, and who a mention means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digests.extract.careers import careers, chosen
from digests.extract.characters import Character
from digests.extract.chinese import ChineseCast, is_chinese
from digests.extract.colleagues import add_colleagues, add_workplaces
from digests.extract.cues import Tag, tags
from digests.extract.described import (
    described_before,
    document_before,
    introduced_next,
    writer_of,
)
from digests.extract.frame import POSSESSIVE, Frame, frame_of
from digests.extract.grammar import is_role
from digests.extract.houses_meant import house_of_its, organisation_of
from digests.extract.joint_offices import add_joint
from digests.extract.marks import marked
from digests.extract.names import Run, runs
from digests.extract.nominals import is_group, meaning, own_role
from digests.extract.offices import offices_at
from digests.extract.people import people
from digests.extract.phrases import Ref, Scene, phrase_from
from digests.extract.pronouns import GENDER, PERSONAL, Focus, antecedent, focus, group_of
from digests.extract.quoted_names import in_quotes
from digests.extract.roles import Office, office_in
from digests.extract.roster import Roster
from digests.extract.small_names import with_small
from digests.extract.speaker import Speaker as Speaker
from digests.extract.subjects import leading_subject
from digests.extract.told_offices import add_renamed, add_told_offices
from digests.model import Article, Span
from digests.text import has_cjk, paragraphs

if TYPE_CHECKING:
    from digests.extract.entities import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone and every organisation an article names, with where it names them."""

    article: Article
    scene: Scene
    spoken: tuple[tuple[Tag, ...], ...]  # each sentence's cues with their speakers
    focus: tuple[Focus, ...]  # at the start of each sentence
    offices: Roster
    unnamed: tuple[Ref, ...]
    leads: tuple[Ref | None, ...]  # each sentence's leading subject
    chinese: ChineseCast | None = None

    @property
    def plain(self) -> str:
        """The article's text, in simplified characters where it is in traditional ones."""
        return self.chinese.text if self.chinese else self.article.text

    def resolve(self, span: Span) -> Speaker | None:
        """Who the name, surname, pronoun or phrase at `span` means, by the fullest name.

        None where two readings are as likely, or where it means nobody.
        """
        frame = self.scene.frame
        if self.chinese and is_chinese(frame.text, span.start, span.end):
            return self.chinese.resolve(span)
        at = bisect_right(frame.starts, span.start) - 1
        if at < 0 or not frame.sentences:
            return None
        if frame.low[at] in PERSONAL and self.scene.run(at) is None:
            return self._pronoun(Ref(kind="pronoun", first=at, last=at + 1, head=at, left=at))
        ref = phrase_from(self.scene, at, frame.sentences[sentence_number(frame, at)].last)
        return self.speaker_of(ref) if ref else None

    def subject_of(self, sentence: Span) -> tuple[Span, Speaker] | None:
        """Who says what this sentence reports, and the span of the mention. None: the writer.

        "Lin said the chance is low", "prices fell, according to Lin", "林俊旸表示……".
        """
        frame = self.scene.frame
        if self.chinese and is_chinese(frame.text, sentence.start, sentence.end):
            return self.chinese.subject_of(sentence)
        first = bisect_right(frame.starts, sentence.start - 1)
        if first >= len(frame.starts) or not frame.sentences:
            return None
        for tag in self.spoken[sentence_number(frame, first)]:
            if (
                tag.strong
                and not tag.relative
                and sentence.start <= frame.starts[tag.cue] < sentence.end
            ):
                speaker = self.speaker_of(tag.ref)
                if speaker:
                    return span_of(frame, tag.ref), speaker
        return None

    def named(self, name: str) -> Speaker | None:
        """The person or organisation that a name in any form means: "SZABO", "Martin Szabo"."""
        if self.chinese and self.chinese.knows(name):
            return self.chinese.named(name)
        wanted = [word.rstrip(".") for word in name.lower().split()]
        able = [
            one for one in self.scene.people.characters if wanted and set(wanted) <= set(one.tokens)
        ]
        last = [one for one in able if one.tokens[-1] == wanted[-1]] or able
        return self._speaker(last[0]) if len(last) == 1 else None

    def main_organisation(self) -> str | None:
        """The organisation that the article names most."""
        one = self.scene.people.main
        return None if one is None else self.scene.people.characters[one].name

    def people_before(self, offset: int) -> list[Speaker]:
        """Those who are named before a place in the text, in order."""
        seen: dict[int, Character] = {}
        for number, run in enumerate(self.scene.runs):
            one = self.scene.people.of_run(number)
            if one and self.scene.frame.starts[run.first] < offset:
                seen.setdefault(one.number, one)
        return [self._speaker(one) for one in seen.values()]

    def speaker_of(self, ref: Ref) -> Speaker | None:
        """Whom a phrase means."""
        frame, named = self.scene.frame, self.scene.people
        if ref.kind == "name":
            number = named.run_at.get(ref.last - 1)
            one = named.of_run(number) if number is not None else None
            return self._speaker(one) if one else None
        if ref.kind == "names":
            return Speaker(name=frame.slice(ref.first, ref.last), kind="group")
        if ref.kind == "pronoun":
            return self._pronoun(ref)
        return self._nominal(ref)

    def _speaker(self, one: Character) -> Speaker:
        alone = one.kind == "unknown" and len(one.tokens) == 1 and self.scene.people.businesslike
        if one.kind in ("organisation", "place") or alone:
            return Speaker(name=one.name, kind="organisation", organisation=one.name)
        role, organisation = self.offices.best(one.number)
        return Speaker(name=one.name, kind="person", role=role, organisation=organisation)

    def _pronoun(self, ref: Ref) -> Speaker | None:
        frame = self.scene.frame
        word = PERSONAL.get(frame.low[ref.first], frame.low[ref.first])
        number = sentence_number(frame, ref.first)
        now = self.focus[number]
        if word == "they":
            group = group_of(self.scene, self.leads[number], ()) or now.group
            if group is not None and group.last <= ref.first:
                return self.speaker_of(group)
            return None
        if word not in GENDER and word != "it":
            return None
        described = (
            described_before(self.scene, self.leads, number, ref) if word in GENDER else None
        )
        if described is not None:
            return self.speaker_of(described)
        paper = document_before(self.scene, self.leads, number, ref) if word == "it" else None
        if paper is not None:
            return self.speaker_of(paper)
        one = antecedent(self.scene, ref, frame.sentences[number], now)
        if one is None and word in GENDER:
            one = introduced_next(self.scene, number, GENDER[word])
        return None if one is None else self._speaker(self.scene.people.characters[one])

    def _nominal(self, ref: Ref) -> Speaker:
        scene = self.scene
        now = self.focus[sentence_number(scene.frame, ref.first)]
        found = meaning(scene, ref, now, self.offices, self.unnamed)
        meant = found.character if (writer := writer_of(scene, ref)) is None else writer
        if meant is not None:
            return self._speaker(scene.people.characters[meant])
        if found.organisation is not None:
            return Speaker(
                name=found.organisation, kind="organisation", organisation=found.organisation
            )
        phrase = found.phrase or ref
        office = office_in(scene.frame, scene.people, phrase.first, phrase.last)
        then = self.focus[sentence_number(scene.frame, phrase.first)]
        return Speaker(
            name=scene.frame.slice(phrase.first, phrase.last),
            kind="group" if is_group(scene, phrase) else "unnamed",
            role=own_role(scene, office),
            organisation=organisation_of(scene, office, then)
            if office and not office.former
            else None,
        )


def span_of(frame: Frame, ref: Ref) -> Span:
    """Where a phrase stands in the text."""
    return Span(start=frame.starts[ref.first], end=frame.ends[ref.last - 1])


def sentence_number(frame: Frame, piece: int) -> int:
    """Which sentence a piece is in."""
    return max(0, bisect_right(frame.firsts, piece) - 1)


def cast_of(article: Article, gazetteer: Gazetteer | None = None) -> Cast:
    """Read the whole cast out of an article's text. `gazetteer` adds names known beforehand."""
    frame = frame_of(article.text, marked(article.text, paragraphs(article.text)))
    found = with_small(frame, runs(frame))
    listed = gazetteer.find(article.text) if gazetteer else ()
    known = {span.start: entity.kind for span, entity in listed}
    scene = Scene(frame=frame, runs=found, people=people(frame, found, in_quotes(frame), known))
    spoken = tuple(tuple(tags(scene, sentence)) for sentence in frame.sentences)
    held = _held(scene)
    plain = Roster()
    for number, office, _ in held:
        plain.add(number, office)
    leads = [leading_subject(scene, s, s.last) for s in frame.sentences]
    focused = focus(scene, spoken, leads, plain)
    unnamed = _unnamed(spoken, leads, frame)
    offices = Roster()
    for number, office, at in held:
        until = frame.sentences[at].last
        offices.add(number, office, organisation_of(scene, office, focused[at], until))
    _add_described(scene, [*unnamed, *_nominal(leads)], unnamed, focused, offices)
    add_renamed(scene, spoken, leads, focused, offices)
    add_told_offices(scene, leads, focused, offices)
    add_joint(scene, focused, offices)
    add_workplaces(scene, focused, offices)
    add_colleagues(scene, offices)
    return Cast(
        article=article, scene=scene, spoken=spoken, focus=focused, offices=offices,
        unnamed=unnamed, leads=tuple(leads),
        chinese=ChineseCast(article.text, [(article.text[s.start : s.end], e.kind) for s, e in listed]) if has_cjk(article.text) else None,
    )  # fmt: skip


def _unnamed(
    spoken: Sequence[Sequence[Tag]], leads: Sequence[Ref | None], frame: Frame
) -> tuple[Ref, ...]:
    """The phrases that speak, and those that bring somebody in, as in "A former trader was shy"."""
    found = {
        tag.ref.first: tag.ref
        for sentence in spoken
        for tag in sentence
        if tag.ref.kind == "nominal"
    }
    for lead in _nominal(leads):
        if frame.low[lead.first] in ("a", "an", "one", "another") and is_role(frame.low[lead.head]):
            found.setdefault(lead.first, lead)
    return tuple(found[first] for first in sorted(found))


def _nominal(refs: Sequence[Ref | None]) -> list[Ref]:
    return [ref for ref in refs if ref is not None and ref.kind == "nominal"]


def _held(scene: Scene) -> list[tuple[int, Office, int]]:
    """The offices that the text gives each person, current ones only, with their sentences."""
    out: list[tuple[int, Office, int]] = []
    frame = scene.frame
    for number, run in enumerate(scene.runs):
        one = scene.people.of_run(number)
        if one is None or one.kind not in ("person", "unknown"):
            continue
        at = sentence_number(frame, run.first)
        found = offices_at(frame, scene.people, run, frame.sentences[at])
        if frame.kinds[run.last : run.last + 1] != POSSESSIVE:
            found += careers(frame, scene.people, run.last, frame.sentences[at])
            found += chosen(frame, scene.people, run, frame.sentences[at])
        current = (office for office in found if not office.former)
        out.extend((one.number, _of_its(scene, run, office, at), at) for office in current)
    return out


def _of_its(scene: Scene, run: Run, office: Office, at: int) -> Office:
    """An office with the house that "its" means in the sentence, where that is plain."""
    if not (office.generic or office.implied) or office.organisation is not None:
        return office
    house = house_of_its(scene, run.first, scene.frame.sentences[at])
    return replace(office, organisation=house, generic=False) if house else office


def _add_described(
    scene: Scene,
    phrases: Sequence[Ref],
    unnamed: Sequence[Ref],
    focused: Sequence[Focus],
    offices: Roster,
) -> None:
    """Add the offices of phrases that mean someone named: “…,” says the 41-year-old head of Norvane."""
    for ref in phrases:
        now = focused[sentence_number(scene.frame, ref.first)]
        office = office_in(scene.frame, scene.people, ref.first, ref.last)
        if office is None or office.former:
            continue
        one = meaning(scene, ref, now, offices, unnamed).character
        if one is not None and scene.people.characters[one].kind in ("person", "unknown"):
            offices.add(one, office, organisation_of(scene, office, now))
