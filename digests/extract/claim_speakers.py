"""Who makes the claim of a passage: whoever is quoted or reported in it, else nobody but the outlet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from digests.extract.claim_endings import told_at_end
from digests.extract.passages import Passage
from digests.extract.speakers import Cast, Speaker
from digests.model import Article, Quote, Span

# What someone does who holds a view, where no verb of saying stands. An organisation that does so
# is reported on in the outlet's own voice.
_HOLDS = re.compile(
    r"(?<![\w’'-])(?P<who>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}|[Hh]e|[Ss]he)(?:,\s[^,.;\n]{2,90},)?\s+(?:\w+ly\s+|also\s+|now\s+|still\s+|has\s+|had\s+|however,?\s+)?(?:puts?|gives?|gave|sees?|saw|bets?|estimates?d?|reckons?|expects?(?:ed)?|predicts?(?:ed)?|forecasts?|thinks?|thought|believes?d?|"
    r"warn(?:s|ed)|urged?s?|caution(?:s|ed)|highlight(?:s|ed)|stress(?:es|ed)|emphasi[sz]e[sd]?|underlined?|argue[sd]?|describe[sd]?|call(?:s|ed)|outline[sd]?|discuss(?:es|ed)|acknowledge[sd]?|admit(?:s|ted)|concede[sd]?|"
    r"wants?(?=\sto)|hopes?(?=\sto)|intends?(?=\sto)|plans?(?=\sto)|den(?:ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|dispute[sd]?|insist(?:s|ed)|back(?:s|ed)|oppose[sd]?|apologi[sz]ed|confirm(?:s|ed)|pledge[sd]?|promise[sd]?|praise[sd]?|criticis?z?ed|question(?:s|ed)|note[sd]?|claim(?:s|ed))\b"
)
_SAYS = re.compile(
    r"\b(?:said|says?|saying|told|tells|add(?:s|ed|ing)|wrote (?:that|in)|announced?|according to|den(?:y|ies|ied)|claim(?:s|ed)|stated?|states|repl(?:y|ied|ies)|respond(?:s|ed)|warn(?:s|ed)|confirm(?:s|ed)|acknowledged?|argue[sd]?|insist(?:s|ed)|explain(?:s|ed)|disput(?:ed|es)|dismiss(?:ed|es)|reject(?:ed|s))\b"
    r"|说|表示|称|指出|回应|透露|否认|认为|介绍|强调|重申|披露|公告|预计|估计|写道|承认|宣布|提醒|坦言|告诉|证实",
    re.I,
)
_NOBODY = re.compile(
    r"(?:the )?(?:first|second|third|fourth|last|next|latter|former)|(?:the )?(?:best|worst|largest|smallest|fastest|cheapest|most|rest)(?: of .*)?|(?:clause|page|section|article|chapter|annex) \w+",
    re.I,
)
_COUNTED = re.compile(r"[%$€£\d]")
_WHEN = re.compile(r"\b(?:after|before|since|when|once|until)\s(?:the\s|its\s)?\Z", re.I)
_PAPER_AFTER = re.compile(
    r"(?:['’]s)?\s(?:\w+\s)?(?:estimates|figures|data|projections|forecasts|numbers|survey|report|analysis|research)\b"
    r"|[^，。；]{0,8}(?:报告|数据|研报|招股书|财报|调查|统计|论文)[^，。；]{0,4}(?:显示|表明|指出|提示|披露|称)"
)
_MEANS = re.compile(
    r"(?:并不|不|也|还|则)?(?:打算|计划|希望|预计|估计|相信|判断|主张|担心|承诺|否认|拒绝|力争|准备|给出)"
)
_FAR = 160  # characters: a later verb belongs to a clause of its own
# What is read, not heard: its words are the outlet's report of it.
_PAPERS = re.compile(
    r"\b(?:papers?|filings?|reports?|documents?|notes?|memos?|presentations?|prospectus(?:es)?|stud(?:y|ies)|surveys?|websites?|data|figures|statistics|logs?|sheets?|complaint|lawsuit|announcements?|statements?|releases?|e-?mails?|posts?|blogs?|estimates?|texts?|counters?|drafts?|rules?|bills?|slides?|clauses?|delays?|invitations?|terms?|charts?|tables?|registers?|spreadsheets?|maps?)\Z"
    r"|(?:论文|报告|数据|统计|文件|公告|招股书|资料|榜单|测试|调查|邮件)\Z",
    re.I,
)
_SURVEY = re.compile(
    r"(?:In|According to|By)\s(?P<who>his|her|their)\s(?:own\s)?(?:\w+\s)?(?:survey|study|report|paper|research|estimate|analysis|count|reckoning|view|poll|book|note)\b"
)
_THEIR_PAPER = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*?(?:\s[A-Z][\w.’'-]*?){0,3})['’]s\s(?:own\s)?(?:\w+\s)?(?:research|stud(?:y|ies)|papers?|survey|analysis|work|data|figures|estimates?|model)\s(?:suggests?|shows?|finds?|found|estimates?|puts?|concludes?|indicates?|implies|imply)\b"
)
_BY_COUNT = re.compile(
    r",\sby\s(?P<who>his|her)\s(?:own\s)?(?:count|estimate|reckoning|calculations?|tally|account),"
)
_DOCUMENT = re.compile(
    r"according to (?:an?|the|its|his|her|their|that)?\s?(?:[\w’'-]+\s){0,3}?(?:presentation|filing|document|report|note|memo|statement|email|e-mail|transcript|prospectus|website|recording|logs?|announcement|data|figures|estimates?|tall(?:y|ies)|stud(?:y|ies)|survey|analysis|count|poll|index|calculations?|papers?)\b",
    re.I,
)


_NEITHER = re.compile(r"\b[Nn]either\b[^.;]* nor $")
_UNSAID = re.compile(
    r"\s(?:(?:would|did|does|do|has|have|had)(?: not|n['’]t) (?:yet )?(?:say|said|comment|confirm|disclose|specify|elaborate)"
    r"|(?:has |have |had )?never (?:said|confirmed)|(?:declined|refused|declines|refuses) to\b)"
    r"|(?:拒绝|未|没有|不愿|并未)(?:透露|说明|回应|置评|证实|确认|披露|表示)"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """The quotes and the cast of one article, for asking who speaks in a passage."""

    article: Article
    quotes: Sequence[Quote]
    cast: Cast
    starts: Sequence[int]

    def of(self, passage: Passage) -> Speaker | None:
        """Who makes the claim of `passage`. None: the outlet, in its own voice."""
        span = Span(start=passage.start, end=passage.end)
        if self._are_several(passage):
            return None  # what one of two said is not to be given to the other
        quoted = self._quoted(passage)
        if quoted is not None and quoted.speaker is not None:
            return Speaker(
                name=quoted.speaker,
                kind=quoted.speaker_kind or "person",
                role=quoted.role,
                organisation=quoted.organisation,
            )
        owner = self._owner_of_paper(passage)
        if owner is not None:
            return owner
        told = told_at_end(self.cast, self.article.text, span)
        if told is not None:
            return told
        reported = self.cast.subject_of(span)
        if reported is not None and (self._is_read(reported[0]) or self._is_unsaid(reported[0])):
            return None
        if reported is not None and not self._is_aside(passage, reported[0]):
            return reported[1] if self._speaks(passage, reported[1]) else None
        return self._holder(passage)

    def is_quoted(self, passage: Passage) -> bool:
        """Whether most of the passage is someone's own words."""
        quote = self._quoted(passage)
        if quote is None:
            return False
        shared = min(passage.end, quote.evidence.end) - max(passage.start, quote.evidence.start)
        return 2 * shared >= passage.end - passage.start

    def _are_several(self, passage: Passage) -> bool:
        """Whether the passage holds the words of more than one."""
        first = bisect_left(self.starts, passage.start)
        inside = self.quotes[first : bisect_left(self.starts, passage.end)]
        return len({one.speaker for one in inside if one.speaker}) > 1

    def _quoted(self, passage: Passage) -> Quote | None:
        """The longest quote in the passage, or around it."""
        last = bisect_left(self.starts, passage.end)
        best: tuple[int, Quote] | None = None
        for quote in reversed(self.quotes[max(0, last - 4) : last]):
            shared = min(passage.end, quote.evidence.end) - max(passage.start, quote.evidence.start)
            if shared > 0 and (best is None or shared > best[0]):
                best = (shared, quote)
        return best[1] if best else None

    def _is_aside(self, passage: Passage, mention: Span) -> bool:
        """Whether the reporting stands in a clause of time: "three days after X announced"."""
        before = self.article.text[max(passage.start, mention.start - 24) : mention.start]
        return _WHEN.search(before) is not None

    def _speaks(self, passage: Passage, speaker: Speaker) -> bool:
        """Whether this is someone who speaks: a paper does not, nor a company that "expects"."""
        if speaker.kind == "person":
            return True
        chinese = self.cast.chinese  # whose text is in simplified characters, at the same offsets
        whole = chinese.text if chinese else self.article.text
        text = whole[passage.start : passage.end]
        if _PAPERS.search(speaker.name) or _NOBODY.fullmatch(speaker.name):
            return False
        if speaker.kind == "unnamed" and _DOCUMENT.search(text):
            return False
        if speaker.kind in {"unnamed", "group"} and _COUNTED.search(speaker.name):
            return False
        if speaker.kind == "organisation":
            return _SAYS.search(text) is not None and _DOCUMENT.search(text) is None
        return True

    def _is_unsaid(self, mention: Span) -> bool:
        """Whether somebody would not say it: the outlet does."""
        text = self.article.text
        nor = _NEITHER.search(text, max(0, mention.start - 80), mention.start)
        return nor is not None or _UNSAID.match(text, mention.end) is not None

    def _is_read(self, mention: Span) -> bool:
        """Whether what speaks is a paper of theirs: "the Authority's initial estimates", 某社报告显示."""
        return _PAPER_AFTER.match(self.article.text, mention.end) is not None

    def _owner_of_paper(self, passage: Passage) -> Speaker | None:
        """The person whose paper or count it is: "Wu's research suggests", "by her count"."""
        text = self.article.text
        found = _THEIR_PAPER.match(text, passage.start, passage.end) or _BY_COUNT.search(
            text, passage.start, passage.end
        )
        if found is None:
            return None
        who = self.cast.resolve(Span(start=found.start("who"), end=found.end("who")))
        return who if who is not None and who.kind == "person" else None

    def _holder(self, passage: Passage) -> Speaker | None:
        """The person at the head of the sentence, where the verb says it is their view."""
        text = self.article.text
        survey = _SURVEY.match(text, passage.start, passage.end)
        if survey is not None:
            found = self.cast.resolve(Span(start=survey.start("who"), end=survey.end("who")))
            return found if found is not None and found.kind == "person" else None
        planner = self._planner(passage)
        if planner is not None:
            return planner
        held = _HOLDS.search(text, passage.start, min(passage.end, passage.start + _FAR))
        if held is None:
            return None
        found = self.cast.resolve(Span(start=held.start("who"), end=held.end("who")))
        return found if found is not None and found.kind == "person" else None

    def _planner(self, passage: Passage) -> Speaker | None:
        """The person who opens a Chinese sentence and means to do something: 方某打算……."""
        chinese = self.cast.chinese
        near = min(passage.end, passage.start + 14)
        for mention in chinese.within(passage.start, near) if chinese else []:
            if mention.start - passage.start > 2:
                return None
            found = mention.speaker
            if found is not None and _MEANS.match(self.article.text, mention.end):
                return found if found.kind == "person" else None
        return None
