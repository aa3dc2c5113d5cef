"""Who speaks in Chinese where the words around tell it: pronouns, by-names, parts of an article."""

from __future__ import annotations

from time import process_time

import pytest

from digests.documents import document
from digests.extract.article import extract
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Quote


def quotes(text: str) -> tuple[Quote, ...]:
    article = document(text, language="zh")
    return find_quotes(article, cast_of(article))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("研究副总裁尚克为说，不会再开源。“朋友交够了，就该还贷了。”郁晴打断他：“你去年可不是这么说的。”", "郁晴"),
        ("郁晴说，她不同意。\n\n郁晴打断尚克为：“不对。”他笑了，承认去年“年轻气盛得很”。尚克为说，他累了。", "尚克为"),
        ("林岚是合伙人。林岚的回答是三个字：“再看看。”", "林岚"),
        ("厉行远说完了。“先吃饭。”合伙人林岚的回答是三个字：“再看看。”", "林岚"),
        ("一位产品经理说，他看到了信。“写得挺好，”他说，“就是没写实话。”而一名海外员工则表示理解，认为公司“早该断了”。", "一名海外员工"),
        ("研究院创办人莫问江否认了。“聊过，没谈成，”这位曾在岚溪短暂任职的学者说。", "莫问江"),
        ("邢牧川是CEO。邢牧川预计收入会增长。他把去年称作“最贵的一年”。", "邢牧川"),
        ("总编辑陆承川对此不满。他的评价是“说得都对，可惜晚了两年”。", "陆承川"),
        ("据《晚潮报》援引一名议员助手的话报道，法案“在参议院有60票”。", "一名议员助手"),
        ("总经理葛云川援引上游代理商的话称，涨价是因为“船在海上绕了路”。", "上游代理商"),
        ("网友们很快跟上。有人表示“建议纳入离婚协议”。", "有人"),
        ("“开关他都知道，怎么会碰？”伤者的妻子说。", "伤者的妻子"),
        ("常江市应急部门14日通报，直接原因是操作人员“擅自短接安全门开关”。", "常江市应急部门"),
        ("焊工魏建川和女儿魏小然同住。厂里人喊魏建川，也喊他老魏。“它焊得比我直，”老魏说。", "老魏"),
        ("魏建川五十三岁，厂里人喊他老魏。“它焊得比我直，”老魏说。女儿魏小然不在。", "魏建川"),
        ("厂长姚佩岚算过账。“不换就没了，”姚厂长说。", "姚佩岚"),
        ("“什么训导师，”同车间的刘姐撇撇嘴，“就是个看机器的。”", "刘姐"),
        ("“教会了，我就没用了。”这话厂长姚佩岚是笑着讲的。", "姚佩岚"),
        ("共和党参议员罗伊·卡弗开场便质问：“你们管这叫学习？”", "罗伊·卡弗"),
        ("合伙人穆晴很少受访，她很忙。穆晴的助理提醒她要迟到了。“让他们等五分钟，”她说。", None),
        ("砚川科技开会。董事长阮至川来了。有人问分红，董事长称“宁可少分红也不能少研发”。", "阮至川"),
        ("一位自称持股五年的股东抢过话筒：“利润呢？”", "一位自称持股五年的股东"),
        ("财务负责人司徒岚发言。对于现金流，她给出的说法是“安全，但不宽裕”。", "司徒岚"),
        ("隔壁的男生叫郝运川，刚来三个月。他说这里好：“至少能坐着。”", "郝运川"),
        ("老板姓涂，大家叫他涂哥。涂哥说：“不是我要压他们。”", "涂哥"),
        ("知名开发者“老猫川”评论道：“免费的东西没有义务对你负责。”", "老猫川"),
        ("作者林岚和独立开发者毕小川不同意。后者在博客里反问道：“我们捐过一分钱吗？”", "毕小川"),
        ("律师殷采岚代理了12名演员。“合同写的是录一本书，”她说。", "殷采岚"),
        ("涉事平台之一的闻岚回应称，内容系“用户自行上传”。", "闻岚"),
        ("中国声音表演者联盟发布声明。声明写道：“声音不是素材，声音是人。”", "中国声音表演者联盟"),
        ("闻岚科技裁员。“谁的声音好卖，就训谁的，”闻岚科技的一名前算法工程师说。", "闻岚科技的一名前算法工程师"),
        ("首席产品官桑岚来了。在她的版本里，事情没有那么复杂。“公司要的是增长，我要的也是增长。”", "桑岚"),
        ("“孩子的脸，标价三分钱一张，”家长汤女士把手机递给记者。", "汤女士"),
        ("两千多名学生的数据泄露。该系统的供应商智川科技当晚发布说明，称公司“从未出售任何学生信息”。", "智川科技"),
        ("临川市公安局网安支队一名民警告诉记者，已经立案。这名民警提醒家长，近期如接到电话，“先挂断，再打班主任的手机”。", "临川市公安局网安支队一名民警"),
        ("副部长梅丽莎·格兰特会见日韩官员时，要求两国“对齐控制清单”。", "梅丽莎·格兰特"),
        ("社长朴在川7月7日在首尔表示，订单很多。“我们是在发号码牌，”朴在川说。", "朴在川"),
        ("报告执笔人岳小岚向我解释，客户不是不满意，“是发现够用了”。", "岳小岚"),
        ("多位知情人士表示会有变动。一名接近董事会的人士表示，分歧已久。“钱只够一个人用，”该人士说。", "一名接近董事会的人士"),
        ("数码博主“拆机老川”当晚发微博吐槽：“九页讲了两个小时。”", "拆机老川"),
        ("卫小川是留下的六个人之一。她的工作是接电话。“他们不信，”她说。", "卫小川"),
        ("主管彭国川把这组数字贴在了白板上。彭国川看了一眼。“不是给老板看的，是给我们自己看的。”", "彭国川"),
        ("首席执行官塔皮奥·莱赫托宁发表声明称，该法案“是在用一把大锤敲一颗图钉”。", "塔皮奥·莱赫托宁"),
        ("千川机器人关了欧洲办公室。千川的一位前销售总监认为，总部没有授权。“一个折扣要批三周，”他说。", "千川的一位前销售总监"),
        ("“花了398块，”家住临川区的方先生气得直拍桌子。", "方先生"),
        ("客服说，数据“每年更新一次”，至于为何没有更新，对方没有回答。", "客服"),
        ("在西南某市经营一家机房的老邱告诉记者，他已经亏损。“电费是真的，客户是假的，”他苦笑。", "老邱"),
        ("最高检经济犯罪检察厅厅长蒋未川介绍，造假成本“低到了一杯奶茶的价格”。", "蒋未川"),
        ("他的导师、副教授詹知川倒是很淡定：“作业还没交。”", "詹知川"),
    ],
)  # fmt: skip
def test_speaker(text: str, speaker: str | None) -> None:
    """The last quote's speaker; two readings as likely are nobody."""
    assert quotes(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("晴川科技联合创始人、首席科学家厉行江离职。厉行江说：“把机器还了。”", "联合创始人、首席科学家", "晴川科技"),
        ("晴川科技开会。联合创始人、首席科学家厉行江说：“把机器还了。”晴川科技不评论。", "联合创始人、首席科学家", "晴川科技"),
        ("晴川数科集团原董事长贺长川说：“宁可慢一年。”", None, None),
        ("美国参议院商务委员会开会。委员会主席、共和党参议员罗伊·卡弗说：“不行。”", "主席、共和党参议员", "美国参议院商务委员会"),
        ("民主党参议员尤妮斯·中川说：“我们在机场睡了两晚。”", "民主党参议员", None),
        ("公益组织“明白账”秘书长彭素川说：“不是优化。”", "秘书长", "明白账"),
        ("来的是谷岚智能的研究副总裁尚可川。尚可川说：“不开源。”", "研究副总裁", "谷岚智能"),
        ("顾一川目前是西川大学计算机系大二学生。顾一川说：“我想实习。”", "大二学生", "西川大学计算机系"),
        ("作者、挪威程序员Sindre Hovland说：“我需要假期。”", "作者、程序员", None),
        ("谷川AI的基础架构负责人冯既川说：“我直接站起来了。”", "基础架构负责人", "谷川AI"),
        ("律师殷采岚很忙。殷采岚所在的澄川律师事务所很大。殷采岚说：“我很忙。”", "律师", "澄川律师事务所"),
        ("苏小岚二十四岁，是这家公司的组长。苏小岚说：“我做梦都在框人。”", "组长", None),
        ("前谷川AI工程师、现自由职业者毕小川说：“我不捐。”", "自由职业者", None),
        ("美国商务部负责工业与安全的副部长梅丽莎·格兰特说：“对齐清单。”", "副部长", "美国商务部"),
        ("扬川云回应“自研芯片”进展。扬川云上市了。\n\n高瀚证券追问。\n\n外界最关心的还是自研芯片。CEO贝成川说：“才填到第三个坑。”", "CEO", "扬川云"),
        ("《计川评论》执行主编路遥川说：“我不相信只有三篇。”", "执行主编", "计川评论"),
        ("参加者有北川大学哲学系教授仇怀川。仇怀川说：“问题问错了。”", "教授", "北川大学哲学系"),
        ("北川大学开会。该校计算机学院的博士生范可川说：“我分不清。”", "博士生", "北川大学"),
        ("总部位于维也纳的“安静川年”组织负责人克拉拉·温德尔说：“我们等了四年。”", "负责人", "安静川年"),
        ("论文共同一作、南川大学博士生司徒野川说：“错的是我们的直觉。”", "论文共同一作、博士生", "南川大学"),
        ("千川机器人来过。该厂生产主管Jürgen Falk说：“没有人接电话。”", "生产主管", None),
        ("一家做短剧的创业公司CTO算账。他说：“现在是人等剧本。”", "CTO", None),
        ("魏建川在一家家电厂当了二十六年焊工。魏建川说：“它焊得直。”", "焊工", None),
    ],
)  # fmt: skip
def test_role_and_house(text: str, role: str | None, organisation: str | None) -> None:
    """Joined offices, former ones, parties and houses in quotation marks."""
    last = quotes(text)[-1]
    assert (last.role, last.organisation) == (role, organisation)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("**关于开源**\n\n林岚一上来就说：“开源是交朋友。”", 1),
        ("关于晴川科技\n\n晴川科技成立于2022年，使命是：“让机器说人话。”", 0),
        ("林岚把这种现象称为“孟婆汤”。", 0),
        ("主管彭国川看着卫小川。老员工看着彭国川和卫小川。“早点回家。”", 0),
    ],
)
def test_what_is_told(text: str, count: int) -> None:
    """A part of the story headed 关于 is read; what a release says of its house is not."""
    assert len(quotes(text)) == count


