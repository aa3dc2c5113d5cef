"""Neutral text in Slack's own markup, with nothing live in it but our own links.

Slack reads `&`, `<` and `>` as control characters; escaped they are letters, and an escaped
mention is never read again (docs.slack.dev, "Formatting message text"). There is no escape for
`*`, `_`, `~`, a back-tick or an emoji's name: see `shows_as_written` and `richtext`, which
writes such text in a block that has no markup at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clean import clean, one_line
from bot.message import Run
from bot.platforms import weblinks

URL_LIMIT = 2000  # a longer address is shown without a link: no browser is sure to take it
_STYLES = {"strong": "*", "emphasis": "_"}
_MARKUP = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)|:[\w+'-]+:|^\s*>", re.MULTILINE | re.ASCII)


def units(text: str) -> int:
    """What Slack may count at most: UTF-16 units, so an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Plain text as mrkdwn that shows the same letters."""
    return _escaped(clean(text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The plain text that a user's mrkdwn shows, links as their labels."""
    shown = re.sub(r"<[^|<>]*\|([^<>]*)>", r"\1", text)
    shown = re.sub(r"<((?:https?|mailto):[^<>]*)>", r"\1", shown)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shows_as_written(runs: Sequence[Run]) -> bool:
    """Whether mrkdwn shows these runs letter for letter, each in its style.

    Not where their text holds a mark of Slack's, and not where a style begins or ends beside a
    letter: there Slack shows the mark instead (so in Chinese, which has no blanks).
    """
    text = "".join(run.text for run in runs)
    return not _MARKUP.search(text) and not any(
        run.style != "plain" and ("\n" in run.text.strip() or _letter_beside(runs, index))
        for index, run in enumerate(runs)
    )


def _letter_beside(runs: Sequence[Run], index: int) -> bool:
    text = runs[index].text
    before = runs[index - 1].text[-1:] if index else ""
    after = runs[index + 1].text[:1] if index + 1 < len(runs) else ""
    return bool(
        (before.isalnum() and not text[:1].isspace())
        or (after.isalnum() and not text[-1:].isspace())
    )


def safe_url(url: str | None) -> str | None:
    """`url` as it may stand in a link of Slack's, or None where it must not be one."""
    return weblinks.safe_url(url, URL_LIMIT)


def link(url: str, label: str) -> str:
    """`<url|label>`, both made safe. `url` comes from `safe_url`."""
    return f"<{_escaped(url)}|{_escaped(one_line(label))}>"


def write_run(run: Run, *, styled: bool = True) -> str:
    """One run: escaped, linked where it may be, in its style unless `styled` is off."""
    text = clean(run.text)
    core = text.strip()
    if not core:
        return text
    url = safe_url(run.url)
    shown = link(url, core) if url else _escaped(core)
    mark = _STYLES.get(run.style, "") if styled else ""
    lead = text[: len(text) - len(text.lstrip())]
    return f"{lead}{mark}{shown}{mark}{text[len(lead) + len(core) :]}"


def write_runs(runs: Sequence[Run], *, styled: bool = True) -> str:
    """Runs in a row as mrkdwn."""
    return "".join(write_run(run, styled=styled) for run in runs)
