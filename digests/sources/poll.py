"""One poll of one source: fetched with what is remembered of it, read, and told as an outcome.

A source's failure is a value here, so it can never stop the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

import structlog

from digests.errors import ConfigError, FeedError, FetchError, HostOnHold
from digests.fetch.client import Fetched, Fetcher, Validators
from digests.fetch.politeness import Outcome, SourceState
from digests.fetch.secrets import asked_for, filled, hidden, shown
from digests.model import Source
from digests.sources.pool import ParserPool
from digests.sources.prepared import Prepared, ReadFeed

NO_SECRETS: Mapping[str, str] = MappingProxyType({})
MOST_CHILDREN = 2  # newest sitemaps of an index that are read
VALIDATORS = ("etag", "last-modified")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of a poll. `feed` is None where nothing is new or nothing could be read.

    Complete `outcome` with the number of new entries (`with_new`) before it is decided on.
    """

    source: Source
    feed: ReadFeed | None
    read_at: str = ""  # where the feed was in the end, without secrets
    outcome: Outcome

    def with_new(self, count: int) -> Outcome:
        """The outcome with how many of the entries were new."""
        return replace(self.outcome, new_entries=count)


async def poll(
    source: Source,
    state: SourceState,
    *,
    fetcher: Fetcher,
    pool: ParserPool,
    secrets: Mapping[str, str] = NO_SECRETS,
) -> Poll:
    """Reads a source once. Raises nothing of ours.

    `secrets` fill the `${NAME}` in a private feed's address and headers. What is given back
    holds none of them.
    """
    try:
        fetched = await _fetched(source, state, fetcher, secrets)
    except ConfigError as error:
        return Poll(source=source, feed=None, outcome=Outcome(error=str(error)))
    except HostOnHold as hold:
        return Poll(
            source=source, feed=None, outcome=Outcome(hold_until=hold.until, error=str(hold))
        )
    except FetchError as error:
        return Poll(source=source, feed=None, outcome=Outcome(error=str(error)))
    outcome = _answered(fetched)
    if wanted := asked_for(source):
        used = {name: secrets[name] for name in wanted}
        # Where it leads may hold the secret too, and is never stored.
        outcome = replace(outcome, permanent_url=None)
        fetched = replace(
            fetched,
            final_url=shown(source.url, fetched.final_url),
            body=hidden(fetched.body, used),
        )
    if not fetched.ok or outcome.body_hash == state.body_hash:
        return Poll(source=source, feed=None, outcome=_unchanged(outcome, fetched))
    try:
        feed, outcome = await _feed(source, fetched, outcome, fetcher, pool)
    except (FeedError, FetchError) as error:
        # Without its validators, so that the next poll gets the whole body again.
        failed = replace(outcome, error=str(error), body_hash=None)
        return Poll(source=source, feed=None, outcome=failed)
    times = _times(feed)
    told = replace(outcome, entry_times=times, ttl_minutes=feed.ttl_minutes)
    return Poll(source=source, feed=feed, outcome=told, read_at=fetched.final_url)


async def _fetched(
    source: Source, state: SourceState, fetcher: Fetcher, secrets: Mapping[str, str]
) -> Fetched:
    address = filled(source.url, secrets)
    # Where it has moved is the publisher's word and no longer the operator's: so it is named by
    # the source, and no secret goes there.
    moved = state.moved_to if not asked_for(source) else None
    return await fetcher.get(
        moved or address,
        validators=Validators(etag=state.etag, last_modified=state.last_modified),
        kind="feed",
        headers={name.lower(): filled(value, secrets) for name, value in source.headers},
        named_by=address,
    )


def _answered(fetched: Fetched) -> Outcome:
    return Outcome(
        status=fetched.status,
        headers=fetched.headers,
        permanent_url=fetched.permanent_url,
        body_hash=hashlib.sha256(fetched.body).hexdigest()[:32] if fetched.ok else None,
    )


def _unchanged(outcome: Outcome, fetched: Fetched) -> Outcome:
    """A 200 with the body of last time tells as much as a 304, but its validators are new."""
    return replace(outcome, same_body=True) if fetched.ok else outcome


def _times(feed: ReadFeed) -> tuple[datetime, ...]:
    told = (one.entry.published or one.entry.updated for one in feed.entries)
    return tuple(at for at in told if at is not None)


async def _feed(
    source: Source, fetched: Fetched, outcome: Outcome, fetcher: Fetcher, pool: ParserPool
) -> tuple[ReadFeed, Outcome]:
    children = await pool.children(fetched) if source.kind == "sitemap" else ()
    if not children:
        return await pool.entries(source, fetched), outcome
    feed = await _newest(source, children, fetched.final_url, fetcher, pool)
    # An index may stand as it was while its sitemaps change: it is asked for whole each time.
    kept = {k: v for k, v in outcome.headers.items() if k not in VALIDATORS}
    return feed, replace(outcome, body_hash=None, headers=kept)


async def _newest(
    source: Source, children: Sequence[str], index: str, fetcher: Fetcher, pool: ParserPool
) -> ReadFeed:
    """The entries of an index's newest sitemaps. Raises what failed where none could be read."""
    entries: list[Prepared] = []
    failed: FeedError | FetchError | None = None
    for address in children[:MOST_CHILDREN]:
        try:
            child = await fetcher.get(address, kind="feed", named_by=index)
            if not child.ok:
                raise FetchError(f"A sitemap that the index names answers HTTP {child.status}.")
            entries += (await pool.entries(source, child)).entries
        except (FeedError, FetchError) as error:
            log.info("sitemap_unread", source=source.id, why=str(error))
            failed = error
    if failed is not None and not entries:
        raise failed
    return ReadFeed(entries=tuple(entries))
