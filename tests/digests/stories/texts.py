"""Articles about invented companies, for the tests of stories."""

from __future__ import annotations

from datetime import UTC, datetime

from digests.documents import document
from digests.model import Article

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)  # a Monday

RELEASE_TITLE = "Quillon Introduces Tamber 2, Its First Model for Hospitals"
RELEASE = (
    "Quillon today announced Tamber 2, a language model for hospital wards. The model reads up to "
    "400,000 tokens and finished 64 percent of 1,250 ward tasks without help, up from 41 percent "
    'for Tamber 1. "Nurses asked for fewer screens and we listened," said Odile Farrow, chief '
    "executive of Quillon. Tamber 2 is available now in Ireland and Wales. Quillon was founded in "
    "2020 and has 310 employees."
)
RETOLD = (
    "Hospitals in Ireland and Wales can switch on Tamber 2 this week, Quillon said as it showed the "
    "ward model. It takes in as many as 400,000 tokens. Of 1,250 ward tasks it got through 64 "
    "percent unaided, against 41 percent for the first version, by the company's count. Odile "
    "Farrow, who runs the firm, said nurses had asked for fewer screens. Quillon, founded in 2020, "
    "employs 310 people."
)
WIRE = (
    "DUBLIN, May 4 (Palmer) - Quillon launched a language model for hospitals on Monday and would "
    "not say what it cost to train. The model, called Tamber 2, was tried for nine weeks at the "
    'Saint Brannoc hospital in Cork, where doctors reported 14 mistakes. "It is quick and it is not '
    'always right," said Maeve Tolland, a ward sister there. Two rivals cut their prices within '
    "hours. Quillon has raised $85 million since it was founded, and is not yet profitable."
)
CHINESE_TITLE = "爱尔兰企业奎隆发布医院大模型Tamber 2"
CHINESE = (
    "爱尔兰人工智能公司奎隆（Quillon）周一推出面向医院病房的语言模型Tamber 2。公司称，该模型一次可读取40万词元，"
    "在1250项病房任务中独立完成了64%。首席执行官奥迪尔·法罗表示，护士们希望少看几块屏幕。"
    "模型已在爱尔兰和威尔士上线。一位参与试用的医生告诉本报，训练费用约为三千万欧元。"
)
SUIT_TITLE = "Nurses' union sues Quillon over recordings on wards"
SUIT = (
    "A nurses' union took Quillon to court in Dublin on Monday, saying the company kept recordings of "
    "ward conversations for eleven months. The complaint names 23 hospitals. The union wants the "
    "recordings deleted and damages of 2 million euros. Quillon said it had not seen the papers."
)
PRICE_TITLE = "Quillon publishes what Tamber 2 costs"
PRICE = (
    "A day after showing Tamber 2, Quillon said hospitals would pay 900 euros a bed each year. "
    "Odile Farrow, who runs the firm, said nurses had asked for fewer screens. Wards in Scotland "
    "will get the model on June 9, the company said."
)
RECAP_TITLE = "Tamber 2: all you need to know"
RECAP = (
    "If you were away: Quillon has a model for hospitals. Tamber 2 was shown on Monday and reads up to "
    "400,000 tokens, about as much as a shelf of novels. It is available in Ireland and Wales. By "
    "the company's count it finishes 64 percent of ward tasks without help."
)
OTHER_TITLE = "Brask Motors recalls delivery robots after crossing fault"
OTHER = (
    "Brask Motors is recalling 640 delivery robots because they may not stop at crossings. The "
    "Norwegian company said nobody was hurt. Owners should keep the machines indoors until a sensor "
    "is replaced, Brask said on Monday."
)


def article(
    id: str,  # noqa: A002 - the field's own name
    title: str,
    text: str,
    *,
    outlet: str = "",
    hours: float = 0.0,
    language: str = "en",
) -> Article:
    """An article published and first seen `hours` after DAY."""
    from datetime import timedelta

    at = DAY + timedelta(hours=hours)
    return document(
        text,
        id=id,
        title=title,
        outlet=outlet or f"Outlet {id}",
        language=language,
        published=at,
        first_seen=at,
    )


def release(**changed: float) -> Article:
    return article("release", RELEASE_TITLE, RELEASE, outlet="Quillon Newsroom", **changed)


def wire(**changed: float) -> Article:
    return article(
        "wire",
        "Quillon launches hospital AI model",
        WIRE,
        outlet="Palmer",
        **({"hours": 1} | changed),
    )


def chinese(**changed: float) -> Article:
    return article(
        "chinese",
        CHINESE_TITLE,
        CHINESE,
        outlet="远山日报",
        language="zh",
        **({"hours": 9} | changed),
    )


def suit() -> Article:
    return article("suit", SUIT_TITLE, SUIT, hours=3)


def price(**changed: float) -> Article:
    return article("price", PRICE_TITLE, PRICE, **({"hours": 25} | changed))


def recap() -> Article:
    return article("recap", RECAP_TITLE, RECAP, hours=49)


def other() -> Article:
    return article("other", OTHER_TITLE, OTHER, hours=2)
