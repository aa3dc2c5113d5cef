"""The lines that frame a story are found, and no line of the story is taken for one."""

from __future__ import annotations

import pytest

from digests.extract.boilerplate import boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter for one interview a week.",
        "Sign up to First Light, our free weekly briefing. We won't share your details.",
        "Read more: “Why Your Chatbot Needs a Power Plant”",
        "Related: What would a robot make of 'Hamlet'?",
        "(Reporting by staff in Oslo; Editing by the London desk)",
        "Our Standards: The Tidewire Principles.",
        "Photo: Mirela Dunmore in Bergen. Credit: staff.",
        "The author is the paper's technology correspondent.",
        "Additional reporting by the Shenzhen bureau",
        "This press release contains forward-looking statements.",
        "Media contact: press@corbel.example",
        "编辑：陈一",
        "本文来自合作媒体，如需转载请联系原作者。",
        "扫码关注公众号，领取报告。",
        "免责声明：本文不构成投资建议。",
        "参考链接：https://corbel.example/paper",
    ],
)
def test_framing_lines(line: str) -> None:
    """Subscription lines, credits, captions, biographies, disclaimers and links."""
    text = f"Corbel Labs raised $2 billion.\n{line}\nIt said so on Monday."
    (found,) = boilerplate(text)
    assert text[found.start : found.end] == line


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers rose 5% to 2 million.",
        "Related costs fell.",
        "Sources said the deal was close.",
        "Source code will be released in May.",
        "Contact centres will lose 3,000 jobs.",
        "The author of the report, Ada Lund, said it was wrong.",
        "Image models improved most.",
        "Photon Labs raised $3 million.",
        "Disclosure rules will tighten next year.",
        "Updated models ship in June.",
        "This story of a Norwegian startup began in 2021.",
        "Editing video by text is now possible.",
        "编辑部共有三十人。",
        "版权诉讼将在六月开庭。",
        "图灵奖得主称模型仍有差距。",
        "关注我们的客户增长了三成。",
        "下一步是量产。",
        "来源不明的数据占四成。",
        "点击率下降了两成。",
        "投稿量增长了三成。",
    ],
)
def test_lines_of_the_story(line: str) -> None:
    """Sentences that begin with the same words and tell something."""
    assert boilerplate(line) == ()
