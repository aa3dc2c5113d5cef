"""Which pronoun, 他 or 她, a Chinese text gives to whom, shown by words beside the names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_HE = "丈夫|先生|父亲|爸爸|儿子|哥哥|弟弟|师兄|师弟|学长|男高管|男员工|男选手|男孩|男士|男人|男性|小伙"
_SHE = "妻子|太太|夫人|母亲|妈妈|女儿|姐姐|妹妹|师姐|师妹|学姐|女高管|女员工|女选手|女孩|女士|女人|女性|姑娘"
# 丈夫翁博远, 丈夫、前合伙人简大川
_BEFORE = re.compile(rf"(?:(?P<he>{_HE})|(?P<she>{_SHE}))(?:、[^，。；、“”\n]{{1,10}})?$")
# 侯一帆则是她大学时的师兄; 魏先生
_AFTER = re.compile(
    rf"(?:(?P<mr>先生)|(?P<ms>女士|太太|夫人))|(?:(?:则|正|就)?是[^，。；“”\n]{{0,16}}?)?(?:(?P<he>{_HE})|(?P<she>{_SHE}))(?=[，。；！的\n]|$)"
)
_REACH = 18  # characters before a name


def _is_man(found: re.Match[str]) -> bool:
    given = found.groupdict()
    return bool(given["he"] or given.get("mr"))


def shown_by_words(text: str, mentions: Sequence[tuple[int, int, str]]) -> Mapping[str, str]:
    """The pronoun of each name that a word for kin or sex stands beside.

    `mentions` are where names stand, and the full names that they mean.
    """
    votes: dict[str, set[str]] = {}
    for start, end, name in mentions:
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        for found in (before, _AFTER.match(text, end)):
            if found:
                votes.setdefault(name, set()).add("他" if _is_man(found) else "她")
    told = {name: next(iter(given)) for name, given in votes.items() if len(given) == 1}
    looks = {name: _by_look(name) for _, _, name in mentions if name not in votes}
    return {**{name: one for name, one in looks.items() if one}, **told}


# Last characters of names that hardly a man, and hardly a woman has.
_WOMEN = frozenset("娟婷芳娜芬淑琴雯倩莉萍玲霞妮媛婉娇姗妍")
_MEN = frozenset("鹏强刚军勇磊斌雄彪虎豪")


def _by_look(name: str) -> str | None:
    if not 2 <= len(name) <= 3:
        return None
    return "她" if name[-1] in _WOMEN else "他" if name[-1] in _MEN else None
