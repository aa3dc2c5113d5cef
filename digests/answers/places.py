"""Countries and how what is of them is called: "Belgian" is of Belgium.

A question about "the Belgian ministry" is answered by a sentence on Belgium's, in either script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from digests.stories.words import latin_words

_COUNTRIES = """
america american americans us u.s usa | argentina argentine argentinian | australia australian | austria austrian
belgium belgian | brazil brazilian | britain british uk u.k | bulgaria bulgarian | canada canadian | chile chilean
china chinese | colombia colombian | croatia croatian | cyprus cypriot | czechia czech | denmark danish dane danes
egypt egyptian | england english | estonia estonian | ethiopia ethiopian | europe european eu | finland finnish
france french | germany german germans | ghana ghanaian | greece greek | hungary hungarian | iceland icelandic
india indian | indonesia indonesian | iran iranian | ireland irish | israel israeli | italy italian | japan japanese
kazakhstan kazakh | kenya kenyan | korea korean | latvia latvian | lithuania lithuanian | luxembourg luxembourgish
malaysia malaysian | malta maltese | mexico mexican | morocco moroccan | netherlands dutch holland | nigeria nigerian
norway norwegian | pakistan pakistani | peru peruvian | philippines philippine filipino | poland polish
portugal portuguese | romania romanian | russia russian | rwanda rwandan | scotland scottish | serbia serbian
singapore singaporean | slovakia slovak | slovenia slovenian | spain spanish | sweden swedish swede | switzerland swiss
taiwan taiwanese | thailand thai | tunisia tunisian | turkey turkish | ukraine ukrainian | vietnam vietnamese
wales welsh | saudi saudis | qatar qatari | asia asian | africa african
"""
# "us" is a pronoun and "turkey" a bird unless they are written as names.
_AS_WRITTEN = frozenset("us turkey polish".split())


def countries(text: str) -> Iterator[str]:
    """The countries that a text names or calls something by: `n:belgium`."""
    known = _known()
    for word, _ in latin_words(text):
        lower = word.lower().rstrip(".")
        found = known.get(lower)
        if found and not (lower in _AS_WRITTEN and word == lower):
            yield f"n:{found}"


def of_country(word: str) -> str:
    """The country of an adjective ("Belgian": `belgium`), or "" where it is none, or its name."""
    found = _known().get(word.lower().rstrip("."), "")
    return "" if found == word.lower() else found


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    rows = (row.split() for line in _COUNTRIES.splitlines() for row in line.split("|"))
    return {word: row[0] for row in rows if row for word in row}
