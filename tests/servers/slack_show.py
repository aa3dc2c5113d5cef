"""What a reader sees of a Slack message: an independent reading of Block Kit and mrkdwn.

By docs.slack.dev, "Formatting message text": three entities are decoded, `<url|label>` is a link,
a pair of `*`, `_`, `~` or back-ticks that stands free of letters styles what is between on one
line, a line that begins with `>` is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

Json = dict[str, Any]
_TOKEN = re.compile(r"<(?P<url>[^|>]+)(?:\|(?P<label>[^>]*))?>")
_PAIR = re.compile(r"(?<![\w*_~`])(?P<mark>[*_~`])(?=\S)(?P<inner>[^\n]*?\S)(?P=mark)(?![\w*_~`])")
_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Letters as shown, how, and where they lead."""

    text: str
    styles: frozenset[str] = frozenset()
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text: `kind` is text, quote, bullet, item (a bullet's further lines), header or
    small."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line's letters."""
        return "".join(piece.text for piece in self.pieces)


def lines(blocks: list[Json]) -> Iterator[Line]:
    """All lines of a message, in order. Buttons and dividers have none."""
    for block in blocks:
        yield from block_lines(block)


def shown(blocks: list[Json]) -> str:
    """All that is to be read in the message, a line a line."""
    return "\n".join(line.text for line in lines(blocks))


def links(blocks: list[Json]) -> list[tuple[str, str]]:
    """Every link with its label."""
    found = (piece for line in lines(blocks) for piece in line.pieces)
    return [(piece.url, piece.text) for piece in found if piece.url]


def block_lines(block: Json) -> Iterator[Line]:
    """The lines of one block."""
    match block["type"]:
        case "header":
            yield Line(kind="header", pieces=(Piece(text=block["text"]["text"]),))
        case "section":
            yield from text_lines(block["text"], "text")
        case "context":
            for element in block["elements"]:
                yield from text_lines(element, "small")
        case "rich_text":
            for element in block["elements"]:
                yield from _rich_lines(element)


def text_lines(text: Json, kind: str) -> Iterator[Line]:
    """The lines of a text object."""
    if text["type"] == "plain_text":
        yield Line(kind=kind, pieces=(Piece(text=text["text"]),))
        return
    for raw in text["text"].split("\n"):
        quoted = re.match(r"\s*(?:>|&gt;) ?", raw)
        body = raw[quoted.end() :] if quoted else raw
        yield Line(kind="quote" if quoted else kind, pieces=tuple(_parsed(body)))


def _parsed(text: str) -> Iterator[Piece]:
    """mrkdwn of one line, tokens kept whole while pairs of marks are found."""
    tokens: list[tuple[str, str]] = []

    def hold(match: re.Match[str]) -> str:
        tokens.append((match["url"], match["label"] or match["url"]))
        return chr(0xE000 + len(tokens) - 1)

    yield from _styled(_TOKEN.sub(hold, text), frozenset(), tokens)


def _styled(text: str, styles: frozenset[str], tokens: list[tuple[str, str]]) -> Iterator[Piece]:
    at = 0
    for pair in _PAIR.finditer(text):
        yield from _linked(text[at : pair.start()], styles, tokens)
        yield from _styled(pair["inner"], styles | {_STYLES[pair["mark"]]}, tokens)
        at = pair.end()
    yield from _linked(text[at:], styles, tokens)


def _linked(text: str, styles: frozenset[str], tokens: list[tuple[str, str]]) -> Iterator[Piece]:
    for part in re.split(r"([\ue000-\uf8ff])", text):
        index = ord(part) - 0xE000 if len(part) == 1 else -1
        if 0 <= index < len(tokens):
            url, label = tokens[index]
            yield Piece(text=_decoded(label), styles=styles, url=_decoded(url))
        elif part:
            yield Piece(text=_decoded(part), styles=styles)


def _decoded(text: str) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


def _rich_lines(element: Json) -> Iterator[Line]:
    if element["type"] == "rich_text_list":
        for item in element["elements"]:
            for number, line in enumerate(_rich_lines(item)):
                yield replace(line, kind="item" if number else "bullet")
        return
    kind = "quote" if element["type"] == "rich_text_quote" else "text"
    row: list[Piece] = []
    for part in element["elements"]:
        styles = frozenset(name for name, on in part.get("style", {}).items() if on)
        first, *rest = part["text"].split("\n")
        row.append(Piece(text=first, styles=styles, url=part.get("url")))
        for text in rest:
            yield Line(kind=kind, pieces=tuple(row))
            row = [Piece(text=text, styles=styles, url=part.get("url"))]
    yield Line(kind=kind, pieces=tuple(row))
