"""Which addresses may be reached (rows 1, 2 and 4 of the fault matrix)."""

from __future__ import annotations

import ipaddress
import json
import random
from collections.abc import Callable

import httpx
import pytest

from digests.errors import AddressRefused, FetchError
from digests.fetch.client import Fetcher, FetchSettings
from digests.fetch.guard import Guard, is_public
from tests.servers.dials import dials
from tests.shared import shared

SPECIAL = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
    "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
    "224.0.0.0/4 240.0.0.0/4 168.63.129.16/32 ::/128 ::1/128 ::ffff:0:0/96 64:ff9b::/96 "
    "64:ff9b:1::/48 100::/64 2001::/32 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 "
    "fe80::/10 fec0::/10 ff00::/8 ::7f00:1/128"
).split()
PUBLIC = ("93.184.216.34", "1.1.1.1", "8.8.8.8", "151.101.1.140", "2606:4700::6810:85e5")


def address_in(network: str, rng: random.Random) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Any address of a network."""
    parsed = ipaddress.ip_network(network)
    return parsed[rng.randrange(min(parsed.num_addresses, 2**63))]


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    """The ways a resolver would take one IPv4 address."""
    number, parts = int(address), str(address).split(".")
    return [
        str(address),
        f"{address}.",
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(hex(int(part)) for part in parts),
        ".".join(f"0{int(part):o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        f"[::ffff:{address}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[64:ff9b::{address}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        "".join(chr(0xFF10 + int(c)) if c.isdigit() else c for c in str(address)),
        str(address).replace(".", "\u3002"),
        "".join(f"%{ord(c):02x}" for c in str(address)),
    ]


def bad_url(rng: random.Random) -> str:
    """An address that must not be reached, in one of its disguises."""
    address = address_in(rng.choice(SPECIAL), rng)
    if isinstance(address, ipaddress.IPv6Address):
        host = rng.choice([f"[{address}]", f"[{address.exploded}]", f"[{address}%25lo]"])
    else:
        host = rng.choice(spellings(address))
    shape: Callable[[str], str] = rng.choice(
        [
            lambda h: f"http://{h}/",
            lambda h: f"https://{h}/feed.xml",
            lambda h: f"http://{h}:80/",
            lambda h: f"http://{h}:22/",
            lambda h: f"http://news.example@{h}/",
            lambda h: f"http://user:secret@{h}/",
            lambda h: f"http://{h}\\@news.example/",
            lambda h: f"ftp://{h}/",
            lambda h: f"gopher://{h}/_",
            lambda h: f"HTTP://{h}/?a=b#c",
            lambda h: f" http://{h}/",
        ]
    )
    return shape(host)


async def refuse_all(seed: int, count: int) -> None:
    """Every one of `count` bad addresses is refused, and none is dialled."""
    rng = random.Random(seed)
    with dials() as dialled:
        async with Fetcher(FetchSettings(lookup=_no_names, robots=False)) as fetcher:
            for _ in range(count):
                url = bad_url(rng)
                with pytest.raises(FetchError):
                    await fetcher.get(url)
    assert dialled == []


async def _no_names(host: str, port: int) -> list[str]:
    raise OSError(f"no such name: {host}")


async def test_private_addresses_in_every_spelling_are_refused_before_a_dial() -> None:
    """A twentieth of the full count; a new seed's failure would print its address."""
    await refuse_all(seed=1, count=250)


@pytest.mark.acceptance
async def test_five_thousand_private_addresses_are_refused() -> None:
    """Row 1 of the fault matrix."""
    await refuse_all(seed=2, count=5000)


async def test_case_24_what_public_reports_got_through_is_refused() -> None:
    """Every address of the case, and the redirect of its feed, without a dial."""
    folder = shared("feeds/cases/24-ssrf-redirect")
    with dials() as dialled:
        async with Fetcher(FetchSettings(lookup=_no_names, robots=False)) as fetcher:
            for url in json.loads((folder / "urls.json").read_text()):
                with pytest.raises(FetchError):
                    await fetcher.get(url)
    assert dialled == []
    (step,) = json.loads((folder / "http.json").read_text())
    assert 300 <= step["respond"]["status"] < 400
    with pytest.raises(AddressRefused):
        Guard().follow(httpx.URL(step["url"]), step["respond"]["Location"])


def scripted(rng: random.Random) -> list[str]:
    """Answers of a rebinding name server: some public, at least one not."""
    answers = [rng.choice(PUBLIC) for _ in range(rng.randrange(3))]
    answers.append(str(address_in(rng.choice(SPECIAL), rng)))
    rng.shuffle(answers)
    return answers


