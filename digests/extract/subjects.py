"""Who does what a verb says: the phrase that is a verb's subject, found without a parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digests.extract.frame import NUMBER, POSSESSIVE, QUOTE, Frame, Stretch
from digests.extract.lexicon import words
from digests.extract.names import Run

RefKind = Literal["name", "pronoun", "nominal"]
PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you", "who"))
_AUXILIARIES = frozenset(
    """has have had is was are were be been being do does did will would can could should may might must
    's 've 'd ’s ’ve ’d hasn't hasn’t haven't didn't didn’t doesn't doesn’t wasn't wasn’t won't
    wouldn't not never also later then once recently repeatedly often always again still even just
    already further reportedly famously previously long soon first too both all each now since
    sometimes usually ever and to""".split()
)  # fmt: skip
_CLAUSE = frozenset(
    """but and or as while when if because although though that whether than so after before since
    until unless where why how which""".split()
)
_DETERMINERS = frozenset(
    """the a an this that these those his her their its our my your one two three four five six seven
    eight nine ten several some many most both another other each every all any few no multiple
    dozens""".split()
)
_PREPOSITIONS = frozenset(
    """of for at in with from to on by about against near under over among between within inside
    across around without into during after before like than""".split()
)
_MODIFIER = frozenset(
    """who whose which whom a an the one formerly former now then himself herself itself including
    referred known identified named speaking citing according where when himself like also both
    aged r d""".split()
)
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier last on
    in during at after before recently later this when as while to""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Pieces `first:last` that refer to someone. `head` is the piece of its main noun."""

    kind: RefKind
    first: int
    last: int
    head: int


