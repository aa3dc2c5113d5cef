"""Stories: which articles are one event, and the index that finds the ones a new article may join.

Merged stories keep their row and point at the one they became: nothing told is forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from digests.model import Story
from digests.store import codec
from digests.store.sql import chunks, insert_new, upsert
from digests.store.tables import stories, story_articles, story_keys
from digests.stories.fingerprint import Fingerprint
from digests.stories.grouping import KnownStory

MOST_CANDIDATES = 60  # stored articles compared with one new article
SHARED_KEYS = 2  # what they must have in common to be compared at all


async def candidates(
    connection: AsyncConnection, new: Sequence[Fingerprint], *, since: datetime
) -> tuple[KnownStory, ...]:
    """The stored stories that these new articles may join, published at `since` (UTC) or later.

    The cost grows with the new articles: each asks the key index once.
    """
    near: set[str] = set()
    for one in new:
        near.update(await _near(connection, one, since))
    ids = set((await of_articles(connection, near)).values())
    grouped: dict[str, list[Fingerprint]] = defaultdict(list)
    for some in chunks(ids):
        rows = await connection.execute(
            select(story_articles).where(story_articles.c.story_id.in_(some))
        )
        for row in rows:
            grouped[row.story_id].append(codec.load(Fingerprint, row.fingerprint))
    return tuple(
        KnownStory(id=story_id, fingerprints=tuple(prints))
        for story_id, prints in sorted(grouped.items())
    )


async def _near(connection: AsyncConnection, one: Fingerprint, since: datetime) -> Iterable[str]:
    shared = func.count(story_keys.c.key)
    rows = await connection.execute(
        select(story_keys.c.article_id)
        .where(story_keys.c.key.in_(one.keys), story_keys.c.published_at >= since)
        .group_by(story_keys.c.article_id)
        .having(shared >= min(SHARED_KEYS, len(one.keys)))
        .order_by(shared.desc())
        .limit(MOST_CANDIDATES)
    )
    return [row.article_id for row in rows if row.article_id != one.article_id]


async def place(connection: AsyncConnection, story_id: str, one: Fingerprint) -> None:
    """Puts an article into a story, or moves it there, and indexes its keys."""
    await upsert(
        connection,
        story_articles,
        {"article_id": one.article_id, "story_id": story_id, "fingerprint": codec.dump(one)},
    )
    await connection.execute(delete(story_keys).where(story_keys.c.article_id == one.article_id))
    await insert_new(
        connection,
        story_keys,
        [
            {"key": key, "article_id": one.article_id, "published_at": one.published_at}
            for key in one.keys
        ],
    )


async def keep(connection: AsyncConnection, story: Story) -> None:
    """Keeps a story's facts; its articles are placed one by one."""
    await upsert(
        connection,
        stories,
        {
            "id": story.id,
            "first_seen": story.first_seen,
            "updated_at": story.updated_at,
            "status": story.status,
            "merged_into": story.merged_into,
            "origins": [list(origin) for origin in story.origins],
        },
    )


async def merge(connection: AsyncConnection, source: str, target: str) -> None:
    """Makes one story of two: `source`'s articles go to `target`, its row points there."""
    await connection.execute(
        update(story_articles).where(story_articles.c.story_id == source).values(story_id=target)
    )
    await connection.execute(
        update(stories).where(stories.c.id == source).values(status="merged", merged_into=target)
    )


async def get(connection: AsyncConnection, ids: Collection[str]) -> tuple[Story, ...]:
    """These stories, with their articles; merged ones as the story they became."""
    wanted = {await resolve(connection, one) for one in ids}
    members = await _members(connection, wanted)
    found: list[Story] = []
    for some in chunks(wanted):
        rows = await connection.execute(select(stories).where(stories.c.id.in_(some)))
        found.extend(
            Story(
                id=row.id,
                article_ids=tuple(members[row.id]),
                origins=tuple(tuple(origin) for origin in row.origins),
                first_seen=row.first_seen,
                updated_at=row.updated_at,
                status=row.status,
                merged_into=row.merged_into,
            )
            for row in rows
        )
    return tuple(sorted(found, key=lambda one: (one.first_seen, one.id)))


async def former_ids(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, str]:
    """The stories that have become one of these, however many steps ago: old id to new."""
    found: dict[str, str] = {}
    newest = {one: one for one in ids}
    while newest:
        step: dict[str, str] = {}
        for some in chunks(newest):
            rows = await connection.execute(
                select(stories.c.id, stories.c.merged_into).where(stories.c.merged_into.in_(some))
            )
            step.update({row.id: newest[row.merged_into] for row in rows if row.id not in found})
        found.update(step)
        newest = step
    return found


async def resolve(connection: AsyncConnection, story_id: str) -> str:
    """The id of the story that this one has become: itself, mostly."""
    seen = {story_id}
    while True:
        row = (
            await connection.execute(select(stories.c.merged_into).where(stories.c.id == story_id))
        ).first()
        if row is None or row.merged_into is None or row.merged_into in seen:
            return story_id
        story_id = row.merged_into
        seen.add(story_id)


async def of_articles(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, str]:
    """The story of each of these articles, by article id."""
    found: dict[str, str] = {}
    for some in chunks(ids):
        rows = await connection.execute(
            select(story_articles.c.article_id, story_articles.c.story_id).where(
                story_articles.c.article_id.in_(some)
            )
        )
        found.update({row.article_id: row.story_id for row in rows})
    return found


async def _members(connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for some in chunks(ids):
        rows = await connection.execute(
            select(story_articles.c.article_id, story_articles.c.story_id)
            .where(story_articles.c.story_id.in_(some))
            .order_by(story_articles.c.article_id)
        )
        for row in rows:
            found[row.story_id].append(row.article_id)
    return found
