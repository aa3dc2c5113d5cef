"""The cues of Chinese: verbs that give words to someone."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.lexicon import words

# Nouns as well: 书面致辞只有三句, 他的回答.
_NOUNS = "致辞|声明|评论|分析|建议|质疑|批评|承诺|预测|判断|介绍|总结|回应|回答|描述|警告|解释|表态|评价|提醒|强调|估计|回复|要求"

# Cues of one character, which are parts of many other words too.
_SINGLE = (
    r"(?<![小据传听话学虽再或])(?<!或者)说(?![明法服白书到])|(?<![名简号统俗职堪对著自宣被改])称(?![为号呼谓赞])|(?<![知报通渠频轨味街赛])道(?=[：:，,。“「]|$)"
    r"|(?<![回学])问(?=[：:，,。“「]|$)|(?<![回])答(?=[：:，,。“「]|$)|(?<!演)讲(?=[：:，,。“「]|$)|通报(?=[：:，,])"
)


@cache
def cue_pattern() -> re.Pattern[str]:
    """Every cue; a longer one before a shorter."""
    longer = "|".join(sorted(words("cues_zh"), key=len, reverse=True))
    first = "".join(sorted({cue[0] for cue in words("cues_zh")} | set("说称道问答讲通")))
    return re.compile(
        rf"(?=[{first}])(?:(?!(?<=[的面])(?:{_NOUNS}))(?:{longer})(?!者|》|师(?![傅生])|员(?!工)|书(?!记)|家(?![长人属里中居]))|{_SINGLE})"
    )