class Grammar:
    """Reads phrases out of one frame. Holds no state but the text and its runs of names."""

    __slots__ = ("_run_at", "_runs", "frame")

    def __init__(self, frame: Frame, runs: Sequence[Run], run_at: Mapping[int, int]) -> None:
        self.frame, self._runs, self._run_at = frame, runs, run_at

    def subject_before(self, verb: int, sentence: Stretch) -> Ref | None:
        """The subject of the verb at piece `verb`, looked for on its left."""
        at = verb - 1
        low = self.frame.low
        while at >= sentence.first and (low[at] in _AUXILIARIES or low[at].endswith("ly")):
            if low[at] in ("and",):
                return self._subject_of_joined(at, sentence)
            at -= 1
        if at < sentence.first:
            return None
        if low[at] in (",", ")", "—", "–", "--", "-"):
            return self._before_modifier(at, sentence)
        return self._ending_at(at, sentence)

    def subject_after(self, verb: int, sentence: Stretch) -> Ref | None:
        """The subject of an inverted verb ("said Lin"), right after it."""
        return self.phrase_from(verb + 1, sentence)

    def phrase_from(self, first: int, sentence: Stretch) -> Ref | None:
        """The name, pronoun or noun phrase that begins at piece `first`."""
        frame = self.frame
        if first >= sentence.last:
            return None
        if frame.low[first] in PRONOUNS:
            return Ref(kind="pronoun", first=first, last=first + 1, head=first)
        run_number = self._run_at.get(first)
        if run_number is not None and not self._is_adjectival(run_number, sentence):
            return self._name(self._runs[run_number])
        last = self._phrase_end(first, sentence)
        if last == first:
            return None
        if not self._is_nominal(first, last):
            return None
        named = self._named_in_apposition(last, sentence)
        if named:
            return named
        inside = self._trailing_name(first, last)
        return inside or Ref(kind="nominal", first=first, last=last, head=self._head(first, last))

    def leading_subject(self, sentence: Stretch, before: int) -> Ref | None:
        """The subject of the clause that begins a sentence, or begins last before `before`."""
        first = self._skip_opening(sentence, before)
        return self.phrase_from(first, sentence) if first < before else None

    def _name(self, run: Run) -> Ref:
        return Ref(kind="name", first=run.core, last=run.last, head=run.last - 1)

    def _is_adjectival(self, number: int, sentence: Stretch) -> bool:
        """Whether a run stands before a noun or an 's: "Clinton campaign", "Alibaba's researcher"."""
        last = self._runs[number].last
        if last >= sentence.last:
            return False
        if self.frame.kinds[last] == POSSESSIVE:
            return True
        return self.frame.low[last] in words("roles") or self.frame.low[last] in _GROUP_NOUNS

    def _skip_opening(self, sentence: Stretch, before: int) -> int:
        """Past "But", "In a statement," and the like."""
        low, kinds = self.frame.low, self.frame.kinds
        at = sentence.first
        while at < before and (
            kinds[at] in "p"
            or low[at] in _CLAUSE | {"yet", "still", "meanwhile", "however", "now", "then"}
        ):
            at += 1
        if at < before and (low[at] in _OPENING or low[at].endswith("ing")):
            comma = next((i for i in range(at, before) if low[i] == ","), -1)
            if comma >= 0:
                return comma + 1
        return at

    def _subject_of_joined(self, at: int, sentence: Stretch) -> Ref | None:
        """ "Lin shrugged and said": the subject is that of the clause."""
        return self.leading_subject(sentence, at)

    def _before_modifier(self, at: int, sentence: Stretch) -> Ref | None:
        """The subject left of an apposition or relative clause that ends at the comma `at`."""
        low, kinds = self.frame.low, self.frame.kinds
        end = at
        for _ in range(8):
            start = end - 1
            while (
                start >= sentence.first
                and low[start] not in (",", "(", "—", "–", "--", ";", ":")
                and kinds[start] != QUOTE
            ):
                start -= 1
            chunk_first = start + 1
            if chunk_first >= end:
                return None
            if (
                start < sentence.first
                or kinds[start] == QUOTE
                or low[start] in ";:"
                or not self._modifies(chunk_first, end)
            ):
                named = self._ending_at(end - 1, sentence)
                return named
            renamed = self._renamed(chunk_first, end)
            if renamed:
                return renamed
            end = start
        return None

    def _renamed(self, first: int, last: int) -> Ref | None:
        """ "referred to as Yang" """
        low = self.frame.low
        if low[first] in ("referred", "known", "identified", "named") and last - 1 in self._run_at:
            return self._name(self._runs[self._run_at[last - 1]])
        return None

    def _modifies(self, first: int, last: int) -> bool:
        """Whether the pieces between two commas describe what stands before them."""
        low, kinds = self.frame.low, self.frame.kinds
        if low[first] in _MODIFIER or kinds[first] == NUMBER or low[first] in _PREPOSITIONS:
            return True
        if low[first].endswith(("ing", "ed")) and kinds[first] == "w":
            return True
        if low[first] in ("jr.", "sr.", "inc.", "iii", "fla.", "calif.") or low[first].startswith(
            ("r-", "d-")
        ):
            return True
        return any(low[i] in words("roles") for i in range(first, min(last, first + 6)))

    def _ending_at(self, at: int, sentence: Stretch) -> Ref | None:
        """The phrase whose last piece is `at`."""
        low, kinds = self.frame.low, self.frame.kinds
        if low[at] in PRONOUNS:
            return Ref(kind="pronoun", first=at, last=at + 1, head=at)
        number = self._run_at.get(at)
        start = self._clause_start(at, sentence)
        if number is not None:
            run = self._runs[number]
            if run.first <= start or not self._inside_phrase(start, run.first):
                return self._name(run)
            return self._nominal(start, at + 1) or self._name(run)
        if kinds[at] not in "wsCn":
            return None
        return self._nominal(start, at + 1)

    def _inside_phrase(self, start: int, name: int) -> bool:
        """Whether a name at `name` only belongs to a longer phrase: "a spokesman for Trump"."""
        low = self.frame.low
        if low[name - 1] not in _PREPOSITIONS and low[name - 1] not in ("the", "a", "an"):
            return False
        return any(low[i] in words("roles") or low[i] in _GROUP_NOUNS for i in range(start, name))

    def _clause_start(self, at: int, sentence: Stretch) -> int:
        low, kinds = self.frame.low, self.frame.kinds
        start = at
        while start > sentence.first:
            before = start - 1
            if kinds[before] in "Qp" or (
                low[before] in _CLAUSE and not (low[before] == "and" and self._joins(before))
            ):
                break
            if before in self._run_at:
                start = max(self._runs[self._run_at[before]].first, sentence.first)
                continue
            start = before
        return start

    def _joins(self, at: int) -> bool:
        """Whether "and" joins two nouns and not two clauses: "founder and chairman"."""
        low = self.frame.low
        return low[at - 1] in words("roles") and low[at + 1] in words("roles") | _DETERMINERS | {
            "chief"
        }

    def _nominal(self, start: int, last: int) -> Ref | None:
        low, kinds = self.frame.low, self.frame.kinds
        # an opening "On Monday" or "Last week" is no part of the phrase
        first = start
        if low[first] in _PREPOSITIONS or low[first] in _CLAUSE or low[first].endswith("ly"):
            later = [
                i
                for i in range(first + 1, last)
                if low[i] in _DETERMINERS and low[i - 1] not in _PREPOSITIONS
            ]
            first = later[0] if later else first
        if not self._is_nominal(first, last):
            return None
        head = self._head(first, last)
        if kinds[head] not in "wC":
            return None
        return self._trailing_name(first, last) or Ref(
            kind="nominal", first=first, last=last, head=head
        )

    def _is_nominal(self, first: int, last: int) -> bool:
        """Whether pieces can be a noun phrase that speaks."""
        low, kinds = self.frame.low, self.frame.kinds
        if low[first] in _DETERMINERS or kinds[first] in "C" or kinds[first] == NUMBER:
            return True
        return any(
            low[i] in words("roles") or low[i] in _GROUP_NOUNS
            for i in range(first, min(last, first + 5))
        )

    def _head(self, first: int, last: int) -> int:
        """The main noun: the last word before a preposition, "who", "that" or "familiar"."""
        low = self.frame.low
        at = first
        if low[first + 1 : first + 3] == ["of", "the"] or (
            low[first + 1 : first + 2] == ["of"] and low[first] in _DETERMINERS
        ):
            at = min(first + 2, last - 1)
        for i in range(at + 1, last):
            if low[i] in _PREPOSITIONS or low[i] in (
                "who",
                "that",
                "familiar",
                "involved",
                ",",
                "which",
                "close",
                "briefed",
            ):
                return i - 1
        return last - 1

    def _trailing_name(self, first: int, last: int) -> Ref | None:
        """The name at the end of "the economist Helena Brandt" or "union head Lars Vik"."""
        number = self._run_at.get(last - 1)
        if number is None:
            return None
        run = self._runs[number]
        if (
            run.first > first
            and run.first - 1 >= first
            and (
                self.frame.low[run.first - 1] in words("roles")
                or self.frame.kinds[run.first - 1] == QUOTE
            )
        ):
            return self._name(run)
        return None

    def _phrase_end(self, first: int, sentence: Stretch) -> int:
        """Where a noun phrase that begins at `first` ends, going right."""
        low, kinds = self.frame.low, self.frame.kinds
        at, seen_head = first, False
        while at < sentence.last:
            if kinds[at] in "pQL" or low[at] in (
                "who",
                "which",
                "that",
                "said",
                "says",
                "told",
                "when",
                "as",
                "while",
                "but",
            ):
                break
            if seen_head and (
                (low[at] in _TIMES and low[at] not in ("in", "at", "to", "on"))
                or low[at] in _VERBISH
            ):
                break
            if (
                seen_head
                and low[at] in ("on", "in", "at", "during", "to", "after", "before")
                and self._time_or_event(at)
            ):
                break
            if (
                low[at] in words("cues")
                and seen_head
                and kinds[at] == "w"
                and low[at] not in words("roles")
            ):
                break
            seen_head = (
                seen_head
                or low[at] in words("roles")
                or low[at] in _GROUP_NOUNS
                or at in self._run_at
            )
            at += 1
        return at

    def _time_or_event(self, at: int) -> bool:
        following = self.frame.low[at + 1 : at + 4]
        return bool(following) and (following[0] in _TIMES or any(w in _EVENTS for w in following))

    def _named_in_apposition(self, at: int, sentence: Stretch) -> Ref | None:
        """ "said the group's president, Jane Doe" """
        if at + 1 >= sentence.last or self.frame.low[at] != ",":
            return None
        number = self._run_at.get(at + 1)
        if number is None:
            return None
        run = self._runs[number]
        if (
            run.last >= sentence.last
            or self.frame.kinds[run.last] in "pL"
            or self.frame.low[run.last] == "who"
        ):
            return self._name(run)
        return None


_GROUP_NOUNS = frozenset(
    """company firm group campaign agency bank government administration department ministry committee
    commission council court police startup start-up studio university school institute laboratory lab
    union association foundation organisation organization newspaper paper magazine network station
    report statement study letter memo filing lawsuit complaint indictment document ad advert
    advertisement article editorial book transcript email post tweet message survey poll team
    party senate house white watchdog regulator outlet site website blog board office service unit
    division developer maker chipmaker carmaker retailer publisher broadcaster platform""".split()
)
_OPENING = _PREPOSITIONS | frozenset(
    "when while as if after before since although though because asked speaking given last earlier later once".split()
)
_EVENTS = frozenset(
    "interview statement tweet speech email e-mail letter post conference rally debate briefing hearing call phone night morning afternoon week month year day event address remarks appearance reporters news television twitter facebook".split()
)
_VERBISH = frozenset(
    "is was are were has had have will would referring speaking adding noting".split()
)
