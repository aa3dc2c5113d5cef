"""Messages as one self-contained page: no script, nothing loaded from elsewhere."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, Template, select_autoescape

from bot.clean import clean
from bot.message import Block, Post


def post(value: Post, *, language: str = "en") -> str:
    """The whole brief as an HTML page in `language` (a BCP 47 tag)."""
    return _template().render(
        messages=(value.parent, *value.thread),
        title=value.parent.fallback,
        language=language,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.formats", "templates"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    environment.filters["kind"] = _kind
    environment.tests["web"] = _is_web
    return environment.get_template("brief.html")


def _kind(block: Block) -> str:
    return type(block).__name__


def _is_web(url: str | None) -> bool:
    return bool(url) and urlsplit(url).scheme in {"http", "https"}
