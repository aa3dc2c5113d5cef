"""What one process does: everything, or one part of it beside others over one PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.errors import SettingsError
from bot.jobs import KINDS, Kind
from bot.settings import Settings

ALL = ("slack", "discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """`receives` from these platforms; `ticks` as the clock; `works` on these kinds of jobs.

    `serves` says that it has a web server whatever else is set.
    """

    name: str
    receives: Collection[str] = ()
    ticks: bool = False
    works: Collection[Kind] = ()
    serves: bool = False

    def check(self, settings: Settings) -> None:
        """Raises SettingsError where the role makes no sense with these settings."""
        alone = self.ticks and self.works
        if (self.ticks or self.works) and not alone and not settings.engine:
            raise SettingsError(
                f"setting BRIEFBOT_ENGINE: `briefbot {self.name}` shares its jobs with other "
                "processes over PostgreSQL: set it to true, or use `briefbot run`."
            )


EVERYTHING = Role(name="run", receives=ALL, ticks=True, works=KINDS)
CLOCK = Role(name="clock", ticks=True)
WORKER = Role(name="worker", works=KINDS)
WEB = Role(name="web", receives=("slack",), serves=True)
SLACK = Role(name="slack", receives=("slack",))
DISCORD = Role(name="discord", receives=("discord",))
