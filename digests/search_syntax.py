"""What people type to search, as a `Search`: words, "phrases" and `from:outlet since:2026-11-01`.

Keys and values in English or Chinese, in any order: `person:"Mei Sun"`, `人物:林俊旸`, `lang:zh`,
`语言:中文`, `since:7d`, `自:2026-11-01`. A value of several words is quoted. What has no key that is
known is a word to look for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from digests.errors import DigestsError
from digests.search import Search

_KEYS: Mapping[str, str] = {
    **dict.fromkeys(("from", "outlet", "source", "媒体", "来源", "出处"), "outlet"),
    **dict.fromkeys(("person", "by", "speaker", "who", "人物", "人", "说话人"), "person"),
    **dict.fromkeys(
        ("org", "organisation", "organization", "company", "机构", "公司"), "organisation"
    ),
    **dict.fromkeys(("topic", "主题", "话题"), "topic"),
    **dict.fromkeys(("lang", "language", "in", "语言"), "language"),
    **dict.fromkeys(("since", "after", "自", "从", "起始"), "since"),
    **dict.fromkeys(("until", "before", "to", "至", "到", "截至"), "until"),
    **dict.fromkeys(("on", "day", "日期"), "day"),
}
_LANGUAGES = {
    "english": "en", "chinese": "zh", "英文": "en", "英语": "en", "中文": "zh", "汉语": "zh",
}  # fmt: skip
_OPERATOR = re.compile(
    rf"(?<!\S)({'|'.join(sorted(_KEYS, key=len, reverse=True))})[:：]\s?"
    r"(?:[\"“「『]([^\"”」』]*)[\"”」』]|(\S+))",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
_BACK = re.compile(r"(\d{1,3})\s*([hdw天周])")
_UNITS = {"h": 1, "d": 24, "w": 168, "天": 24, "周": 168}
_NAMED_DAYS = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}
_DAY = timedelta(days=1)


class SearchError(DigestsError):
    """That can't be searched for."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(
            f"“{value}” is no day for {key}: write 2026-11-01, 7d, today or yesterday."
        )
        self.key, self.value = key, value


def parse(text: str, now: datetime) -> Search:
    """What was typed, with its operators read. `now` (UTC) is what "7d" counts back from.

    Raises SearchError for a date that is none.
    """
    found: dict[str, str | datetime] = {}
    for match in _OPERATOR.finditer(text):
        key = _KEYS[match[1].casefold()]
        value = (match[2] or match[3] or "").strip()
        found.update(_read(key, value, now))
    words = " ".join(_OPERATOR.sub(" ", text).split())
    return Search(text=words, **found)  # type: ignore[arg-type]


def _read(key: str, value: str, now: datetime) -> dict[str, str | datetime]:
    if key == "language":
        return {key: _LANGUAGES.get(value.casefold(), value.casefold()[:2])}
    if key == "since":
        return {key: _day(key, value, now)[0]}
    if key == "until":
        return {key: _day(key, value, now)[1]}
    if key == "day":
        first, last = _day(key, value, now)
        return {"since": first, "until": last}
    return {key: value} if value else {}


def _day(key: str, value: str, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last instant of a day or month, UTC; of "7d", that long ago and now."""
    back = _BACK.fullmatch(value.casefold())
    if back:
        return now - timedelta(hours=int(back[1]) * _UNITS[back[2]]), now
    if value.casefold() in _NAMED_DAYS:
        first = now.replace(hour=0, minute=0, second=0, microsecond=0)
        first -= _NAMED_DAYS[value.casefold()] * _DAY
        return first, first + _DAY - timedelta(microseconds=1)
    written = _DATE.fullmatch(value)
    try:
        if written is None:
            raise ValueError(value)
        year, month = int(written[1]), int(written[2])
        first = datetime(year, month, int(written[3] or 1), tzinfo=UTC)
    except ValueError as error:
        raise SearchError(key, value) from error
    if written[3]:
        return first, first + _DAY - timedelta(microseconds=1)
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return first, following - timedelta(microseconds=1)
