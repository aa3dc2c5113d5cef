"""Every quotation of an article, with who said it."""

from __future__ import annotations

import re

from digests.evidence import cut
from digests.extract.speakers import Cast
from digests.model import Article, Quote

_MARKED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|「([^」\n]+)」|«([^»\n]+)»')


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """The quotes of `article` in text order, each cut out of its stored text."""
    return tuple(
        Quote(evidence=cut(article, m.start(m.lastindex or 0), m.end(m.lastindex or 0)))
        for m in _MARKED.finditer(article.text)
    )
