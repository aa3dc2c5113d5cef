"""The words that mark each kind of claim, in English (lower-cased text) and Chinese."""

from __future__ import annotations

import re
from typing import NamedTuple


class Cues(NamedTuple):
    """The words of one language, by what they do to a sentence.

    `denial` decides alone, `refusal` and `never` only in someone's own words. `appeal` is what one
    asks of others: a statement, whatever it asks for. `odds` are words of
    chance; `limit` what holds someone back; `expectation` a view of the future; `plan` what
    someone means to do; `future` any other future; `contrast` sets two things side by side;
    `constraint`, `comparison` and `perhaps` are weaker and give way to figures that move.
    """

    denial: re.Pattern[str]
    refusal: re.Pattern[str]
    appeal: re.Pattern[str]
    never: re.Pattern[str]
    odds: re.Pattern[str]
    limit: re.Pattern[str]
    expectation: re.Pattern[str]
    plan: re.Pattern[str]
    future: re.Pattern[str]
    contrast: re.Pattern[str]
    constraint: re.Pattern[str]
    comparison: re.Pattern[str]
    perhaps: re.Pattern[str]


def _en(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})")


def _zh(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


# What someone who plans does: stems, after "will" or "to".
_ACTS = (
    r"(?:launch|ship|open|deliver|hold|help|serv|collect|hand|follow|spend|build|hir|releas|invest|begin|start|roll out|offer|publish|introduc|expand|acquir|buy|"
    r"deploy|cut|add|put|mov|bring|rais|list|step|join|lead|appeal|sue|phase|wind|shut|clos|sell|split|test|try|train|us[ei]|"
    r"review|defend|report|charg|widen|extend|replac|recall|repair|creat|develop|pay|fund|support|donat|award|work|"
    r"continu|focus|keep|stop|retire|migrat|refund|compensat|reimburs|repay|notif|unveil|debut|integrat|partner|provid|give|file|host|resum|return|restor|"
    r"update|upgrad|enter|run|go on sale|get access|leav|cooperat|"
    r"be (?:offered|available|widened|published|released|rolled|opened|introduced|deployed|spent|used|built|shipped|"
    r"launched|sold|made|led|added|free|paid|ready|open|extended|phased|hosted|listed|tested|applied|recalled|served|delivered|held|trained|raised|doubled|moved|delayed|replaced|closed|merged|taught|ready|required|approximately|about))"
)

ENGLISH = Cues(
    denial=_en(
        r"(?:numbers?|figures?|reports?|claims?|stor(?:y|ies)|accounts?|estimates?|allegations?) (?:is|are|was|were) (?:simply |just |plainly |completely |totally |entirely )?(?:wrong|false|inaccurate|incorrect|nonsense|fiction|made up|untrue)|"
        r"den(?:y|ies|ied|ying)\b(?! (?:access|permission|entry|bail|a licen))|dismiss(?:ed|es|ing)\b(?! \d)(?= (?:reports?|claims?|the|any|suggestions?|talk|rumou?rs?|concerns?|speculation|that|as|it))|reject(?:ed|s|ing) (?:the|any|that|those|claims|suggestions|reports|accusations|allegations)",
        r"refut(?:ed|es|ing)|(?<!most )(?<!the )(?<!a )(?<!any )disput(?:ed|es|ing)\b|rebutt(?:ed|ing)|untrue|not true|not been (?:affected|compromised|breached|harmed|accessed|stolen|lost)|is false|are false|baseless|(?:has|have|had|with) no (?:current |immediate )?(?:plans?|intention)|no intention of|rul(?:ed|es|ing) out\b",
    ),
    refusal=_en(
        r"not going to|no, we|(?:we|i) (?:never|did not|didn['’]t|have not|haven['’]t)\b|no \w+ has\b|nobody (?:has|was|is)|that never happened|there is not one"
    ),
    appeal=_en(
        r"urg(?:ed?|es|ing)\b|called? (?:on|for)\b|calls (?:on|for)\b|caution(?:s|ed) (?:against|that)|appeal(?:s|ed) to|advis(?:ed|es) (?:against|\w+ to)|recommend(?:s|ed)|pleaded"
    ),
    never=_en(
        r"(?:we|they|it|i|he|she)(?: have| has| had|['’]ve)? never (?!been so|felt|seen|met|heard)|not one|not once|not a single|in no case|at no (?:point|time|stage)|under no circumstances|(?:^|[\"“'‘] ?|that )no \w+ (?:\w+ed|lost|left|went|got|did)\b|(?:^|that |but |and )[\"“'‘]?nobody (?:has|had|was|is|will|can|could)|no one (?:has|had|was|is|will)|none of|no \w+(?:['’]s)?(?: \w+){0,3} (?:has|have|had|will|would|was|were|is|are|can|could)\b|there (?:is|are|was|were) no\b"
    ),
    odds=_en(
        r"chances?\b(?! to)|probabilit\w+|odds|likelihood|one[-\s]in[-\s]\w+|unlikely|(?:more|most|less|highly|very|is|are|was|were|will|would) likely|(?:will|would) (?:probably|likely)|would bet|puts? (?:it|that|this) at (?:\w+ ){0,4}\d+(?:\.\d+)?\s?(?:%|per)|i would say|bets? that|forecast(?:s|ed)?\b (?:that|an?\b|for|to|revenue|growth|sales|demand|the|\d|\$)|predicts\b|predicted (?:that|an?|the|it)\b|predictions? (?:that|of\b)"
    ),
    limit=_en(
        r"limit(?:s|ed|ing|ation|ations)?\b|constrain\w*|bottlenecks?|shortages?|scarc\w+|export (?:controls?|licen[cs]es?|permits?|bans?|rules)|restrict\w*|sanction(?:s|ed)|hamper\w*|hinder\w*|could not deliver|unable to|held back|holding back|stretched thin"
    ),
    expectation=_en(
        rf"(?<!told to )(?<!than )(?<!not to )expects?\b(?! to {_ACTS})|expecting\b|(?<!than )(?<!as )(?:it|he|she|they|we|still) expected\b(?! to {_ACTS})|expected to (?!{_ACTS})|(?:is|are|was|were|not) expected\b(?! to)|expected (?:revenue|sales|growth)|project(?:s|ed|ions?)\b(?= (?:that|to|a|an|the|\$|revenue|growth|demand))|guidance|guid(?:ing|ed) (?:to|for|toward)|on track (?:to|for)|warn(?:s|ed|ing)?\b.{{0,60}}?\b(?:would|will|could|may|might)\b|anticipat\w+|foresee\w*|outlook for|poised to|set to (?!launch|ship|open|start|begin|release)|by 20[2-9]\d,|gives? (?:it|the \w+|them|him|her|us|\w+) (?:\w+ ){0, 2}(?:years?|months?|weeks?)\b"
    ),
    plan=_en(
        r"(?:[$€£¥]|million|billion|per cent|%|half|money|proceeds|rest)\b.{0,24} will go (?:on|to|towards?|into)\b|"
        rf"(?:plans|planned|plan|planning) (?:to|on \w+ing)\b|plans for\b|planned for\b|is planning|are planning|intend(?:s|ed|ing)?\b|intention to|aim(?:s|ed|ing)?(?: to| for)|(?:will(?: not)?|won['’]t|shan['’]t|would|['’]ll)(?: \w+ly| also| no longer| first| then| soon| now)? {_ACTS}\w*|going to {_ACTS}\w*",
        r"takes effect\b|(?:will )?take effect\b|com(?:es|ing) into force|due in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|scheduled (?:to|for)|slated|due to (?:open|start|launch|begin|speak|appear)|set to (?:launch|ship|open|start|begin|release)|prepar(?:es|ing) (?:to|for)|seek(?:s|ing)? (?:to|up to|funds?|approval|an injunction)|in talks\b|(?:has|have) filed (?:to|for)",
        rf"expect(?:s|ed)? to {_ACTS}|target(?:s|ing)? (?:a|the|to|completion)\b|roadmap|committed to|pledg(?:ed|es)|promis(?:ed|es) to|vow(?:ed|s)|hop(?:es|ed|ing) to|project involves|focus(?:ing|es) on|strategic (?:bets?|priorit\w+)",
        r"capital (?:spending|expenditure).{0,40}will be|would come first|deliver(?:y|ies) (?:will )?(?:begin|start)|general (?:release|availability) (?:in|is|planned)|expected (?:in|by|this|next|to (?:launch|open|ship|start|begin))",
    ),
    future=_en(
        r"by (?:the )?end of (?:the |this |next )?(?:year|quarter|month|decade|20\d\d)|(?:will|won['’]t)\b(?! have been)|shall\b|(?:could|may|might|would|should)\b.{0,80}?\b(?:by (?:the )?(?:end|20\d\d)|before (?:the )?(?:end|20\d\d)|next (?:year|quarter|month|decade|week)|this (?:year|decade)|within \w+ (?:years?|months?)|in the (?:coming|next)|through 20\d\d)"
    ),
    contrast=_en(
        r"(?:higher|lower|faster|slower|better|worse|cheaper|larger|smaller|bigger|longer|shorter|stronger|weaker|quieter|narrower|wider) than (?!expected|a year|last year|the (?:previous|prior|year))(?!\$?\d)|outperform\w*|outpac\w*|overtak\w*|on par with|rank(?:s|ed)\b|ahead of (?!schedule|the (?:launch|ipo|event|election|listing|meeting|announcement))|gap (?:between|with)|widening|compared (?:with|to)(?! (?:\$|€|£)?[\d.,]+ (?:\w+ )?(?:in|a year|last))(?! (?:\w+ ){0,6}(?:in 20|a year|last year|the (?:previous|prior|same)))"
    ),
    constraint=_en(
        r"cannot|can['’]t\b|could(?: not|n['’]t)|lack(?:s|ed|ing)? (?:of|the|enough|access)|not enough|insufficient|hurdles?|barriers?|obstacles?|subject to|only (?:if|works?)|must\b(?! have)|required? (?:to|by)|requires|obliged to|not permitted|bann?ed|bans|prohibit\w*|forbid\w*|prevent(?:s|ed|ing) |do(?:es)? not expect to meet|unless|depend(?:s|ed|ent) on|capped at|short of (?:chips|compute|power|capacity)"
    ),
    comparison=_en(
        r"(?:more \w+|less \w+|twice|half|as (?!far|well|soon|long|much|early|late|of)\w+) (?:than|as)\b(?! \$?\d)|(?:behind|trails) (?:rivals?|competitors?|the (?:us|u\.s\.|best|leader|frontier)|american|chinese|openai|its (?:rivals?|peers))|(?:months?|years?|points?|far|well|lags?|fall\w*|fell|is|are|was|were) behind\b|below (?:last|the|its)|above (?:last|the|its)|(?:beat|beats|beaten)\b|trail(?:s|ed|ing)|lag(?:s|ged|ging)|surpass\w*|match(?:es|ed|ing)\b|relative to|versus|vs\b|in contrast|contrasts?|closer to|short of"
    ),
    perhaps=_en(
        r"(?<!in )(?<!by )(?<!of )(?<!for )(?<!until )(?<!since )(?<!last )(?<!this )(?<!early )(?<!late )(?<!who )(?<!whom )may\b(?! \d|,)|might\b|could (?:be|become|face|lose|gain|see|take|lead|mean|make|test|force|delay|push|put|reach|fall|rise|cost|save|still|also|soon|change|end|cut|help|hurt|slow)\b|is possible|remains to be seen|too early to|perhaps|estimates? (?:that )?\w+ will"
    ),
)

_ACTS_ZH = (
    "于|在(?!线)|推出|发布|开源|上线|投入|投资|投向|建设|新建|招聘|采购|控制|用于|主要用于|公开|公布|引入|收购|停止|关闭|提供|开放|交付|量产|启动|开始|继续|保留|推动|加大|出售|担任|"
    "预付|参与|帮助|协助|负责|领投|跟投|召开|设立|成立|组建|派|把|卸任|离职|加入|上市|举行|举办|增加(?!到|至)|补充|扩招|裁员|赴|登陆|首先|优先|逐步|全面|免费|面向|支付|赔偿|向|对|与|和|由|为|覆盖|进入|出版|离开|计入|接入|打通"
)
CHINESE = Cues(
    denial=_zh(
        "否认|失实|不实|谣言|辟谣|驳斥|反驳|子虚乌有|并无此事|无此事|不属实|予以澄清|没有(?:任何|一家|一台|谈过|这回事)|绝不存在|不存在(?!.{0,6}问题)|从未(?!公开)|并未(?!公布|披露)|没有.{0,6}计划|无意"
    ),
    refusal=_zh("(?:^|[。，“「])没有[^。，]{1,6}[，。]|一个[^。，]{0,4}都没|绝不|我们不会|我不会|没有谈过|不卖|没有这回事|不是这样|从来没有"),
    appeal=_zh("呼吁|敦促|建议|劝|提醒"),
    never=_zh("没有任何|绝不|从来没有|从未|没有一|无一|没有发生"),
    odds=_zh("可能性|概率|把握|几率|胜算|有望|预测|料将|或将|很可能|大概率"),
    limit=_zh(
        "受限|受制|限制|瓶颈|短缺|不足以|只在|仅在|仅限|出口管制|出口许可|制约|无法|卡脖子|约束|紧缺|掣肘|缺乏|不具备"
    ),
    expectation=_zh("预计|预期|预估|展望|估计(?!成本)|看好|看衰"),
    plan=_zh(
        "计划(?!生育|[。，”」）]|于众)|拟(?!人|合|真)|打算|未来.{0,8}(?:采购|投资|投入|建设|招聘|推出)|目标(?!价)|准备(?!金)|着手|筹备|力争|争取|即将|承诺|年底前|布局|瞄准|暂由|要去|下一步",
        rf"(?:将|会先|会在|会于|要)(?:{_ACTS_ZH})|[将会]在[^，。]{{1,10}}(?:之?前|以内|年底|月底)|(?:月|季度|年(?=[底末内前]))(?:底|末|初|内)?(?:之?前|内)?(?:推出|上线|发布|开源|量产|交付|开放|上市|交货|通电|完成|做到|投产)",
    ),
    future=_zh(
        "将(?![军领士才])(?!(?![^，。；]{0,3}[在于会从对与和向为把])[^，。；]{2,14}?(?:下调|上调|降至|增至|提升|提高|降低|列入|列为|纳入|改为|改成|缩短|交给|卖给|视为|称为|推向|推到|定为|定在|设为))|未来.{0,8}(?:年|月)|到20[2-9]\\d年|20[2-9]\\d年(?:之前|以前|前|底)|至少还要|最早|明年.{0,10}(?:会|能)|会(?:有|出现|达到|超过|迅速|继续|影响)|还会|今后|[一二三四五六七八九十两几\\d]+个?[年月]后"
    ),
    contrast=_zh(
        r"相比|高于(?![约\d一二三四五六七八九十两百千])|优于|不如(?=上一代|前代|对手|竞品|同行|预期|去年|上年)|落后|领先(?!的)|反超|追平|持平|超越|排名|位列|位居|第[一二三四五六七八九]名|差距|相差|相当于|好于|仅次于|高出|低出|降至目前"
    ),
    constraint=_zh("只能|必须|须|不得|禁止|尚未|难以|不能|门槛|前提是|依赖|不再|不足(?!\\d)|要求.{0,12}不低于"),
    comparison=_zh(
        "低于(?![约\\d一二三四五六七八九十两百千])|超过(?!了?[约\\d一二三四五六七八九十两百千])|(?<!同)(?<!环)(?<!占)比(?!例|重|率|赛|如|较|特|分|亚|亿)[^，。；\\d]{1,18}?(?:高|低|快|慢|多|少|大|小|强|弱|便宜|贵|好|差)|不同于|而非"
    ),
    perhaps=_zh("可能|或许|也许|未必|说不定"),
)  # fmt: skip
