"""Who holds which office in an article, found by person or by the noun of the office."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.roles import RELATIONS, Office

_LEADERS = frozenset(
    ["chair", "head", "leader", "chief", "boss", "director", "chairman", "chairwoman", "founder"]
)
_HONORARY = ("professor", "senator", "lord", "lady")  # Professor Ana Roe, Director of the Institute
Held = tuple[Office, str | None]


class Roster:
    """The offices of an article's people, each with the organisation's fullest name.

    Filled while an article is read, by `add`; only asked afterwards.
    """

    __slots__ = ("_by_noun", "_held")

    def __init__(self) -> None:
        self._held: dict[int, list[Held]] = {}
        self._by_noun: dict[str, set[int]] = {}

    def add(self, number: int, office: Office, organisation: str | None = None) -> None:
        """Note that character `number` holds `office`."""
        self._held.setdefault(number, []).append((office, organisation))
        for noun in _nouns(office):
            self._by_noun.setdefault(noun, set()).add(number)

    def held(self, number: int) -> Sequence[Held]:
        """The offices of a character in the order of the text."""
        return self._held.get(number, ())

    def holders(self, head: str) -> set[int]:
        """The characters who hold an office that the noun `head` names."""
        found = set(self._by_noun.get(head, ()))
        if head.endswith("er"):
            found |= self._by_noun.get(head[:-2], set())
        if head == "ceo":
            found |= self._by_noun.get("chief executive", set())
        if head in _LEADERS:
            found |= self._by_noun.get("", set())
        return found

    def best(self, number: int) -> tuple[str | None, str | None]:
        """Role and organisation to print: a noun before a verb ("leads research")."""
        # Lazily: someone named ten thousand times holds as many offices here.
        with_role = (pair for pair in self.held(number) if pair[0].role)
        first = next(with_role, None)
        chosen = first
        if first is not None and first[0].verbal:
            chosen = next((pair for pair in with_role if not pair[0].verbal), first)
        if chosen is not None and chosen[1] is None and _says_little(chosen[0].role or ""):
            chosen = next((pair for pair in with_role if pair[1]), chosen)
        organisation = chosen[1] if chosen else None
        if organisation is None:
            organisation = next((name for _, name in self.held(number) if name), None)
        return (chosen[0].role if chosen else None), organisation


def _says_little(role: str) -> bool:
    """Whether an office with its house says more of somebody: a title, or whose co-author they are."""
    return role.lower() in _HONORARY or role.lower() in RELATIONS


def _nouns(office: Office) -> set[str]:
    """The words an office is found by; "" where someone leads, heads or runs something."""
    if not office.role:
        return set()
    words = office.role.lower().split()
    extra = {"chief executive"} if "chief executive" in office.role.lower() else set()
    return {*words, *extra} | ({""} if office.verbal else set())
