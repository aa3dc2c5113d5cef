"""What a Chinese question is about: its words by the dictionary, and what none has as names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from digests.answers import glosses
from digests.answers.lexemes import NUMBERED_ZH, numbered, pairs
from digests.answers.synonyms import synonyms
from digests.answers.terms import Term
from digests.stories.concepts import concepts
from digests.stories.romanise import pinyin, transliterations
from digests.text import has_cjk

_ASKING_ZH = re.compile(
    r"什么时候|什么时间|为什么|是什么|什么|是谁|有?多少[个家台颗名位项道步枚张次吨件人种度元钱只部款条份辆]?|是多少|怎么样|怎么说|怎么看|怎么|如何|怎样|哪一?[家个些位天所项种年月日次篇]|哪里|哪儿|谁|何时|为何|是否|有没有|吗|呢|几[个家台颗次位名项道步枚张]|多大|多久|一样|一致|各家|说法|请问|分别|各是|到底|大约|大概|最终|一共|总共|约"
)
# Single characters that join Chinese words: where an unknown run is cut.
_JOINTS = re.compile(
    "[说要向会在由能比让给被把是有和与对从到用卖降按最每各称将就也都了的后前里上下中内外这那其该个家]"
)


def chinese_terms(text: str) -> Iterator[Term]:
    """The terms of a Chinese question; nothing of one without Chinese in it."""
    text = _ASKING_ZH.sub("，", text)
    for key in numbered(text):
        if not key.startswith("p:") and has_cjk(key):
            word, _, tail = key.partition("#")
            forms = {key: 1.0, f"{pinyin(word)}#{tail}": 0.9, f"p:{pinyin(word)}#{tail}": 0.9}
            yield Term(text=key, forms=forms, name=True)
    for word, known in glosses.words(NUMBERED_ZH.sub("，", text)):
        if known:
            yield Term(text=word, forms=_known_forms(word))
        else:
            for part in _JOINTS.split(word):
                if len(part) > 1:
                    yield Term(text=part, forms=_unknown_forms(part), name=True)


def _known_forms(word: str) -> Mapping[str, float]:
    english = glosses.english(word)
    forms: dict[str, float] = {}
    for one in english:
        forms |= dict.fromkeys(synonyms(one), 0.4)
    forms |= dict.fromkeys(synonyms(word), 0.6)
    forms |= dict.fromkeys(english, 0.8)
    forms |= dict.fromkeys(concepts(word), 0.6)
    return {**forms, word: 1.0}


def _unknown_forms(run: str) -> Mapping[str, float]:
    """A run that no dictionary has: a name, most often, whole or in part."""
    forms = dict.fromkeys(pairs(run), 0.9)
    forms |= {f"p:{pinyin(one)}": 0.8 for one in pairs(run)}
    forms |= {f"x:{one}": 0.8 for one in transliterations(run) if len(one) > 2}
    forms |= dict.fromkeys(synonyms(run), 0.8)
    return {**forms, run: 1.0}
