"""Articles with their right answers marked in the text, made into the rows that the scorers take.

A file of `heldout/` holds articles of our own, each headed `==== id | date | title`:

- `{a:…}` is a direct quote of speaker `a`, `{a~…}` a partial one, `{!:…}` must not be quoted;
- `<1|…|1>` is the evidence of claim 1;
- below a line `----` stand the speakers (`a = name | p, o, u or n | role | organisation`, `-` for
  nobody), further texts that must not be quoted (`! = one ;; two`), and the claims (`1* kind
  speaker value:unit …`; `*` marks a key claim, speaker `-` the outlet's own voice).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = {"p": "person", "o": "organisation", "u": "unnamed", "n": None}
_MARK = re.compile(r"\{(?P<key>\w|!)(?P<way>[:~])|(?P<shut>\})|<(?P<open>\d+)\||\|(?P<close>\d+)>")
_CJK = re.compile(r"[\u4e00-\u9fff]")

Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """A marked file's articles, in the form of the shared data's `ainews/dev.jsonl`."""
    for article in path.read_text("utf-8").split("==== ")[1:]:
        head, _, rest = article.partition("\n")
        body, _, notes = rest.partition("\n----\n")
        identity, date, title = (part.strip() for part in head.split("|", 2))
        yield _row(identity, date, f"{title}\n\n{body.strip()}", notes.strip().splitlines())


def _row(identity: str, date: str, marked: str, notes: list[str]) -> Row:
    text, spans, evidence = _read(marked)
    speakers = _speakers(notes)
    banned = [part for line in notes if line.startswith("! = ") for part in line[4:].split(" ;; ")]
    return {
        "id": identity,
        "lang": "zh" if len(_CJK.findall(text)) > len(text) / 5 else "en",
        "title": text.partition("\n")[0],
        "published": date,
        "text": text,
        "quotes": [_quote(text, span, speakers) for span in spans if span[0] != "!"],
        "must_not_quote": [
            *(text[start:end] for key, _, start, end in spans if key == "!"),
            *banned,
        ],
        "claims": [_claim(text, line, evidence, speakers) for line in notes if line[0].isdigit()],
    }


def _read(marked: str) -> tuple[str, list[tuple[str, str, int, int]], dict[str, tuple[int, int]]]:
    """The bare text, the quotes (key, way, start, end), and each claim's evidence."""
    text, at, stack, starts = "", 0, [], {}
    spans, evidence = [], {}
    for mark in _MARK.finditer(marked):
        text, at = text + marked[at : mark.start()], mark.end()
        if mark["key"]:
            stack.append((mark["key"], mark["way"], len(text)))
        elif mark["shut"]:
            spans.append((*stack.pop(), len(text)))
        elif mark["open"]:
            starts[mark["open"]] = len(text)
        else:
            evidence[mark["close"]] = (starts.pop(mark["close"]), len(text))
    if stack or starts:
        raise ValueError(f"unclosed mark: {stack} {starts} in {marked[:60]}")
    return text + marked[at:], sorted(spans, key=lambda span: span[2]), evidence


def _speakers(notes: list[str]) -> dict[str, list[str]]:
    lines = (re.fullmatch(r"(\w) = (.*)", line) for line in notes)
    return {line[1]: [part.strip() for part in line[2].split("|")] for line in lines if line}


def _quote(text: str, span: tuple[str, str, int, int], speakers: dict[str, list[str]]) -> Row:
    key, way, start, end = span
    name, kind, role, organisation = speakers[key]
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "speaker": None if name == "-" else name,
        "speaker_type": TYPES[kind],
        "role": role or None,
        "organisation": organisation or None,
        "directness": "partial" if way == "~" else "direct",
    }


def _claim(
    text: str, line: str, evidence: dict[str, tuple[int, int]], speakers: dict[str, list[str]]
) -> Row:
    number, kind, *rest = line.split()
    start, end = evidence[number.rstrip("*")]
    speaker = speakers[rest[0]][0] if rest and rest[0] != "-" else None
    return {
        "evidence": text[start:end],
        "start": start,
        "end": end,
        "speaker": speaker,
        "kind": kind,
        "figures": [_figure(part) for part in rest[1:]],
        "key": number.endswith("*"),
    }


def _figure(part: str) -> Row:
    value, unit, bound, *_ = [*part.split(":"), "", ""]
    return {"value": float(value), "unit": unit or None, "bound": bound or "exact"}
