"""What a brief says of how it was written: which stories a model could not tell, what was dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from digests.errors import (
    AnswerNotYet,
    AnswerUnreadable,
    BudgetSpent,
    CallInDoubt,
    ModelRefused,
    ModelUnavailable,
    SummariserError,
)
from digests.model import Language
from digests.summarisers.telling import Telling
from digests.verify import Dropped

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "all": "Automatic summaries are unavailable: {why} The articles' own sentences are shown.",
        "some": (
            "Automatic summaries are missing for {count} of {all} stories: {why} "
            "The articles' own sentences are shown."
        ),
        "written": "Written by a model and checked against the sources.",
        "unanswered": "No model wrote this answer: {why} These are the articles' own sentences.",
        "dropped": "Left out because the sources don't bear it out: {what}.",
        "and": " and ",
        "sentence": "{count} sentence",
        "sentences": "{count} sentences",
        "quote": "{count} quote",
        "quotes": "{count} quotes",
    },
    "zh": {
        "all": "无法使用自动摘要：{why}以下为文章原句。",
        "some": "{all} 条报道中有 {count} 条无法使用自动摘要：{why}这些报道以文章原句呈现。",
        "written": "由模型撰写，并已对照原文核实。",
        "unanswered": "此回答并非由模型撰写：{why}以下为文章原句。",
        "dropped": "因原文不能佐证而略去：{what}。",
        "and": "、",
        "sentence": "{count} 句概述",
        "sentences": "{count} 句概述",
        "quote": "{count} 处引语",
        "quotes": "{count} 处引语",
    },
}
_REASONS_ZH: Mapping[type[SummariserError], str] = {
    ModelUnavailable: "模型未能及时响应。",
    ModelRefused: "模型服务方拒绝了请求。",
    AnswerUnreadable: "模型的回答无法解析。",
    CallInDoubt: "同一请求此前中断，暂不重复付费。",
    AnswerNotYet: "夜间批处理尚未返回结果。",
    BudgetSpent: "模型预算已用完。",
}


def notes(tellings: Sequence[Telling], language: Language) -> tuple[str, ...]:
    """The lines for a brief's footer, in its language: who wrote it, what failed, what was left out.

    None where no model was asked.
    """
    words = _WORDS.get(language, _WORDS["en"])
    told = [one for one in tellings if one.failure is None]
    lost = [one for telling in told for one in telling.verified.dropped]
    written = checked(lost, language) if told else ()
    return (*_failures(tellings, language, words), *written)


def unanswered(error: SummariserError, language: Language) -> tuple[str, ...]:
    """The line under an answer that no model could be asked for, and why."""
    words = _WORDS.get(language, _WORDS["en"])
    return (words["unanswered"].format(why=_reason(error, language)),)


def checked(lost: Sequence[Dropped], language: Language) -> tuple[str, ...]:
    """The lines that say who wrote it, and how much of it was left out."""
    words = _WORDS.get(language, _WORDS["en"])
    return (words["written"], *dropped(lost, language))


def dropped(lost: Sequence[Dropped], language: Language) -> tuple[str, ...]:
    """The line that says how much was left out; none where nothing was."""
    words = _WORDS.get(language, _WORDS["en"])
    said = sum(one.part in {"summary", "claim"} for one in lost)
    quoted = sum(one.part == "quote" for one in lost)
    parts = [_count(words, "sentence", said), _count(words, "quote", quoted)]
    what = words["and"].join(part for part in parts if part)
    return (words["dropped"].format(what=what),) if what else ()


def _failures(
    tellings: Sequence[Telling], language: Language, words: Mapping[str, str]
) -> tuple[str, ...]:
    failures = [one.failure for one in tellings if one.failure is not None]
    if not failures:
        return ()
    why, _ = Counter(_reason(one, language) for one in failures).most_common(1)[0]
    form = words["all"] if len(failures) == len(tellings) else words["some"]
    return (form.format(why=why, count=len(failures), all=len(tellings)),)


def _reason(error: SummariserError, language: Language) -> str:
    if language == "zh":
        return _REASONS_ZH.get(type(error), "模型出错。")
    return str(error)


def _count(words: Mapping[str, str], noun: str, number: int) -> str:
    if not number:
        return ""
    return words[noun if number == 1 else noun + "s"].format(count=number)
