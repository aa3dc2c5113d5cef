"""Blocks that stand in an article's column and are no part of it: read-more links, calls to

subscribe, share and print lines, repeated headlines, company boilerplate. Rules are about kinds:
where a block stands, how much of it is link, and the stock phrases of the trade.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.pages.blocks import Block

WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]|[^\W_]+")
COUNTED = 600  # characters; no rule asks for more words than they hold
SENTENCE_END = re.compile(r"[.!?…。！？:：”\"'’)]\s*$")
POINTER = re.compile(
    r"^\W*(?:related|read (?:more|also|next|this)|see (?:more|also)|more (?:from|on|like)|also (?:on|read|see)|"
    r"don[’']t miss|watch(?: now)?:|listen:|recommended|you (?:may|might) (?:also )?like|must[- ]read|"
    r"trending|popular|editor[’']s (?:pick|choice)|top stories|latest (?:news|stories)|further reading|"
    r"click (?:here|through)|learn more|find out more|view (?:more|gallery|all)|photos?:|video:|"
    r"mehr (?:zum|lesen)|lesen sie|siehe auch|à lire|lire aussi|lea también|leia (?:também|mais)|"
    r"читайте также|相关阅读|延伸阅读|推荐阅读|相关新闻|相关报道|更多阅读|猜你喜欢|热门推荐|点击)",
    re.IGNORECASE,
)
PROMOTION = re.compile(
    r"\b(?:sign up|subscribe|newsletter|follow (?:us|@?\w+(?: \w+)?) on|like us on|join (?:us|our)|"
    r"download (?:the|our)(?: \w+){0,3} app|get (?:access|the (?:latest|best|day)|our|more from)|click here|"
    r"get (?:the )?[\w ]{0,30}(?:app|on the go)|delivered (?:to|through|straight)|(?:daily|weekly) (?:email|briefing)|"
    r"for as little as|free trial|special offer|become a (?:member|subscriber|patron)|"
    r"support (?:our|us|independent)|donate|share (?:this|it|on|with)|print (?:this )?article|"
    r"email this|order reprints|leave a (?:comment|reply)|comments? (?:below|section)|"
    r"let us know (?:what|in)|tell us what|write to us|send us|please try again|has been sent to|thank you for (?:signing|subscribing|joining)|have (?:a tip|something to say)|"
    r"we[’']d (?:like|love) to hear|advertis(?:ement|ing)|sponsored|affiliate|commission|"
    r"all rights reserved|copyright|terms of (?:use|service)|privacy policy|"
    r"newsletter abonnieren|abonnez-vous|suscríbete|подпишитесь|подписывайтесь)\b|"
    r"扫码|扫描二维码|关注(?:我们|公众号|微信)|公众号[:：]|点击(?:关注|阅读原文|下载)|下载(?:客户端|APP)|"
    r"版权(?:所有|声明)|未经(?:授权|许可|允许)|转载(?:请|须)|免责声明|广告",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^\W*(?:(?:additional |with )?(?:reporting|writing|editing|research|production|compiled) by\b|"
    r"(?:edited|written|reported|translated|produced) by\b|write to [\w .’'-]+ at\b|"
    r"(?:e-?mail|contact|follow|reach) [\w .’'-]+ (?:at|on)\b|image (?:credit|source)|photo(?:graph)? (?:by|credit)|"
    r"(?:image|photo|picture|credit|source)s?:|©|copyright\b|this (?:article|story|copy|report|piece) "
    r"(?:is for|was|has been|originally|first)\b|a version of this|(?:last )?updated(?: on| at)?:?\s|published\b|"
    r"posted (?:on|in|by)\b|filed under|tags?:|topics?:|categories:|責任編輯|责任编辑|责编|编辑[:：]|校对|作者[:：]|"
    r"来源[:：]|图片来源|图源|本文(?:来自|转载|作者|首发)|原标题|（?(?:编辑|责编))",
    re.IGNORECASE,
)
ORIGIN = re.compile(
    r"\b(?:first|originally) (?:published|appeared|ran|posted)\b|\b(?:re)?published (?:here )?(?:from|by|with)\b|"
    r"\bcontent partnership\b|\bvia [A-Z]\w+ ?wire\b|转载自|首发于|本文(?:来自|首发|转载)|来源[:：]",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^\W*(?:advertisement|advert|sponsored(?: content)?|story continues below(?: advertisement)?|"
    r"article continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?|scroll to continue.{0,30}|loading\W*|"
    r"anzeige|werbung|publicité|publicidad|pubblicità|реклама|广告|廣告)\W*$",
    re.IGNORECASE,
)
SHORTCODE = re.compile(r"^\[(\w+)[^\]]*\].*\[/\1\]$", re.DOTALL)  # a theme's own, left unread
CONTRIBUTED = re.compile(
    r"\bcontributed (?:to|reporting)|\b(?:for|at) the (?:ap|associated press)\b", re.I
)
CLOSING = re.compile(
    r"^\W*(?:related|read (?:more|next)|more (?:from|on|stories)|recommended|you (?:may|might)|about (?:the )?"
    r"(?:author|us|writer|company|[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})|about [\w .&-]{2,40}$|comments?\b|"
    r"leave a (?:reply|comment)|share (?:this|it)|tags?\b|topics\b|sign up|newsletter|follow us|"
    r"something to consider|sponsored|advertisement|latest|popular|trending|top stories|what to read|"
    r"forward[- ]looking|safe harbou?r|media contacts?|press contacts?|contacts?:?$|for more information|"
    r"notes to editors|相关|推荐|评论|热门|延伸阅读|关于(?:我们|作者))",
    re.IGNORECASE,
)


def words(text: str) -> int:
    """How many words, counting each CJK character as one. Of a long text its beginning counts."""
    return len(WORD.findall(text[:COUNTED]))


def cleaned(blocks: Sequence[Block], *, title: str = "", description: str = "") -> list[Block]:
    """The article's own blocks, in order."""
    kept = [block for block in blocks if not _is_aside(block)]
    kept = _without_opening(kept, title, description)
    kept = _without_closing(kept)
    return [block for i, block in enumerate(kept) if not _is_lone_head(kept, i)]


