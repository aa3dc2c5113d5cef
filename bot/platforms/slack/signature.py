"""Whether an HTTP request is Slack's, decided before anything else reads it.

docs.slack.dev, "Verifying requests from Slack": `v0=` and the HMAC-SHA256 of "v0:timestamp:body",
no older than five minutes. slack_sdk's own verifier raises on a timestamp that is no number or a
signature that is not ASCII, and takes a request twice; this one does neither.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping

from bot.platforms.seen import Seen

MOST_SECONDS = 300
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a request: what stands in X-Slack-Signature."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def is_slacks(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether the request is signed with `secret` within five minutes of `now` (UNIX seconds).

    Header names are lower case. Never raises.
    """
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if not secret or not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return False
    if abs(now - int(timestamp)) > MOST_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body), signature)


class Gate:
    """Lets each signed request through once."""

    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        self._secret, self._now = secret, now
        # Both ways in time: a request may be stamped up to five minutes ahead of this clock.
        self._seen = Seen(seconds=2 * MOST_SECONDS + 60, size=200_000)

    def admits(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the request is Slack's and was not let through before."""
        return is_slacks(self._secret, headers, body, self._now()) and self._seen.first_time(
            headers["x-slack-signature"]
        )
