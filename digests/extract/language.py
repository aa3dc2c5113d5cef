"""Which language's rules a text is read by."""

from __future__ import annotations

import re

from digests.model import Language

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u4dbf\u4e00-\u9fff]+")
_SAMPLE = 6000


def language_of(text: str) -> Language:
    """ "zh" where Chinese characters carry the text, else "en".

    A Chinese character weighs as much as a Latin word, so that a Chinese report full of English
    names stays Chinese. Looks at the first 6,000 characters.
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    return "zh" if han > 2 * len(_WORD.findall(sample)) or han > len(sample) / 5 else "en"
