"""Lines that capitalise nearly every word: headlines, whose capitals tell no name."""

from __future__ import annotations

from digests.extract.frame import CAPITAL, LINE, POINT, QUOTE, WORD, Frame


def headlines(frame: Frame) -> set[int]:
    """The pieces of sentences that capitalise nearly every word, as headlines do."""
    out: set[int] = set()
    for sentence in frame.sentences:
        if (frame.kinds[max(0, sentence.first - 1)] != LINE and sentence.first) or frame.kinds[
            sentence.last : sentence.last + 1
        ] not in ("L", ""):
            continue  # not a paragraph of its own
        kinds = frame.kinds[sentence.first : sentence.last]
        big = kinds.count(CAPITAL)
        small = sum(
            1 for at in range(sentence.first, sentence.last)
            if frame.kinds[at] == WORD and len(frame.low[at]) > 3
        )  # fmt: skip
        if (
            big >= 4
            and big > 5 * small
            and frame.low[sentence.last - 1] != ":"
            and not _is_told(frame, sentence.first, sentence.last)
            and not _names_its_speaker(frame, sentence.first, sentence.last)
            and frame.kinds[sentence.first] != POINT
        ):
            out.update(range(sentence.first, sentence.last))
    return out


def _is_told(frame: Frame, first: int, last: int) -> bool:
    """Whether a sentence is one of reported speech: "Gu Wenshan told the Jinji Lake Forum." """
    verbs = {"said", "told", "says", "tells"}
    stops = frame.low[last - 1][-1] == "." or frame.kinds[last - 1] == QUOTE
    # “…,” said Jo Ek, CTO, Tern Inc
    tag = frame.kinds[first] == QUOTE and frame.low[first + 1] in verbs
    return (stops or tag) and any(
        frame.kinds[at] == WORD and frame.low[at] in verbs for at in range(first, last)
    )


def _names_its_speaker(frame: Frame, first: int, last: int) -> bool:
    """Whether it is a whole quote with a name: "Jo Ek, Norvane: “We sold out.”", or "“…” — Jo Ek"."""
    at = last - 1 if frame.low[last - 2] == ":" else first
    if frame.kinds[at] != QUOTE or (at == first and frame.kinds[at + 1 : at + 2] != POINT):
        return False
    marks = frame.marked[frame.quote_of[at]]
    return frame.text[marks.start : marks.end].rstrip()[-1:] in (".", "!", "?", "…")
