"""What English text counts and measures in: currencies, measures, shares and things."""

from __future__ import annotations

import re
from dataclasses import dataclass

SYMBOLS: dict[str, str] = {
    "$": "USD", "US$": "USD", "USD": "USD", "HK$": "HKD", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "S$": "SGD", "NT$": "TWD", "NZ$": "NZD", "R$": "BRL", "£": "GBP", "GBP": "GBP",
    "€": "EUR", "EUR": "EUR", "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "¥": "JPY", "JPY": "JPY",
    "JP¥": "JPY", "₩": "KRW", "KRW": "KRW", "₹": "INR", "Rs": "INR", "INR": "INR", "CHF": "CHF",
    "SEK": "SEK", "₪": "ILS", "₺": "TRY", "₽": "RUB",
}  # fmt: skip

_CURRENCY: dict[str, str] = {
    r"hong kong dollars?": "HKD", r"australian dollars?": "AUD", r"canadian dollars?": "CAD",
    r"singapore dollars?": "SGD", r"(?:new )?taiwan dollars?": "TWD", r"(?:u\.?s\.? )?dollars?": "USD",
    r"usd": "USD", r"euros?": "EUR", r"eur": "EUR", r"pounds?(?! of)(?: sterling)?": "GBP",
    r"gbp": "GBP", r"(?:chinese )?yuan": "CNY", r"renminbi": "CNY", r"rmb": "CNY", r"cny": "CNY",
    r"(?:japanese )?yen": "JPY", r"(?:south )?korean won|(?<=lion )won": "KRW", r"rupees?": "INR",
    r"(?:swiss )?francs?": "CHF", r"kronor": "SEK", r"kroner": "NOK", r"dirhams?": "AED",
    r"riyals?": "SAR", r"reais": "BRL", r"shekels?": "ILS",
    r"ringgit": "MYR", r"baht": "THB", r"rupiah": "IDR", r"zlot(?:y|ys)": "PLN", r"roubles?|rubles?": "RUB",
    r"swedish (?:crowns?|kronor)": "SEK", r"norwegian (?:crowns?|kroner)": "NOK", r"danish (?:crowns?|kroner)": "DKK",
}  # fmt: skip
_CENTS: dict[str, str] = {r"(?:u\.?s\.? )?cents?": "USD", r"pence": "GBP"}

_MEASURE: dict[str, str] = {
    r"parameters?": "parameters", r"tokens?": "tokens", r"gigawatt[-\s]hours?|gwh": "GWh",
    r"megawatt[-\s]hours?|mwh": "MWh", r"kilowatt[-\s]hours?|kwh": "kWh",
    r"terawatt[-\s]hours?|twh": "TWh", r"gigawatts?|gw": "GW", r"megawatts?|mw": "MW",
    r"kilowatts?|kw": "kW", r"watts?": "W", r"hours?": "hours", r"minutes?": "minutes",
    r"milliseconds?|ms": "ms", r"seconds?": "seconds", r"days?": "days", r"weeks?": "weeks",
    r"months?": "months", r"years?(?![-\s]old)": "years", r"decades?": "decades",
    r"nanomet(?:er|re)s?|nm": "nm", r"kilomet(?:er|re)s?|km": "km", r"miles?": "miles",
    r"centimet(?:er|re)s?|cm": "cm", r"millimet(?:er|re)s?|mm": "mm", r"met(?:er|re)s": "metres",
    r"inch(?:es)?": "inches", r"feet|foot": "feet", r"acres?": "acres", r"hectares?": "hectares",
    r"cubic[-\s]met(?:er|re)s?": "cubic metres", r"litres?|liters?": "litres", r"barrels?": "barrels",
    r"square[-\s](?:feet|foot)|sq\.? ?ft": "square feet", r"square[-\s]met(?:er|re)s?": "square metres",
    r"tonnes?|tons?": "tonnes", r"kilograms?|kg": "kg", r"gigabytes?|gb": "GB", r"terabytes?|tb": "TB",
    r"petabytes?|pb": "PB", r"megabytes?|mb": "MB", r"exaflops?": "exaflops", r"petaflops?": "petaflops",
    r"teraflops?": "teraflops", r"flops?": "FLOPs", r"transistors?": "transistors", r"qubits?": "qubits",
    r"gpus?": "GPUs", r"tops": "TOPS", r"gigahertz|ghz": "GHz", r"people|persons?": "people",
    r"times(?!\s+the\s+(?:new\s)?york)": "times", r"x|×": "times", r"fold": "times",
}  # fmt: skip


