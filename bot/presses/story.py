"""The buttons under a story: more detail, its sources, useful or not, something wrong with it."""

from __future__ import annotations

from dataclasses import replace

from bot import feedback, notices, outbox, render, standing, story_buttons
from bot.desk import Desk
from bot.details import everything
from bot.errors import UsageError
from bot.phrases import phrases
from bot.platforms.base import Action, Place, Reply
from digests.model import Brief, BriefItem, Mark, MarkedSpan, MarkVerdict, Quote
from digests.store import articles as article_store
from digests.store import briefs as brief_store
from digests.store import marks

_USES: dict[str, MarkVerdict] = {"useful": "useful", "not_useful": "not_useful"}
_WRONGS: dict[str, MarkVerdict] = {"wrong_quote": "wrong_quote", "wrong_speaker": "wrong_speaker"}


async def more(desk: Desk, action: Action) -> Reply:
    """Every quote and claim of the story's articles, not only the ones that the brief chose."""
    brief, item = await _pressed(desk, action)
    ids = {source.article_id for source in item.sources}
    async with desk.database.connect() as connection:
        articles = await article_store.get(connection, ids)
        extractions = await article_store.extractions_of(connection, ids)
    return Reply(posts=(everything(item, articles, extractions, brief.language),))


async def sources(desk: Desk, action: Action) -> Reply:
    """The story's articles."""
    brief, item = await _pressed(desk, action)
    return Reply(posts=(render.source_list(item, brief.language),))


async def mark(desk: Desk, action: Action) -> Reply:
    """A reader's verdict on the story. Pressed again, it is taken back."""
    brief, item = await _pressed(desk, action)
    wanted = _mark(desk, action, brief, item, _USES[action.name])
    async with desk.database.begin() as connection:
        if await marks.verdict_of(connection, wanted) == wanted.verdict:
            await marks.drop(connection, wanted)
            said = "taken_back"
        else:
            await marks.keep(connection, wanted)
            said = f"noted_{action.name}"
    return Reply(posts=(notices.line(phrases(brief.language)[said]),))


async def report(desk: Desk, action: Action) -> Reply:
    """What can be reported: each quote of the story, its words or its speaker."""
    brief, item = await _pressed(desk, action)
    return Reply(posts=(story_buttons.choices(brief, item),))


async def wrong(desk: Desk, action: Action) -> Reply:
    """A reported quote: kept for the admins, looked at again at once, taken back where wrong."""
    brief, item, quote = await _reported(desk, action)
    told = _mark(desk, action, brief, item, _WRONGS[action.name])
    at = quote.evidence
    span = MarkedSpan(article_id=at.article_id, start=at.start, end=at.end)
    async with desk.database.begin() as connection:
        await marks.keep(connection, replace(told, evidence=span))
    outlet = next((one.outlet for one in item.sources if one.article_id == at.article_id), "")
    found = await feedback.reported(desk, quote, outlet, brief.language)
    return Reply(posts=(notices.line(found),), replaces=True)


def _mark(desk: Desk, action: Action, brief: Brief, item: BriefItem, verdict: MarkVerdict) -> Mark:
    ref = action.ref
    return Mark(
        workspace=ref.workspace,
        channel=f"{ref.platform}:{ref.channel}",
        brief_id=brief.id,
        story_id=item.story_id,
        reader=action.user.id,
        verdict=verdict,
        marked_at=desk.clock(),
    )


async def _pressed(desk: Desk, action: Action) -> tuple[Brief, BriefItem]:
    """The brief and the story of the message that the button hangs on. Raises UsageError."""
    async with desk.database.connect() as connection:
        delivery = await outbox.standing(
            connection,
            action.ref.workspace,
            action.ref.channel,
            action.ref.thread or action.ref.message,
        )
        brief = (
            await brief_store.get(connection, delivery.brief_id)
            if delivery and delivery.brief_id
            else None
        )
    items = brief.items if brief else ()
    item = next((one for one in items if one.story_id == action.value), None)
    if brief is None or item is None:
        raise UsageError.saying("brief_gone")
    return brief, item


async def _reported(desk: Desk, action: Action) -> tuple[Brief, BriefItem, Quote]:
    """The quote that the button names, in a brief of this very channel. Raises UsageError."""
    ref = action.ref
    place = Place(platform=ref.platform, workspace=ref.workspace, channel=ref.channel)
    async with desk.database.connect() as connection:
        brief = await standing.brief_of(connection, place, action.value.partition(" ")[0])
    found = story_buttons.chosen(brief, action.value) if brief else None
    if brief is None or found is None:
        raise UsageError.saying("brief_gone")
    return brief, *found
