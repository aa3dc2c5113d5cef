"""What is wrong on the held-out articles: `python -m tests.quality.heldout_findings [FILE …]`.

Prints every quote that is missed, extra, forbidden or told of somebody else, every role and
organisation that differs, and every claim that is missed or differs; then how many of each.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from digests.documents import document
from digests.extract.article import extract
from digests.model import Claim, Extraction, Quote
from tests.quality.marked import Row, rows
from tests.quality.measure_heldout import sets

EDGE = " \n\"'“”‘’「」«».,。，?？!！"  # what a quote's span may or may not take in


def findings(row: Row) -> Iterator[tuple[str, str]]:
    """The kind of each finding over one article, and it in words."""
    read = document(row["text"], id=row["id"], title=row["title"], outlet="", language=row["lang"])
    got = extract(read)
    yield from _quotes(row, got)
    yield from _claims(row, got)


def _quotes(row: Row, got: Extraction) -> Iterator[tuple[str, str]]:
    found = {_place(row["text"], q.evidence.start, q.evidence.end): q for q in got.quotes}
    for gold in row["quotes"]:
        quote = found.pop(_place(row["text"], gold["start"], gold["end"]), None)
        if quote is None:
            yield "missed", f"{gold['text'][:60]} ({gold['speaker']})"
        else:
            yield from _compared(gold, quote)
    banned = {text.strip(EDGE) for text in row["must_not_quote"]}
    for quote in found.values():
        kind = "forbidden" if quote.evidence.text.strip(EDGE) in banned else "extra"
        yield kind, f"{quote.evidence.text[:60]} ({quote.speaker})"


def _compared(gold: Row, quote: Quote) -> Iterator[tuple[str, str]]:
    for key in ("speaker", "role", "organisation", "directness"):
        has, wants = getattr(quote, key), gold[key]
        if not _same(has, wants, whole=key not in ("role", "organisation")):
            yield key, f"{has} for {wants}: {gold['text'][:40]}"


def _same(has: str | None, wants: str | None, *, whole: bool) -> bool:
    """Whether a field is right: in full, or as the scorer takes roles, by half of its words."""
    if whole or not has or not wants:
        return (has or "").casefold() == (wants or "").casefold()
    one, other = _words(has), _words(wants)
    return 2 * len(one & other) >= max(len(one), len(other))


def _words(phrase: str) -> set[str]:
    found = re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", phrase.casefold())
    return set(found) - {"the", "of", "a", "an", "and", "at", "for", "s"}


def _claims(row: Row, got: Extraction) -> Iterator[tuple[str, str]]:
    for gold in row["claims"]:
        claim = max(got.claims[:8], key=lambda one: _overlap(gold, one), default=None)
        if claim is None or _overlap(gold, claim)[0] < (gold["end"] - gold["start"]) / 2:
            yield "claim missed", f"{'*' if gold['key'] else ' '} {gold['evidence'][:70]}"
            continue
        for key in ("speaker", "kind"):
            if (getattr(claim, key) or "").casefold() != (gold[key] or "").casefold():
                yield f"claim {key}", f"{getattr(claim, key)} for {gold[key]}: {claim.text[:80]}"
        values = [figure.value for figure in claim.figures]
        lacking = [f["value"] for f in gold["figures"] if not _among(f["value"], values)]
        if lacking:
            yield "claim figures", f"{lacking} not in {values}"


def _among(wanted: float, values: list[float]) -> bool:
    return any(abs(value - wanted) <= 0.005 * max(abs(value), abs(wanted)) for value in values)


def _overlap(gold: Row, claim: Claim) -> tuple[int, int]:
    shared = min(claim.evidence.end, gold["end"]) - max(claim.evidence.start, gold["start"])
    return shared, claim.evidence.start - claim.evidence.end


def _place(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _gold(path: Path) -> list[Row]:
    """A marked file's rows, or those of a file in the shared data's form."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return list(rows(path))


def main(paths: list[Path]) -> None:
    """Prints the findings of the files, or of all held-out files."""
    counts: Counter[str] = Counter()
    for path in paths or [path for _, files in sets() for path in files]:
        for row in _gold(path):
            for kind, what in findings(row):
                counts[kind] += 1
                print(f"{row['id']} {kind:13} {what}")
    print(dict(counts))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
