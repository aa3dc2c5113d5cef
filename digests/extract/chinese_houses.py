"""Which organisations a Chinese text names, and which it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digests.extract.chinese_endings import ENDING, is_plain, is_unit
from digests.extract.chinese_forms import count_near
from digests.extract.chinese_house_names import TIME_END, is_of_country, may_be_organisation
from digests.extract.chinese_people import Person
from digests.extract.chinese_roles import COUNTRIES, HAN, roles_in
from digests.extract.chinese_words import is_word
from digests.extract.lexicon import words

GENERIC = frozenset(
    """公司 该公司 本公司 我司 集团 该集团 企业 该企业 团队 实验室 机构 该机构 平台
    学校 大学 声明 公告 通报 报告 回应 官方 其 该校 管理层 高管 股东 监管 业内 外界 双方 各方 校方 院方""".split()
)
_FUNCTION = re.compile(
    r"[的是了不将已也或们做搞卖拟被把在让给]|发布|推出|一个|关于|对于|由于|外界|上游|下游|限制|禁止|可能|可以|能够|都[是在有]|会[在有]|今年|去年|明年|部分|目前|最早|所有|予以|授权|发言人"
)
_COMPANY = re.compile(
    rf"(?:公司|企业|厂商|机构)[「“]?([{HAN}A-Za-z0-9]{{2,8}}?)[」”]?(?=近日|宣布|发布|将|完成|推出|，|。|于|成立|今|在|叫)"
)
# 中国声音表演者联盟: bodies have long names.
_BODY = re.compile(
    rf"(?:(?<=[，。：；、\n 「“《（(])|(?<=^))([{HAN}]{{2,14}}?(?:协会|联盟|学会|工会|公会|商会|基金会|委员会|联合会|研究会|促进会|管理局|监督局|事务局|考试院|仲裁院|测评中心|评估中心|研究中心|信息中心|秘书处|办公室|总署|法院|检察院))(?=发布|则|表示|称|回应|宣布|\d|在|主席|会长|秘书长|副|理事|当天|近日|昨日|今日|昨天|今天|周[一二三四五六日]|周末|上周|本周|日前|上月|本月|启用|启动|随后|点名|约谈|立案|裁定|认定|发出|发言人)"
)
# 涉事平台之一的闻乐
_ONE_OF = re.compile(
    rf"(?:平台|公司|企业|厂商|机构|应用)之一的([{HAN}A-Za-z]{{2,8}}?)(?=回应|随即|随后|已|将|发布|宣布|承认|表示|称|则|也|说|否认|在|对|方面)"
)
# 机器人厂商乾元重机表示
_TELLS = re.compile(
    rf"(?:公司|企业|厂商|机构|供应商|运营商|运营方|开发商|制造商|服务商)(?![向对在也则并就方们的已未曾将还均都纷])([{HAN}]{{3,8}}?)(?=对此|表示|则表示|回应称|回应说|否认|则称|坚称|发言人|创始人)"
)
_MARKED = re.compile(
    r"(?:公司|企业|厂商|机构|团队|服务商|开发商|制造商|供应商|初创|平台|品牌)[「“]([^」”\n没不会将一]{2,8})[」”]"
)
_ACTS = re.compile(
    rf"(?:(?<=[，。：\n 」”）])|(?<=^))(?:当晚|随后|近日|此前|昨日|今日|不过|而)?，?(?:[{HAN}]{{2,6}}(?:旗下|控股|支持|投资|创办)的)?([{HAN}A-Za-z]{{2,8}}?)"
    r"(?=(?:发布|在)?(?:声明|公告|财报|年报|博客)[中里]?(?:称|表示|说)|否认|宣布|发布声明|发布\d|回应|未回应|官方|成立于|创立于|递交|向港交所|在官方|(?<!单)方面)"
)
_LATIN = re.compile(
    r"(?:公司|机构|实验室|企业|厂商|[造发备应营务销包]商|初创|巨头|平台|品牌|经纪行|券商|律所|智库)\s?([A-Z][A-Za-z&’'-]*(?:\s[A-Z][A-Za-z&’'-]*){0,3})"
)
_FUNDED = re.compile(r"[「“]([^」”\n]{2,12})[」”](?=(?:近日|宣布|正式|已)?(?:获|完成|融资))")
# 成立不到两年的砚山科技
_OF_KIND = re.compile(rf"(?<=的)([{HAN}A-Za-z]{{2,3}}(?:{ENDING}))(?=[{HAN}])(?![行领产])")
# 青瓷云的IPO路演: whatever stands before its ending
_WHOSE_SHARES = re.compile(
    rf"(?:(?<=[，。；：\n”])|(?<=^))([{HAN}A-Za-z]{{2,6}}(?:{ENDING}))的(?=IPO|股价|财报|市值|路演|营收|发布会|股东|估值|毛利|订单)"
)
# A share's number after a name: 泊舟控股（09871.HK）.
_LISTED = re.compile(
    rf"(?<![{HAN}A-Za-z])([{HAN}A-Za-z]{{2,12}})[（(](?:股票代码|证券代码)?[：:]?\s?[A-Z\d]{{2,8}}[.:：]\s?[A-Z\d]{{1,6}}[）)]"
)
_NAMED = re.compile(
    rf"(?:(?<=[，。：；、\n 「“《（(])|(?<=^)|(?<=[叫是与和由在被据获向])|(?<=对)(?![话方外手接于此应])|(?<=名为)|(?<=之一的)|(?<=公司)|(?<=企业)|(?<=对手)|(?<=巨头)|(?<=[营发作投办资]方)|(?<=[发造应营]商)|(?<=[被原]告))(?!告)([{HAN}A-Za-z]{{2,6}}?(?:{ENDING}))"
    rf"(?![{HAN}]{{0,1}}(?:行业|领域|产业|公司的|研究者))"
)


# 鹤望兰机器人重申: an ending after any word, right before a cue at the head of a sentence
_TELLS_OF_ITSELF = re.compile(
    rf"(?:(?<=[。\n”])|(?<=^)|(?<=[商业的]))([{HAN}]{{2,6}}?(?:{ENDING}))(?=(?:在[^，。：“”\n]{{1,10}}?[中里]?)?(?:表示|重申|强调|否认|承认|回应|称|声明|宣布|最新|提示|写道|坦言|解释|警告))"
)


def houses_in(text: str, people: Iterable[Person], listed: Sequence[str]) -> tuple[str, ...]:
    """The organisations, longer names first. `listed` are known names that stand in the text."""
    everyone = list(people)
    found = [p.organisation for p in everyone if p.organisation and p.organisation not in GENERIC]
    found += [m[1] for m in _MARKED.finditer(text)]
    found += [m[1] for m in _LATIN.finditer(text)]
    found += [m[1] for m in _LISTED.finditer(text)]
    found += [m[1] for m in _ACTS.finditer(text)] + [m[1] for m in _FUNDED.finditer(text)]
    found += [m[1] for m in _NAMED.finditer(text) if _comes_again(text, m) or _is_new(m[1])]
    found += list(_called_short(text))
    found += [m[1].strip() for m in _LATIN_HEAD.finditer(text)]
    found += [m[1] for m in _WHOSE_SHARES.finditer(text)]
    found += [m[1] for m in _TELLS_OF_ITSELF.finditer(text) if not is_plain(m[1])]
    found += [m[1] for m in _OF_KIND.finditer(text) if _is_new(m[1])]
    found += [m[1] for m in _COMPANY.finditer(text) if _comes_again(text, m)]
    found += [m[1] for pattern in (_BODY, _ONE_OF) for m in pattern.finditer(text)]
    found += [m[1] for m in _TELLS.finditer(text) if not is_word(m[1])]
    names = frozenset(person.name for person in everyone)
    inside = frozenset(part for name in names for part in _parts(name))
    good = [name for one in found if _is_house(name := TIME_END.sub("", _bare(one)), names, inside)]
    named = dict.fromkeys(sorted([*good, *listed], key=len, reverse=True))
    units = {
        one
        for one in named
        if not _OF_PLACE.match(one)
        and any(
            is_unit(one[end:]) and count_near(text, one[:end], 0) > count_near(text, one, 0)
            for end in _begins(one, named)
        )
    }
    begun = {one[:end] for one in named if one not in units for end in range(2, len(one))}
    parts = begun | units
    return tuple(one for one in named if one not in parts)


# Quillon & Co 没有回答; nine.tails 拒绝了采访: a firm that opens its sentence
_LATIN_HEAD = re.compile(
    rf"(?:(?<=^)|(?<=[。\n！？]))((?:[A-Z][A-Za-z\d’'.-]*\s){{1,3}}(?:&\s[A-Za-z]+|Labs?|AI|Inc\.?|Systems|Technologies|Networks|Robotics|Group|Corp\.?)|[a-z]+[.\d][a-z\d.]+)\s?(?=[{HAN}])"
)
# 改变了锦书科技的走向……锦书转向法律文书
_LONG_NAME = re.compile(rf"(?=([{HAN}]{{2}})(?:{ENDING}))[{HAN}]")


def _called_short(text: str) -> Iterator[str]:
    """Houses whose name stands by itself without its ending as well."""
    for match in _LONG_NAME.finditer(text):
        stem = match[1]
        edge = text[max(0, match.start() - 1) : match.start() + 1]
        if is_word(stem) or is_word(edge) or count_near(text, stem, match.start()) < 2:
            continue
        ending = _ENDING.match(text, match.start() + 2)
        if ending:
            yield stem + ending[0]


_ENDING = re.compile(ENDING)


_OF_PLACE = re.compile("..{0,3}?[省市县区州]")  # 东湾市智能网联办公室: no unit of anybody's


def _begins(name: str, named: Mapping[str, object]) -> Iterator[int]:
    """Where shorter names end that a name begins with."""
    return (end for end in range(3, len(name)) if name[:end] in named)


def _comes_again(text: str, found: re.Match[str]) -> bool:
    return count_near(text, found[1], found.start(1)) > 1


def _parts(name: str) -> Iterator[str]:
    """Every piece of a name of two characters or more."""
    ends = range(2, len(name) + 1)
    return (name[start:end] for end in ends for start in range(end - 1))


_SAYS = re.compile("没有|反对|支持|禁止|要求|使用|提交|拒绝|接受|参与|发展|推动|建设")
_ASSEMBLY = re.compile("(?:工会|商会|协会|学会|委员会|基金会|研究会|理事会|联合会|大会)$")
_ENDS = re.compile(f"(?:{ENDING})$")
_LEADING = re.compile(
    "^(?:(?:外包商|承包商|主承销商|开发商|制造商|运营商|供应商|服务商|代理商|厂商|设备商|制作方|收购方|经纪行|行业协会|保荐机构|非营利组织|主办方|电商平台|社交应用|内容社区|科创板公司|上市公司)(?=...)|(?:参加者|与会者|参会者|出席者|嘉宾|成员)(?:还?有|包括|为)|[一两三几多数]家|被告|原告|专访|对话|对谈|独家|采访|探访|走进|揭秘|加入|离开|入职|收购|创办|接近|熟悉|了解|知悉|有?自称|这[家位]前?|前(?![海沿程进])|现[任为是]|由|叫|与|和|对|被|据|获|向|在|给|老股东|新股东|股东|名为|运营方|开发方|供应商|而|但)"
)


_WHERE = re.compile("(?<=..)(?:在|就此|对此|针对|向).*$")  # 岚星科技在微博
_OF = re.compile("^.*(?:旗下|控股|支持|投资|创办|背后)的")  # 某人旗下的零一万物


def _bare(name: str) -> str:
    """A name without a word that only leads to it."""
    rest = _OF.sub("", _WHERE.sub("", _LEADING.sub("", name)))
    return rest if len(rest) > 2 else name


def _is_new(name: str) -> bool:
    """Whether the part before the ending is no common word: 砺行科技, not 金融科技."""
    stem = _ENDS.sub("", name)
    described = len(stem) == 4 and is_word(stem[:2]) and is_word(stem[2:])  # 地方国资算力
    return len(stem) > 1 and not is_word(stem) and not described


_COMPANY_END = re.compile("(?<=..)(?:公司|企业|机构|平台)$")
_PLAIN_STEMS = frozenset(
    "国资 自研 自主 国产 推理 训练 端侧 通用 开源 新型 量子 车规 云端 边缘 具身 生成式 对话式 多模态".split()
)


_PLAIN_STEM = re.compile(f"(?:{'|'.join(sorted(_PLAIN_STEMS))})+")


def _is_house(name: str, people: frozenset[str], inside: frozenset[str]) -> bool:
    """Whether a string may be a house's name. `inside` are the pieces of the names of `people`."""
    if name in GENERIC or len(name) < 2 or name in words("roles_zh"):
        return False
    stem = _ENDS.sub("", _ASSEMBLY.sub("", name))
    if _PLAIN_STEM.fullmatch(stem) or is_of_country(name) or is_word(_COMPANY_END.sub("", name)):
        return False  # 自研芯片, 创业公司
    if not may_be_organisation(name) or _FUNCTION.search(stem) or _SAYS.match(name):
        return False
    if roles_in(name)[:1] and roles_in(name)[0][0] == 0:
        return False  # 校长薄云
    if (
        stem.startswith(("公司", "在", "还有", "你", "我", "他", "她", "它", "每"))
        or (is_word(name) and len(name) < 4)
        or name in inside
    ):
        return False
    return not any(part in people for part in _parts(name))


