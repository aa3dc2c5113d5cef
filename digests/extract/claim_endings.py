"""Who a claim is given to at the end of its sentence: "…, estimates Jo Ek of Tern", "…, brokers said"."""

from __future__ import annotations

import re

from digests.extract.lexicon import words
from digests.extract.speakers import Cast, Speaker
from digests.model import Span

_VERBS = (
    "estimates?d?|reckons?|reckoned|predicts?|predicted|believes?d?|argue[sd]|says?|said|warn(?:s|ed)|insist(?:s|ed)"
    "|maintain(?:s|ed)|forecasts?|judge[sd]|calculate[sd]|project(?:s|ed)|thinks?|thought|expects?|expected"
)
_NAME = (
    r"[A-Z][\w.’'-]*(?:\s(?:(?:of|van|der|den|de|von|al|bin|la|le|da|du)\s)?[A-Z][\w.’'-]*){1,4}"
)
# …, estimates Karsten Owusu-Friis, chief engineer at Jutland Fusion.
_TURNED = re.compile(rf",\s(?:{_VERBS})\s(?P<who>{_NAME})(?=,|\.|\sof\s|\sat\s|$)")
# …, the research firm Datumark estimated.
_HOUSE = re.compile(
    rf",\s(?:the|a)\s(?:[\w-]+\s){{0,2}}(?:firm|consultancy|company|group|think-tank|agency|watchdog|bank|broker)\s"
    rf"(?P<who>[A-Z][\w.’'&-]*(?:\s[A-Z&][\w.’'&-]*){{0,3}})\s(?:{_VERBS})(?=,|\.|$)"
)
# …, brokers said. / …, according to four mechanics.
_SOME = re.compile(
    rf",\s(?:according\sto\s(?P<of>(?:[a-z]+\s){{0,3}}[a-z]+s)|(?P<who>(?:[a-z]+\s){{0,3}}[a-z]+s)\s(?:{_VERBS}))(?=\.|$)"
)


def told_at_end(cast: Cast, text: str, span: Span) -> Speaker | None:
    """Whoever the end of a sentence names; None where it names nobody that way."""
    turned = _TURNED.search(text, span.start, span.end)
    if turned is not None:
        found = cast.resolve(Span(start=turned.start("who"), end=turned.end("who")))
        return found if found is not None and found.kind == "person" else None
    house = _HOUSE.search(text, span.start, span.end)
    if house is not None:
        found = cast.resolve(Span(start=house.start("who"), end=house.end("who")))
        name = house["who"]
        return found or Speaker(name=name, kind="organisation", organisation=name)
    some = _SOME.search(text, span.start, span.end)
    phrase = (some["of"] or some["who"]) if some else ""
    last = phrase.rpartition(" ")[2]
    people = last.removesuffix("s") in words("roles")
    return Speaker(name=phrase, kind="group") if people else None
