"""The types everything else is made of: frozen, keyword-only, importing nothing of ours.

Times are timezone-aware UTC. Text offsets are Python code-point offsets into `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Language = str  # ISO 639-1: "en", "zh", …
SourceKind = Literal["feed", "sitemap", "page"]
OriginKind = Literal["lab", "press", "wire", "blog", "paper"]
Directness = Literal["direct", "partial"]
Verdict = Literal["verified", "altered", "misattributed", "absent"]
SpeakerKind = Literal["person", "organisation", "unnamed", "group"]
ClaimKind = Literal["forecast", "figure", "comparison", "plan", "constraint", "denial", "statement"]
Bound = Literal["exact", "about", "<", "at_most", ">", "at_least"]
EntityKind = Literal["person", "organisation", "product"]
StoryStatus = Literal["open", "merged"]
ItemStatus = Literal["new", "update"]
Mode = Literal["extractive", "model"]
Theme = Literal["products", "business", "rules", "people", "safety", "research", "other"]
AnswerStatus = Literal["answered", "not_in_sources"]
MarkVerdict = Literal["useful", "not_useful", "wrong_speaker", "wrong_quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that is read: a feed, a sitemap or a listing page of one outlet."""

    id: str
    outlet: str
    url: str
    kind: SourceKind = "feed"
    language: Language = "en"
    tags: tuple[str, ...] = ()
    origin_kind: OriginKind = "press"
    selectors: tuple[tuple[str, str], ...] = ()  # page sources: ("entry", "article h2 a"), …
    headers: tuple[tuple[str, str], ...] = ()  # a private feed's: ("Authorization", "${NAME}"), …


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, as the feed gives it. `title` is plain text, `url` absolute."""

    guid: str | None = None
    url: str | None = None
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""  # HTML as given
    content: str = ""  # HTML as given
    categories: tuple[str, ...] = ()
    recording: bool = False  # audio or video is enclosed: the text beside it is its notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed feed: its own facts and its entries in the feed's order."""

    title: str = ""
    url: str | None = None
    site_url: str | None = None
    language: Language | None = None
    ttl_minutes: int | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An entry with its full text. A changed text is a new `revision` of the same id."""

    id: str
    source_id: str
    outlet: str
    canonical_url: str
    title: str
    text: str
    language: Language
    published_at: datetime
    first_seen_at: datetime
    fetched_at: datetime
    content_hash: str
    authors: tuple[str, ...] = ()
    origin_kind: OriginKind = "press"
    paywalled: bool = False
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start:end]` of some article."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim piece of one article. Only `digests.evidence.cut` makes one."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """How the text names someone at one place: "he", "Lin", "the company"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What stands between quotation marks, and who said it.

    `speaker` is the fullest name the article gives, or the article's own phrase for an unnamed
    source, or None where two readings are as likely. `reported_by` keeps the chain of a quote
    told second hand ("X told the FT that Y had said …": Y speaks, X reports).
    """

    evidence: Evidence
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    mention: Mention | None = None
    role: str | None = None
    organisation: str | None = None
    cue: str | None = None
    directness: Directness = "direct"
    verdict: Verdict = "verified"
    reported_by: str | None = None
    translation: str | None = None  # into the brief's language, by a model; never shown as a quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as data: "less than 20%" is value 20, unit "%", bound "<".

    `value` is in base units ("$9 billion" is 9000000000 "USD"); `base` is what a change is
    measured from ("up from $4.8 billion").
    """

    text: str
    start: int
    end: int
    value: float
    unit: str | None = None
    bound: Bound = "exact"
    change: Literal["up", "down"] | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A checkable statement with its evidence. Without `speaker` it is the outlet's own voice."""

    text: str
    evidence: Evidence
    kind: ClaimKind = "statement"
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    role: str | None = None
    organisation: str | None = None
    figures: tuple[Figure, ...] = ()
    about: tuple[str, ...] = ()
    horizon: str | None = None  # the article's own words: "by 2030", "within five years"
    weight: float = 0.0  # 0 to 1; claims come ranked by it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation or product by its fullest name, with its other names."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    id: str | None = None  # its key in config/entities.toml, where it has one
    exact: bool = False  # its names are common words too: found only as written ("Meta", "Apple")
    decoys: tuple[str, ...] = ()  # longer phrases that hold a name and mean something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read out of one article's text."""

    article_id: str
    language: Language
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a reader follows. Terms and aliases are per language."""

    slug: str
    names: tuple[tuple[Language, str], ...]
    any: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def name(self, language: Language) -> str:
        """The topic's name in `language`, else its first."""
        return dict(self.names).get(language, self.names[0][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """Why an article belongs to a topic: the terms and entities found, and how close it is."""

    topic: str
    score: float  # 0 to 1
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles about one event. `origins` partitions them by who first published the text:

    each inner tuple is one origin and its copies, the origin first.
    """

    id: str
    article_ids: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    first_seen: datetime
    updated_at: datetime
    status: StoryStatus = "open"
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence a reader sees, with what it stands on."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """A sentence a summariser says, and where it says it is from. Unverified."""

    text: str
    article_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # the sentences it names, cut from the articles


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuote:
    """A quote a summariser says. Unverified."""

    text: str
    speaker: str | None = None
    article_id: str | None = None
    translation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a summariser says about one story: unverified strings, nothing else."""

    headline: str
    summary: tuple[DraftSentence, ...] = ()
    claims: tuple[DraftSentence, ...] = ()
    quotes: tuple[DraftQuote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One outlet's version of a disputed thing."""

    article_id: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Outlets that give different figures, dates or attributions for the same thing."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """An article as a reader is pointed to it. `origin` is the outlet it copies, if it does."""

    article_id: str
    outlet: str
    title: str
    url: str
    published: datetime
    lang: Language
    origin: str | None = None
    paywalled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a story came to on one day. `at` (UTC) is when the sentence's article was published."""

    at: datetime
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefItem:
    """One story of a brief: what survived verify()."""

    story_id: str
    headline: str
    status: ItemStatus = "new"
    what_changed: tuple[Sentence, ...] = ()
    summary: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    quotes: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    independent_outlets: int = 1
    score: float = 0.0
    reasons: tuple[str, ...] = ()  # why it ranks where it does, for --explain
    rumour: bool = False  # a single outlet with no named source
    course: tuple[Step, ...] = ()  # of a digest of several days: how the story went
    theme: Theme | None = None  # under what a digest of several days tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From (exclusive) to (inclusive), UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a brief was made from, so that a reader knows what it could not see."""

    sources_checked: int = 0
    sources_failed: int = 0
    articles_read: int = 0
    stories_found: int = 0
    stories_shown: int = 0
    stories_repeated: int = 0
    briefs_read: int = 0  # daily briefs that a digest of several days draws on


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A forecast or plan whose day has come: what was said, when (UTC), and the day it was for."""

    statement_id: str
    claim: Claim
    said_at: datetime
    due_on: date
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A topic over a window. Immutable: a rebuild is a new one."""

    id: str
    topic: str
    topic_name: str
    window: Window
    language: Language
    mode: Mode
    items: tuple[BriefItem, ...]
    coverage: Coverage
    built_at: datetime
    notes: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply to a question: every sentence carries evidence, or there is none to give."""

    status: AnswerStatus
    sentences: tuple[Sentence, ...] = ()
    mode: Mode = "extractive"
    sources: tuple[SourceRef, ...] = field(default=())
    quotes: tuple[Quote, ...] = ()  # whole, where the answer is what somebody said
    notes: tuple[str, ...] = ()  # in the asker's language: what was left out, why no model spoke


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpan:
    """Where the reported words stand: `text[start:end]` of that article, as the brief showed it."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one reader of a channel said of one story: useful or not, or that a quote is wrong.

    `channel` is written as `digests.pipeline.Reader` has it ("slack:C1"). `reader` is the
    platform's id of the person; no name is kept. `evidence` is the span that a
    report of a wrong quote or speaker is about, else None. `marked_at` is UTC.
    """

    workspace: str
    channel: str
    brief_id: str
    story_id: str
    reader: str
    verdict: MarkVerdict
    marked_at: datetime
    evidence: MarkedSpan | None = None
