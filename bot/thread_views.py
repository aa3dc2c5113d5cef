"""What a brief's own stories answer to short wishes: who differs, how sure, in which language. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.citations import cited, cited_sentence, sides, who
from bot.message import Block, Bullets, Context, Heading, Message, Paragraph, Run
from bot.phrases import Phrases, aside, count, phrases
from digests.answer import source_ref
from digests.evidence import cut
from digests.extract.boilerplate import boilerplate
from digests.grounds import inside, readable
from digests.model import (
    Article,
    BriefItem,
    Claim,
    Extraction,
    Language,
    Sentence,
    SourceRef,
)
from digests.text import has_cjk

_MOST = 4
_LEADS = 2  # sentences of an article that tell what it is about
_DISPUTES = re.compile(
    r"\b(?:disagree[ds]?|(?<!most )(?<!the )(?<!\ba )disputed?s?|disputing|push(?:ed)? back|contradict\w*|reject(?:s|ed)|refut\w+|"
    r"den(?:y|ies|ied)|question(?:s|ed) (?:the|whether)|is (?:wrong|untrue)|not true)\b"
    r"|反驳|不同意|否认|质疑|驳斥|不实|并非",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|none|den(?:y|ies|ied)|false|wrong|untrue|nonsense|rejects?)\b|n['’]t\b|不|没|未|无|否认|并非",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|likely|unlikely|possibl[ey]|perhaps|probabl[ey]|expects?|estimates?|"
    r"chance|odds|unclear|not (?:confirmed|verified)|could not (?:independently )?verify|rumou?r|reportedly)\b"
    r"|可能|或将|预计|大概|概率|未经证实|据悉|传闻",
    re.IGNORECASE,
)


def disagreements(
    items: Sequence[BriefItem], extractions: Mapping[str, Extraction], language: Language
) -> Message:
    """Where the outlets differ, and who denies or disputes something."""
    words = phrases(language)
    blocks: list[Block] = []
    for item in items:
        found = list(_differing(item, extractions, words, language))
        if found and len(items) > 1:
            blocks.append(Heading(text=item.headline, level=2))
        blocks += found
    if not blocks:
        return line(words["nobody_differs"])
    return Message(blocks=tuple(blocks), fallback=words["differs"].format(about="…"))


def _differing(
    item: BriefItem, extractions: Mapping[str, Extraction], words: Phrases, language: Language
) -> Iterator[Block]:
    """One story's differences between outlets, then what is denied in it."""
    for difference in item.differences:
        yield _label(words["differs"].format(about=difference.about))
        yield Bullets(items=sides(difference, item))
    disputed = [one for one in _claims(item, extractions) if _disputes(one)]
    if disputed:
        chosen = _apart(_readable_first(disputed, language))[:_MOST]
        yield _label(words["denied"])
        yield Bullets(items=tuple(_claim(one, item, words) for one in chosen))


def certainty(
    items: Sequence[BriefItem], extractions: Mapping[str, Extraction], language: Language
) -> Message:
    """How many report it independently, what is hedged or given by unnamed people, in their words."""
    words = phrases(language)
    blocks: list[Block] = []
    for item in items:
        outlets = count(words, "outlet", "outlets", len({one.outlet for one in item.sources}))
        told = words["independent"].format(outlets=outlets, count=item.independent_outlets)
        blocks += [Heading(text=item.headline, level=2), Context(runs=(Run(text=told),))]
        unsure = [one for one in _claims(item, extractions) if _is_unsure(one)]
        chosen = _apart(_readable_first(unsure, language))[:_MOST]
        lines = tuple(_unsure(one, item, words) for one in chosen)
        blocks += [Bullets(items=lines)] if lines else []
    return Message(blocks=tuple(blocks), fallback=words["likely"])


