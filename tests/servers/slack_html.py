"""Block Kit as a page that looks like Slack, for screenshots. Nothing is hidden or helped.

    briefbot brief china-ai --format slack | python -m tests.servers.slack_html > brief.html

Messages, forms and the home page; `tests.look.surfaces` makes pages of the bot's own.
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
button.primary{background:#007a5a;color:#fff;border-color:#007a5a}
.v{border:1px solid #bbb;border-radius:8px;margin:20px;width:520px;box-shadow:0 4px 12px #0003}
.v header,.v footer{display:flex;align-items:center;padding:12px 20px;border-bottom:1px solid #ddd}
.v header{font-weight:900;font-size:18px}.v footer{border:0;border-top:1px solid #ddd;
justify-content:flex-end}.v main{padding:8px 20px 16px}label{display:block;font-weight:700;
margin:14px 0 6px}.f{border:1px solid #8d8d8d;border-radius:4px;padding:8px 12px;min-height:21px}
.f span{background:#e8f5fa;border-radius:3px;padding:1px 6px;margin-right:4px}
"""


def page(bodies: list[Json], *, thread: bool = True) -> str:
    """The messages under each other, all but the first as replies of its `thread` if it is one."""
    shown = "".join(_message(body, reply=thread and index > 0) for index, body in enumerate(bodies))
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{shown}"


def view(one: Json) -> str:
    """A form or the home page."""
    blocks = "".join(map(_block, one["blocks"]))
    if one["type"] == "home":
        return f"<div class=m><div class=b>{blocks}</div></div>"
    said = {name: escape(one[name]["text"]) for name in ("title", "submit", "close") if name in one}
    submit = f"<button class=primary>{said['submit']}</button>" if "submit" in said else ""
    close = f"<button>{said['close']}</button>"
    title = f"<header>{said['title']}</header>"
    return f"<div class=v>{title}<main>{blocks}</main><footer>{close}{submit}</footer></div>"


def _input(block: Json) -> str:
    hint = f"<div class=s>{escape(block['hint']['text'])}</div>" if "hint" in block else ""
    label = escape(block["label"]["text"])
    return f"<label>{label}</label><div class=f>{_chosen(block['element'])}</div>{hint}"


def _chosen(element: Json) -> str:
    """What a field begins with, as it stands in it."""
    if "initial_options" in element:
        names = (escape(one["text"]["text"]) for one in element["initial_options"])
        return "".join(f"<span>{name} ✕</span>" for name in names)
    option = (element.get("initial_option") or {}).get("text", {}).get("text")
    found = option or element.get("initial_value") or element.get("initial_time")
    return escape(found or element.get("initial_conversation") or "")


def _message(body: Json, *, reply: bool) -> str:
    blocks = "".join(_block(block) for block in body["blocks"])
    name = "<div class=n>briefbot<span>APP</span><time>08:00</time></div>"
    cls = "m t" if reply else "m"
    return f"<div class='{cls}'><div class=a>b</div><div class=b>{name}{blocks}</div></div>"


def _block(block: Json) -> str:
    if block["type"] == "divider":
        return "<hr>"
    if block["type"] == "actions":
        return "<div>" + "".join(map(_button, block["elements"])) + "</div>"
    if block["type"] == "input":
        return _input(block)
    groups = groupby(block_lines(block), key=lambda line: line.kind.replace("item", "bullet"))
    return "".join(_group(kind, list(rows)) for kind, rows in groups)


def _button(element: Json) -> str:
    label = escape(element["text"]["text"])
    return f"<button class={element.get('style', 'plain')}>{label}</button>"


def _group(kind: str, rows: list[Line]) -> str:
    shown = [_pieces(row.pieces) for row in rows]
    match kind:
        case "header":
            return f"<h3>{shown[0]}</h3>"
        case "quote":
            return f"<blockquote>{'<br>'.join(shown)}</blockquote>"
        case "bullet":
            lines = zip(rows, shown, strict=True)
            told = (f"<br>{said}" if row.kind == "item" else f"<li>{said}" for row, said in lines)
            return f"<ul>{''.join(told)}</ul>"
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
