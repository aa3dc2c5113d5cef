"""How fast articles are read: a whole extraction, quotes and claims, on one core."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from digests.documents import document
from digests.extract.article import extract
from digests.model import Article, Language
from tests.benchmarks.report import Result, cpu

WORDS = 800
# Invented labs and people; a paragraph each.
ENGLISH = (
    'Corbel Labs raised $1.4 billion in a round led by Tallow Partners, up from $600 million a year earlier, the company said on Monday. "We will spend most of it on power," said Mirela Dunmore, its chief executive.',
    "Two people familiar with the matter said the deal valued the Oslo startup at about $11 billion. Dunmore, who founded Corbel in 2021, declined to comment on the price.",
    '"The bottleneck is no longer chips," said Tobias Renn, an analyst at Quillfeather Securities. "It is transformers, and the waiting list is three years." He puts the odds of a new site opening before 2029 at 40%.',
    "The company plans to hire 300 engineers by the end of next year and to open an office in Lisbon. Its revenue more than doubled to $420 million, compared with $190 million in 2024.",
    "Rival Ostrava Systems denied that it had offered a lower price. “That never happened,” its spokeswoman, Ines Baptista, said in a statement, adding that customers “know the difference.”",
    "Under export rules that took effect in March, the newest accelerators cannot be shipped without a licence. Renn expects at least 15% of planned capacity to slip, though he said the share could be smaller if licences come early.",
)
CHINESE = (
    "衡川智能周一宣布完成12亿元B轮融资，由澜石资本领投，投后估值约90亿元，较去年的35亿元增长近两倍。公司创始人兼CEO陆一舟表示：“这笔钱主要用于算力和人才。”",
    "据一位接近交易的人士透露，公司今年收入预计超过6亿元，同比增长120%，毛利率从19%提升至31%。「我们不会打价格战，」陆一舟说。",
    "不过，分析师何青认为，出口管制仍是最大的瓶颈。她预计，到2028年国产芯片的份额将超过四成，而目前还不到两成。",
    "按照计划，新一代模型将于今年9月发布，首批向不少于50家企业开放，单价不超过28万元。",
)


def bench() -> Iterator[Result]:
    """Articles a second in both languages, and how the time grows with the length."""
    for language, paragraphs in (("en", ENGLISH), ("zh", CHINESE)):
        some = _articles(paragraphs, language)
        seconds = cpu(lambda articles=some: [extract(one) for one in articles])
        yield Result(
            name=f"extraction, {language}",
            figure=len(some) / seconds,
            unit="articles/s",
            goal=("≥", 100),
            note=f"{len(some)} articles of {WORDS} words, quotes and claims, one core",
        )
    yield from _growth()


def _growth() -> Iterator[Result]:
    small = _long(250_000)
    large = _long(5_000_000)
    first, second = cpu(lambda: extract(small), times=1), cpu(lambda: extract(large), times=1)
    yield Result(
        name="extraction, 5 MB", figure=second, unit="s", goal=("≤", 60), note="one article"
    )
    yield Result(
        name="extraction, growth",
        figure=second / first / (len(large.text) / len(small.text)),
        unit="×",
        goal=("≤", 1.5),
        note="time a character at 5 MB, against 0.25 MB; 1 is linear",
    )
    open_marks = document("“Prices rose 5% " * 100_000, language="en")
    yield Result(
        name="extraction, unclosed marks",
        figure=cpu(lambda: extract(open_marks), times=1),
        unit="s",
        goal=("≤", 60),
        note="100,000 quotation marks that nothing closes",
    )


def _articles(paragraphs: tuple[str, ...], language: Language) -> list[Article]:
    """One that begins with each paragraph: no text is read twice in a row."""
    turned = [paragraphs[at:] + paragraphs[:at] for at in range(len(paragraphs))]
    return [_article(one, language, WORDS) for one in turned]


def _article(paragraphs: tuple[str, ...], language: Language, words: int) -> Article:
    size = 1.6 if language == "zh" else 6.1  # characters a word, as articles have them
    taken, length = [], 0
    for paragraph in cycle(paragraphs):
        taken.append(paragraph)
        length += len(paragraph)
        if length >= words * size:
            return document("\n\n".join(taken), language=language)
    raise AssertionError("a cycle does not end")


def _long(characters: int) -> Article:
    size = sum(len(paragraph) + 2 for paragraph in ENGLISH)
    text = "\n\n".join(islice(cycle(ENGLISH), len(ENGLISH) * characters // size))
    return document(text, language="en")
