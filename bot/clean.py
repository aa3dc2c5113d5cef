"""Text from outside without the characters that can't be seen but change what is.

Bidirectional controls can turn a line round, zero-width characters can hide in a name or break
a filter, control characters can end a line. Dropped are Unicode's Cc, Cs and those of Cf that
are drawn as nothing, and the letters and marks that are drawn as nothing either (Unicode 16,
DerivedCoreProperties, Default_Ignorable_Code_Point). Emoji variation selectors stay: they say
how a sign is drawn, and carry no text.
"""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_FORMATS = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EMPTY_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0"
_DROPPED = re.compile(f"[{_CONTROLS}{_FORMATS}{_EMPTY_LETTERS}]")
_BREAK = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")


def clean(text: str) -> str:
    """`text` with line ends as "\\n" and nothing in it that is neither seen nor white space."""
    return _DROPPED.sub("", _BREAK.sub("\n", text)).replace("\t", " ")


def one_line(text: str) -> str:
    """`clean(text)` with every stretch of white space one blank: for titles and labels."""
    return " ".join(clean(text).split())
