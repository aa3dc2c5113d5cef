"""Which language a text is in: its script first, then what the page says, then a guess."""

from __future__ import annotations

import re

KANA = re.compile(r"[\u3040-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
HANGUL = re.compile(r"[\uac00-\ud7af]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")
ENGLISH = frozenset("the of and to that is for with was on as are by this have from".split())
DOUBTED = frozenset({"en", "zh", "ja", "ko"})  # of a text that is plainly none of these
SAMPLE = 2000  # characters that are looked at
SURE = 80  # letters; a shorter text is no ground to doubt the page's own word


def of(text: str, stated: str | None = None) -> str:
    """ISO 639-1 of `text`. `stated` is what the page or feed says; "en" where nothing tells."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    script = _by_script(sample, letters)
    if script:
        return script
    if letters < SURE:
        return stated or "en"
    if _is_english(sample):
        return "en"
    # Templates say "en" or their maker's language of pages in any other; a guess settles it.
    return stated if stated and stated not in DOUBTED else _guess(sample)


def _is_english(sample: str) -> bool:
    """Whether English's own small words make up as much of a text as they do of English."""
    found = WORD.findall(sample.lower())
    return sum(word in ENGLISH for word in found) > 0.12 * len(found)


def _by_script(sample: str, letters: int) -> str | None:
    if not letters:
        return None
    if len(KANA.findall(sample)) > letters * 0.1:
        return "ja"
    if len(HANGUL.findall(sample)) > letters * 0.3:
        return "ko"
    return "zh" if len(HAN.findall(sample)) > letters * 0.3 else None


def _guess(sample: str) -> str:
    # Loading its model costs 0.2 s, which most pages never need.
    import py3langid

    return str(py3langid.classify(sample)[0])
