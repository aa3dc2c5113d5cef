"""The time zone that somebody may have meant: by its city, or nearly written. Pure."""

from __future__ import annotations

import difflib
from zoneinfo import available_timezones


def near(name: str) -> str | None:
    """The IANA name nearest to `name` ("tokyo" is Asia/Tokyo); None where none is near."""
    sought = "_".join(name.split()).casefold()
    known = sorted(zone for zone in available_timezones() if "/" in zone)
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in reversed(known)}
    if sought in cities:
        return cities[sought]
    whole = {zone.casefold(): zone for zone in known}
    found = difflib.get_close_matches(sought, whole, n=1, cutoff=0.8)
    if found:
        return whole[found[0]]
    found = difflib.get_close_matches(sought, cities, n=1, cutoff=0.8)
    return cities[found[0]] if found else None
