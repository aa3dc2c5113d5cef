"""A Chinese text and an English one are laid beside each other: words, names and figures."""

from __future__ import annotations

import pytest

from digests.across import lexicon, naming
from digests.across.pairing import Pairing


def meant(pairing: Pairing, word: str) -> set[str]:
    """The English words that a Chinese unit is linked to."""
    at = next(n for n, one in enumerate(pairing.units) if one.text == word)
    return {pairing.tokens.tokens[link].stem for link in pairing.links[at]}


@pytest.mark.parametrize(
    ("latin", "han", "same"),
    [
        ("Whitcombe", "丹尼尔·惠特科姆", True),
        ("Okonjo", "丹尼尔·惠特科姆", False),
        ("Xingqiao", "星桥云", True),
        ("Changgeng", "长庚", True),
        ("Silverpine", "银松", True),
        ("Kiyose", "Kiyose Motors", True),
    ],
)
def test_a_name_is_known_by_its_sound_its_pinyin_or_its_words(
    latin: str, han: str, same: bool
) -> None:
    """As Chinese writes foreign names, and as English writes Chinese ones."""
    assert naming.same(latin, han, named=True) is same


def test_words_of_the_lists_are_not_bitten_into() -> None:
    """The longest word of the general dictionary gives way to one of our own."""
    text = "将从1月起开始"
    words = [text[start:end] for start, end in lexicon.chinese(text)]
    assert "开始" in words


def test_a_word_is_linked_to_all_that_it_may_mean() -> None:
    """By set phrases, by the dictionary, and names by their sound."""
    pairing = Pairing(
        chinese="惠特科姆表示，公司明年不会盈利。",
        english="Whitcombe said the firm would not be profitable next year.",
    )
    assert "firm" in meant(pairing, "公司")
    assert meant(pairing, "惠特科姆") == {"whitcomb"}


def test_figures_meet_in_base_units() -> None:
    """1.2 billion dollars are 12 times a hundred million; yuan are none."""
    told = "12亿美元"
    assert Pairing(chinese=told, english="It raised $1.2 billion.").figures
    assert not Pairing(chinese=told, english="It raised 1.2 billion yuan.").figures
    assert not Pairing(chinese=told, english="It raised $12 billion.").figures


def test_nine_hours_are_not_nine_days() -> None:
    """What lasts is compared with its unit."""
    assert Pairing(chinese="40小时", english="It took 40 hours.").figures
    assert not Pairing(chinese="40天", english="It took 40 hours.").figures


def test_a_nationality_is_no_other_one() -> None:
    """The dictionary's "capital of Canada" does not make Toronto Canada."""
    assert not lexicon.meant("多伦多", lexicon.english("Police in Canada said so."))
    assert lexicon.meant("荷兰", lexicon.english("The Dutch start-up said so."))
