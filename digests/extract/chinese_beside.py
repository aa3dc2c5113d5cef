"""Who speaks in Chinese where no cue says it: from what stands right beside the words."""

from __future__ import annotations

import re

from digests.extract.chinese import ChineseCast
from digests.extract.chinese_saying import STOP, Said, is_whole
from digests.extract.chinese_views import (
    acts,
    acts_at_last,
    is_person,
    version_of,
)
from digests.extract.marks import Marked
from digests.model import Span


def told_before(cast: ChineseCast, quote: Marked) -> Said | None:
    """A whole utterance after a sentence of its paragraph that tells what one person says.

    一位分析师表示，考验在良率。“……。”
    """
    text, end = cast.text, quote.left - 1
    if not is_whole(text, quote) or text[end : end + 1] not in ("。", "！", "？"):
        return None
    start = max((m.end() for m in STOP.finditer(text, max(0, end - 200), end)), default=0)
    found = (
        cast.subject_of(Span(start=start, end=end))
        or version_of(cast, start, end)
        or acts(cast, start, end)
        or acts_at_last(cast, start, end)
    )
    speakers = (
        one.speaker for one in cast.within(start, end) if text[one.end : one.end + 1] != "的"
    )
    others = {one.name for one in speakers if one and is_person(one) and one.kind != "group"}
    if found is None or not is_person(found[1]) or not others <= {found[1].name}:
        return None
    return Said(speaker=found[1], mention=found[0], cue=None, sure=True)


def opens_tag(cast: ChineseCast, quote: Marked) -> Said | None:
    """“……，”林俊旸笑着摇头: right after words that end in a comma stands who says them."""
    if cast.text[quote.end - 1 : quote.end] not in ("，", ","):
        return None
    opens = _BEFORE_NAME.match(cast.text, quote.right)  # 同车间的刘姐, 家长汤女士
    first = next(
        (one for one in cast.within(quote.right, quote.right + _PHRASE) if is_person(one.speaker)),
        None,
    )
    for one in [first] if first else []:
        near = opens is not None and one.start <= opens.end()
        if one.start == quote.right or (near and cast.text[one.end : one.end + 1] != "的"):
            span = Span(start=one.start, end=one.end)
            return Said(speaker=one.speaker, mention=span, cue=None, sure=True)
    return None


_BEFORE_NAME = re.compile(r"[^，。；：“”「」\s]{1,24}")


_PHRASE = 40  # characters: no longer is what an unnamed speaker is called


_SIGNATURE = re.compile(r"[—–-]{1,2}\s?(?P<who>[^。！？\n“「]{2,30})(?=\n|$)")


def signed(cast: ChineseCast, quote: Marked) -> Said | None:
    """“……”——诗人乔木, on the same line."""
    found = _SIGNATURE.match(cast.text, quote.right)
    inside = cast.within(found.start("who"), found.end("who")) if found else []
    named = [one for one in inside if one.speaker and one.speaker.kind == "person"]
    if not named:
        return None
    mention = Span(start=named[-1].start, end=named[-1].end)
    return Said(speaker=named[-1].speaker, mention=mention, cue=None, sure=True)
