"""The cues of Chinese: verbs that give words to someone."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.lexicon import words

# Cues of one character, which are parts of many other words too.
_SINGLE = (
    r"(?<![小据传听话学虽再或者])说(?![明法服白书到])|(?<![名简号统俗职堪对著自宣被])称(?![为号呼谓赞])|(?<![知报通渠频轨味街赛])道(?=[：:，,。“「]|$)"
    r"|(?<![回学])问(?=[：:，,。“「]|$)|(?<![回])答(?=[：:，,。“「]|$)|(?<!演)讲(?=[：:，,。“「]|$)"
)


@cache
def cue_pattern() -> re.Pattern[str]:
    """Every cue; a longer one before a shorter."""
    longer = "|".join(sorted(words("cues_zh"), key=len, reverse=True))
    return re.compile(rf"(?:{longer})(?![师员家者书])|{_SINGLE}")
