"""Messages as CommonMark: https://spec.commonmark.org/0.31.2/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from bot.clean import clean
from bot.message import (
    Block,
    Bullets,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)

# Backslash escapes (section 2.4): any of these may be escaped, and then is only itself.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])", re.MULTILINE)


def post(value: Post) -> str:
    """The parent, then each reply, with a rule between them."""
    return "\n\n---\n\n".join(message(one) for one in (value.parent, *value.thread)) + "\n"


def message(value: Message) -> str:
    """One message. Buttons have no meaning here and are left out."""
    return "\n\n".join(shown for shown in map(_block, value.blocks) if shown)


def escape(text: str) -> str:
    """Text that CommonMark shows as it is."""
    safe = _SPECIAL.sub(r"\\\1", clean(text))
    return _LINE_START.sub(lambda found: f"{found[1]}{_unlisted(found[2])}", safe)


def _unlisted(marker: str) -> str:
    return f"\\{marker}" if not marker[0].isdigit() else f"{marker[:-1]}\\{marker[-1]}"


def _runs(runs: Sequence[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    """One run; emphasis must not touch white space inside its marks (section 6.2)."""
    text = escape(run.text)
    body = text.strip()
    if not body:
        return text
    lead, tail = text[: text.index(body)], text[text.index(body) + len(body) :]
    if run.style != "plain":
        mark = "**" if run.style == "strong" else "*"
        body = f"{mark}{body}{mark}"
    if run.url and urlsplit(run.url).scheme in {"http", "https"}:
        body = f"[{body}](<{quote(run.url, safe=_URL_SAFE)}>)"
    return f"{lead}{body}{tail}"


_URL_SAFE = ":/?#[]@!$&'()*+,;=%~-._"


def _lines(text: str) -> str:
    """A hard line break (section 6.7) for every line end."""
    return "\\\n".join(text.splitlines())


def _block(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"{'#' * level} {escape(' '.join(text.split()))}"
        case Paragraph(runs=runs):
            return _lines(_runs(runs))
        case Context(runs=runs):
            return _lines(_runs(runs))
        case Bullets(items=items):
            return "\n".join(f"- {' '.join(_runs(one).split())}" for one in items)
        case Quotation(text=text, attribution=runs):
            said = "\n".join(f"> {line}" for line in f"“{escape(text)}”".splitlines())
            return f"{said}\n>\n> — {_runs(runs)}"
        case Divider():
            return "---"
        case Buttons():
            return ""
