"""Which addresses may become a link, and in what letters."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from bot.clean import clean

_HOST = re.compile(r"[a-z0-9._:-]+", re.IGNORECASE)
# All that RFC 3986 lets stand, without quote marks, brackets and `*`: markup ends there.
_SAFE = "!#$%&+,/:;=?@~-._"


def safe_url(url: str | None, limit: int) -> str | None:
    """`url` as it may stand in a link of at most `limit` characters, or None.

    Only http and https, no user before the host, a host in letters that can't be mistaken for
    others (an international name as punycode), nothing unseen, and nothing that ends the link.
    """
    if not url or clean(url) != url or any(character.isspace() for character in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:  # UnicodeError is one: a host that no name system has
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{port}" if port else host
    rest = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    safe = urlunsplit((parts.scheme, netloc, *rest))
    return safe if len(safe) <= limit else None
