"""How things stand, as a message in the channel's language."""

from __future__ import annotations

from bot.message import Bullets, Context, Heading, Message, Run
from bot.phrases import Phrases, aside, phrases
from bot.status import ChannelStatus, Status

FAILING = 5  # sources named; the rest are counted


def message(found: Status, channel: str, language: str) -> Message:
    """What is next, last and late in `channel` ("slack C1"), then the bot's own state."""
    words = phrases(language)
    ours = [one for one in found.channels if one.channel == channel]
    items = tuple(tuple(_subscription(one, words)) for one in ours)
    care = tuple((Run(text=one),) for one in found.notices)
    blocks = [
        Heading(text=words["status_title"], level=2),
        *([Bullets(items=items)] if items else [Context(runs=(Run(text=words["status_none"]),))]),
        *([Heading(text=words["status_care"], level=2), Bullets(items=care)] if care else []),
        Context(runs=(Run(text=_rest(found, words)),)),
    ]
    return Message(blocks=tuple(blocks), fallback=words["status_title"])


def _subscription(one: ChannelStatus, words: Phrases) -> list[Run]:
    never = words["status_never"]
    told = words["status_times"].format(next=one.next_at or never, last=one.last_at or never)
    runs = [Run(text=one.what, style="strong"), Run(text=f"{words['colon']}{told}")]
    if one.state != "ok" and "(" not in one.what and "（" not in one.what:
        runs.append(Run(text=f" · {one.state}"))
    if one.late:
        since = words["status_late"].format(count=one.late, since=one.late_since)
        runs.append(Run(text=f" · {since}"))
    if one.failed:
        runs.append(Run(text=f" · {words['status_failed'].format(why=one.failed)}"))
    return runs


def _rest(found: Status, words: Phrases) -> str:
    named = ", ".join(found.failing_sources[:FAILING])
    more = len(found.failing_sources) - FAILING
    failing = aside(words, f"{named}{f' +{more}' if more > 0 else ''}") if named else ""
    lines = [
        words["status_sources"].format(
            count=found.sources, failing=len(found.failing_sources), names=failing
        ),
        words["status_model" if found.model else "status_no_model"].format(
            model=found.model, cost=f"{found.cost_today:.2f}"
        ),
    ]
    return "\n".join(lines)
