"""What kind of claim a sentence makes, by the words that make it one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digests.model import ClaimKind, Figure, Language


class Cues(NamedTuple):
    """The words of one language that mark each kind. `strong` ones decide alone."""

    denial: re.Pattern[str]
    never: re.Pattern[str]
    odds: re.Pattern[str]
    forecast: re.Pattern[str]
    plan: re.Pattern[str]
    constraint: re.Pattern[str]
    comparison: re.Pattern[str]


_ACTS = (
    r"(?:launch|ship|open|spend|build|hire|releas|invest|begin|start|roll|offer|publish|introduc|expand|acquir|buy|"
    r"deploy|cut|add|put|mov|bring|rais|list|step|join|lead|appeal|sue|phase|wind|shut|clos|sell|test|train|us[ei]|"
    r"review|defend|report|charg|increas|widen|extend|double|replac|recall|repair|creat|develop|pay|fund|support|donat|"
    r"award|work|continu|focus|keep|stop|remain|retire|migrat|unveil|debut|integrat|partner|provid|give|get|file|host|"
    r"resum|return|restor|update|upgrad|enter|com|run|go|be (?:offered|available|widened|published|released|rolled|opened|introduced|deployed|spent|used|built|shipped|launched|sold|made|led|added|free|paid|free of charge|ready|open|extended|phased|hosted|listed|tested))"
)
ENGLISH = Cues(
    denial=re.compile(
        r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:ed|es|ing)?|reject(?:ed|s|ing)?|refut(?:ed?|es|ing)|disput(?:ed?|es|ing)|rebutt(?:ed|ing)|"
        r"contradict(?:ed|s)|untrue|not true|false|(?:has|have|had|with) no (?:current )?(?:plans?|intention)|no intention of|never said|did not say|didn.t say|"
        r"ruled out|rules out)\b",
        re.I,
    ),
    never=re.compile(
        r"\b(?:never|not (?:one|once|a single)|nobody|no one|none of|nothing|not going to|"
        r"no \w+(?:['’]s)?(?: \w+){0,2}(?: (?:has|have|had|will|would|was|were|is|are|can|could)\b)|(?:won|wouldn)['’]t|(?:we|i) (?:have|had|did) (?:not|no)\b|(?:i|we) don['’]t)\b",
        re.I,
    ),
    odds=re.compile(
        r"\b(?:chances?(?! to)|probabilit\w+|odds|likelihood|one[-\s]in[-\s]\w+|unlikely|most likely|more likely|forecasts?|forecasted|predict(?:s|ed|ing|ion|ions)?|projected?|guidance|"
        r"expect(?:s|ed|ing)?(?! to (?:launch|ship|release|open|start|begin|hire|spend))|would bet|i would say|bets? (?:that|on)|on track (?:to|for)|anticipat\w+|foresee\w*|outlook)\b",
        re.I,
    ),
    forecast=re.compile(
        r"\b(?:(?:will|would|could|may|might|should|is likely to|are likely to|was likely to|is set to|are set to|is poised to)\b(?!['’])(?: \w+){0,14}?|by (?:the )?(?:end of )?(?:20[2-9]\d|the end)|within (?:\w+ )?(?:years?|months?|decade)|this decade|next (?:year|quarter|decade)|estimates?)\b",
        re.I,
    ),
    plan=re.compile(
        rf"\b(?:plan(?:s|ned|ning)?(?: to)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?(?: to)|(?:will|would|['’]ll) (?:\w+ly |also |not |no longer )?{_ACTS}\w*|going to {_ACTS}\w*|"
        r"scheduled (?:to|for)|slated|due to (?:open|start|launch|begin|speak|appear)|set to (?:launch|ship|open|start|begin|release)|expect(?:s|ed)? to (?:launch|ship|release|open|start|begin|hire|spend)|prepar(?:es|ing) to|seek(?:s|ing)? (?:to|up to|funds?|approval)|"
        r"in talks (?:to|with|over|about)|(?:has|have) filed (?:to|for)|target(?:s|ing)? (?:a|the|to)\b|roadmap|committed to|pledg(?:ed|es)|promis(?:ed|es) to|vow(?:ed|s)|hopes? to|project involves|working (?:on|to)|focus(?:ing|ed) on|strategic bets?|"
        r"want it (?:under|over|below|above)|to be (?:launched|released|opened)|capital (?:spending|expenditure) .{0,40}will be|would (?:come|go) first)\b",
        re.I,
    ),
    constraint=re.compile(
        r"\b(?:cannot|can['’]t|could(?: not|n['’]t)|unable to|limit(?:s|ed|ing|ation|ations)|constrain\w*|bottlenecks?|shortages?|scarc\w+|export (?:controls?|licen[cs]es?|permits?|ban)|restrict\w*|sanction\w*|bann?(?:ed|s)?\b|hamper\w*|hinder\w*|"
        r"lack(?:s|ed|ing)? (?:of|the|enough)|not enough|insufficient|hurdles?|barriers?|obstacles?|subject to|only if|only works?|must (?!have)|required? (?:to|by)|requires|obliged to|not permitted|prohibit\w*|forbid\w*|prevent\w*|stretched|short of (?:chips|compute|power|capacity)|gated|held? back|holding back|do(?:es)? not expect to meet|unless|depends? on|dependent on|ceiling|capped)\b",
        re.I,
    ),
    comparison=re.compile(
        r"\b(?:(?:higher|lower|faster|slower|better|worse|cheaper|larger|smaller|bigger|longer|shorter|greater|stronger|weaker|fewer|quieter|older|younger|narrower|wider|earlier|later|more \w+|less \w+|above|ahead|half|twice|times)(?: \w+){0,3} (?:than|as|of|the)(?! \d)|"
        r"ahead of|behind|below last|outperform\w*|outpac\w*|beat(?:s|en|ing)?|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|surpass\w*|overtak\w*|rival(?:s|ed|ling) (?:the|its)|on par|match(?:es|ed|ing) (?:the|its|gpt|human)|rank(?:s|ed|ing)?|"
        r"(?:the )?(?:gap|difference) (?:between|with|to)|as (?:good|fast|large|cheap|accurate|capable) as|relative to|versus|vs\.?|unlike|in contrast|compared (?:with|to)|against)\b",
        re.I,
    ),
)
CHINESE = Cues(
    denial=re.compile("否认|失实|不实|谣言|辟谣|驳斥|反驳|子虚乌有|没有(?:任何|一家|一个|谈过|这回事)|绝不|绝没有|从未|并未|并无|予以澄清|不属实|无此事|没有.{0,6}计划|无意"),
    never=re.compile("没有任何|绝不|从来没有|从未|没有一|无一|不会(?!.{0,3}说)|没有谈过|不是[^，。]{0,12}[，。]?而"),
    odds=re.compile("预计|预测|预期|预估|有望|可能性|概率|把握|几率|胜算|将(?:超过|达到|突破|增长|下降|升至|降至|增至|占|成为|迎来)|会(?:有|出现|达到|超过)|或将|料将|估计(?!成本)|展望"),
    forecast=re.compile("可能|或许|也许|未来.{0,8}(?:年|月)|到20[2-9]\\d年|20[2-9]\\d年(?:之前|以前|前|底)|至少还要|最早|明年.{0,10}(?:会|将|能)|会迅速|还会"),
    plan=re.compile("计划|拟(?!人|合)|打算|将(?!.{0,6}[（(])|目标是?|准备|着手|筹备|力争|争取|即将|暂由|承诺|将于|年底前|(?:月|年|季度)(?:底|末|初)?(?:前|之前)?(?:推出|上线|发布|开源|量产|交付|开放|上市|交货|通电|完成|做到)|着眼|布局|瞄准|会先|会在.{0,8}(?:推出|发布|上线)|要去"),
    constraint=re.compile("受限|限制|瓶颈|短缺|不足以|只能|只在|仅在|仅限|必须|须|不得|禁止|出口管制|出口许可|制约|尚未|无法|难以|不能|不具备|卡脖子|约束|门槛|前提是|依赖|受制|缺乏|不再"),
    comparison=re.compile("相比|高于|低于|优于|不如|落后|领先|反超|追平|持平|超越|超过(?!了?[约\\d一二三四五六七八九十两百千])|排名|位列|位居|第[一二三四五六七八九十]名|差距|相差|相当于|好于|(?<!同)(?<!环)(?<!占)比(?!例|重|率|赛|如|较|特|分|亚)[^，。；]{1,18}?(?:高|低|快|慢|多|少|大|小|强|弱|便宜|贵|好|差)|仅次于|低出|高出|降至目前|由20"),
)  # fmt: skip

_REPORTS = re.compile(r"\b(?:said|says|told|added|according to)\b", re.I)


def kind_of(
    text: str, figures: Sequence[Figure], language: Language, *, quoted: bool = False
) -> ClaimKind:
    """The kind of the claim that the sentence `text` makes. `quoted`: someone says it in person."""
    cues = CHINESE if language == "zh" else ENGLISH
    hard = any(figure.unit is not None or figure.value >= 10 for figure in figures)
    if cues.denial.search(text) or (quoted and not hard and cues.never.search(text)):
        return "denial"
    if _is_odds(cues, text, figures):
        return "forecast"
    if cues.plan.search(text):
        return "plan"
    if cues.constraint.search(text) and not (hard and _moves(figures)):
        return "constraint"
    if cues.comparison.search(text) and not _moves(figures):
        return "comparison"
    if cues.forecast.search(text) and not (hard and _moves(figures)):
        return "forecast"
    return "figure" if hard else "statement"


def _is_odds(cues: Cues, text: str, figures: Sequence[Figure]) -> bool:
    return cues.odds.search(text) is not None or any(f.unit == "probability" for f in figures)


def _moves(figures: Sequence[Figure]) -> bool:
    """Whether a figure is set against an earlier one of the same thing."""
    return any(figure.base is not None or figure.change is not None for figure in figures)