_MOST = 200  # houses that are counted


def main_house(text: str, houses: Sequence[str]) -> str | None:
    """The organisation the text is about: named most, its opening counting more."""
    stands = {name: at for name in houses[:_MOST] if (at := text[:_OPENING].find(name)) >= 0}
    first = min(stands, key=lambda name: stands[name]) if stands else None
    counts = Counter(
        {
            name: text.count(name[: max(2, len(name) - 3)])
            + 3 * (name in text[:60])
            + 2 * (name == first)
            - 5 * (name.endswith(_INVESTORS) and name not in text[:20])
            for name in houses[:_MOST]
            if name not in COUNTRIES
        }
    )
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


_INVESTORS = ("资本", "创投", "基金", "证券", "投资")
_OPENING = 120  # characters


def whole_house(text: str, before: int, end: str) -> str:
    """The last house named before an offset whose name ends in `end`, or `end`: 商务委员会 of 委员会."""
    near = text[max(0, before - _NEAR) : before]
    named = re.compile(
        rf"(?:(?<=[，。；：、！？（）()《》“”‘’「」『』\s])|^)([{HAN}A-Za-z]{{2,20}}{end})"
    )
    for found in reversed(list(named.finditer(near))):
        name = TIME_END.sub("", _bare(found[1]))
        if may_be_organisation(name) and not _FUNCTION.search(name):
            return name
    return end


_NEAR = 2_000  # characters