Table = tuple[re.Pattern[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A number's unit and where it ends. `factor` makes base units of it (a cent is 0.01).

    `hard`: a share, a currency or a measure, not merely the thing that is counted.
    """

    name: str | None
    end: int
    factor: float = 1.0
    hard: bool = False


def _table(words: dict[str, str], lead: str) -> Table:
    body = "|".join(f"({pattern})" for pattern in words)
    return re.compile(rf"{lead}(?:{body})(?![\w’'])", re.I), tuple(words.values())


_LEAD = r"(?:\s|-)(?:of\s)?"
CURRENCY = _table(_CURRENCY, r"[\s-]?(?:of\s)?")
CENTS = _table(_CENTS, _LEAD)
MEASURE = _table(_MEASURE, r"[\s-]?")
PERCENT = re.compile(
    r"\s?(?:%|％|percent\b(?!age)|per\s?cent\b|pct\b)|-per\s?cent\b|-percent\b", re.I
)
POINTS = re.compile(
    r"[-\s]?(?:(?P<basis>basis[-\s]points?|bps)|(?P<share>percentage[-\s]points?|ppts?|pp|points?(?=\s+(?:higher|lower|above|below|more|less|better|worse|behind|ahead|clear|from|to|over|since))))\b",
    re.I,
)

_WORD = re.compile(r"(\s+|-)([A-Za-z][\w’'&-]*)")
_PEOPLE = frozenset("people men women children staff personnel police feet mice teeth".split())
# Words that end in s and are no plural, and words after which no counted thing comes.
_STOP = frozenset(
    "is was has does this its as us plus versus across says his yes less unless always thus thanks "
    "perhaps whereas besides in on at of to from for with and but or if than that which who when "
    "were are be been will would could can may might must should had have did do by into per a an "
    "the after before since until while during under over between because so not no nor it he she "
    "they we i you said told added out up down off about against among through without within "
    "later earlier ago last next this these those times needs makes takes shows gives uses runs means "
    "includes remains comes goes gets wants seems appears becomes allows lets helps requires expects "
    "one two three four five six seven eight nine ten eleven twelve".split()
)  # fmt: skip


def unit_at(text: str, at: int, end: int) -> Unit:
    """The unit of the number that ends at offset `at`; the search stops at offset `end`."""
    share = PERCENT.match(text, at, end)
    if share:
        return Unit(name="%", end=share.end(), hard=True)
    points = POINTS.match(text, at, end)
    if points:
        name = "basis points" if points["basis"] else "percentage points"
        return Unit(name=name, end=points.end(), hard=True)
    for table, factor in ((CENTS, 0.01), (CURRENCY, 1.0), (MEASURE, 1.0)):
        found = _looked_up(table, text, at, end)
        if found is not None:
            return Unit(name=found[0], end=found[1], factor=factor, hard=True)
    return Unit(name=counted(text, at, end), end=at)


def _looked_up(table: Table, text: str, at: int, end: int) -> tuple[str, int] | None:
    match = table[0].match(text, at, end)
    if match is None or match.lastindex is None:
        return None
    return table[1][match.lastindex - 1], match.end()


def counted(text: str, at: int, end: int) -> str | None:
    """The thing counted by the number that ends at `at`: the first plural of the next four words.

    "14 African countries" counts countries. None where no plural comes in time.
    """
    for _ in range(4):
        match = _WORD.match(text, at, end)
        if match is None:
            return None
        word = match[2].lower()
        if word in _STOP or word.endswith(("’s", "'s")):
            return None
        if word in _PEOPLE or (
            word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
        ):
            return word
        at = match.end()
    return None
