"""A question as data: what kind of thing it asks for, whom it names, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from digests.answers.lexemes import NUMBERED_ZH
from digests.answers.phrasals import spelled
from digests.answers.terms import Term, english_terms
from digests.answers.terms_zh import chinese_terms
from digests.text import has_cjk

Kind = Literal[
    "money", "count", "share", "time", "length", "who", "why", "how", "words", "which", "any",
    "doubt", "change", "sure"
]  # fmt: skip

_MONEY = (
    r"cost|costs|pay|paid|receive|received|owe|owes|owed|bid|raise|raised|spend|spent|invest|invested|worth|fine|charge|charged?|charges|price|priced|"
    r"revenue|loss|losses|lose|lost|earn|earned|earnings|fund|funding|money|profit|sell|lend|lent|budget|salary|fees?|valuation|income|severance|compensation|bonus(?:es)?|damages|grants?|subsid(?:y|ies)"
)
_DOUBTS = r"doubts?|doubt(?:ed|ing)|disagree[sd]?|disput(?:es?|ed|ing)|den(?:y|ies|ied)|reject(?:s|ed)?|contest(?:s|ed)?|challeng(?:es?|ed)|criticis(?:es?|ed)|criticiz(?:es?|ed)|objects?|objected|oppos(?:es?|ed)|contradict(?:s|ed)?|rebut(?:s|ted)?|sceptical|skeptical|unconvinced|sees? it differently|critics?"
_DOUBTS_ZH = r"质疑|怀疑|反对|否认|不同意|不认同|不赞成|批评|反驳|驳斥|不相信|不看好"
_CHANGES = r"chang(?:e|es|ed|ing)|differen(?:t|tly) (?:now|from before)|revis(?:e|ed)|evolv(?:e|ed)"
_CHANGES_ZH = r"变化|变动|改变|变了|怎么变|调整|改了"
_SURE = r"how (?:sure|certain|confident|likely|convinced|optimistic)|what (?:are|is) the (?:odds|chances?|probability|likelihood)|what (?:odds|chances?|probability|likelihood)"
_SURE_ZH = r"有?多大?(?:的)?(?:把握|可能性?|信心|概率|机会)|有多(?:确定|肯定|可能|大把握)|(?:概率|可能性|几率|把握|胜算)(?:有?多大|多高|是多少|几成)|几成把握"
_FORMS: tuple[tuple[Kind, str], ...] = (
        ("doubt", rf"^\W*(?:(?:so|and|but) )?(?:who|which (?:\w+ )?\w+|(?:does|did|do|has) any(?:one|body)) (?:else )?(?:has |have |is |are |was |were |would )?(?:{_DOUBTS})\b|(?:谁|哪些人|哪家|什么人|有没有人|有人)(?:在|曾|会)?(?:{_DOUBTS_ZH})"),
        ("change", rf"^\W*(?:(?:so|and|but) )?(?:what (?:else )?|how (?:has|have|had|did|was|is|are|were) )(?:(?:has|have|had) )?(?:.{{1,60}} )?(?:{_CHANGES})\b|\bwhat (?:did|has|have|had) .{{1,60}}\b(?:correct(?:ed)?|amend(?:ed)?|revis(?:e|ed)|updated?|alter(?:ed)?)\b|\bwhat (?:has )?happened to\b|\bany (?:changes?|corrections?|updates?)\b|(?:有?(?:什么|哪些|何|啥)|如何|怎么|怎样).{{0,4}}(?:{_CHANGES_ZH})|(?:{_CHANGES_ZH}|改|修改|更改)了?(?:什么|哪些|啥)"),
        ("sure", rf"\b(?:{_SURE})\b|{_SURE_ZH}"),
        ("who", r"^(?:so |and |but )?who(?:se|m)?\b|谁|什么人"),
        ("why", r"\bwhy\b|\bwhat (?:was |is )?the reason|\bwhat (?:caused|led to|made|prompted|triggered|drove|(?:is|was|lies|lay) behind)\b|\bhow come\b|^\W*(?:the )?(?:reasons?|causes?) (?:for|of|why|behind)\b|\bwhat (?:is|was|were|are) the (?:cause|reason)|为什么|为何|原因|何以|缘何"),
        ("who", r"\bwhat(?: is|'s|’s| was| are| were) the names? of\b|叫什么(?:名字)?"),
        ("time", r"^\W*(?:the )?(?:date|day|start|launch date|release date|deadline) (?:of|for)\b|^\W*(?:(?:so|and|but|until|since|by|from) )*when\b|\bwhen (?:did|does|do|will|would|is|was|are|were|can|could|might|should|has|have)\b|\b(?:what|which) (?:date|day|month|year|time|quarter)\b|\bhow soon\b|何时|什么时候|哪一?[天日年月]|几[月号时]|日期|什么时间"),
        ("length", r"\bhow (?:long|many (?:hours|days|weeks|months|years|minutes))\b|多久|多长时间|多少(?:小时|天|周|个月|年)"),
        ("count", r"\bhow many\b|\bhow often\b|多少[个家台颗名位项道步枚张次吨件]|几[个家台颗次位名项道步枚张]|多大规模"),
        ("share", r"\b(?:what|which|how (?:large|big|high) an?) (?:share|percentage|proportion|fraction|part|rate|odds|chance|probability|likelihood)|\bodds\b|\bchance\b|\bprobability\b|\byield\b|\brate\b|比例|占比|概率|可能性|百分之几|几成|率是多少|率(?:为|是)|留存率|良率"),
        ("money", rf"\bhow (?:much|large|big)\b.{{0,60}}\b(?:{_MONEY})\b|\b(?:what|which)\b.{{0,30}}\b(?:price|salary|fee|valuation|revenue|budget|market value|market cap|fine|profit|loss|penalty)\b|\bwhat (?:does|do|did|will|would) .{{0,60}}\bcosts?\b|\bwhat (?:is|was|did|does|will|would|are|were)\b(?!.*\b(?:say|said|think|tell|told|call|want|argue|predict)\b).{{1,60}}\b(?:to )?(?:pay|paid|paying|charg(?:e|es|ing)|spend|spent|spending|earn|earning|bid|bidding)\b|^\W*(?:(?:the|and) )?(?:[\w’'-]+ ){{0,4}}?(?:price|pricing|cost|fee|salary|valuation|revenue|budget|fine|profit|loss)\b(?!.*\b(?:who|what|when|where|why|how|which|did|does)\b)|\bwhat (?!(?:did|does|do|has|have)\b)(?:[\w’'-]+ ){{1,4}}(?:pays?|paid|charges?)\b|\bworth\b|\bvaluation\b|多少(?:钱|元|美元|资金|万|亿)|(?:报价|售价|价格|预算|成本|年薪|薪水|工资|市值|估值|收入|支出|亏损|利润|罚款|费用|总额).{{0,4}}多少|(?:融资|投入|投资|亏损|花).{{0,3}}多少"),
        ("count", r"\bhow (?:much|big|large|far|high|fast)\b|\bby how much\b|\b(?:by|with) what (?:margin|majority)\b|\bwhat(?:'s|’s| is| was| are) the (?:most|least|maximum|minimum|largest|highest|lowest|(?:\w+ )?(?:limit|cap|total|margin|number|figure|size|amount|threshold|score|result|tally))\b|\bwhat (?:number|figure|size|amount|threshold|limit)\b|多少|多大|多高|多快|数量"),
        ("words", r"(?:认为|觉得|主张|强调|指出|提到|看来).{0,12}(?:什么|哪)|\bwhat (?:did|does|has|have|do) .{2,60}\b(?:say|said|think|tell|told|write|wrote|predict|argue|call|claim|promise|propose|describe|believe|warn|reply|answer|expect)\b|\bhow (?:did|does|has|have) .{2,60}\b(?:describe|respond|react|explain|call|answer|reply|take)(?:ed|ied|s)?\b|\bwhat(?:'s|’s| is| was| are) .{2,60}\b(?:view|take|opinion|position|reaction|response|comment|answer|verdict) (?:on|of|about|to)\b|怎么(?:说|看|评价|回应|解释|形容)|说了?什么|如何(?:评价|看待|回应)|看法|否认了什么"),
        ("who", r"\bwho(?:se|m)?\b|\bwhich (?:\w+ ){0,3}?(?:person|people|company|companies|firms?|labs?|outlets?|judge|banks?|hospitals?|customers?|investors?|analysts?|city|country|university|funds?|insurers?|trusts?|regulator|senator)\b|哪(?:家|位|些人|个人|所|一家)"),
        ("which", r"^\W*(?:(?:in|on|at|for|by|from|to|with) )?which (?!of\b)[a-z]|哪(?:款|种|个|项|部)"),
        ("how", r"\bhow\b|怎么|如何|怎样"),
)  # fmt: skip
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS
)
_QUOTED = re.compile(r"[“\"「『‘]([^”\"」』’]{4,})[”\"」』’]")
_COMPARES = re.compile(
    r"\b(?:agree|accounts?|differ(?:s|ent|ence)?|compared?|disagree|versus|each outlet|all outlets)\b|一致|一样|不同|各家|各自|相比|对比",
    re.IGNORECASE,
)
_BY_SHARE = re.compile(
    r"\bby how much\b|\b(?:ris|rose|grow|grew|growth|increas|fall|fell|drop|declin|chang|lower|cut|rais|up|down|gain|lost|share|margin|rate|fine|penalt)\w*\b"
    r"|增长|上升|下降|下调|上调|涨|跌|降|比例|占|率|罚",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"\b(?:plan|expect|promis|forecast|predict|estimat|target|aim|hope|intend|odds|chance|could|may|might|would|give)\w*\b|计划|预计|预测|目标|承诺|拟",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\bis there (?:any )?(?:dis)?agreement (?:on|about|over)\b", re.IGNORECASE)
_PAY_FOR = re.compile(r"\b(pay|pays|paying|paid) for\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:did|was|were|has|have|had)\b|了")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, read."""

    text: str
    kind: Kind
    terms: tuple[Term, ...]
    quoted: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()  # of "how many CARDS", all that stands for it
    focus: tuple[Term, ...] = ()  # what is asked for in so many words: "which BANK", "the YIELD of"
    compares: bool = False  # asks whether outlets agree: each one's sentence is wanted
    by_share: bool = False  # its amount may be a share: how much something rose, how high a fine is
    implied: tuple[Term, ...] = ()  # say the kind again: "who DOUBTS it", "what CHANGED"
    about: tuple[
        Term, ...
    ] = ()  # what somebody is asked to have spoken of: "say about CHIP PRICES"
    act: Term | None = None  # of "who BOUGHT it"
    past: bool = False  # asks what has happened and not what was meant to: "how large a fine did they impose"

    @property
    def names(self) -> tuple[Term, ...]:
        """The terms that are names."""
        return tuple(one for one in self.terms if one.name)

    @property
    def names_text(self) -> frozenset[str]:
        """Every word of its names, in lower case."""
        return frozenset(part for term in self.names for part in term.text.split())


