"""Every mention of someone in a Chinese text, with whom it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digests.extract.chinese_names import Names
from digests.extract.speaker import Speaker

_UNNAMED = re.compile(
    r"(?:(?:[一两二三四五多几数]|另一|其中一|[0-9]+)[位名个些家]|有(?=[业知接内离前]|员工|分析|投资|消息|专家))(?:[^，。：；、“”「」‘’\s]{0,16}?)"
    r"(?:人士|员工|工程师|高管|审稿人|投资人|投资者|分析师|专家|研究员|学者|科学家|教授|官员|负责人|知情者|消息人士|创业者|开发者|从业者|用户|客户|店主|司机|教师|老师|家长|学生|银行家|律师|医生|顾问|经理|记者|业者)"
)


_ANAPHORA = re.compile(
    r"(?:该|这位|这名|那位|上述|前述)(?:[^，。：；“”「」\s]{0,8}?)(?:人士|员工|工程师|高管|审稿人|投资人|分析师|专家|研究员|学者|官员|负责人|知情者|消息人士|教授|创业者|司机|店主|银行家|律师|顾问)|其中一[人位名]|另一人|此人|对方"
)


_COMPANY = re.compile(
    r"(?:该|这家|本|上述)(?:公司|集团|企业|机构|平台)|(?<![\u4e00-\u9fff])公司(?!发言人|创始人|董事长|CEO|总裁|联合|首席)|公司(?=[在则也称回表])"
)


_EPITHET = re.compile(
    r"(?:这位|这名|那位|该|这个)[^，。：；“”「」\s]{0,14}?(?=显得|则|也|还|表示|说|称|认为|告诉|对|在|坦|直|回|强|指|补|透|$)"
)


_PRONOUN = re.compile(r"他们|她们|它|他|她|其(?=[表称说认指强])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseMention:
    start: int
    end: int
    speaker: Speaker | None


def mentions_in(text: str, names: Names) -> list[ChineseMention]:
    """Every mention in text order, each with whom it means."""
    spans = sorted(_spans(text, names), key=lambda span: (span[0], -span[1]))
    out: list[ChineseMention] = []
    person: Speaker | None = None
    unnamed: Speaker | None = None
    end = -1
    for start, stop, kind in spans:
        if start < end:
            continue
        end = stop
        speaker = _meant(text[start:stop], kind, names, person, unnamed)
        if kind == "unnamed":
            unnamed = speaker
        if kind in ("name", "unnamed") and speaker and speaker.kind != "organisation":
            person = speaker
        out.append(ChineseMention(start=start, end=stop, speaker=speaker))
    return out


def _spans(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    if names.alias:
        alias = "|".join(sorted(map(re.escape, names.alias), key=len, reverse=True))
        for match in re.finditer(alias, text):
            yield match.start(), match.end(), "name"
    for kind, pattern in (
        ("unnamed", _UNNAMED), ("anaphora", _ANAPHORA), ("company", _COMPANY),
        ("epithet", _EPITHET), ("pronoun", _PRONOUN),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), kind


def _meant(
    phrase: str, kind: str, names: Names, person: Speaker | None, unnamed: Speaker | None
) -> Speaker | None:
    if kind == "name":
        return named_speaker(names.alias[phrase], names)
    if kind == "unnamed":
        return _unnamed(phrase, names)
    if kind == "anaphora":
        return unnamed or person
    if kind == "company":
        return named_speaker(names.main, names) if names.main else None
    if kind == "epithet":
        return _by_role(phrase, names) or person
    return person if phrase in ("他", "她", "其") else None


def named_speaker(name: str, names: Names) -> Speaker:
    person = names.people.get(name)
    if person is None:
        return Speaker(name=name, kind="organisation", organisation=name)
    return Speaker(name=name, kind="person", role=person.role, organisation=person.organisation)


_HEAD = re.compile(
    r"(?:人士|员工|工程师|高管|审稿人|投资人|分析师|专家|研究员|学者|科学家|教授|官员|负责人|律师|医生|银行家|顾问|经理|司机|店主)$"
)


def _unnamed(phrase: str, names: Names) -> Speaker:
    head = _HEAD.search(phrase)
    role = head[0] if head and head[0] != "人士" else None
    inside = "在职" in phrase or "离职" in phrase or "内部" in phrase
    many = phrase[0] in "两二三四五多几数" and not phrase.startswith("数学")
    return Speaker(
        name=phrase, kind="group" if many else "unnamed", role=role,
        organisation=names.main if inside else None,
    )  # fmt: skip


def _by_role(phrase: str, names: Names) -> Speaker | None:
    """The one person whose role a phrase like 这位创始人 names."""
    able = [
        p
        for p in names.people.values()
        if p.role and any(part in phrase for part in re.split("[兼、和]", p.role))
    ]
    return named_speaker(able[0].name, names) if len(able) == 1 else None
