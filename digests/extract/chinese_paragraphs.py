"""Who speaks in a Chinese quote that is a paragraph of its own, from the paragraphs around it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from digests.extract.chinese import ChineseCast
from digests.extract.chinese_cues import cue_pattern
from digests.extract.chinese_saying import STOP, Said, is_whole
from digests.extract.chinese_views import acts_at_last, alone_in, is_person
from digests.extract.marks import Marked
from digests.model import Span


def fill_alone(cast: ChineseCast, marked: Sequence[Marked], out: MutableMapping[int, Said]) -> None:
    """Fill `out`, who speaks by number of stretch, for whole paragraphs that have nobody yet."""
    for number in range(len(marked) - 1, 0, -1):  # “A。\n“B。”林岚说
        before = number - 1
        if marked[number].continues and number in out and before not in out:
            out[before] = out[number]
    alone = [n for n in range(len(marked)) if n not in out and _is_alone(cast.text, marked[n])]
    for read, numbers in ((_said_next, reversed(alone)), (_said_before, alone)):
        for number in numbers:
            told = read(cast, marked, number, out) if number not in out else None
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
    start = max((m.end() for m in STOP.finditer(text, max(0, end - 200), end)), default=0)
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


def _said_next(
    cast: ChineseCast, marked: Sequence[Marked], number: int, out: Mapping[int, Said]
) -> Said | None:
    """Who speaks in the quote that opens the next paragraph."""
    after = marked[number + 1] if number + 1 < len(marked) else None
    if after is None or cast.text[marked[number].right : after.left].strip():
        return None
    following = out.get(number + 1)
    return following if following and following.sure else None


def _said_before(
    cast: ChineseCast, marked: Sequence[Marked], number: int, out: Mapping[int, Said]
) -> Said | None:
    """Whose quote the paragraph before holds, or whom alone it is about."""
    quote, text = marked[number], cast.text
    end = quote.left
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    before = out.get(number - 1) if number else None
    if before and marked[number - 1].right == end:
        return before
    told = before if before and before.sure and marked[number - 1].left >= start else None
    found = acts_at_last(cast, _last_sentence(text, start, end), end) or alone_in(cast, start, end)
    people = {
        one.speaker.name
        for one in cast.within(start, end)
        if is_person(one.speaker) and one.speaker
    }
    if told and told.speaker and people <= {told.speaker.name}:
        return told
    if found is None or people != {found[1].name}:
        return None
    return Said(speaker=found[1], mention=found[0], cue=None, sure=True)


def _last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence of a stretch begins."""
    return max((m.end() for m in STOP.finditer(text, start, end - 1)), default=start)
