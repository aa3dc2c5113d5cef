"""Who says it, across two languages: the one who is named must be the one who speaks there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.across import naming
from digests.across.context import context
from digests.attributing import told
from digests.bindings import NAME
from digests.model import Evidence, Quote
from digests.summarisers.base import StoryView
from digests.text import has_cjk

NEAR = 60  # characters between who speaks and the word that says so
_CUE_ZH = re.compile(
    r"表示|声称|(?<!名)(?<!人)(?<!职)称(?!号|为|赞)|(?<!小)说(?!明|法|服)|认为|指出|透露|警告|强调|坦言|承认|否认|写道|回应|补充|预测|预计|估计|宣布|希望|要求|公布|公告|拒绝|不予"
)
_CUE_EN = re.compile(
    r"\b(?:said|says|say|told|tells|according to|warn(?:s|ed)|argu(?:es|ed)|add(?:s|ed)|claim(?:s|ed)|"
    r"believ(?:es|ed)|thinks|predict(?:s|ed)|expect(?:s|ed)|wr(?:ites|ote)|insist(?:s|ed)|acknowledg(?:es|ed)|confirm(?:s|ed)|"
    r"den(?:ies|ied)|estimat(?:es|ed)|announc(?:es|ed)|call(?:s|ed)|point(?:s|ed) out|hop(?:es|ed)|describ(?:es|ed)|declined|putting|ask(?:s|ed)|"
    r"promis(?:es|ed)|note[sd]|agree[sd]|reject(?:s|ed)|accuse[sd]|critici[sz]e[sd])\b"
)
_NOBODY = re.compile(
    r"公司|他|她|该|其|首席|创始人|负责人|发言人|研究人员|知情人士|消息人士|分析师|专员|总裁|董事长|主管|总监|部门|机构|警方|政府|双方|者$|人士|官员|律师|法官|法院|工会|议员"
    r"|\b(?:company|firm|it|he|she|they|the [a-z]+|its|officials?|analysts?|people|founder|chief|executive|head|spokes\w+|regulators?|police|researchers?)\b",
    re.IGNORECASE,
)
_OPINION = frozenset({"forecast", "denial"})


def misspoken(text: str, evidence: Sequence[Evidence], view: StoryView) -> str | None:
    """What is wrong with who says it; None where nothing is. `evidence` is what mainly says it."""
    heard = list(told(evidence, view))
    beside = context(evidence, view)
    speakers = {one.speaker for one in heard if one.speaker}
    named = any(_names(text, one) for one in speakers)
    cued = (_CUE_ZH if has_cjk(text) else _CUE_EN).search(text)
    owned = any(isinstance(one, Quote) or one.kind in _OPINION for one in heard)
    if owned and not named and not (cued and _NOBODY.search(text[: cued.end() + NEAR])):
        return "it is somebody's words, told as a fact"
    for name in _subjects(text):
        if not any(_speaks(name, one, speakers, beside) for one in evidence):
            return f"it is not {name} who says so in its sources"
    return None


def _subjects(text: str) -> Iterator[str]:
    """The names that stand just before a word of speech here."""
    if not has_cjk(text):
        for cue in _CUE_EN.finditer(text):
            before = text[max(0, cue.start() - NEAR) : cue.start()]
            names = list(NAME.finditer(before))
            if names and re.fullmatch(
                r"(?:['’]s)?(?:, [^,]+,)?\s*(?:also |has |had )*", before[names[-1].end() :]
            ):
                yield _run(names, before)
        return
    people = sorted(naming.people(text), key=len, reverse=True)
    for cue in _CUE_ZH.finditer(text):
        clause = re.split(r"[，。；：]", text[: cue.start()])[-1]
        found = [one for one in people if one in clause]
        latin = re.findall(r"[A-Z][A-Za-z'’-]*", clause)
        if found:
            yield found[0]
        elif latin:
            yield latin[-1]


def _run(names: Sequence[re.Match[str]], text: str) -> str:
    """The last name with the words of it that stand before: "Zhuxing Robotics"."""
    first = len(names) - 1
    while first and text[names[first - 1].end() : names[first].start()] == " ":
        first -= 1
    return text[names[first].start() : names[-1].end()]


def _speaks(name: str, one: Evidence, speakers: set[str], beside: str) -> bool:
    """Whether they stand near a word of speech there, or are whom the extraction heard."""
    if any(_same(name, speaker) for speaker in speakers):
        return True
    cues = list((_CUE_ZH if has_cjk(one.text) else _CUE_EN).finditer(one.text))
    spots = [at for at, word in _words(one.text) if _same(name, word)]
    said_by_it = any(_NOBODY.search(one.text[max(0, c.start() - 20) : c.end() + 20]) for c in cues)
    if spots and said_by_it:
        return True
    if has_cjk(one.text) and any(_same(name, run) for run in _runs_before(one.text, cues)):
        return True
    if not spots:  # whom "she" or "the company" means
        meant = [word for _, word in _words(beside)]
        return bool(cues) and any(_same(name, word) for word in meant)
    return any(abs(cue.start() - at) <= NEAR for cue in cues for at in spots)


def _runs_before(text: str, cues: Sequence[re.Match[str]]) -> Iterator[str]:
    """What stands before each word of speech in its clause: 竞争对手铸星机器人上月|宣布."""
    for cue in cues:
        yield re.split(r"[，。；：\n]", text[: cue.start()])[-1]


def _words(text: str) -> Iterator[tuple[int, str]]:
    if has_cjk(text):
        for name in naming.people(text):
            yield text.find(name), name
        yield from (
            (match.start(), match[0])
            for match in re.finditer(
                r"[\u4e00-\u9fff]{2,6}?(?=表示|称|说|认为|预计|否认|宣布)|[A-Z][A-Za-z]+", text
            )
        )
    else:
        yield from ((match.start(), match[0]) for match in NAME.finditer(text))


def _ordered(one: str, other: str) -> tuple[str, str]:
    """The Latin name first."""
    return (other, one) if has_cjk(one) else (one, other)


def _same(name: str, speaker: str) -> bool:
    if has_cjk(name) == has_cjk(speaker):
        return name.casefold() in speaker.casefold() or speaker.casefold() in name.casefold()
    latin, han = _ordered(name, speaker)
    return any(naming.same(word, han, named=True) for word in latin.split())


def _names(text: str, speaker: str) -> bool:
    """Whether the text names the speaker, in its own script or by sound."""
    if has_cjk(speaker) != has_cjk(text):
        if has_cjk(text):
            latin = speaker.split()[-1]
            return latin in text or any(_same(one, speaker) for one in naming.people(text))
        return any(_same(match[0], speaker) for match in NAME.finditer(text))
    return speaker in text or speaker.split()[-1] in text
