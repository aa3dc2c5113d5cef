"""Secrets of private feeds: named in an address as `${NAME}`, filled in only for the request.

What is stored, shown and logged is the address with the name. Only the caller reads the
environment; see `bot.settings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlsplit

from digests.errors import ConfigError
from digests.model import Source

NAME = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
SHORT = 4  # characters of a secret that may stand in a text by chance
HIDDEN = b"hidden"


def names(text: str) -> tuple[str, ...]:
    """The names of the secrets that an address or a header asks for."""
    return tuple(dict.fromkeys(NAME.findall(text)))


def asked_for(source: Source) -> tuple[str, ...]:
    """The names of the secrets that a source needs, in its address and in its headers."""
    return names(" ".join((source.url, *(value for _, value in source.headers))))


def shown(address: str, read_at: str) -> str:
    """Where a private feed was read, for its relative links: `read_at` without its secrets.

    `address` is the one with names in it. Of one with a secret before its query only the site
    is left.
    """
    path, _, _ = address.partition("?")
    if not names(path):
        return path
    parts = urlsplit(read_at)
    return f"{parts.scheme}://{parts.netloc}/"


def hidden(body: bytes, used: Mapping[str, str]) -> bytes:
    """What a server sent, without the secrets that were `used`: many feeds name themselves."""
    for value in used.values():
        if len(value) < SHORT:
            continue
        for form in dict.fromkeys((value, escape(value), quote(value, safe=""), quote(value))):
            body = body.replace(form.encode(), HIDDEN)
    return body


def filled(text: str, secrets: Mapping[str, str]) -> str:
    """The text with its secrets. Raises ConfigError naming one that is not set, never its value."""
    missing = [name for name in names(text) if not secrets.get(name)]
    if missing:
        raise ConfigError(f"{missing[0]} is not set, and the source's address needs it.")
    return NAME.sub(lambda match: secrets[match[1]], text)
