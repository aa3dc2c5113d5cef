"""What an irregular English form is a form of, where cutting its ending off does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_FORMS = """
use uses used using | pay pays paid paying payed | buy buys bought buying | sell sells sold selling | lead leads led leading
rise rises rose risen rising | fall falls fell fallen falling | grow grows grew grown growing | begin begins began begun beginning
hold holds held holding | build builds built building | leave leaves left leaving | win wins won winning
lose loses lost losing | spend spends spent spending | send sends sent sending | write writes wrote written writing
run runs ran running | meet meets met meeting | shut shuts shutting | cut cuts cutting | hit hits hitting
choose chooses chose chosen choosing | steal steals stole stolen stealing | break breaks broke broken breaking
speak speaks spoke spoken speaking | drive drives drove driven driving | draw draws drew drawn drawing
withdraw withdraws withdrew withdrawn withdrawing | fly flies flew flown flying | teach teaches taught teaching
catch catches caught catching | fight fights fought fighting | seek seeks sought seeking | keep keeps kept keeping
shrink shrinks shrank shrunk shrinking | freeze freezes froze frozen freezing | hire hires hired hiring | sue sues sued suing
lend lends lent lending | bring brings brought bringing | feed feeds fed feeding | forbid forbids forbade forbidden
die dies died dying | lie lies lied lying | tie ties tied | add adds added adding | ask asks asked asking | aim aims aimed aiming
own owns owned owning | end ends ended ending | ban bans banned banning | quit quits quitting | read reads reading
man men | woman women | child children | foot feet | lorry lorries | criterion criteria
"""


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    rows = (row.split() for line in _FORMS.splitlines() for row in line.split("|"))
    return {word: row[0] for row in rows if row for word in row[1:]}


def base(word: str) -> str:
    """The word of which `word`, in lower case, is an irregular form; "" for all others."""
    return _known().get(word, "")
