"""Addresses that hold another address: feed proxies, AMP caches, link wrappers, Google News.

Only what stands in the address itself is read; nothing is asked of the redirector. From July 2024
Google News gives opaque ids (they begin with `AU_` once decoded): those hold no address and stay.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, unquote

# Host (without www.) and path of pure link wrappers, and the parameter that holds the target.
WRAPPERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("google.com", "/url"): ("url", "q"),
    ("news.google.com", "/news/url"): ("url",),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("out.reddit.com", ""): ("url",),
    ("youtube.com", "/redirect"): ("q",),
    ("duckduckgo.com", "/l/"): ("uddg",),
    ("bing.com", "/news/apiclick.aspx"): ("url",),
    ("slack-redir.net", "/link"): ("url",),
    ("link.zhihu.com", "/"): ("target",),
    ("t.umblr.com", "/redirect"): ("z",),
}
AMP_CACHE = re.compile(r"^/[a-z](/s)?/(.+)$")
GOOGLE_AMP = re.compile(r"^/amp/(s/)?(.+)$")
GOOGLE_NEWS = re.compile(r"^/(?:__i/)?(?:rss/)?articles/([\w-]+={0,2})$")
HELD = re.compile(rb"https?://[\x21-\x7e]+")


def target(parts: SplitResult) -> str | None:
    """The address that `parts` wraps, or None where it wraps none that can be read."""
    host = (parts.hostname or "").removeprefix("www.")
    for reader in _READERS:
        found = reader(host, parts)
        if found is not None and found.startswith(("http://", "https://")):
            return found
    return None


def _wrapped(host: str, parts: SplitResult) -> str | None:
    names = WRAPPERS.get((host, parts.path.lower())) or WRAPPERS.get((host, ""), ())
    values = dict(parse_qsl(parts.query)) if names else {}
    return next((values[name] for name in names if name in values), None)


def _amp_cache(host: str, parts: SplitResult) -> str | None:
    if not host.endswith(".ampproject.org"):
        return None
    found = AMP_CACHE.match(parts.path)
    return _joined(bool(found[1]), found[2], parts.query) if found else None


def _google_amp(host: str, parts: SplitResult) -> str | None:
    found = GOOGLE_AMP.match(parts.path) if host == "google.com" else None
    return _joined(bool(found[1]), found[2], parts.query) if found else None


def _joined(secure: bool, rest: str, query: str) -> str:
    return f"http{'s' if secure else ''}://{unquote(rest)}{'?' + query if query else ''}"


def _google_news(host: str, parts: SplitResult) -> str | None:
    """The old id is base64 of a protocol buffer whose first string is the article's address."""
    found = GOOGLE_NEWS.match(parts.path) if host == "news.google.com" else None
    if not found:
        return None
    try:
        held = HELD.search(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    return held[0].decode("ascii") if held else None


def is_unresolved(url: str) -> bool:
    """Whether the address is a Google News redirect that holds no article address."""
    return bool(re.match(r"https?://news\.google\.com/(?:__i/)?(?:rss/)?articles/", url))


_READERS: tuple[Callable[[str, SplitResult], str | None], ...] = (
    _wrapped,
    _amp_cache,
    _google_amp,
    _google_news,
)
