"""Block Kit as a page that looks like Slack, for screenshots. Nothing is hidden or helped.

briefbot brief china-ai --format slack | python -m tests.servers.slack_html > brief.html
"""

from __future__ import annotations

import json
import sys
from html import escape
from itertools import groupby
from typing import Any

from tests.servers.slack_show import Line, Piece, block_lines

Json = dict[str, Any]
_TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}
_STYLE = """
body{margin:0;background:#fff;color:#1d1c1d;overflow-wrap:anywhere;font:15px/1.46668 Lato,"Noto Sans","Noto Sans CJK SC",
"Noto Color Emoji",sans-serif;width:720px}
.m{display:flex;padding:8px 20px}.t{border-left:2px solid #ddd;margin-left:38px}
.a{width:36px;height:36px;border-radius:6px;background:#4a154b;color:#fff;text-align:center;
line-height:36px;font-weight:700;margin-right:8px;flex:none}.b{flex:1;min-width:0}
.n{font-weight:900}.n span{font-size:11px;background:#e8e8e8;color:#616061;border-radius:2px;
padding:1px 3px;margin:0 6px;font-weight:700}.n time{color:#616061;font-weight:400;font-size:12px}
h3{font-size:18px;margin:6px 0;line-height:1.3}p{margin:4px 0}a{color:#1264a3;text-decoration:none}
blockquote{margin:4px 0;padding-left:12px;border-left:4px solid #ddd}
.s,.s p{font-size:12px;color:#616061;margin:3px 0}hr{border:0;border-top:1px solid #ddd;margin:10px 0}
ul{margin:4px 0;padding-left:24px}button{font:700 13px Lato,"Noto Sans",sans-serif;background:#fff;
border:1px solid #bbb;border-radius:4px;padding:4px 11px;margin:4px 8px 4px 0}
"""


def page(bodies: list[Json]) -> str:
    """The messages under each other, all but the first as replies of its thread."""
    shown = "".join(_message(body, reply=index > 0) for index, body in enumerate(bodies))
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{shown}"


def _message(body: Json, *, reply: bool) -> str:
    blocks = "".join(_block(block) for block in body["blocks"])
    name = "<div class=n>briefbot<span>APP</span><time>08:00</time></div>"
    cls = "m t" if reply else "m"
    return f"<div class='{cls}'><div class=a>b</div><div class=b>{name}{blocks}</div></div>"


def _block(block: Json) -> str:
    if block["type"] == "divider":
        return "<hr>"
    if block["type"] == "actions":
        labels = (escape(element["text"]["text"]) for element in block["elements"])
        return "<div>" + "".join(f"<button>{label}</button>" for label in labels) + "</div>"
    groups = groupby(block_lines(block), key=lambda line: line.kind)
    return "".join(_group(kind, list(rows)) for kind, rows in groups)


def _group(kind: str, rows: list[Line]) -> str:
    shown = [_pieces(row.pieces) for row in rows]
    match kind:
        case "header":
            return f"<h3>{shown[0]}</h3>"
        case "quote":
            return f"<blockquote>{'<br>'.join(shown)}</blockquote>"
        case "bullet":
            return "<ul>" + "".join(f"<li>{row}</li>" for row in shown) + "</ul>"
        case "small":
            return f"<div class=s>{'<br>'.join(shown)}</div>"
    return f"<p>{'<br>'.join(shown)}</p>"


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    shown = escape(piece.text)
    for style in sorted(piece.styles):
        shown = f"<{_TAGS[style]}>{shown}</{_TAGS[style]}>"
    return f"<a href='{escape(piece.url)}'>{shown}</a>" if piece.url else shown


if __name__ == "__main__":
    sys.stdout.write(page(json.load(sys.stdin)))
