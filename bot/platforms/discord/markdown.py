"""Neutral text in Discord's Markdown, with nothing live in it but our own links.

A backslash before a sign that is no letter, digit or blank shows the sign itself. That is used
sparingly, so that a quote reads in the payload as it reads on the screen wherever it can.
What pings is decided by `allowed_mentions`, not here; here nothing even looks like a mention.

Discord documents its Markdown only in outline. The finer rules here are those that
LyricLy/parse-discord found by trying the client: no backslash works inside a link's label, a label
with an address or an emoji in it makes no link, a label may hold a bracket of its own, and blocks
(lists, headings) begin at a line's start inside bold text too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.clean import clean
from bot.message import Run
from bot.platforms.discord import limits
from bot.platforms.weblinks import safe_url

_SIGNS = re.compile(
    r"\]\("  # both, so that no label of ours can be drawn out to an address that is not
    r"|[\\*_`\[\]]"
    r"|~{2,}|\|{2,}|^[~|]|[~|]$"  # struck out, hidden, perhaps with a next run's
    r"|<(?!\s)"  # <@user>, <#channel>, <:emoji:1>, </command:1>, <t:1>, <https://…>
    r"|@(?=everyone|here)"
    r"|(?<=[A-Za-z]):(?=//)"  # a bare address would become a link that is not ours
    r"|:(?=[\w+-]+:)"  # :fire: would become a picture
)
_LINE_START = re.compile(r"^(\s*)(-#|(?:#{1,3}|>>>|>|-|\d+\.)(?=\s|$))")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_STYLES = {"strong": "**", "emphasis": "*"}

# What a label can't show, or what keeps it from being a link.
_NO_LABEL = re.compile(
    r"[\\*_`\[\]~|<>@\ufe0f\u20e3\u203c\u2049\u3030]|^#"
    r"|[:\uff1a]\s*[/\uff0f]{2}|:[\w+-]+:|discord(?:app)?\s*\.\s*(?:gg|com)",
    re.IGNORECASE,
)
_POINTER = "→"  # the label of a link whose own text can't be one


def units(text: str) -> int:
    """What Discord may count at most: UTF-16 units, so an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str, *, line_start: bool = False) -> str:
    """One line of clean text, escaped. `line_start`: it begins a line of its own."""
    shown = _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    return _LINE_START.sub(_before_last, shown) if line_start else shown


def unescape(text: str) -> str:
    """What a reader sees of escaped text."""
    return _ESCAPED.sub(r"\1", text)


def tidy(runs: Sequence[Run]) -> tuple[Run, ...]:
    """`runs` clean, joined where nothing tells them apart, without blanks at either end."""
    kept: list[Run] = []
    for run in runs:
        text = clean(run.text)
        if kept and (kept[-1].style, kept[-1].url) == (run.style, run.url):
            kept[-1] = replace(kept[-1], text=kept[-1].text + text)
        elif text:
            kept.append(replace(run, text=text))
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def write(runs: Sequence[Run], prefix: str = "") -> str:
    """Tidy runs as Markdown, every line behind `prefix` ("> ", "-# ").

    A quote goes on over a blank line only where the line has its prefix, its blank included; small
    print takes no blank lines.
    """
    lines = [_line(line) for line in _lines(runs)] if runs else []
    if prefix.startswith("-#"):
        return "\n".join(prefix + line for line in lines if line.strip())
    return "\n".join((prefix + line.rstrip()) if line.strip() else prefix for line in lines)


def measure(run: Run, prefix: str = "") -> int:
    """The most that `run` can take up, wherever in a text behind `prefix` it stands."""
    lines = list(_lines((run,)))
    return sum(units(prefix + _line(line)) for line in lines) + len(lines) - 1


def _before_last(found: re.Match[str]) -> str:
    """The mark with a backslash before the sign that makes it one: `\\#`, `1\\.`."""
    mark = found[2]
    return found[1] + (f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}")


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        line.append(replace(run, text=first))
        for text in rest:
            yield line
            line = [replace(run, text=text)]
    yield line


def _line(runs: Sequence[Run]) -> str:
    shown = ""
    open_mark = False  # whether the text so far ends in a mark: two marks in a row are misread
    for run in runs:
        core = run.text.strip()
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        if not core:
            shown, open_mark = shown + run.text, open_mark and not run.text
            continue
        mark = "" if open_mark and not lead else _STYLES.get(run.style, "")
        text = _written(core, run.url, line_start=not (shown + lead).strip())
        shown += f"{lead}{mark}{text}{mark}{run.text[len(lead) + len(core) :]}"
        open_mark = bool(mark) and run.text.endswith(core)
    return shown


def _written(text: str, url: str | None, *, line_start: bool) -> str:
    """`text` escaped, or as the label of a link; with a link behind it where it can't be one."""
    safe = safe_url(url, limits.URL)
    if safe is None:
        return escape(text, line_start=line_start)
    if _can_label(text):
        return f"[{text}]({safe})"
    return f"{escape(text, line_start=line_start)} [{_POINTER}]({safe})"


def _can_label(text: str) -> bool:
    signs = (unicodedata.category(character) == "So" for character in text)
    return not _NO_LABEL.search(text) and not any(signs)