def test_writers_words_after_an_interview() -> None:
    """What follows the last answer is the writer's again."""
    talk = "".join(f"Q：第{n}个问题？\n\nA：第{n}个回答很长。\n\n" for n in "一二三")
    text = f"对话合伙人穆晴：冷静\n\n穆晴很忙。\n\n{talk}采访结束前，穆晴看了看表。“再聊五分钟，”她说。\n\n后来我们走了。"
    found = quotes(text)
    assert [quote.evidence.text for quote in found][-1] == "再聊五分钟，"
    assert "后来" not in found[-1].evidence.text


@pytest.mark.parametrize(
    "piece", ["当了二十年焊工，", "厂里人喊他老魏，", "常江市应急部门14日", "援引某某的话"]
)
def test_time_is_linear(piece: str) -> None:
    """Twice the text takes about twice the time."""

    def taken(count: int) -> float:
        start = process_time()
        quotes("魏建川说：“好。”" + piece * count)
        return process_time() - start

    assert taken(4000) < 4 * taken(2000) + 0.3


def test_whose_view_a_claim_is() -> None:
    """在林岚看来 gives a claim its speaker."""
    text = "CEO林岚来了。在林岚看来，三年之后，国内做通用大模型的公司不会超过五家。"
    claims = extract(document(text, language="zh")).claims
    assert [claim.speaker for claim in claims if "五家" in claim.text] == ["林岚"]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("林若溪，石桥科技联合创始人兼首席技术官，在会上说：“算力不是瓶颈。”", "联合创始人兼首席技术官", "石桥科技"),
        ("石桥科技CEO林若溪发微博称，“明年上半年见分晓”。", "CEO", "石桥科技"),
        ("“没有赢家。”前石桥科技副总裁、现任北港大学教授的林若溪说。", "教授", "北港大学"),
    ],
)  # fmt: skip
def test_an_office_after_the_name_on_the_web_or_held_now(
    text: str, role: str, organisation: str
) -> None:
    """The name is the speaker's, and the office today's."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == ("林若溪", role, organisation)


def test_what_somebody_would_not_say_is_not_their_words() -> None:
    """没有说 gives nobody the words that follow; 只说 does."""
    denied = quotes("石桥科技CEO林若溪没有说芯片“十分紧缺，非常紧缺”。")
    assert not [one.speaker for one in denied if one.speaker]
    said = quotes("石桥科技CEO林若溪并未透露，只说“芯片十分紧缺”。")
    assert said[-1].speaker == "林若溪"


OPENING = "石桥科技CEO林若溪周二出席论坛。北港证券分析师周敏慧也来了。\n\n"


@pytest.mark.parametrize(
    ("text", "speaker", "organisation"),
    [
        ("该公司一位高管表示，“价格还会降”。", "该公司一位高管", None),
        ("该机构一名前员工说：“价格还会降”。", "该机构一名前员工", None),
        ("接近石桥科技的人士称，“融资已经完成”。", "接近石桥科技的人士", None),
        ("面对“会不会裁员”的提问，林若溪表示“目前没有计划”。", "林若溪", "石桥科技"),
    ],
)
def test_somebody_of_a_house_is_nobody_named(
    text: str, speaker: str, organisation: str | None
) -> None:
    """One of the company is not whoever was named last, nor is who is close to it of the house."""
    last = quotes(OPENING + text)[-1]
    assert (last.speaker, last.organisation) == (speaker, organisation)


def test_what_somebody_was_asked_is_not_their_words() -> None:
    """被问及“……”，林若溪说: the question is the asker's."""
    found = quotes(OPENING + "被问及“会不会裁员”，林若溪说“目前没有”。")
    assert [one.evidence.text for one in found if one.speaker] == ["目前没有"]
