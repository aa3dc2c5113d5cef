"""The lines of an article that are not its story: never a claim, never a quote."""

from __future__ import annotations

import re
from functools import lru_cache

from digests.model import Span
from digests.text import paragraphs

# How such a line begins. Lower-cased text.
_BEGINS = re.compile(
    r"""[\s*_•·—–\-©(（\[]*(?:
      subscribe\b|sign\ up\b|follow\ us\b|read\ (?:more|next|also)\b|see\ also\b|join\ (?:our|the)\ .{0,40}(?:newsletter|channel|discord|community)
    | related(?:\ (?:articles?|stories|links?|reading|content|coverage))?\s*(?::|$)|our\ standards\b|tags?\s*:|topics?\s*:|filed\ under|share\ (?:this|on)\b|advertisement\s*$|sponsored\ (?:content|by|post)
    | (?:photo(?:graph)?s?|image|picture|video|illustration|graphic|caption|credits?|source|courtesy)\s*(?:credits?\s*)?:|(?:photo|picture|image|photograph)\ (?:by|credit|courtesy)\b|getty\ images
    | source\ [^.]{2,60}\b(?:inc|corp|ltd|llc|plc)\.?\s*$
    | (?:additional\ )?reporting\ by\b|(?:writing|editing|compiled|edited|written|translated)\ by\ |with\ (?:assistance|files|additional\ reporting|contributions?)\ (?:from|by)\b|by\ the\ .{0,40}\bdesk\b
    | (?:media|press|investor)s?\ (?:contacts?|enquiries|inquiries|relations)\s*(?::|$|\S+@)|contacts?\s*:|for\ (?:more|further)\ information,?\ (?:visit|see|contact|please|go|call)
    | forward-looking\ statements\s*$|safe\ harbou?r\b|disclaimer\s*(?::|$)|disclosures?\s*:|about\ the\ authors?\b
    | the\ (?:author|writer|interviewer|columnist|reporter)\ (?:is\ (?:an?|the)\b|covers|writes|owns|holds|works|has\ (?:no|an?)\b)|[\w\ ’'&-]{2,40}\ is\ produced\ by\b|our\ theme\b|(?:\w+\ )?editor(?:['’]?s|s['’])?\ note
    | this\ (?:article|transcript|interview|column|newsletter|press\ release|news\ release|story|post)\ (?:is\ (?:a\ transcript|part|based|adapted|for|sponsored|also)|was\ (?:updated|corrected|originally|first|published|produced|edited|translated)|has\ been|first\ appeared|originally|appeared|appears|contains|may\ contain)
    | copyright\s*(?:©|\(c\)|\d{4}|notice|policy)|all\ rights\ reserved|terms\ (?:of\ (?:use|service)|and\ conditions)|duration\s*:|published\s*:|(?:last\ )?updated\s*:
    | call\ participants\s*$|operator\ signoff|operator\s*$|download\ (?:the|our)\ .{0,20}\bapp\b
    | (?:责任)?编辑\s*[丨｜|：:／/]|责编|作者\s*[丨｜|：:／/]|文\s*[丨｜|／/：:]|(?:撰文|采访|采写|校对|排版|出品|监制|策划|翻译|编译)\s*[丨｜|：:／/]|(?:实习)?记者\s*[丨｜|：:／/]|来源\s*[丨｜|：:]|图源|图片来源|题图|封面(?:图|来源|[丨｜|：:])|图\s*[丨｜|：:／/]
    | 免责声明|风险提示|声明\s*[：:]|版权(?:声明|所有|归|[丨｜|：:])|转载(?:请|自|须|时|[：:])|如需转载|本文(?:来自|来源|首发|由.{0,20}(?:授权|原创|发布)|转载|不构成|仅代表|作者|系.{0,20}原创|为“|为「|经授权)|原文(?:链接|标题|为)|参考(?:链接|资料|文献|来源)|论文(?:标题|链接|地址)|项目(?:地址|主页|链接)|代码(?:地址|链接|仓库[：:])
    | 相关(?:阅读|报道|链接|文章)|延伸阅读|推荐阅读|更多(?:阅读|精彩)|往期|阅读原文|点击(?:阅读|查看|原文|关注|下方|这里|链接|[“「])|关注(?:我们|公众号)(?!的)|欢迎(?:关注|投稿|转发|加入|留言)|投稿(?:邮箱|方式|请|或|[：:])|寻求报道|联系(?:我们|邮箱|方式)|商务合作|下载(?:客户端|.{0,6}app)|编者按|the\ end\s*$
    )""",
    re.X,
)
# What such a line holds, wherever: asks of the reader, and the small print.
_HOLDS = re.compile(
    r"""sign\ up\ (?:to|for)\ (?:our|the)\b|subscribe\ to\ our|our\ [\w\ “”"'’-]{0,40}newsletter|get\ (?:our|the)\ .{0,40}newsletter|subscribe.{0,40}newsletter|follow\ us\ on\b|all\ rights\ reserved
    | no\ financial\ interest|has\ no\ position\ in|not\ (?:investment|financial)\ advice|do\ your\ own\ research|contains\ forward-looking|forward-looking\ statements?,|appeared\ in\ the\ print\ edition|registered\ (?:slogan|trademark)
    | 不构成(?:任何)?投资建议|(?:关注|搜索|回复|本).{0,12}公众号|公众号.{0,6}(?:回复|[：:])|扫码(?:关注|加入|领取|添加|阅读)|扫描.{0,6}二维码|未经授权.{0,2}(?:不得|禁止|请勿)|(?:联系|后台).{0,14}授权|寻求报道|点击.{0,4}(?:在看|阅读原文)|转载请""",
    re.X,
)
_SHORT = 400  # characters: a longer line tells a story, whatever it holds


@lru_cache(maxsize=4)
def boilerplate(text: str) -> tuple[Span, ...]:
    """The spans of the lines that only frame the story, in the order of the text.

    Lines that ask to subscribe or follow, credits, captions, biographies, disclaimers, links.
    """
    return tuple(line for line in paragraphs(text) if _frames(text[line.start : line.end].lower()))


def _frames(line: str) -> bool:
    if _BEGINS.match(line) is not None:
        return True
    return len(line) < _SHORT and _HOLDS.search(line) is not None
