"""Who speaks in ordinary Chinese news prose, and what they are: kinds of sentence, each in own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.documents import document
from digests.extract.article import extract
from digests.extract.lexicon import words
from digests.model import Quote


def quotes(text: str) -> tuple[Quote, ...]:
    return extract(document(text, language="zh")).quotes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what somebody does right after or right before the words
        ("“机房不缺钱，缺的是变压器。”扔下这句话，青石云科总裁温怀瑜走下了台。", "温怀瑜"),
        ("“我从来不看榜单上写了什么。”温怀瑜话音刚落，台下笑了。", "温怀瑜"),
        ("“这批芯片我一颗都不敢扔，”纪南乔指着箱子苦笑。", "纪南乔"),
        ("问到退货，纪南乔把杯子放下。“退得最多的是说明书，不是机器。”", "纪南乔"),
        ("纪南乔往椅背上一靠，“这个问题我想了三年，也没有想明白。”", "纪南乔"),
        ("“别跟我讲情怀。”\n\n——说这话的人叫纪南乔，青石云科的厂长。", "纪南乔"),
        ("“先算电费，再算人。”——纪南乔，青石云科厂长", "纪南乔"),
        # pronouns, and words that point
        ("骆知微五年前创办了教育公司纸灯。她不信机器会取代老师。“孩子要的是被看见，”她说。", "骆知微"),
        ("温怀瑜给投资人祝远发去方案，后者只写了两个字：“再议。”", "祝远"),
        ("我们拨通了纪南乔的电话。对方在短信里写道：“已经恢复九成，还差存储。”", "纪南乔"),
        ("丈夫温怀瑜主张关停，妻子纪南乔主张再等。“一关就再也开不了，”她对记者说。", "纪南乔"),
        ("季风云由骆知微创办。她的丈夫、前合伙人简大川二月离开。“他走以后我才学会看报表，”她说。", "骆知微"),
        ("坐在他旁边的纪南乔接过话筒：“我只说一句，别催。”", "纪南乔"),
        ("青石云科总裁温怀瑜讲了一个小时。\n\n谈到成本，直言“没有一个月不超支”。", "温怀瑜"),
        ("据行政总监纪南乔回忆，温怀瑜当时只说了一句：“散会，各自回家。”", "温怀瑜"),
        ("温怀瑜同时表示，公司明年会再招人，并直言“做不到我就自己走”。", "温怀瑜"),
        # houses, bodies and papers
        ("东岭省数据安全委员会昨日约谈五家企业。“算法不是免责的理由，”该委员会在通告里重申。", "东岭省数据安全委员会"),
        ("南云公会昨天发出公开信。信中写道：“我们不反对监管，反对的是没人看得懂的监管。”", "南云公会"),
        ("判决书写道：“被告未能证明其数据来源合法。”", "判决书"),
        ("知情人士称：“双方只差一个签字。”", "知情人士"),
        ("“名单早就拟好了，”一位参与会议的幕僚对本报透露。", "一位参与会议的幕僚"),
        ("多家公司到场。“毛利会好看一些，但别指望太多，”该公司首席财务官在电话会上说。", "该公司首席财务官"),
        ("青石语音重申，旗下产品“不会用于任何军事目的”。", "青石语音"),
        # names of other kinds
        ("“我们用的是同一张表格。”青石云科首席架构师雷纳托·埃尔-哈比卜用法语说。", "雷纳托·埃尔-哈比卜"),
        ("开源工程师扎西央金很少说话。“云图不会骗人，但会说方言，”扎西央金说。", "扎西央金"),
        ("“账单只看最后一页，”藤堂真纪通过翻译对记者说。", "藤堂真纪"),
        ("两位姓黎的嘉宾是投资人黎万川与律师黎初。黎律师抢先说道：“判例不会等融资。”", "黎初"),
        # paragraphs that are all quote
        ("说到那场火灾，机房主任温怀瑜至今难忘。\n\n“烟是从地板下面冒出来的，谁也没看见火。\n\n“等找到阀门，三排机柜已经泡在水里。”", "温怀瑜"),
        # labels
        ("首席财务官温怀瑜：这一季我们交付了四万颗。\n\n分析师（双桥证券）叶知秋：渠道里还压着多少货？", "温怀瑜"),
    ],
)  # fmt: skip
def test_who_says_it(text: str, speaker: str) -> None:
    """The first quote goes to whoever the sentence around it makes say it."""
    found = quotes(text)
    assert found
    assert found[0].speaker == speaker


@pytest.mark.parametrize(
    ("text", "role", "house"),
    [
        ("骆知微去年出任问津智能首席科学家。“语料里没有的词就当不存在，”骆知微说。", "首席科学家", "问津智能"),
        ("骆知微三年前创办了教育公司纸灯。“它不该打分，”骆知微说。", "创始人", "纸灯"),
        ("青石算法由骆知微一手创办。“报表我自己看，”骆知微说。", "创始人", "青石算法"),
        ("担任青石智能首席运营官的骆知微摆了摆手：“免费是最贵的生意。”", "首席运营官", "青石智能"),
        ("散会后骆知微被记者拦住。这位青石智能CEO叹了口气：“样机是真的，视频是剪的。”", "CEO", "青石智能"),
        ("Fenrow Systems 的 CEO Tilda Brandvik 告诉我们：“客户两成在中国。”", "CEO", "Fenrow Systems"),
        ("我们拨通了北麓云华东区总经理骆知微的电话。“先救火，救完再说，”骆知微说。", "华东区总经理", "北麓云"),
        ("长亭国际的投行部主管骆知微说：“窗口快开了。”", "投行部主管", "长亭国际"),
        ("投行主管到场。律师骆知微说：“这张合同一行都没改。”", "律师", None),
        ("茅以宁的代理律师骆知微说：“录音里没有一句是真人。”", "律师", None),
        ("“没人教过它，”出生于拉各斯的机器人学家骆知微说。", "机器人学家", None),
        ("提起前任CEO霍北川，现任CEO骆知微说：“没有他就没有今天。”", "CEO", None),
    ],
)  # fmt: skip
def test_what_they_are(text: str, role: str, house: str | None) -> None:
    """Role and house as the text tells them; a clause, a person and a trade are no house."""
    (quote, *_) = quotes(text)
    assert quote.role is not None
    assert role in quote.role
    assert quote.organisation == house


def test_the_name_of_a_thing() -> None:
    """What a thing is called is no quote, whoever is told of beside it."""
    assert quotes("机器狗“阿黄”，曾被测评人纪南乔讥为路由器。") == ()


def test_what_a_screen_shows() -> None:
    """Words on a screen are given to nobody."""
    (quote,) = quotes("青石云科大堂的电子屏上滚动着一行字：“今天的电，明天的底气”。")
    assert quote.speaker is None


FRAGMENTS = st.sampled_from(
    [
        *sorted(words("roles_zh")), *"王欧阳罗以安明远的了在与和、，。：；！？\n“”「」『』‘’（）《》—·",
        "说", "表示", "对方", "后者", "该公司", "他", "她", "其", "一位", "知情人士", "信中写道", "科技", "委员会",
        "Tilda Brandvik", "据", "担任", "创办了", "这位", "记者：", "问：", "答：", "A（", "\n\n",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_run_of_offices_names_and_marks(text: str) -> None:
    """Offices that run into one another break nothing, and every span holds its text."""
    article = document(text, language="zh")
    for quote in extract(article).quotes:
        assert article.text[quote.evidence.start : quote.evidence.end] == quote.evidence.text
