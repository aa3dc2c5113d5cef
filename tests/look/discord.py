"""Bodies of Create Message as Discord would show them, as one page: to be looked at.

    python -m tests.look.discord BODIES.json PAGE.html
    chromium --headless --no-sandbox --screenshot=LOOK.png --window-size=900,3000 PAGE.html

Colours, widths and sizes are those of the desktop client's dark theme, as far as they show.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bot.platforms.discord.marks import marked
from tests.look.discord_markdown import Node, parse, parse_line

_TAGS = {
    "strong": "b",
    "emphasis": "i",
    "underline": "u",
    "struck": "s",
    "code": "code",
    "quote": "blockquote",
    "small": "small",
    "list": "ul",
    "item": "li",
    "heading": "h3",
    "mention": "mark",
    "emoji": "mark",
    "time": "mark",
    "spoiler": "mark",
}
_STYLE = """
body { background: #313338; color: #dbdee1; margin: 0; padding: 16px 0;
  font: 16px/1.375 "gg sans", "Noto Sans", "Noto Sans CJK SC", "Helvetica Neue", sans-serif }
.message { display: flex; gap: 16px; padding: 8px 16px; max-width: 820px }
.face { width: 40px; height: 40px; border-radius: 50%; background: #2563eb; color: #fff; flex: none;
  display: grid; place-items: center; font-weight: 700 }
.name { color: #f2f3f5; font-weight: 500 } .tag { background: #5865f2; color: #fff; font-size: 10px;
  font-weight: 600; border-radius: 3px; padding: 1px 4px; vertical-align: 2px; margin: 0 4px }
.time { color: #949ba4; font-size: 12px } .content { white-space: pre-wrap }
.embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; max-width: 516px;
  padding: 8px 16px 16px 12px; margin-top: 4px; box-sizing: border-box }
.author { font-size: 14px; font-weight: 600; color: #f2f3f5; margin-top: 8px }
.title { font-weight: 600; color: #f2f3f5; margin-top: 8px }
.description { font-size: 14px; line-height: 18px; margin-top: 8px; white-space: pre-wrap;
  overflow-wrap: anywhere }
.footer { font-size: 12px; margin-top: 8px; color: #dbdee1 }
a { color: #00a8fc; text-decoration: none } b { font-weight: 700 }
blockquote { margin: 0; padding: 0 8px 0 12px; border-left: 4px solid #4e5058; border-radius: 2px }
small { display: block; font-size: 12px; line-height: 16px; color: #949ba4 }
ul { margin: 4px 0 0; padding-left: 18px; white-space: normal } li { margin-bottom: 4px;
  white-space: pre-wrap } h3 { margin: 8px 0; font-size: 18px }
mark { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px }
.row { display: flex; gap: 8px; margin-top: 8px; flex-wrap: wrap } .button { background: #4e5058;
  color: #fff; font-size: 14px; font-weight: 500; border-radius: 3px; padding: 7px 16px }
.thread { border-left: 2px solid #4e5058; margin: 8px 0 0 36px; padding-left: 4px }
.threadname { color: #f2f3f5; font-weight: 600; padding: 8px 16px }
.modal { background: #313338; border: 1px solid #1e1f22; border-radius: 8px; width: 440px;
  margin: 24px 16px; padding: 16px; box-shadow: 0 4px 16px #0008 } h2 { color: #f2f3f5; margin: 0 }
label { display: block; color: #f2f3f5; font-weight: 600; margin: 16px 0 4px }
.field { background: #1e1f22; border-radius: 4px; padding: 10px; min-height: 22px; margin-top: 4px }
"""
_HEAD = f'<!doctype html><meta charset="utf-8"><title>Discord</title><style>{_STYLE}</style>'


def page(bodies: Sequence[Mapping[str, Any]], thread: str | None = "") -> str:
    """The first body in the channel, the rest in its thread named `thread`; None: in the channel."""
    if thread is None:
        return _HEAD + "".join(map(_message, bodies))
    first, *rest = bodies
    inside = "".join(map(_message, rest))
    name = f'<div class="threadname"># {escape(thread)}</div>' if thread else ""
    below = f'<div class="thread">{name}{inside}</div>' if rest else ""
    return f"{_HEAD}{_message(first)}{below}"


def modal(form: Mapping[str, Any]) -> str:
    """A form, with what each field begins with."""
    fields = "".join(map(_field, form["components"]))
    return f'<div class="modal"><h2>{escape(form["title"])}</h2>{fields}</div>'


def _field(one: Mapping[str, Any]) -> str:
    inner = one["component"]
    chosen = [each["label"] for each in inner.get("options") or () if each.get("default")]
    value = escape(inner.get("value") or ", ".join(chosen))
    hint = f'<div class="time">{escape(one["description"])}</div>' if "description" in one else ""
    return f'<label>{escape(one["label"])}</label>{hint}<div class="field">{value}</div>'


def _message(body: Mapping[str, Any]) -> str:
    parts = []
    if body.get("content"):
        parts.append(f'<div class="content">{_html(parse(body["content"]))}</div>')
    parts += map(_embed, body.get("embeds") or ())
    parts += map(_row, body.get("components") or ())
    who = '<span class="name">briefbot</span><span class="tag">APP</span>'
    head = f'<div>{who}<span class="time">Today at 08:00</span></div>'
    return f'<div class="message"><div class="face">b</div><div>{head}{"".join(parts)}</div></div>'


def _embed(embed: Mapping[str, Any]) -> str:
    colour = f"#{embed.get('color', 0x1E1F22):06x}"
    parts = []
    if author := (embed.get("author") or {}).get("name"):
        parts.append(f'<div class="author">{escape(author)}</div>')
    if title := embed.get("title"):
        parts.append(f'<div class="title">{_html(parse_line(title))}</div>')
    if description := embed.get("description"):
        parts.append(f'<div class="description">{_html(parse(description))}</div>')
    if footer := (embed.get("footer") or {}).get("text"):
        parts.append(f'<div class="footer">{escape(footer)}</div>')
    return f'<div class="embed" style="border-color: {colour}">{"".join(parts)}</div>'


def _row(row: Mapping[str, Any]) -> str:
    labels = (escape(one.get("label") or "") for one in row["components"])
    return f'<div class="row">{"".join(f"<span class=button>{one}</span>" for one in labels)}</div>'


def _html(nodes: Sequence[Node]) -> str:
    return "".join(map(_node, nodes))


def _node(node: Node) -> str:
    inner = escape(node.text) + _html(node.inner)
    if node.kind == "link":
        return f'<a href="{escape(node.url or "")}">{inner}</a>'
    tag = _TAGS.get(node.kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def main() -> None:
    """Bodies from a file, a page to another."""
    source, target = map(Path, sys.argv[1:3])
    given = json.loads(source.read_text(encoding="utf-8"))
    bodies = [marked(body, f"part {number}") for number, body in enumerate(given)]
    title = (bodies[0].get("embeds") or [{}])[0].get("title", "")
    target.write_text(page(bodies, title), encoding="utf-8")


if __name__ == "__main__":
    main()
