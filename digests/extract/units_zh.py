"""What Chinese text counts and measures in, and which numbers it only dates things with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.numbers import chinese

CURRENCY_BEFORE: dict[str, str] = {
    "$": "USD", "US$": "USD", "＄": "USD", "HK$": "HKD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP",
    "人民币": "CNY", "RMB": "CNY", "新台币": "TWD", "台币": "TWD", "港币": "HKD",
}  # fmt: skip
_CURRENCY: dict[str, str] = {
    "元人民币": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD",
    "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "韩元": "KRW", "新台币": "TWD", "新加坡元": "SGD",
    "新元": "SGD", "卢比": "INR", "加元": "CAD", "澳元": "AUD", "瑞郎": "CHF", "卢布": "RUB", "泰铢": "THB",
    "林吉特": "MYR", "里亚尔": "SAR", "迪拉姆": "AED", "瑞典克朗": "SEK", "挪威克朗": "NOK", "丹麦克朗": "DKK", "兹罗提": "PLN", "雷亚尔": "BRL", "块钱": "CNY", "元": "CNY",
}  # fmt: skip
_MEASURES: dict[str, str] = {
    "%": "%", "％": "%", "个百分点": "percentage points", "百分点": "percentage points",
    "个点": "percentage points", "个基点": "basis points", "基点": "basis points", "倍": "times",
    "个参数": "parameters", "参数": "parameters", "tokens": "tokens", "token": "tokens", "词元": "tokens",
    "GPU": "GPUs", "TOPS": "TOPS", "EFLOPS": "EFLOPS", "PFLOPS": "PFLOPS", "TFLOPS": "TFLOPS", "EFlops": "EFLOPS", "PFlops": "PFLOPS", "GB": "GB", "TB": "TB", "PB": "PB", "MW": "MW", "GW": "GW",
    "kWh": "kWh", "nm": "nm", "纳米": "nm", "兆瓦": "MW", "吉瓦": "GW", "千瓦时": "kWh", "千瓦": "kW",
    "公里": "km", "千米": "km", "平方公里": "km²", "平方米": "m²", "厘米": "cm", "毫米": "mm",
    "公斤": "kg", "千克": "kg", "毫秒": "ms", "个工作日": "工作日", "工作日": "工作日", "个小时": "小时", "个多小时": "小时", "多小时": "小时", "个多月": "个月",
    "小时": "小时", "分钟": "分钟", "个月": "个月", "个季度": "个季度", "个星期": "周", "人次": "人次",
    "percent": "%", "billion": "", "million": "",
}  # fmt: skip
_COUNTED = "台辆人名位家个项款张块颗枚座栋天周秒次单件篇种套部架条份吨米瓦度字页层岁分亩户所间场届笔股组批片"
_THINGS = re.compile(
    "城市|国家|地区|省份|省|市|县|站点|项目|节点|模型|用户|客户|部门|岗位|语种|语言|行业|品牌|团队|工厂|园区|机柜|场景|品类|赛道|问题|任务"
)
_SHARE = re.compile(
    r"成(?P<half>半|[一二三四五六七八九](?![个家名位台年月天]))?(?![为立功员本果长交就熟都分年绩品型效像])"
)
_WORDS = sorted((*_CURRENCY, *_MEASURES), key=len, reverse=True)
_UNIT = re.compile(rf"\s?(?:{'|'.join(map(re.escape, _WORDS))})")
_YEARS = re.compile(
    r"年(?![初末底代级]|中(?!国)|第|上半|下半|\d{1,2}月|[一二三四]季度|春|夏|秋|冬)(?:半)?"
)
_DAYS = re.compile(r"日(?=内|之?前|之内|以内|后)")
_DATES = re.compile(
    r"年|月|日|号|季度|世纪|点(?!\d)|时(?!间)|:|：\d|/|版|代(?!币)|轮|级|后(?!台)|届|期|系|型|路|楼|中|院|环|星|大(?![于约])"
)
# A number that runs straight into another word is part of a name: 36氪, 360公司.
_IN_A_NAME = re.compile(r"[\u4e00-\u9fff](?<![的和与比对及或左以上下，至到，分])")
_GLUED = re.compile(r"[A-Za-z_@]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A number's unit and where it ends; its value is `value` times `factor` plus `more`."""

    name: str | None
    end: int
    hard: bool = False
    factor: float = 1.0
    more: float = 0.0


def unit_at(text: str, at: int, end: int, *, scaled: bool = False) -> Unit | None:
    """The unit of the number that ends at offset `at`. None where it is part of something else.

    A date, a name or a version is such a thing; a number that is `scaled` by 万 or 亿 never is a name.
    """
    share = _SHARE.match(text, at, end)
    if share is not None:
        more = 5.0 if share["half"] == "半" else chinese(share["half"] or "零") or 0.0
        return Unit(name="%", end=share.end(), hard=True, factor=10.0, more=more)
    word = _UNIT.match(text, at, end)
    if word is not None:
        written = word[0].strip()
        name = _CURRENCY.get(written) or _MEASURES[written]
        return Unit(name=name or None, end=word.end(), hard=True)
    return _time(text, at, end) or _count(text, at, end, scaled=scaled)


def _time(text: str, at: int, end: int) -> Unit | None:
    years = _YEARS.match(text, at, end)
    if years is not None:
        return Unit(name="年", end=years.end(), more=0.5 if years[0].endswith("半") else 0.0)
    days = _DAYS.match(text, at, end)
    return Unit(name="日", end=days.end()) if days else None


def _count(text: str, at: int, end: int, *, scaled: bool) -> Unit | None:
    if at < end and text[at] in _COUNTED:
        thing = _THINGS.match(text, at + 1, end)
        return Unit(name=thing[0] if thing else text[at], end=at + 1)
    if _DATES.match(text, at, end) or _GLUED.match(text, at, end):
        return None
    thing = _THINGS.match(text, at, end)
    if thing is None and not scaled and _IN_A_NAME.match(text, at, end):
        return None
    return Unit(name=thing[0] if thing else None, end=at)
