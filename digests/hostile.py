"""Text that gives orders to a machine instead of telling a reader something.

Articles come from the web, and some of them talk to the programs that read them. A paragraph that
does is data like any other, but nothing of it belongs in a brief: it is not summarised, not quoted
and not sent to a model. Telling of such text ("the page told bots to …") without repeating it is
not touched.
"""

from __future__ import annotations

import re
from functools import lru_cache

from digests.model import Span
from digests.text import paragraphs

_ORDERS = re.compile(
    r"""
      \b(?:ignore|disregard|forget|override|bypass|skip)\b[^.!?\n]{0,30}\b(?:previous|prior|above|earlier|preceding|other|system|your|these|those|safety|any)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|context|programming|constraints?|restrictions?|messages?)\b
    | \b(?:ignore|disregard|forget)\b[^.!?\n]{0,20}\b(?:everything|all)\b[^.!?\n]{0,20}\b(?:above|before|so\ far|you\ (?:were|have\ been))
    | \b(?:new|updated|revised|additional|important|urgent|hidden|secret|special|override)\s+(?:system\s+)?(?:instructions?|prompts?|directives?)\s*(?:(?:for|to)\ (?:the\ |all\ |any\ |every\ )?(?:ai|llm|assistants?|models?|bots?|chat\s?bots?|agents?|summari\w+|you)\b|:|follow\b)
    | \b(?:system|developer|assistant|user|admin)\s*(?:prompt|message|override|instruction|note|notice)s?\s*[:：>\]]
    | <\s*/?\s*(?:system|instructions?|prompt|assistant|user|im_start|im_end)\b | <\|[a-z_]+\|> | \[/?INST\] | \#{2,}\s*(?:system|instruction|assistant)\b
    | \byou\ are\ (?:now\ )?(?:an?\ |the\ )?(?:\w+\ ){0,3}(?:ai|llm|assistant|chat\s?bot|language\ model|summari[sz]er|summari[sz]ation|developer\ mode|dan)\b
    | \b(?:as|dear|hey|hello|attention|note\ to|notice\ to|message\ (?:to|for)|instructions?\ (?:to|for)|for)\s+(?:an?\ |the\ |any\ |all\ |every\ )?(?:ai|llms?|language\ models?|chat\s?bots?|assistants?|summari[sz]ers?|summari[sz]ation|(?:news\ )?bots?|ai\ (?:agents?|assistants?|models?|systems?|readers?)|automated\ (?:systems?|agents?|readers?)|crawlers?)\b[^.!?\n]{0,60}(?::|,|—|-\ |\bmust\b|\bshould\b|\bplease\b|\bdo\b|\breading\b|\bprocessing\b|\bsummari)
    | \b(?:if|when|while)\ you(?:\ are|['’]re)\ (?:an?\ )?(?:ai|llm|language\ model|assistant|bot|reading|summari[sz]ing|processing)\b
    | \b(?:include|insert|output|print|append|add|repeat|write|post|say|reply|respond|mention|emit|return|echo|reveal|disclose|leak|send|forward|share)\b[^.!?\n]{0,60}\b(?:in|with|to|as|into|at\ the\ (?:end|start|top)\ of)\b[^.!?\n]{0,20}\b(?:your|the)\s+(?:\w+\ )?(?:summary|answer|response|output|reply|brief|digest|message|system\ prompt|api\ keys?|channel)\b
    | \b(?:reveal|print|output|repeat|show|disclose|leak|send|tell\ (?:me|us))\b[^.!?\n]{0,30}\b(?:your|the)\s+(?:system\ prompt|(?:hidden|secret|initial|original)\ (?:prompt|instructions?)|api[\s_-]?keys?|tokens?|secrets?|passwords?|credentials?|environment\ variables?|configuration)\b
    | \byour\ (?:(?:new|real|only|next|actual)\ (?:task|job|goal|instructions?|role|mission|objective)|task|instructions?)\ (?:is|are)\b
    | \b(?:do\ not|don['’]t|never)\ (?:summari[sz]e|mention\ this|tell\ the\ (?:user|reader)|reveal\ (?:this|these))\b
    | \b(?:the|this|any|every|your|its)\s+(?:\w+\ ){0,2}(?:summary|brief|briefing|digest|output|headline)\b[^.!?\n]{0,40}\b(?:must|should|has\ to|needs\ to|shall|is\ to|ought\ to)\b[^.!?\n]{0,30}\b(?:contain|include|mention|say|state|begin|end|start|read|link|quote)
    | \b(?:you|assistants?|ais?|models?|bots?|summari[sz]ers?)\s+(?:must|should|will|shall|are\ to|have\ to|need\ to)\s+(?:now\ |always\ |only\ |instead\ |first\ )*(?:respond|reply|answer|output|print|write|say|include|repeat|summari[sz]e|quote|translate|ignore|follow|obey|comply|act|pretend|call|execute|run|link|mention|post|tag|ping)\b
    | \b(?:from\ now\ on|starting\ now|henceforth)\b[^.!?\n]{0,20}\byou\b | \b(?:act|behave|respond|pretend)\ (?:as\ if|as\ an?|like\ an?|to\ be)\b[^.!?\n]{0,30}\b(?:ai|assistant|model|bot|admin\w*|unrestricted|dan)\b
    | \b(?:jailbreak|do\ anything\ now|prompt\ injection\ payload)\b[^.!?\n]{0,20}[:：] | \b(?:begin|end)\ (?:system|hidden|admin|of\ (?:system|user|article))\b[^.!?\n]{0,20}(?:prompt|instructions?|message|input|text|article)?\b\s*(?:[-=:#*\]>]|$)
    | (?:^|[.!?。！？]["”]?)\s*(?:human|user|assistant|system|model)\s*[:：]\s*\S | \bforget\ (?:what|everything|all)\ you\b
    | \b(?:use|call|invoke|execute|run)\ (?:the\ |your\ )?(?:\w+\ )?(?:tool|function|plugin|shell|browser|code\ interpreter)\b[^.!?\n]{0,30}\b(?:to|with|and|on|named)\b
    | \b(?:copy|repeat|quote|reproduce|output|print|echo)\ (?:the\ following|this|these|exactly|verbatim|word\ for\ word)\b[^.!?\n]{0,40}(?::|["“]|\bverbatim\b|\bexactly\b|\bword\ for\ word\b)
    | \b(?:tell|instruct|urge|direct|advise)\ (?:your\ |the\ |all\ )?(?:readers?|users?|subscribers?|channel)\ (?:to|that)\b[^.!?\n]{0,60}(?:https?://|www\.|visit|click|download|buy|install|fetch|run|send|wire|transfer)
    | (?:^|\s|["'“])@(?:everyone|here|channel)\b | <!(?:channel|here|everyone|subteam)
    | (?:^|[。！？，,：:；;\s“"]|请|你|须|要|务必)(?:忽略|无视|忘记|忘掉|不要理会|不用理会|跳过)[^。！？\n]{0,12}(?:之前|以上|上面|先前|前面|此前|系统|所有|一切|全部)[^。！？\n]{0,12}(?:指令|指示|提示|要求|规则|内容|命令|说明)
    | 你(?:现在)?(?:是|扮演)(?:一个|一名|一位)?[^。！？\n]{0,8}(?:AI|人工智能|助手|语言模型|大模型|机器人|摘要)
    | (?:系统|开发者)(?:提示|指令|消息|信息)(?:词)?\s*[:：]
    | (?:如果|当)你(?:是|正在)[^。！？\n]{0,10}(?:AI|人工智能|模型|助手|机器人|阅读|总结|摘要)
    | (?:致|给|请|所有|各位|对)[^。！？\n]{0,8}(?:AI|人工智能|大?语言模型|大模型|助手|机器人|爬虫)[^。！？\n]{0,16}(?:请|必须|应当|应该|务必|需要|不要|：|:)
    | (?:请|必须|务必|需要)?在(?:你的|您的|这份|本)?(?:摘要|总结|回答|回复|简报|输出)(?:中|里|末尾|开头|结尾)[^。！？\n]{0,12}(?:加入|加上|包含|写上|写明|输出|插入|附上|提到|提及|说)
    | (?:输出|泄露|透露|显示|打印|告诉我|发送|说出)[^。！？\n]{0,12}(?:你的|系统)[^。！？\n]{0,6}(?:提示词?|密钥|口令|密码|指令|令牌|凭证)
    | (?:从现在(?:起|开始)|接下来)[^。！？\n]{0,6}你 | (?:扮演|假装(?:你)?是)[^。！？\n]{0,12}(?:助手|AI|管理员|模型|系统)
    | (?:摘要|总结|简报|回答|回复|输出|标题)(?:中|里)?(?:必须|应当|务必|需要|一定要)[^。！？\n]{0,8}(?:包含|包括|提到|写|说|出现|以)
    | (?:请|务必|必须)(?:直接|只|仅|原样|逐字)?(?:回复|输出|重复|打印|复述|回答)[^。！？\n]{0,6}(?:以下|下面|下列|这句|：|:|“) | (?:不要|停止|请勿)(?:总结|摘要|概括)(?:本文|这篇|文章)
    | (?:新的|新|隐藏|秘密|最新)(?:指令|指示)\s*[:：]
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def orders(text: str) -> bool:
    """Whether the text gives orders to a machine that reads it."""
    return _ORDERS.search(text) is not None


@lru_cache(maxsize=256)
def hostile(text: str) -> tuple[Span, ...]:
    """The paragraphs of an article that do, in the order of the text.

    The whole paragraph, since what an order says to repeat stands beside it. A brief asks this of
    an article for each of its claims, so the answers for the last texts are kept.
    """
    return tuple(one for one in paragraphs(text) if orders(text[one.start : one.end]))