_AUXILIARY = (
    r"(?:did|does|do|has|have|had|will|would|can|could|may|might|should|must|is|are|was|were|'s)"
)
_ASKED_FOR = (
    re.compile(
        r"\b(?:how (?:many|much)|which|what|whose)(?: of (?:the|its|their))? ((?:[a-z][\w-]*[ ?]+){1,5})",
        re.I,
    ),
    re.compile(
        r"\b[Ww]hat(?: is| are| was| were| will be|'s|’s) (?:the |its |their |his |her |[A-Z]\S+ )*"
        r"((?:[a-z][\w-]*[ ?]+){1,3})"
    ),
    re.compile(r"\bhow (?:large|big|high|long) an? ((?:[a-z][\w-]* ){1,2})", re.I),
)
_NOUN_ENDS = re.compile(
    rf"{_AUXILIARY}|of|in|for|on|at|to|from|about|work|live|attend|use|came|took|got|went|voted?|fit|[a-z]+ed|the|an?|that|who",
    re.I,
)
# What a kind of question asks for anyway: an answer needn't have the word.
_IMPLIED = frozenset(
    "share percentage proportion odds chance probability likelihood date day month year quarter time "
    "price cost money amount number figure person people company companies firm firms 概率 比例 可能性 价格 "
    "时间 日期 数量 公司 预测 看法".split()
)
_ASKED_FOR_ZH = re.compile(
    r"([\u4e00-\u9fff]{2,6}?)(?:大?约)?(?:是|为(?!什么|何)|有|达到?)(?:多少|多大|几[个家台]|什么|谁|哪)"
)


