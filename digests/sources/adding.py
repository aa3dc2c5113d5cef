"""Adding sources by hand: the same checks for an address, a site and a list of feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digests.canonical import identity
from digests.errors import AddressRefused, FeedError
from digests.fetch.guard import Guard
from digests.fetch.secrets import names
from digests.model import Source
from digests.sources.discovery import Candidate, FeedParser, Getter, discover
from digests.sources.opml import Listed, source_id

LANGUAGE = "en"  # of a feed that names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The feed that was taken of a site, as a source, and what else was found there."""

    source: Source
    entries: int
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A source that may be added (`why` is empty), or why it is not."""

    name: str
    source: Source | None = None
    why: str = ""


def checked(
    source: Source, known: Iterable[Source], guard: Guard, *, listed: bool = False
) -> Checked:
    """Whether a source may be added: its address may be reached, and nothing there is read yet.

    `listed` says that it stands in somebody's list and was not named by the operator, so that it
    may not be on a private host.
    """
    if names(source.url):
        why = "a secret's name may stand in sources.toml alone"
        return Checked(name=source.outlet, why=why)
    try:
        if listed:
            guard.named(source.url, by="")
        else:
            guard.check(source.url)
    except AddressRefused as error:
        return Checked(name=source.outlet, why=str(error).rstrip("."))
    same = _by_address(known).get(identity(source.url))
    if same is not None:
        return Checked(name=source.outlet, why=f"it is read already, as {same.id}")
    return Checked(name=source.outlet, source=source)


def checked_list(
    listed: Sequence[Listed], known: Sequence[Source], guard: Guard
) -> tuple[Checked, ...]:
    """What is to be done with each entry of a list, in its order."""
    return tuple(
        checked(one.source, known, guard, listed=True)
        if one.source is not None
        else Checked(name=one.name, why=one.why)
        for one in listed
    )


async def find(
    url: str,
    *,
    fetcher: Getter,
    parser: FeedParser,
    wanted: Source,
    known: Sequence[Source],
) -> Found:
    """The feed at or behind an address, as a source.

    `wanted` says what was chosen by hand; what is empty there is taken from the feed. Raises
    FetchError, or FeedError where there is no feed.
    """
    candidates = await discover(fetcher, parser, url)
    if not candidates:
        raise FeedError(
            f"{url} names no feed, and none was found where feeds commonly are. A page without one "
            'can be read as kind = "page": see docs/configuration.md.'
        )
    first, *others = candidates
    outlet = wanted.outlet or first.title
    made = replace(
        wanted,
        url=first.url,
        outlet=outlet or first.url,
        language=wanted.language or first.language or LANGUAGE,
        id=wanted.id or source_id(outlet, first.url, [one.id for one in known]),
    )
    return Found(source=made, entries=first.entries, others=tuple(others))


def _by_address(known: Iterable[Source]) -> Mapping[str, Source]:
    return {identity(one.url): one for one in known if not names(one.url)}
