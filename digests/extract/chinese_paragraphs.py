"""Who speaks in a Chinese quote that is a paragraph of its own, from the paragraphs around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence

from digests.extract.chinese import ChineseCast
from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_saying import Said, is_whole
from digests.extract.chinese_views import acts_at_last, is_person
from digests.extract.marks import Marked
from digests.model import Span

_STOP = re.compile(r"[。！？\n]")


def fill_alone(cast: ChineseCast, marked: Sequence[Marked], out: MutableMapping[int, Said]) -> None:
    """Fill `out`, who speaks by number of stretch, for whole paragraphs that have nobody yet."""
    for number in range(len(marked) - 1, -1, -1):
        if number not in out and _is_alone(cast.text, marked[number]):
            told = _beside(cast, marked, number, out)
            if told is not None:
                out[number] = told


def introduced(cast: ChineseCast, quote: Marked) -> Said | None:
    """A quote that opens a paragraph after one that ends in a colon: 林俊旸在信中写道：, “……”."""
    text = cast.text
    lead = text[max(0, quote.left - 200) : quote.left]
    before = lead.rstrip()
    if "\n" not in lead[len(before) :] or not before.endswith(("：", ":")):
        return None
    end = quote.left - len(lead) + len(before)
    start = max((m.end() for m in _STOP.finditer(text, max(0, end - 200), end)), default=0)
    for match in reversed(list(cue_pattern().finditer(text, start, end))):
        found = cast.subject(start, match.start())
        if found:
            mention = Span(start=found.start, end=found.end)
            return Said(speaker=found.speaker, mention=mention, cue=match[0], sure=True, close=True)
    return None


def _is_alone(text: str, quote: Marked) -> bool:
    """Whether a paragraph is nothing but a whole utterance."""
    first = quote.left == 0 or text[quote.left - 1] == "\n"
    last = text[quote.right : quote.right + 1] in ("", "\n")
    return first and last and is_whole(text, quote)


def _beside(
    cast: ChineseCast, marked: Sequence[Marked], number: int, out: Mapping[int, Said]
) -> Said | None:
    """Who speaks in the quote that opens the next paragraph, else whom the last one is about."""
    quote, text = marked[number], cast.text
    after = marked[number + 1] if number + 1 < len(marked) else None
    if after and after.left > 0 and not text[quote.right : after.left].strip():
        following = out.get(number + 1)
        return following if following and following.sure else None
    end = len(text[: quote.left].rstrip())
    start = text.rfind("\n", 0, end) + 1
    before = out.get(number - 1) if number else None
    if before and marked[number - 1].right == end:
        return before
    found = acts_at_last(cast, _last_sentence(text, start, end), end)
    people = {
        one.speaker.name
        for one in cast.within(start, end)
        if is_person(one.speaker) and one.speaker
    }
    if found is None or people != {found[1].name}:
        return None
    return Said(speaker=found[1], mention=found[0], cue=None, sure=True)


def _last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence of a stretch begins."""
    return max((m.end() for m in _STOP.finditer(text, start, end - 1)), default=start)
