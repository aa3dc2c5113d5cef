"""Reads the stories of the sample site from articles/*.md and outlets.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from markdown_it import MarkdownIt

from bot.demo.calendar import ago, fill, news_day
from bot.demo.model import DemoArticle, GoldQuote, Outlet

FENCE = "+++\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file: its front matter and its Markdown."""

    id: str
    front: Mapping[str, Any]
    body: str


def outlets() -> tuple[Outlet, ...]:
    """Every outlet of outlets.toml, in its order."""
    text = files("bot.demo").joinpath("outlets.toml").read_text("utf-8")
    tables: list[dict[str, Any]] = tomllib.loads(text)["outlet"]
    return tuple(Outlet(**{key: _frozen(value) for key, value in t.items()}) for t in tables)


def articles(now: datetime, until: datetime | None = None) -> tuple[DemoArticle, ...]:
    """Every article published by `until` (default `now`), newest first, as it stood then.

    `now` is what the articles' `ago` counts back from. Both are aware of their time zone.
    """
    at = until or now
    known = {outlet.id: outlet for outlet in outlets()}
    read = {file.id: file for file in _read()}
    made = (_article(file, read, known, now, at) for file in read.values())
    return tuple(
        sorted((a for a in made if a.published <= at), key=lambda a: (a.published, a.id))[::-1]
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _read() -> list[_File]:
    folder = files("bot.demo").joinpath("articles")
    found = []
    for item in folder.iterdir():
        if item.name.endswith(".md") and item.name != "README.md":
            _, front, body = item.read_text("utf-8").split(FENCE, 2)
            found.append(
                _File(id=item.name.removesuffix(".md"), front=tomllib.loads(front), body=body)
            )
    return sorted(found, key=lambda file: file.id)


def _article(
    file: _File,
    read: Mapping[str, _File],
    known: Mapping[str, Outlet],
    now: datetime,
    at: datetime,
) -> DemoArticle:
    front = file.front
    outlet = known[front["outlet"]]
    before = ago(front["ago"])
    today = news_day(now, before)
    source = read[front["copy_of"]] if "copy_of" in front else file
    published = now - before
    correction = front.get("correction")
    corrected_at = now - ago(correction["ago"]) if correction else published
    changed = correction if correction and corrected_at <= at else None
    title, body = _revised(front["title"], _body(file, source), changed)
    paywalled = front.get("paywalled", False)
    shown = body.strip().split("\n\n", 1)[0] if paywalled else body
    html, text = _rendered(fill(shown, today, outlet.language))
    return DemoArticle(
        id=file.id,
        outlet=outlet,
        title=fill(title, today, outlet.language),
        authors=tuple(front.get("authors", source.front.get("authors", ()))),
        story=source.front["story"],
        kind=front.get("kind", "report"),
        topics=tuple(source.front.get("topics", ())),
        published=published,
        modified=corrected_at if changed else published,
        revision=2 if changed else 1,
        html=html,
        text=text,
        lead=text.split("\n", 1)[0],
        hidden=front.get("hidden", ""),
        paywalled=paywalled,
        copy_of=front.get("copy_of"),
        quotes=_quotes(source.front, today, outlet.language),
        must_not_quote=tuple(source.front.get("must_not_quote", ())),
    )


def _body(file: _File, source: _File) -> str:
    """The Markdown; a copy is its source's, word for word, between its own credit lines."""
    if source is file:
        return file.body
    return "\n\n".join(
        part for part in (file.front.get("credit", ""), source.body, file.body.strip()) if part
    )


def _revised(title: str, body: str, changed: Mapping[str, Any] | None) -> tuple[str, str]:
    if changed is None:
        return title, body
    for old, new in changed["replace"]:
        title, body = title.replace(old, new), body.replace(old, new)
    return title, f"{body.rstrip()}\n\n{changed['note']}\n"


def _rendered(markdown: str) -> tuple[str, str]:
    """The body as HTML, and as plain text with a line a block."""
    parser = MarkdownIt("commonmark")
    lines = []
    for token in parser.parse(markdown):
        if token.type == "inline":
            parts = (" " if c.type == "softbreak" else c.content for c in token.children or ())
            lines.append("".join(parts).strip())
    return parser.render(markdown), "\n".join(lines)


def _quotes(front: Mapping[str, Any], today: date, language: str) -> tuple[GoldQuote, ...]:
    return tuple(
        GoldQuote(
            text=fill(quote["text"], today, language),
            speaker=quote.get("speaker"),
            role=quote.get("role"),
            organisation=quote.get("organisation"),
        )
        for quote in front.get("quotes", ())
    )
