"""A dateline is told apart from the sentence it opens."""

from __future__ import annotations

import pytest

from digests.extract.dateline import after_dateline


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        ("LONDON, March 2 (Palisade) - Kestrel said on Monday", "Kestrel said on Monday"),
        ("March 4 (Newswire) - Veridian AI is in talks", "Veridian AI is in talks"),
        ("SAN FRANCISCO — A robot walked in", "A robot walked in"),
        ("SAN FRANCISCO, Nov. 25, 2026 (Wire Co) -- Corvid said", "Corvid said"),
        ("新华社北京11月25日电 澜屿公司发布新模型", "澜屿公司发布新模型"),
        ("本报讯（记者 王宁）澜屿公司发布新模型", "澜屿公司发布新模型"),
        ("OpenFrame opened its show - and closed it", "OpenFrame opened its show - and closed it"),
        ("A model (Wren) - the first - came", "A model (Wren) - the first - came"),
        ("AI is here", "AI is here"),
        ("The U.S. said on March 2 that", "The U.S. said on March 2 that"),
    ],
)
def test_the_sentence_begins_after_the_dateline(paragraph: str, rest: str) -> None:
    """Wire datelines in both languages go; sentences with dashes or capitals stay."""
    assert paragraph[after_dateline(paragraph) :] == rest
