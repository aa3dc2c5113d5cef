"""Suggestions while an option is typed. Pure: Discord waits three seconds and takes 25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import available_timezones

from bot.platforms.discord import limits
from digests.model import Topic

Choice = tuple[str, str]  # what is shown, what is meant


class Suggestions:
    """What can be suggested: the topics, and the time zones."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")

    def topics(self, language: str) -> list[Choice]:
        """Every topic, as (slug, name in that language)."""
        return [(one.slug, one.name(language)) for one in self._topics]

    def of(self, option: str, typed: str, locale: str) -> list[Choice]:
        """At most 25 for an option, best first. `locale` as Discord names it: "zh-CN"."""
        if option in {"topic", "which"}:
            language = locale.split("-")[0]
            return self._best((_topic(one, language) for one in self._topics), typed)
        if option == "zone":
            wanted = typed.replace(" ", "_")
            return self._best(((zone, zone, (zone,)) for zone in self._zones), wanted)
        return []

    def _best(self, found: Iterable[tuple[str, str, tuple[str, ...]]], typed: str) -> list[Choice]:
        sought = typed.strip().casefold()
        ranked = [
            (rank, shown[: limits.CHOICE], meant)
            for shown, meant, names in found
            if (rank := _rank(sought, names)) is not None
        ]
        ranked.sort(key=lambda one: one[0])
        return [(shown, meant) for _, shown, meant in ranked[: limits.CHOICES]]


def _topic(topic: Topic, language: str) -> tuple[str, str, tuple[str, ...]]:
    names = (topic.slug, *(name for _, name in topic.names), *topic.aliases)
    return f"{topic.name(language)} ({topic.slug})", topic.slug, names


def _rank(sought: str, names: Sequence[str]) -> int | None:
    """0 where a name begins with what is sought, 1 where it holds it, None where none does."""
    folded = [name.casefold() for name in names]
    parts = [part for name in folded for part in (name, *name.split("/")[1:])]
    if any(part.startswith(sought) for part in parts):
        return 0
    return 1 if any(sought in name for name in folded) else None
