"""Two hundred questions over the demo's site, with the sentences that answer them.

demo_questions.jsonl holds one a line: `id`, `question`, `lang`, `answerable`, `kind` and
`evidence`, each an `article_id` (the name of the article's file) and its `sentence`. Sixty have
no answer on the site. Sentences keep the marks of the articles' files; `load` fills them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo.calendar import fill, news_day
from bot.demo.gold import gold
from bot.demo.model import DemoArticle

FILE = Path(__file__).with_name("demo_questions.jsonl")


def load(now: datetime) -> list[dict[str, Any]]:
    """The questions for a site made at `now`; evidence also has the `path` of its page."""
    articles = {article.id: article for article in gold(now).values()}
    lines = FILE.read_text("utf-8").splitlines()
    return [_filled(json.loads(line), articles, now) for line in lines]


def _filled(
    question: dict[str, Any], articles: Mapping[str, DemoArticle], now: datetime
) -> dict[str, Any]:
    evidence = []
    for one in question["evidence"]:
        article = articles[one["article_id"]]
        day = (now - article.published).days
        today = news_day(now, timedelta(days=day))
        sentence = fill(one["sentence"], today, article.outlet.language)
        evidence.append({**one, "sentence": sentence, "path": article.path})
    return {**question, "evidence": evidence}