def _focus(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that say what is asked for, the head last; none where only a question word does."""
    words = [one for one in terms if not one.name]
    if has_cjk(text):
        match = _ASKED_FOR_ZH.search(text)
        before = [one for one in words if match and match[1].endswith(one.text)]
        return tuple(one for one in before if one.text not in _IMPLIED)[-1:]
    for pattern in _ASKED_FOR:
        match = pattern.search(text)
        held = _noun(match[1].lower().strip("? ").split()) if match else []
        found = sorted((held.index(one.text), n) for n, one in enumerate(words) if one.text in held)
        if found:
            return tuple(words[n] for _, n in found if words[n].text not in _IMPLIED)
    return ()


def _noun(following: list[str]) -> list[str]:
    """The words of what is asked for: up to a verb or a preposition ("which hospital trusts")."""
    for at, word in enumerate(following):
        after = following[at + 1] if at + 1 < len(following) else ""
        acts = at > 0 and word.endswith("s") and after and not _NOUN_ENDS.fullmatch(after)
        if acts or _NOUN_ENDS.fullmatch(word):
            return following[:at]
    return following


_HOW_MANY = re.compile(
    r"\bhow many ((?:[\w-]+ ){0,3}?[\w-]+)(?= (?:did|does|do|has|have|had|were|was|are|is|will|would|can|came|went|work|\w+ed)\b)",
    re.I,
)
_HOW_MANY_ZH = re.compile(r"(?:多少|几)([个家台颗名位项道步枚张次吨件人种度只部款条份辆块片])")
_ALIKE = (
    "人名位",
    "个项条款种件",
    "颗片块张枚只",
    "台辆部",
    "次回",
    "家",
    "道",
    "步",
    "吨",
    "份",
    "度",
)


def _counted(text: str, terms: Iterable[Term]) -> frozenset[str]:
    """What stands for the counted: lexemes of "how many ROBOTS", classifiers of 多少台."""
    match = _HOW_MANY.search(text)
    if match:
        last = match[1].split()[-1].lower()
        forms = (one.forms for one in terms if one.text == last)
        return frozenset(form.removeprefix("g:") for one in forms for form in one)
    classifier = _HOW_MANY_ZH.search(text)
    if classifier:
        nouns = [one for one in terms if text.startswith(one.text, classifier.end())]
        things = {
            form.removeprefix("g:") for one in nouns for form in one.forms if form[1:2] != ":"
        }
        return (
            frozenset(f"#{one}" for some in _ALIKE if classifier[1] in some for one in some)
            | things
        )
    bare = re.search("多少", text)
    nouns = [
        one
        for one in terms
        if bare and re.match(rf"{re.escape(one.text)}(?:[？?的在了]|$)", text[bare.end() :])
    ]
    if nouns:
        return frozenset(
            form.removeprefix("g:") for one in nouns for form in one.forms if form[1:2] != ":"
        )
    return frozenset()


# The words that say which kind it is: what holds that kind of thing needn't have them.
_WHENEVER = frozenset(
    "coming come due out arriving arrive ready scheduled expected happening".split()
)
_WHOEVER = frozenset(
    "person people country countries nation company companies firm firms outlet outlets lab labs team group 公司 企业 机构 人".split()
)
_BARE = frozenset(
    "money cash amount number figure margin limit maximum most total date day time 钱 金额 数量 日期 时间".split()
)
_OF_KIND = {
    "words": re.compile(
        r"\b(?:respond\w*|react\w*|comment\w*)\b|回应|评价|看待|解释|形容|描述|认为|觉得|表示|评论",
        re.IGNORECASE,
    ),
    "doubt": re.compile(rf"\b(?:{_DOUBTS})\b|{_DOUBTS_ZH}", re.IGNORECASE),
    "why": re.compile(
        r"\b(?:cause[sd]?|causing|made|prompted|triggered|drove|behind|reasons?|led)\b|原因|导致|造成",
        re.IGNORECASE,
    ),
    "change": re.compile(rf"\b(?:{_CHANGES})\b|{_CHANGES_ZH}", re.IGNORECASE),
    "sure": re.compile(
        r"\b(?:sure|certain|confident|likely|convinced|optimistic|odds|chances?|probability|likelihood)\b|把握|可能性?|信心|概率|机会|确定|肯定|几率|胜算",
        re.IGNORECASE,
    ),
}
_ABOUT = re.compile(
    r"\b(?:about|on|of|regarding|concerning|(?:react|respond|repl|answer|object)\w* to)\b(.+)|对(.{2,20}?)(?:怎么|有什么|如何|的看法|的评价)|(?:评价|看待|回应|怎么看|怎么解释|怎么说)(.{2,20})",
    re.I,
)


_WHO_ACTS = re.compile(
    rf"\b(?:whom? |which (?:[\w-]+ ){{1,3}}?)(?:{_AUXILIARY} )?(?:(?:been|be|has|not|also|already|first|reportedly) )*([a-z][\w-]+)|(?:谁|哪家(?:公司|机构|企业)?)(?:在|将|会|曾)?([\u4e00-\u9fff]{{2,4}})",
    re.I,
)


def _act(text: str, terms: Iterable[Term]) -> Term | None:
    """What is asked to have been done: the first word after "who" that is neither name nor role."""
    found = _WHO_ACTS.search(spelled(text))
    said = next(filter(None, found.groups()), "").lower() if found else ""
    words = (one for one in terms if not (one.name or one.role))
    return next((one for one in words if said and said.startswith(one.text)), None)


def _implied(kind: Kind, terms: Iterable[Term]) -> tuple[Term, ...]:
    said = _OF_KIND.get(kind)
    return tuple(
        one
        for one in terms
        if not one.name
        and (
            one.text in _BARE
            or (kind == "who" and one.text in _WHOEVER)
            or (kind == "time" and one.text in _WHENEVER)
            or (said and said.search(one.text))
        )
    )


def _about(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that stand after "say about", and the names that do where another one speaks."""
    match = _ABOUT.search(text)
    said = next(filter(None, match.groups())).lower() if match else ""
    rest = text.lower().replace(said, "") if said else ""
    speaks = any(one.text in rest for one in terms if one.name or one.role)
    return tuple(one for one in terms if one.text in said and (speaks or not one.name))


def read(text: str) -> Question:
    """The question read. Pure; English and Chinese are understood, mixed too."""
    kind: Kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), "any")
    latin = NUMBERED_ZH.sub("，", text) if has_cjk(text) else text
    latin = _AGREED.sub(" ", latin)
    if kind != "who":  # what is paid for it, and not who funds it
        latin = _PAY_FOR.sub(r"\1", latin)
    terms: dict[str, Term] = {}
    for one in (*english_terms(spelled(latin)), *chinese_terms(text)):
        terms.setdefault(one.text, one)
    return Question(
        text=text,
        kind=kind,
        terms=tuple(terms.values()),
        counted=_counted(text, terms.values()) if kind == "count" else frozenset(),
        quoted=tuple(match[1] for match in _QUOTED.finditer(text)),
        focus=_focus(text, terms.values()),
        compares=bool(_COMPARES.search(text) or _AGREED.search(text)),
        implied=_implied(kind, terms.values()),
        about=_about(text, terms.values()) if kind == "words" else (),
        by_share=_BY_SHARE.search(text) is not None,
        act=_act(text, terms.values()) if kind == "who" else None,
        past=_PAST.search(text) is not None and _PLANS.search(text) is None,
    )
