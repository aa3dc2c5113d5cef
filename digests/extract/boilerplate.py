"""The lines of an article that are not its story: never a claim, never a quote."""

from __future__ import annotations

import re

from digests.model import Span
from digests.text import paragraphs

_LINE = re.compile(
    r"""[\s*_•·—–\-©]*(?:
      subscribe|sign\ up|follow\ us|read\ (?:more|next|also)|related(?:\ (?:articles?|stories|links?|reading|content))?\s*:|see\ also|more\ (?:from|on\ this)
    | our\ standards|photo(?:graph)?s?(?:\ credit|\ by)?\s*:|image\s*(?:credit)?s?\s*:|(?:photo|picture|image)\ (?:by|credit|courtesy)|credits?\s*:|caption\s*:|getty\ images|source\s*:|source\ [a-z]+\ ?[a-z]*,?\ (?:inc|corp|ltd|llc|plc)
    | \(?(?:additional\ )?reporting\ by|\(?(?:writing|editing|compiled|edited|written)\ by|\(?with\ (?:assistance|files|reporting|contributions?)\ from|by\ the\ .{0,40}desk
    | (?:media|press|investor)\ (?:contacts?|enquiries|inquiries|relations)\b|contact\s*:|for\ (?:more|further)\ information
    | forward-looking\ statements|this\ (?:press|news)\ release\ contains|safe\ harbou?r|disclaimer|disclosures?\s*:
    | about\ the\ authors?|the\ (?:author|writer|interviewer)\ (?:is|covers|writes|was)|(?:\w+\ )?editor'?s?['’]?s?\ note|this\ (?:article|story|transcript|interview|column|newsletter|post)\ (?:is|was|has|first|originally|appeared|appears|contains|may)
    | copyright|all\ rights\ reserved|terms\ (?:of|and)|duration\s*:|published\s*:|updated\s*:|last\ updated|tags?\s*:|topics?\s*:|filed\ under|share\ (?:this|on)|advertisement|sponsored|join\ (?:our|the)\ .{0,40}(?:newsletter|channel|discord)
    | call\ participants|\[operator\ signoff\]|operator\s*$|download\ (?:the|our)\ .{0,20}app
    | 编辑[丨｜|：:／/]|责任编辑|责编|作者[丨｜|：:／/]|文\s*[丨｜|／/]|撰文|采访\s*[丨｜|]|记者[丨｜|：:／/]|来源[丨｜|：:]|图源|图片来源|题图|封面|图[丨｜|：:]|校对|排版|出品|监制
    | 免责声明|风险提示|声明[：:]|版权|未经(?:授权|许可)|转载|如需转载|本文(?:来自|来源|首发|由|为|转载|不构成|仅代表|作者|系)|原文(?:链接|标题|为)|参考(?:链接|资料|文献)|论文(?:标题|链接|地址)|项目(?:地址|主页)|代码(?:地址|链接)|相关(?:阅读|报道|链接|文章)|延伸阅读|推荐阅读|更多(?:阅读|内容|精彩)|往期|阅读原文|点击|扫码|关注(?:我们|公众号)|欢迎(?:关注|投稿|转发|加)|投稿|寻求报道|联系(?:我们|邮箱)|商务合作|下载(?:客户端|app)|编者按|©|the\ end\b|（?编辑[：:]|（编译
    )""",
    re.X,
)
_ANYWHERE = re.compile(
    r"""sign\ up\ (?:to|for)\ (?:our|the)|subscribe\ to|newsletter|follow\ us\ on|all\ rights\ reserved|no\ financial\ interest|has\ no\ position\ in|not\ (?:investment|financial)\ advice|do\ your\ own\ research|forward-looking\ statement|appeared\ in\ the\ print\ edition|registered\ (?:slogan|trademark)
    | 不构成(?:任何)?投资建议|公众号|扫码|请联系原作者|获得授权|未经授权|寻求报道|点击.{0,4}(?:在看|阅读原文)|转载请""",
    re.X,
)


def boilerplate(text: str) -> tuple[Span, ...]:
    """The spans of the lines that only frame the story, in the order of the text."""
    return tuple(line for line in paragraphs(text) if _frames(text[line.start : line.end]))


def _frames(line: str) -> bool:
    line = line.lower()
    return _LINE.match(line) is not None or (len(line) < 400 and _ANYWHERE.search(line) is not None)
