"""Whose founder or chief somebody is: an office and a house that their article does not join."""

from __future__ import annotations

import re

_OFFICE = (
    r"首席[\u4e00-\u9fff]{1,3}官|联合创始人|创始人|董事长|副?总裁|总经理|首席科学家|发言人|负责人|主席|"
    r"分析师|研究员|总监|主管|主任|院长|创办人"
)
_HOUSE_CJK = re.compile(
    rf"([\u4e00-\u9fffA-Za-z]{{2,12}}?)(?:的)?({_OFFICE})([\u4e00-\u9fff]{{2,3}})(?=表示|称|说|认为|预计|指出|透露|在|对|则|也|，|宣布|警告|承认|否认|拒绝)"
)
_PLAIN_CJK = re.compile(
    r"(?:公司|该公司|机构|第三方|券商|项目|平台|集团|企业|其|和|与|及|、|据|兼|前|原|现任|现)$"
)
_TITLE = r"(?:chief (?:executive|scientist|\w+ officer)|founder|co-founder|chair(?:man|woman)?|president|director|head|spokes\w+|CEO|CTO|CFO)"
_HOUSE_EN = (
    re.compile(
        rf"([A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?), (?:the |an? |its )?(?:[a-z-]+ )*{_TITLE} (?:of|at) ([A-Z][\w-]*)"
    ),
    re.compile(
        rf"(?P<house>[A-Z][\w-]*)(?:['’]s)? (?:[a-z-]+ )*{_TITLE},? (?P<who>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)"
    ),
)


def of_another_house(text: str, whole: str) -> str | None:
    """A person given the office of a house that `whole` never puts beside them; None otherwise.

    `whole` is all that the articles say.
    """
    for match in _HOUSE_CJK.finditer(text):
        house, office, person = match.groups()
        if person[:2] in whole and not _joined_cjk(house, office, person, whole):
            return "whose office it is is told otherwise in its sources"
    for who, house in _held(text):
        if who in whole and house in whole and not _near(who, house, whole):
            return "whose office it is is told otherwise in its sources"
    return None


def _held(text: str) -> list[tuple[str, str]]:
    first = [(match[1].split()[-1], match[2]) for match in _HOUSE_EN[0].finditer(text)]
    second = [(match["who"].split()[-1], match["house"]) for match in _HOUSE_EN[1].finditer(text)]
    return [*first, *second]


def _joined_cjk(house: str, office: str, person: str, whole: str) -> bool:
    """Whether the office of the person stands behind that house, or behind none, there."""
    beside = re.findall(rf"([^，。；“”\s]{{0,12}})(?:的)?{office}{person[:2]}", whole)
    if not beside:
        return True  # how it is told there is not seen: other rules look
    return any(house[-2:] in one or not one or _PLAIN_CJK.search(one) for one in beside)


def _near(who: str, house: str, whole: str) -> bool:
    """Whether both stand in one sentence, or in two that follow one another."""
    spots = [match.start() for match in re.finditer(rf"\b{re.escape(who)}\b", whole)]
    houses = [match.start() for match in re.finditer(rf"\b{re.escape(house)}\b", whole)]
    return any(abs(one - two) < 200 for one in spots for two in houses)
