"""Who says what in Chinese text: names, houses, units, roles before and after. All are invented."""

from __future__ import annotations

from time import process_time

import pytest

from digests.documents import document
from digests.extract.chinese import ChineseCast
from digests.extract.quotes import find_quotes
from digests.extract.speakers import cast_of
from digests.model import Quote


def quotes(text: str) -> tuple[Quote, ...]:
    article = document(text, language="zh")
    return find_quotes(article, cast_of(article))


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        ("中江政法大学数据法治研究中心主任邱静之指出，规则很明确：“谁设计，谁负责。”", "邱静之", "数据法治研究中心主任", "中江政法大学"),
        ("望野AI对齐团队负责人佟以安写道：“提示词变了，分布就变了。”", "佟以安", "对齐团队负责人", "望野AI"),
        ("长坪汽车来了。长坪汽车智能座舱部部长海振西说：“你们别涨价。”", "海振西", "智能座舱部部长", "长坪汽车"),
        ("泊野控股（09999.HK）公布业绩。首席财务官Helena Sørdahl回答：“我们不会放弃云业务。”", "Helena Sørdahl", "首席财务官", "泊野控股"),
        ("专访岚云科技盛若溪：不联网的玩具\n\n岚云科技做玩具。\n\n《潮汐》：为什么？\n\n盛若溪：因为不敢。\n\n《潮汐》：后来呢？\n\n盛若溪：后来也不敢。", "盛若溪", None, "岚云科技"),
        ("澄野智能回应称，消息不实。澄野智能视频业务负责人梅雪坊说：“我没有离职。”", "梅雪坊", "视频业务负责人", "澄野智能"),
        ("衡峰微电子开会。随后登台的首席技术官苏杭景承认：“过去让大家受委屈了。”", "苏杭景", "首席技术官", "衡峰微电子"),
        ("日本晴川集团会长兼社长孙正和在股东大会上称：“十年内到来。”", "孙正和", "会长兼社长", "日本晴川集团"),
        ("沈亦川教授告诉本刊：“基准测试已经失效了。”沈亦川任职于清源大学。", "沈亦川", "教授", "清源大学"),
        ("“我不同意。”坐在他旁边的首席科学家顾南坪打断了他，“数据没有用完。”", "顾南坪", "首席科学家", None),
        ("投资人老吴说：“我投的不是机器人，是工厂。”", "老吴", "投资人", None),
        ("岚溪科技产品副总裁Kevin Liu说，用户要的“不是聪明，是靠谱”。", "Kevin Liu", "产品副总裁", "岚溪科技"),
        ("岚溪科技亏损。岚溪科技董秘回复投资者提问时表示，公司“暂无该项业务”。", "岚溪科技董秘", "董秘", "岚溪科技"),
        ("「我們不賣數據，我們賣服務。」嵐溪科技執行長周硯青表示。", "周硯青", "執行長", "嵐溪科技"),
        ("方予岑（清源大学博士生，论文第一作者）：“我们没有用测试集训练。”", "方予岑", "博士生、论文第一作者", "清源大学"),
        ("百川创始人李彦方与云岭科技CEO吴泳西同台。吴泳西说：“云才是底座。”", "吴泳西", "CEO", "云岭科技"),
        ("岚溪科技裁员。“没有人敢说不。”从岚溪科技离职的赵一西回忆道。", "赵一西", None, None),
        ("南坪大学法学院副教授师文竹认为，这是一条线：“可以怀念，不可以代言。”", "师文竹", "副教授", "南坪大学法学院"),
        ("被告忆川科技的代理律师钟离远当庭表示申请再审。“公司尽到了义务，”他说。", "钟离远", "代理律师", "忆川科技"),
        ("九川智能降价。\n\n岚芯微电子昨日裁员。邮件署名人、CEO古黎原写道：“这是最难的决定。”", "古黎原", "CEO", "岚芯微电子"),
    ],
)  # fmt: skip
def test_role_and_house(
    text: str, speaker: str, role: str | None, organisation: str | None
) -> None:
    """A unit goes with the role that heads it; a house may stand a sentence before."""
    last = quotes(text)[-1]
    assert (last.speaker, last.role, last.organisation) == (speaker, role, organisation)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("司机听说我们的来意，笑了：“我家那个，玩了三天。”", "司机"),
        ("一位不愿具名的分析师对记者表示，考验在良率。“五万片和五万片，是两种五万片。”", "一位不愿具名的分析师"),
        ("“聊了八个月，我一句都看不到，”一位来自洛川的家长向记者展示了记录。", "一位来自洛川的家长"),
        ("在俞慕风看来，合资是“被逼出来的聪明”。合伙人俞慕风说完就走了。", "俞慕风"),
        ("负责人佟以安写道：“不奇怪。”她的同事、研究员Bao Linh更为直接，称标题“是给媒体起的”。", "Bao Linh"),
        ("岚溪科技亏损。岚溪科技内部人士透露，“项目已经停了三个月”。", "岚溪科技内部人士"),
        ("清源大学教授沈亦川、北岭大学副教授高予岑均表示，“评测已经失效”。", "沈亦川、高予岑"),
        ("“纯属捏造。”岚溪科技在微博发布声明称，“已委托律师取证。”", "岚溪科技"),
        ("某人旗下的零壹万川回应称，“团队稳定”。", "零壹万川"),
        ("岚溪科技工程师小林（化名）告诉晨报记者，“绩效打C的人当天就走了”。", "小林"),
        ("“他不爱说话，它一天发四十条，”周砚青对记者说。", "周砚青"),
        ("有测评博主称其译文“基本上全靠猜测”。", "有测评博主"),
        ("小周（化名）是岚溪科技前员工，他告诉记者：“站会要开两个小时。”", "小周"),
        ("“这台机器会跳舞。”展台前，一位穿校服的男生对同伴说。", "一位穿校服的男生"),
        ("北岭银行的分析师在报告中写道：“库存周期已经见底。”", "北岭银行的分析师"),
        ("法院认为，被告“存在主观故意”。", "法院"),
        ("老韩本名韩立川，是运维主管。“去看电表，”老韩说。", "韩立川"),
        ("运营方橙予科技当晚发布致歉信称：“我们辜负了家长的信任。”", "橙予科技"),
    ],
)  # fmt: skip
def test_who_says_it(text: str, speaker: str) -> None:
    """Bare roles, a sentence that reports before, a phrase right after, a view, an operator."""
    assert quotes(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("程一诺强调，岚溪科技“没有任何裁员计划”。岚溪科技创始人程一诺周一讲话。", "没有任何裁员计划", "程一诺"),
        ("岚溪科技创始人程一诺在信中写道：\n“我们走到了分岔口。”\n他没有签名。", "我们走到了分岔口。", "程一诺"),
        ("林川的布洛克说，“我们低估了成本”。格雷格·布洛克是该公司联合创始人。", "我们低估了成本", "格雷格·布洛克"),
        ("美国总统在白宫表示：“我们将赢得这场竞赛。”", "我们将赢得这场竞赛。", "美国总统"),
    ],
)  # fmt: skip
def test_words_behind_their_cue(text: str, words: str, speaker: str) -> None:
    """A part of a report, a letter on a line of its own, a surname, an office alone."""
    (found,) = quotes(text)
    assert (found.evidence.text, found.speaker) == (words, speaker)


