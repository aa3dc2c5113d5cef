"""What a figure measures: the revenue's 70% is not the loss's. In English, Chinese and across."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KINDS = {
    "revenue": r"revenues?|sales|turnover|营收|营业收入|收入|销售额|营业额",
    "profit": r"(?:net |operating )?(?:profits?|earnings)|净?利润|净利|盈利",
    "loss": r"(?:net |operating )?loss(?:es)?|净?亏损",
    "cost": r"costs?|spending|expenses|成本|费用|支出|开支",
    "price": r"(?<!share )(?<!stock )prices?|价格|售价|定价",
    "share": r"shares?|stock|share price|股价",
    "valuation": r"valuation|valued|values|估值",
    "staff": r"employees|staff|workers|workforce|headcount|员工|雇员|人数",
    "users": r"users|customers|subscribers|用户|客户",
    "patients": r"patients|患者|病人",
    "fine": r"fined?|penalty|罚款",
    "subsidy": r"subsid(?:y|ies)|grants?|补贴",
    "investment": r"invest(?:s|ed|ment|ments|ing)?|投资",
    "funding": r"rais(?:e|es|ed|ing)|funding|round|融资",
    "accuracy": r"accuracy|accurate|准确率|正确率",
    "error": r"error rate|errors|false alarms|错误率|误报",
    "yield": r"yields?|良率",
    "debt": r"debts?|loans?|债务|贷款|负债",
    "dividend": r"dividends?|分红|股息",
    "capacity": r"capacity|产能",
    "orders": r"orders|订单",
}
_MEASURE = re.compile(
    "|".join(
        rf"(?P<{kind}>\b(?:{'|'.join(one for one in form.split('|') if one.isascii())})\b"
        rf"|{'|'.join(one for one in form.split('|') if not one.isascii())})"
        for kind, form in _KINDS.items()
    ),
    re.IGNORECASE,
)  # fmt: skip
_FIGURE = re.compile(r"(?<![A-Za-z0-9_.,])\d[\d,]*(?:\.\d+)?")
_ENDS = re.compile(r"(?<!\d)\.(?!\d)|[!?;。！？；\n]")


def measured_otherwise(text: str, known: str) -> bool:
    """Whether a figure of the text measures there what stands before another figure.

    Only where both say what it measures, and the sources know the text's measure too.
    """
    here, there = dict(_measures(text)), dict(_measures(known))
    named = {match.lastgroup for match in _MEASURE.finditer(known)}
    return any(
        figure in there and there[figure] != kind and kind in named for figure, kind in here.items()
    )


def _measures(text: str) -> Iterator[tuple[str, str | None]]:
    """Each figure with the last thing before it in its sentence that can be measured."""
    for match in _FIGURE.finditer(text):
        start = max((end.end() for end in _ENDS.finditer(text, 0, match.start())), default=0)
        before = [one.lastgroup for one in _MEASURE.finditer(text, start, match.start())]
        if before:
            yield match[0].replace(",", ""), before[-1]