def in_language(articles: Sequence[Article], wanted: Language, language: Language) -> Message:
    """What the articles in that language say first; nothing is translated, so nothing is lost."""
    words = phrases(language)
    chosen = [one for one in articles if one.language[:2] == wanted][:_MOST]
    if not chosen:
        return line(words["no_language"].format(language=words.get(wanted, wanted)))
    return leads(chosen)


def news(articles: Sequence[Article], language: Language) -> Message:
    """What is new: how each article begins, the newest of the asker's language first."""
    if not articles:
        return line(phrases(language)["nothing_since"])
    ours = sorted(articles, key=lambda one: one.language[:2] != language)
    return leads(_once(ours)[: 2 * _MOST])


def leads(articles: Sequence[Article]) -> Message:
    """Each article's title and the first of what it says, cited."""
    blocks: list[Block] = []
    for one in articles:
        sources: tuple[SourceRef, ...] = (source_ref(one),)
        blocks.append(_label(sources[0].title or one.outlet))
        told = [cited_sentence(sentence, sources) for sentence in _lead(one)]
        blocks += [Paragraph(runs=tuple(runs)) for runs in told]
    return Message(
        blocks=tuple(blocks), fallback=source_ref(articles[0]).title or articles[0].outlet
    )


def _once(articles: Sequence[Article]) -> list[Article]:
    """The articles without reprints: those that are called or begin like one before them."""
    seen: set[str] = set()
    kept: list[Article] = []
    for one in articles:
        marks = {_mark(one.title), *(_mark(said.text) for said in list(_lead(one))[:1])} - {""}
        if not marks & seen:
            kept.append(one)
        seen |= marks
    return kept


def _mark(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def line(text: str) -> Message:
    """One plain line."""
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


def _lead(article: Article) -> Iterator[Sentence]:
    skip = boilerplate(article.text)
    told = [span for span in readable(article) if not inside(span, skip)]
    for span in told[:_LEADS]:
        evidence = cut(article, span.start, span.end)
        yield Sentence(text=evidence.text, evidence=(evidence,))


def _claims(item: BriefItem, extractions: Mapping[str, Extraction]) -> list[Claim]:
    """The claims of all of the story's articles, the weightiest first."""
    found = [
        claim
        for source in item.sources
        if source.article_id in extractions
        for claim in extractions[source.article_id].claims
    ]
    return sorted(found, key=lambda one: -one.weight)


def _disputes(claim: Claim) -> bool:
    denies = claim.kind == "denial" and _DENIES.search(claim.text) is not None
    return denies or _DISPUTES.search(claim.text) is not None


def _is_unsure(claim: Claim) -> bool:
    bounded = any(one.bound not in ("exact", "about") for one in claim.figures)
    unnamed = claim.speaker_kind == "unnamed"
    return claim.kind == "forecast" or bounded or unnamed or _HEDGES.search(claim.text) is not None


def _readable_first(claims: Sequence[Claim], language: Language) -> list[Claim]:
    """The claims with those in the asker's language first: the others often say the same again."""
    return sorted(claims, key=lambda one: has_cjk(one.text) != (language == "zh"))


def _apart(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that repeat one before them word for word."""
    return list({" ".join(one.text.split()): one for one in reversed(claims)}.values())[::-1]


def _claim(claim: Claim, item: BriefItem, words: Phrases) -> tuple[Run, ...]:
    runs = [Run(text=claim.text)]
    if claim.speaker and claim.speaker not in claim.text:
        told = who(claim.speaker, claim.role, claim.organisation, words)
        runs.append(Run(text=aside(words, told)))
    return (*runs, *cited((claim.evidence,), item.sources))


def _unsure(claim: Claim, item: BriefItem, words: Phrases) -> tuple[Run, ...]:
    kind = Run(text=f"{words[claim.kind]}{words['colon']}", style="emphasis")
    note = (Run(text=aside(words, words["unnamed"])),) if claim.speaker_kind == "unnamed" else ()
    return (kind, *_claim(claim, item, words), *note)


def _label(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="strong"),))
