"""Secrets of private feeds: named in an address as `${NAME}`, filled in only for the request.

What is stored, shown and logged is the address with the name. Only the caller reads the
environment; see `bot.settings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from digests.errors import ConfigError

NAME = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")


def names(text: str) -> tuple[str, ...]:
    """The names of the secrets that an address or a header asks for."""
    return tuple(dict.fromkeys(NAME.findall(text)))


def filled(text: str, secrets: Mapping[str, str]) -> str:
    """The text with its secrets. Raises ConfigError naming one that is not set, never its value."""
    missing = [name for name in names(text) if not secrets.get(name)]
    if missing:
        raise ConfigError(f"{missing[0]} is not set, and the source's address needs it.")
    return NAME.sub(lambda match: secrets[match[1]], text)