def _is_aside(block: Block) -> bool:
    """A pointer to another page, or a call to do something, wherever it stands."""
    length = words(block.text)
    if block.kind == "row":
        return False
    if block.links and block.link_share > 0.75 and length <= 30 * block.links:
        return block.kind == "text"
    if SHORTCODE.match(block.text) or LABEL.match(block.text):
        return True
    if length <= 40 and POINTER.match(block.text) and (block.links or length <= 4):
        return True
    return length <= 30 and bool(block.links) and bool(PROMOTION.search(block.text))


def _is_prose(block: Block) -> bool:
    """A block that only an article's own text has: a sentence or more."""
    if block.kind == "head":
        return False
    length = words(block.text)
    return length >= 20 or (length >= 8 and bool(SENTENCE_END.search(block.text)))


def _without_opening(blocks: list[Block], title: str, description: str) -> list[Block]:
    """Without what stands before the first sentence: headline, standfirst, date, byline, buttons.

    A short heading right before it may be the first section's and stays.
    """
    for start, block in enumerate(blocks):
        if _is_prose(block) and not _is_furniture(block) and not _repeats(block, title):
            keep_head = start > 0 and _is_section_head(blocks, start - 1, title, description)
            return blocks[start - 1 if keep_head else start :]
    return blocks


def _is_section_head(blocks: list[Block], index: int, title: str, description: str) -> bool:
    head = blocks[index]
    if head.kind != "head" or _repeats(head, title) or _repeats(head, description):
        return False
    after_title = any(_repeats(block, title) for block in blocks[:index])
    return not (after_title and words(head.text) >= 8)


def _repeats(block: Block, text: str) -> bool:
    """Whether a block says what `text` says, or its beginning."""
    one, other = _folded(block.text), _folded(text)
    return bool(one) and bool(other) and (one == other or (len(one) > 20 and other.startswith(one)))


def _folded(text: str) -> str:
    return "".join(WORD.findall(text)).casefold()


def _is_furniture(block: Block) -> bool:
    """A credit, a call or a notice; but not one that says who published the text first."""
    length = words(block.text)
    if ORIGIN.search(block.text):
        return False
    if CREDIT.match(block.text) and length <= 45:
        return True
    if length <= 25 and CONTRIBUTED.search(block.text):
        return True
    calls = len(PROMOTION.findall(block.text))
    return calls >= 1 and length <= 60 * min(calls, 2)


def _without_closing(blocks: list[Block]) -> list[Block]:
    """Without what comes after the article: closing sections, credits, calls, notices."""
    cut = _closing_section(blocks)
    kept = blocks[:cut]
    while len(kept) > 1 and not (_is_prose(kept[-1]) and not _is_furniture(kept[-1])):
        if kept[-1].kind == "row" or (kept[-1].kind == "item" and not _is_furniture(kept[-1])):
            break
        if (
            not _is_furniture(kept[-1])
            and kept[-1].kind == "text"
            and not kept[-1].links
            and words(kept[-1].text) > 3
        ):
            break
        kept = kept[:-1]
    return kept


def _closing_section(blocks: list[Block]) -> int:
    """Where the last part's first closing heading stands, or a run of headings that are links."""
    total = sum(len(block.text) for block in blocks)
    teasers = [
        i for i, block in enumerate(blocks) if block.kind == "head" and block.link_share > 0.75
    ]
    before = 0
    for index, block in enumerate(blocks):
        short = words(block.text) <= 8 and not block.text.endswith(".")
        if before > 0.5 * total and short and CLOSING.match(block.text):
            return index
        if before > 0.5 * total and len(teasers) > 1 and index == teasers[0]:
            return index
        before += len(block.text)
    return len(blocks)


def _is_lone_head(blocks: list[Block], index: int) -> bool:
    """A heading with nothing under it."""
    return blocks[index].kind == "head" and index + 1 == len(blocks)
