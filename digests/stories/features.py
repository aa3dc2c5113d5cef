"""The features of a text: words of its own language, and what reads the same in every language.

A feature is a string whose first letter says its kind:
`w:` a stemmed word, or a pair of Chinese characters; the only kind bound to one language
`n:` a name in Latin script, `e:` an entity of the gazetteer
`f:` a figure, `y:` a year, `d:` a date, `v:` an event and `c:` a thing of the term dictionary
`k:` a kind of event, `g:` a numbered thing ("Porter 3")
`s:` how a foreign name sounds, `p:` a name in pinyin, `m:` a name translated word by word
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from digests.stories.concepts import concepts, families
from digests.stories.designations import designations
from digests.stories.prior import is_common
from digests.stories.quantities import quantities
from digests.stories.romanise import (
    is_pinyin,
    may_be_translated,
    pinyin,
    sounds,
    translations,
    transliterations,
)
from digests.stories.words import CJK, STOP, content_words, latin_words, stem
from digests.text import has_cjk

_LETTER = re.compile(r"[^\W\d_]")
_STARTS = re.compile(r"(?:^|[.!?。！？:：\"“”‘(（\n])\s*$")


def features(text: str, names: frozenset[str], *, chinese: bool) -> Counter[str]:
    """How often each feature stands in `text`; `names` are the article's own."""
    own = {stem(name.lower()) for name in names}
    found = Counter(f"w:{word}" for word in content_words(text) if word not in own)
    named = [word.lower() for word, _ in latin_words(text) if word in names]
    found.update(f"n:{word}" for word in named)
    for first, second in pairwise(named):
        found.update(f"m:{pair}" for pair in translations(first + second))
    found.update(quantities(text))
    found.update(concepts(text))
    found.update(families(text))
    found.update(f"g:{one}" for one in designations(text))
    if chinese:
        found.update(f"s:{skeleton}" for skeleton in transliterations(text))
    return found


@lru_cache(maxsize=65536)
def across(feature: str) -> tuple[str, ...]:
    """What a feature may be in the other script, besides itself."""
    return tuple(_across(feature))


def _across(feature: str) -> Iterator[str]:
    kind, word = feature[0], feature[2:]
    if kind == "n":
        yield from (f"s:{skeleton}" for skeleton in sounds(word))
        yield from (f"m:{pair}" for pair in translations(word))
        if is_pinyin(word):
            yield f"p:{word}"
    elif kind == "w" and CJK.match(word):
        yield f"p:{pinyin(word)}"
        if may_be_translated(word):
            yield f"m:{word}"


def names(title: str, text: str) -> frozenset[str]:
    """The Latin words that are names: capitals inside a sentence, or letters with digits.

    A word that also stands in small letters is a word. One that only ever opens a sentence is a
    name where the title or another sentence has it too, or where a name follows. Where there is
    only a title, its capitals are all there is.
    """
    body = text or title
    chinese = has_cjk(title or text[:200])  # there every Latin word with a capital is a name
    small, large = set[str](), set[str]()
    opening = (
        Counter(word for word, _ in latin_words(title) if word.istitle()) if text else Counter()
    )
    before: str | None = None
    for word, start in latin_words(body):
        opened, before = before, None
        if word[0].islower():
            small.add(word)
        elif len(word) > 1 and word.lower() not in STOP and _LETTER.search(word):
            inside = chinese or not _STARTS.search(body, max(0, start - 3), start)
            if inside or not word[1:].islower():
                large.add(word)
                large.update([opened] if opened else [])
            else:
                opening[word] += 1
                before = word
    large |= {word for word, times in opening.items() if times > 1 and not is_common(word)}
    return frozenset(word for word in large if word.lower() not in small)