@pytest.mark.parametrize(
    ("text", "who", "role", "organisation"),
    [
        ("“我们明年不会涨价。”岚溪科技首席执行官布伦说。", "布伦", "首席执行官", "岚溪科技"),
        ("OpenNova首席执行官布莱克曼周三表示：“需要更多电力。”", "布莱克曼", "首席执行官", "OpenNova"),
        ("OpenNova首席执行官萨姆·布莱克曼称：“需要更多电力。”", "萨姆·布莱克曼", "首席执行官", "OpenNova"),
        ("前岚溪科技研究员林望写道：“我离开是因为没有算力。”", "林望", None, None),
        ("岚溪科技轮值董事长徐志透露，“新芯片明年三月量产”。", "徐志", "轮值董事长", "岚溪科技"),
    ],
)  # fmt: skip
def test_a_role_shows_a_name(
    text: str, who: str, role: str | None, organisation: str | None
) -> None:
    """A name written by its sound stands behind its role; a former office is none."""
    (found,) = quotes(text)
    assert (found.speaker, found.role, found.organisation) == (who, role, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "负责人说，已约谈“知交圈”“橙子陪聊”两款应用的企业。",
        "盛若溪是创始人。\n\n问：为什么？\n\n盛若溪：不敢。\n\n问：后来？\n\n盛若溪：也不敢。\n\n采访结束时，有人发来语音：“别什么都说。”",
    ],
)
def test_names_and_the_writers_last_words_are_no_quotes(text: str) -> None:
    """Names in a row, and what the writer tells after an interview, are not what anybody said."""
    told = [quote.evidence.text for quote in quotes(text)]
    assert not [one for one in told if "圈" in one or "陪聊" in one or "采访" in one]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("周砚青表示，公司正在推进“万店计划”。", None),
        ("周砚青强调，“人工智能+”不是口号。", None),
        ("他否认公司“资金链断裂”的说法。", None),
        ("三年里，周砚青说他写了4.6万道“刁难题”。", None),
        ("他说，这是“爬坡期的正常现象”。", "爬坡期的正常现象"),
        ("周砚青称对手的做法是“饮鸩止渴”。", "饮鸩止渴"),
        ("他批评同行“只会发论文”。", "只会发论文"),
    ],
)
def test_terms_and_the_words_of_others(said: str, told: str | None) -> None:
    """A plan's name, a counted thing, a rumour are not quoted; a judgement is."""
    found = [quote.evidence.text for quote in quotes(f"周砚青是岚溪科技CEO。{said}")]
    assert found == ([told] if told else [])


def test_a_noun_is_no_cue() -> None:
    """A speech that is read by somebody else is not said by the house of the reader."""
    text = "泊野科技开会。公司秘书代其宣读的书面致辞只有三句，最后一句是：“少看股价，多看产品。”"
    assert [quote.speaker for quote in quotes(text)] == [None]


def test_a_name_ends_before_its_time() -> None:
    """A word of time after a house is not part of its name."""
    cast = ChineseCast("澄野科技周二宣布裁员。澄野科技今日回应称，消息不实。")
    assert cast.names.organisations == ("澄野科技",)


@pytest.mark.parametrize(
    "piece",
    [
        "“很难，”一位家长对记者说。法院认为，“存在主观故意”。",
        "专访岚云科技盛若溪：“听”“看”三款应用。在盛若溪看来，这是“慢一点的聪明”。",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """One paragraph four times as long takes about four times as long, not sixteen."""

    def seconds(length: int) -> float:
        article = document(piece * (length // len(piece)), language="zh")
        start = process_time()
        find_quotes(article, cast_of(article))
        return process_time() - start

    seconds(2_000)
    small = min(seconds(20_000) for _ in range(2))
    assert seconds(80_000) < 9 * small
