"""The errors of `digests`. The docstring of each is its default message.

DigestsError
├── ConfigError          a file of config/ is wrong: names file, entry and key
├── FetchError           an address could not be read
│   ├── AddressRefused   the guard did not let it be dialled
│   ├── HostOnHold       the host asked to be left alone until a time
│   ├── RobotsRefused    the site's robots.txt does not let the page be read
│   └── BodyTooLarge     the body passed its cap
├── FeedError            what came is not a feed that can be read
├── FullTextError        a page has no article in it
├── ReadingFailed        an article's text could not be read for quotes, claims and topics
├── StoreError           the database said no
├── SummariserError      no draft could be had
│   ├── ModelUnavailable the model's server is down, slow or busy: worth another try
│   ├── ModelRefused     the server will not do it: key, balance, name of the model
│   ├── AnswerUnreadable the answer is not in the form that was asked for
│   ├── CallInDoubt      the same call was cut off before; it may have been paid for
│   ├── AnswerNotYet     the call is in a batch that has not answered
│   └── BudgetSpent      the call could pass a cap
└── NotFound             there is no such source, topic, article, story or brief
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

Lack = Literal["key", "balance", "model"]


class DigestsError(Exception):
    """Something went wrong while reading or building."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class ConfigError(DigestsError):
    """The configuration is wrong."""


class FetchError(DigestsError):
    """The address could not be read."""


class AddressRefused(FetchError):
    """The address is not public, so it was not dialled."""


class HostOnHold(FetchError):
    """The host asked to be left alone for a while."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC.")
        self.host = host
        self.until = until


class RobotsRefused(FetchError):
    """The site's robots.txt does not let this page be read."""


class BodyTooLarge(FetchError):
    """The body is larger than is read."""


class FeedError(DigestsError):
    """What came is not a feed that can be read."""


class FullTextError(DigestsError):
    """The page has no article in it."""


class ReadingFailed(DigestsError):
    """The article could not be read."""


class StoreError(DigestsError):
    """The database could not do it."""


class SummariserError(DigestsError):
    """No draft could be had from the summariser."""


class ModelUnavailable(SummariserError):
    """The model could not be reached in time."""

    def __init__(
        self,
        message: str | None = None,
        *,
        after: float | None = None,
        doubtful: bool = False,
        unreached: bool = False,
    ) -> None:
        super().__init__(message)
        self.after = after  # seconds the server asks to wait
        self.doubtful = doubtful  # it may have worked on the call, and bill it
        self.unreached = unreached  # nothing answers at the address


class ModelRefused(SummariserError):
    """The model's provider refuses the call."""

    def __init__(
        self, message: str | None = None, *, lasting: bool = False, lacks: Lack | None = None
    ) -> None:
        super().__init__(message)
        self.lasting = lasting  # every other call would be refused too
        self.lacks = lacks  # what has to be put right


class AnswerUnreadable(SummariserError):
    """The model's answer is not in the form that was asked for."""


class CallInDoubt(SummariserError):
    """The same call was cut off before and may have been paid for; it is not made again yet."""


class AnswerNotYet(SummariserError):
    """The nightly batch that holds this call has not answered yet."""


class BudgetSpent(SummariserError):
    """The budget for model calls is spent."""


class NotFound(DigestsError):
    """There is no such thing in the store or the configuration."""
