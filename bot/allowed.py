"""Who may change what a channel gets: one rule, checked in one place (`bot.handlers`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.errors import NotAllowed
from bot.platforms.base import Place, User

Who = Literal["anyone", "members", "admins"]

# Where nothing is set: as the platform's own apps have it. A Slack workspace has guests, who are
# kept out; on a Discord server everybody is a member, so a right of the server decides.
USUAL: dict[str, Who] = {"slack": "members", "discord": "admins"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`who` None takes the platform's usual one. `users` are ids that always may."""

    who: Who | None = None
    users: frozenset[str] = frozenset()

    def whose(self, platform: str) -> Who:
        """Who may change a channel's briefs on this platform."""
        return self.who or USUAL.get(platform, "admins")

    def check(self, user: User, place: Place) -> None:
        """Raises NotAllowed, saying who may, unless this person may change the channel's briefs.

        Where the platform could not say who somebody is, they may not. What a person gets in
        their own conversation with the bot is theirs to change.
        """
        platform = place.platform
        who = self.whose(platform)
        if place.direct or who == "anyone" or user.id in self.users or user.admin:
            return
        if who == "members" and user.member:
            return
        if user.member is None:
            raise NotAllowed.saying("not_known", platform=platform.capitalize())
        if who == "members":
            raise NotAllowed.saying("members_only")
        key = "discord_admins_only" if platform == "discord" else "admins_only"
        raise NotAllowed.saying(key)


THE_PLATFORMS_OWN = Rule()
