"""Why a story stands in a brief, and where: the reasons of its rank and of its topic, in words.

Pure. The reasons are those that `digests.ranking` gave when the brief was built ("3 independent
(+0.17)"); here they are read, put into sentences and into a reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.citations import source_of
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, phrases
from bot.standing import Standing
from digests.model import BriefItem, TopicMatch

_MOST_TERMS = 6
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), key)
    for form, key in (
        (r"(?P<count>\d+) independent", "why_outlets"),
        (r"a primary source", "why_primary"),
        (r"(?P<share>[\d.]+) close to the topic", "why_close"),
        (r"claims of weight (?P<share>[\d.]+)", "why_claims"),
        (r"people speak by name", "why_named"),
        (r"(?P<count>-?\d+) h old", "why_new"),
        (r"told on (?P<count>\d+) days?", "why_days"),
        (r"like what readers here found useful.*", "why_liked"),
        (r"like what readers here found .*", "why_disliked"),
        (r"a roundup of other stories", "why_roundup"),
        (r"a single outlet with no named source", "why_rumour"),
    )
)
_TERM = re.compile(r"\s*\((?:title|opening|text)[^()]*\)$")  # where it was found
_WEIGHT = re.compile(r"\s*\((?P<sign>[+x-])(?P<value>[\d.]+)\)$")


def why(told: Standing, matches: Mapping[str, TopicMatch]) -> Message:
    """Why the story is in its brief. `matches` are its articles' with the brief's topic, by id."""
    brief, item = told.brief, told.item
    words = phrases(brief.language)
    place = words["why_place"].format(
        number=told.number, of=len(brief.items), found=brief.coverage.stories_found
    )
    title = f"{told.number}. {item.headline}"
    blocks: list[Block] = [Heading(text=title, level=2), Paragraph(runs=(Run(text=place),))]
    blocks += [_label(words["why_rank"]), Bullets(items=tuple(_ranked(item.reasons, words)))]
    topical = _topical(item, matches, words)
    if topical:
        about = words["why_topic"].format(topic=brief.topic_name)
        blocks += [_label(about), Bullets(items=tuple(topical))]
    if item.status == "update":
        blocks.append(Paragraph(runs=(Run(text=words["why_update"]),)))
    blocks.append(Context(runs=(Run(text=words["why_note"]),)))
    return Message(blocks=tuple(blocks), fallback=title)


def lines(reasons: Sequence[str], language: str) -> list[str]:
    """The reasons of a rank in a reader's words, the heaviest first, each with what it added."""
    ranked = _ranked(reasons, phrases(language))
    return ["".join(run.text for run in runs) for runs in ranked]


def _ranked(reasons: Sequence[str], words: Phrases) -> list[tuple[Run, ...]]:
    """The reasons that count for or against it, the heaviest first; those of no weight are out."""
    read = [_read(one, words) for one in reasons]
    read.sort(key=lambda one: -one[0])
    return [runs for weight, runs in read if weight >= 0.005]


def _read(reason: str, words: Phrases) -> tuple[float, tuple[Run, ...]]:
    """A reason's weight, and its sentence; a factor (x0.3) weighs most, since it cuts all."""
    found = _WEIGHT.search(reason)
    plain = reason[: found.start()] if found else reason
    value = float(found["value"]) if found else 0.0
    factor = bool(found) and found is not None and found["sign"] == "x"
    sign = "-" if found and found["sign"] == "-" else "+"
    small = f" (×{value:g})" if factor else f" ({sign}{value:.2f})"
    return (1.0 + value if factor else value), (
        Run(text=_sentence(plain, words)),
        Run(text=small, style="emphasis"),
    )


def _sentence(plain: str, words: Phrases) -> str:
    for form, key in _KNOWN:
        found = form.fullmatch(plain)
        if found:
            given = found.groupdict()
            number = int(given["count"]) if given.get("count") else None
            share = round(100 * float(given["share"])) if given.get("share") else None
            key = f"{key}_one" if number == 1 and f"{key}_one" in words else key
            return words[key].format(count=number, share=share)
    return plain


def _topical(
    item: BriefItem, matches: Mapping[str, TopicMatch], words: Phrases
) -> list[tuple[Run, ...]]:
    """What the articles hold of the topic, the closest article first, an outlet once."""
    closest = sorted(matches.items(), key=lambda pair: -pair[1].score)
    found: dict[str, tuple[Run, ...]] = {}
    for article_id, match in closest:
        source = source_of(article_id, item.sources)
        if source and match.because and source.outlet not in found:
            terms = dict.fromkeys(_TERM.sub("", one) for one in match.because)
            named = words["why_names"].format(terms=", ".join([*terms][:_MOST_TERMS]))
            found[source.outlet] = (
                Run(text=source.outlet, url=source.url),
                Run(text=f": {named}"),
            )
    return list(found.values())[:4]


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="strong"),))
