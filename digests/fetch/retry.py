"""`Retry-After` (RFC 9110 section 10.2.3): seconds or an HTTP date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)  # a longer wish is a mistake of the server's


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When a server may be asked again, or None where the header says nothing that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        seconds = min(int(text[:9]), LONGEST.total_seconds())
        return now + timedelta(seconds=seconds)
    at = http_date(text)
    return None if at is None else min(max(at, now), now + LONGEST)


def http_date(value: str | None) -> datetime | None:
    """An HTTP date (RFC 9110 section 5.6.7) in UTC, or None."""
    try:
        at = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
