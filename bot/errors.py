"""The errors of `bot`. The docstring of each is its default message.

BotError
├── SettingsError       a setting is wrong or missing: names it and says what to do
├── UsageError          a command was typed wrongly: says the nearest right form
├── NotAllowed          the person may not do that here: says who may
├── PlatformError       a platform did not take what was sent
│   ├── PostRefused     for good: the channel is gone, archived or closed to the bot
│   ├── RateLimited     not yet: says after how many seconds
│   ├── PostUnknown     the message may or may not stand
│   └── HistoryUnreadable  the platform's own record can't be read
└── DeliveryError       a delivery is in no state for what was asked
"""

from __future__ import annotations

from typing import Literal, Self

from bot.phrases import phrases

Scope = Literal["message", "channel", "workspace"]


class BotError(Exception):
    """Something went wrong in the bot.

    One made by `saying` can be told in every language that `bot.phrases` has.
    """

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])
        self._phrase: tuple[str, dict[str, object]] | None = None

    @classmethod
    def saying(cls, key: str, **values: object) -> Self:
        """The error whose text is the phrase `key`, filled with `values`; in English by itself."""
        made = cls(phrases("en")[key].format(**values))
        made._phrase = (key, values)
        return made

    def told(self, language: str) -> str:
        """What a person is told, in `language` where the error has words for it."""
        if self._phrase is None:
            return str(self)
        key, values = self._phrase
        return phrases(language)[key].format(**values)


class SettingsError(BotError):
    """A setting is wrong or missing."""


class UsageError(BotError):
    """The command can't be read."""


class NotAllowed(BotError):
    """You may not change that here."""


class PlatformError(BotError):
    """The platform did not take it."""


class PostRefused(PlatformError):
    """The platform refuses the message for good.

    `code` is the platform's own (`is_archived`, `50001`), `scope` what it concerns: a
    message alone, or a channel or workspace that has to be paused.
    """

    def __init__(self, message: str, *, code: str, scope: Scope = "channel") -> None:
        super().__init__(message)
        self.code = code
        self.scope = scope


class RateLimited(PlatformError):
    """The platform asks to wait. `seconds` is its own figure."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The platform asks to wait {seconds:g} s.")
        self.seconds = seconds


class PostUnknown(PlatformError):
    """The answer was lost: the message may or may not stand."""


class HistoryUnreadable(PlatformError):
    """The platform's record can't be read, so nothing can be sent again safely."""


class DeliveryError(BotError):
    """The delivery is in no state for what was asked."""
