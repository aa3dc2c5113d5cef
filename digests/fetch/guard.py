"""Which addresses may be reached: public ones, and the private hosts that the operator named.

The rule is narrower than `ipaddress.is_global`, which on Python 3.11 lets NAT64, 6to4, site-local,
multicast and cloud metadata addresses through. Sources: the IANA special-purpose registries for
IPv4 and IPv6 (RFC 6890 and its updates), and the metadata addresses of Azure and Oracle.

A name is looked up once; every answer must be allowed, and one of exactly those is dialled. The
socket factory checks once more, at the last moment, whatever the layers between have done.

A private host is reached on the operator's own word alone: a source that stands there, its pages
there and its redirects there. No feed, page, redirect or list from elsewhere can lead to it.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from typing import Any

import httpx
from aiohttp.abc import AbstractResolver, ResolveResult

from digests.errors import AddressRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Awaitable[list[str]]]

PORTS = {"http": 80, "https": 443}
MANY = 4096
BAD_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32",
        "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
GOOD_6 = ipaddress.IPv6Network("2000::/3")
BAD_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
# A last label of digits or hexadecimal digits makes the whole host an IPv4 address to a resolver
# (WHATWG URL standard, "ends in a number checker"): "2130706433", "127.1", "0x7f.1".
NUMERIC_HOST = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet and to no special purpose."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in BAD_4)
    if address.scope_id is not None or address not in GOOD_6:
        return False
    return not any(address in network for network in BAD_6)


class Guard:
    """The operator's allow-list, and the checks of an address before and at the dial.

    `private_hosts` are hosts, or `host:port`, where a source may stand though they are private or
    on another port. `lookup` answers a name with its addresses (the system's resolver by default).
    """

    def __init__(self, private_hosts: Iterable[str] = (), lookup: Lookup | None = None) -> None:
        self._private = frozenset(map(_ascii, private_hosts))
        self._lookup = lookup or _system_lookup
        self._allowed: set[tuple[str, int]] = set()  # what names on the allow-list stand for

    def place(self, url: httpx.URL) -> str | None:
        """The entry of the allow-list that an address belongs to, or None."""
        if not self._private:
            return None
        port = url.port or PORTS.get(url.scheme, 0)
        host = url.raw_host.decode("ascii").lower()
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if named in self._private:
            return named
        return host if host in self._private and port in PORTS.values() else None

    def check(self, url: str) -> httpx.URL:
        """The parsed address of what the operator names, if its form may be reached.

        Raises AddressRefused with one line that names the host alone, never the whole address.
        """
        parsed = _parsed(url)
        return self._checked(parsed, self.place(parsed))

    def named(self, url: str, by: str) -> httpx.URL:
        """The parsed address that what stands at `by` names, if its form may be reached.

        It may be private only in the same place of the allow-list. What is no address ("", a
        file's name) names nothing private. Raises AddressRefused as `check` does.
        """
        return self._checked(_parsed(url), self._home(by) if self._private else None)

    def follow(self, url: httpx.URL, location: str) -> httpx.URL:
        """Where a redirect from `url` leads, if it may be followed.

        A private host is reached from its own place alone; https never leads to http. Raises
        AddressRefused.
        """
        try:
            target = url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise AddressRefused(f"{url.host} redirects to what is no address.") from error
        checked = self._checked(_parsed(str(target)), self.place(url))
        if url.scheme == "https" and checked.scheme != "https":
            raise AddressRefused(f"{url.host} redirects from https to http.")
        return checked

    def _home(self, url: str) -> str | None:
        try:
            return self.place(_parsed(url))
        except AddressRefused:
            return None

    def _checked(self, parsed: httpx.URL, home: str | None) -> httpx.URL:
        """The address, if it is public in form or belongs to `home`, a place of the allow-list."""
        place = self.place(parsed)
        if place is not None and place == home:
            if literal := _literal(parsed.host):
                self._allowed.add((str(literal), parsed.port or PORTS[parsed.scheme]))
            return parsed
        if place is not None:
            raise AddressRefused(
                f"{parsed.host} is a private host: only a source of its own may lead there."
            )
        if parsed.port not in (None, 80, 443):
            raise AddressRefused(f"{parsed.host}: only ports 80 and 443 are read.")
        _check_host(parsed.host)
        return parsed

    async def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a name, all of them allowed. Raises AddressRefused, or OSError."""
        answers = await self._lookup(host, port)
        if not answers:
            raise OSError(errno.ENOENT, f"no address for {host}")
        names = {host.lower(), f"{host.lower()}:{port}"}
        if names & self._private:
            self._allowed.update((answer, port) for answer in answers)
        elif not all(_is_public_text(answer) for answer in answers):
            raise AddressRefused(f"{host} leads to a private address, so it was not dialled.")
        return answers

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for one dial, or OSError where the address may not be dialled."""
        family, kind, protocol, _, (host, port, *_) = info
        if not _is_public_text(host) and (host, port) not in self._allowed:
            raise OSError(errno.EACCES, "not a public address")
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """aiohttp's resolver port over a Guard."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of `host`, checked."""
        return [
            ResolveResult(
                hostname=host,
                host=answer,
                port=port,
                family=socket.AF_INET6 if ":" in answer else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for answer in await self._guard.resolve(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _ascii(host: str) -> str:
    """An entry of the allow-list as an address would spell it: `büro.example` as `xn--…`."""
    name = host.strip().lower()
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name  # what is no name is no address's either, so it opens nothing


@lru_cache(maxsize=MANY)  # sources are read again and again
def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
        host = parsed.host  # where a name in another script is found to be no name
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused("That is not an address that can be read.") from error
    if parsed.scheme not in PORTS:
        raise AddressRefused(f"Only http and https are read, not {parsed.scheme or 'this'!s}.")
    if not host:
        raise AddressRefused("The address names no host.")
    if parsed.userinfo:
        raise AddressRefused(f"{parsed.host}: an address may not carry a user name or password.")
    return parsed


def _check_host(host: str) -> None:
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise AddressRefused(f"{host} is a private address, so it was not dialled.")
    if literal is None and (NUMERIC_HOST.search(host) or ":" in host or "%" in host):
        raise AddressRefused(f"{host} is a number spelt oddly, so it was not dialled.")
    if host.rstrip(".").lower().endswith(("localhost", ".local", ".internal", ".localdomain")):
        raise AddressRefused(f"{host} is a private name, so it was not dialled.")


@lru_cache(maxsize=MANY)
def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_public_text(text: str) -> bool:
    literal = _literal(text)
    return literal is not None and is_public(literal)


async def _system_lookup(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))
