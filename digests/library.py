"""What a running program has at hand: its configuration, compiled once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from digests.config import Config, load_config
from digests.errors import NotFound
from digests.model import Source, Topic
from digests.topics import TopicMatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The configuration with its topics compiled. `topics_version` changes when matching may.

    `shipped` are the sources of the configuration, among which one added by hand is not.
    """

    config: Config
    matcher: TopicMatcher
    topics_version: str
    shipped: frozenset[Source]

    def topic(self, slug: str) -> Topic:
        """The topic of that slug. Raises NotFound with the ones there are."""
        for one in self.config.topics:
            if one.slug == slug:
                return one
        known = ", ".join(one.slug for one in self.config.topics)
        raise NotFound(f"there is no topic {slug!r}; there are: {known}.")


def library(config: Config) -> Library:
    """A library of this configuration."""
    rules = repr((config.topics, config.entities)).encode()
    return Library(
        config=config,
        matcher=TopicMatcher(config.topics, config.gazetteer),
        topics_version=hashlib.sha256(rules).hexdigest()[:16],
        shipped=frozenset(config.sources),
    )


def load(folder: Path) -> Library:
    """The library of a configuration folder. Raises ConfigError with every mistake in it."""
    return library(load_config(folder))
