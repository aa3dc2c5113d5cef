"""Which encoding a document is really in, whatever it says of itself."""

from __future__ import annotations

import pytest

from digests.sources.base import parse_feed
from digests.sources.encoding import decode

FEED = (
    '<?xml version="1.0"{label}?><rss version="2.0"><channel><title>{0}</title><item>'
    "<title>{1}</title><description>{2}</description></item></channel></rss>"
)
SIMPLIFIED = (
    "人工智能日报",
    "深度求索发布新模型，参数规模达6710亿",
    "北京时间周二，公司宣布开源新的推理模型。",
)
TRADITIONAL = ("人工智慧日報", "新晶片強調邊緣運算", "台北時間週二，公司宣布開放原始碼。")
JAPANESE = (
    "AI日報",
    "新しいモデルを公開、推論コストを半減",
    "火曜日、同社は新モデルの公開を発表した。",
)
KOREAN = ("AI 일보", "새 모델 공개, 추론 비용 절반으로", "화요일 회사는 새로운 모델을 발표했다.")
RUSSIAN = ("Новости ИИ", "Компания представила модель", "Во вторник компания открыла исходный код.")
GERMAN = ("Größere Modelle", "Ein größeres Modell für München", "Überraschung für die Behörde.")
LABELS = ("", "own", "utf-8")
WRITTEN = (
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "utf-16"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED, "utf-8-sig"),
    (TRADITIONAL, "big5"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "koi8-r"),
    (GERMAN, "windows-1252"),
)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("texts", "encoding"), WRITTEN, ids=lambda one: one if isinstance(one, str) else "")  # fmt: skip
def test_a_feed_is_read_in_the_encoding_it_is_in(
    texts: tuple[str, str, str], encoding: str, label: str
) -> None:
    """With its own label, with none, and with the wrong one that most files carry."""
    named = encoding if label == "own" else label
    head = f' encoding="{named.removesuffix("-sig")}"' if named else ""
    data = FEED.format(*texts, label=head).encode(encoding)
    feed = parse_feed(data, url=None, content_type=None)
    assert (feed.title, feed.entries[0].title, feed.entries[0].summary) == texts


def test_a_servers_default_does_not_outdo_a_documents_own_word() -> None:
    """ISO-8859-1 is what servers say of every file; a charset they chose counts (RFC 7303)."""
    chinese = FEED.format(*SIMPLIFIED, label=' encoding="gb2312"').encode("gbk")
    assert SIMPLIFIED[1] in decode(chinese, "text/xml; charset=ISO-8859-1")
    russian = FEED.format(*RUSSIAN, label=' encoding="iso-8859-1"').encode("windows-1251")
    assert RUSSIAN[1] in decode(russian, "text/xml; charset=windows-1251")


@pytest.mark.parametrize("text", ["é", "Ünï", "Müller", "naïve – “smart” quotes", "50 £ and 20 €", "Señor año"])  # fmt: skip
def test_a_few_accents_are_not_taken_for_another_script(text: str) -> None:
    """Latin letters without a true label stay Latin, and swallow no mark-up."""
    for head in ("", ' encoding="utf-8"'):
        data = f'<?xml version="1.0"{head}?><a><title>{text}</title></a>'.encode("cp1252")
        assert f"<title>{text}</title>" in decode(data)


def test_a_little_damage_changes_no_encoding() -> None:
    """One broken character in a long text costs that character alone."""
    whole = FEED.format(*SIMPLIFIED, label=' encoding="utf-8"') * 20
    for encoding, label in (("utf-8", "utf-8"), ("gbk", "gb2312")):
        data = whole.replace("utf-8", label).encode(encoding)
        at = len(data) // 2
        text = decode(data[:at] + b"\xff" + data[at:])
        assert text.count(SIMPLIFIED[1]) >= 19