async def rebind(seed: int, count: int) -> None:
    """No sequence of answers leads to a dial of what is not public."""
    rng = random.Random(seed)

    async def lookup(host: str, port: int) -> list[str]:
        # The first look-up of a name may be clean, so that only a second would show the trick.
        return [rng.choice(PUBLIC)] if rng.random() < 0.3 else scripted(rng)

    with dials() as dialled:
        settings = FetchSettings(lookup=lookup, robots=False, spacing=0)
        async with Fetcher(settings) as fetcher:
            for number in range(count):
                with pytest.raises(FetchError):
                    await fetcher.get(f"http://host{number}.example/feed")
    assert all(is_public(ipaddress.ip_address(host)) for host, _ in dialled)
    assert len(dialled) < count


async def test_names_with_any_private_answer_are_not_dialled() -> None:
    """Mixed and rebinding answers: a name is looked up once and all its answers must be public."""
    await rebind(seed=3, count=50)


@pytest.mark.acceptance
async def test_a_thousand_rebinding_names_are_not_dialled() -> None:
    """Row 2 of the fault matrix."""
    await rebind(seed=4, count=1000)


async def reach(seed: int, count: int) -> None:
    """Public names are dialled at exactly the address that was looked up."""
    rng = random.Random(seed)
    wanted: dict[str, str] = {}

    async def lookup(host: str, port: int) -> list[str]:
        return [wanted.setdefault(host, rng.choice(PUBLIC))]

    with dials() as dialled:
        async with Fetcher(FetchSettings(lookup=lookup, robots=False, spacing=0)) as fetcher:
            for number in range(count):
                host = rng.choice(["news", "blog.lab", "xn--bcher-kva", "a-b.c", "1password"])
                url = rng.choice(["http://{}", "https://{}", "http://{}:80", "https://{}:443/"])
                with pytest.raises(FetchError, match="could not be read"):
                    await fetcher.get(url.format(f"{host}.n{number}.example") + "/feed?a=1")
    assert {host for host, _ in dialled} == set(wanted.values())
    assert len(dialled) == count


async def test_public_names_are_dialled() -> None:
    """No false refusals: each of these is let through to the dial."""
    await reach(seed=5, count=20)


@pytest.mark.acceptance
async def test_two_hundred_public_names_are_dialled() -> None:
    """Row 4 of the fault matrix."""
    await reach(seed=6, count=200)


@pytest.mark.parametrize("network", SPECIAL)
def test_no_special_network_is_public(network: str) -> None:
    """The first, the last and some address of every special network are refused."""
    parsed = ipaddress.ip_network(network)
    for address in (parsed[0], parsed[-1], address_in(network, random.Random(7))):
        assert not is_public(address)


@pytest.mark.parametrize("address", [*PUBLIC, "100.63.255.255", "172.32.0.1", "192.167.255.255"])
def test_public_addresses_are_public(address: str) -> None:
    """The neighbours of special networks are not mistaken for them."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("allowed", "url", "open_"),
    [
        ("127.0.0.1:8799", "http://127.0.0.1:8799/feed", True),
        ("127.0.0.1:8799", "http://127.0.0.1:8800/feed", False),
        ("127.0.0.1:8799", "http://127.0.0.1/feed", False),
        ("intranet.example", "http://intranet.example/feed", True),
        ("intranet.example", "http://intranet.example:8080/feed", False),
        ("[::1]:8799", "http://[::1]:8799/feed", True),
    ],
)
def test_the_allow_list_names_hosts_and_ports(allowed: str, url: str, open_: bool) -> None:
    """A private host is reached as the operator named it, and in no other way."""
    guard = Guard((allowed,))
    if open_:
        assert str(guard.check(url)) == url
        with pytest.raises(AddressRefused):
            Guard().check(url.replace("intranet.example", "localhost"))
    else:
        with pytest.raises(AddressRefused):
            guard.check(url)


async def test_the_last_check_is_at_the_socket() -> None:
    """An address that slipped past every other layer is refused where it would be dialled."""
    guard = Guard()
    with pytest.raises(OSError, match="not a public address"):
        guard.socket((2, 1, 6, "", ("127.0.0.1", 80)))


def test_errors_name_the_host_alone() -> None:
    """A secret in an address shows in no error."""
    with pytest.raises(AddressRefused) as refused:
        Guard().check("http://me:hunter2@10.0.0.8/feed?token=hunter2")
    assert "hunter2" not in str(refused.value)
