"""Whether a reader knows whom a summary's sentence is about.

"She put the chance at 15%" is right only behind a sentence that names her. Where that one was
dropped or another stands there, it says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digests.antecedents import names_before
from digests.bindings import plain_names
from digests.leaning import leans_back
from digests.model import Sentence
from digests.summarisers.base import StoryView
from digests.text import has_cjk

NAMELESS = "it does not say whom it is about: name them"
# "The company", of which only the sentence before can say which one.
_KIND = re.compile(
    r"The (?:company|firm|group|lab|start-?up|bank|agency|university|chipmaker|developer)\b(?! (?:that|which|of)\b)"
    r"|(?:该)?公司(?!法)"
)
_HEAD_CJK = 2  # characters that tell a name


def leaning(
    sentences: Iterable[Sentence], view: StoryView, *, kinds: bool = True
) -> Iterator[Sentence]:
    """The sentences that begin with a "she" or an "it" which the one before does not explain.

    With `kinds`, "the company" too: an answer's question has said which.
    """
    before: Sentence | None = None
    for one in sentences:
        if _leans(one.text, kinds) and (before is None or not _explained(one, before, view)):
            yield one
        else:
            before = one


def _leans(text: str, kinds: bool) -> bool:
    return leans_back(text) or (kinds and _KIND.match(text) is not None)


def _explained(one: Sentence, before: Sentence, view: StoryView) -> bool:
    """Whether whom its evidence is about is named in the sentence before."""
    at, last = one.evidence[0], before.evidence[-1]
    article = view.article(at.article_id)
    if article is None:
        return False
    if last.article_id == at.article_id and not article.text[last.end : at.start].strip():
        return last.end <= at.start
    if has_cjk(at.text):
        return not leans_back(at.text) and at.text[:_HEAD_CJK] in before.text
    names = list(plain_names(at.text)) if not leans_back(at.text) else []
    names = names[:1] or names_before(at.text, article.text)
    return any(name in before.text.casefold() for name in names)
