"""The feeds and pages that the engine's benchmark collects: invented, each with names of its own."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers.feeds import FeedSite, Reply


def configure(folder: Path, site: FeedSite, number_of: int) -> None:
    """A configuration of `number_of` feeds, all on the loopback site, one in forty on the topic."""
    sources = []
    for number in range(number_of):
        for verb in ("opens", "plans"):
            site.routes[f"/{number}/{verb}"] = _reply("text/html", _page(number, verb))
        site.routes[f"/{number}.xml"] = _reply("application/rss+xml", _feed(site, number))
        sources.append(
            f'[[source]]\nid = "s{number}"\noutlet = "{_name(number, 5).title()} Post"\n'
            f'url = "http://{site.host}/{number}.xml"\n'
        )
    (folder / "sources.toml").write_text("\n".join(sources))
    (folder / "topics.toml").write_text(
        '[[topic]]\nslug = "labs"\nnames = { en = "Labs", zh = "实验室" }\nany = ["Heron Labs"]\n'
    )
    (folder / "entities.toml").write_text('[organisation]\nheron = { name = "Heron Labs" }\n')


def _reply(kind: str, body: str) -> Reply:
    return Reply(headers={"Content-Type": kind}, body=body.encode())


def _feed(site: FeedSite, number: int) -> str:
    """An article of the last hour, and one of a new source's past, which is read afterwards."""
    items = [
        f"<title>{_headline(number, verb)}</title><link>http://{site.host}/{number}/{verb}</link>"
        f"<guid>{verb}-{number}</guid><pubDate>{_ago(hours)}</pubDate>"
        for verb, hours in (("opens", 1), ("plans", 12 * 24))
    ]
    inside = "".join(f"<item>{one}</item>" for one in items)
    return f'<rss version="2.0"><channel><title>O{number}</title>{inside}</channel></rss>'


def _page(number: int, verb: str) -> str:
    """A page of some three hundred words, a quote and figures, whose names are nobody else's."""
    who, where, what = (_name(number, seed).title() for seed in (1, 2, 3))
    firm = "Heron Labs" if number % 40 == 0 else f"{what} Works"
    chance = random.Random(f"{number} {verb}")
    filler = " ".join(
        f"The {_name(chance.randrange(10**6), 4)} of {where} {verb} a {_name(word, 6)}."
        for word in (chance.randrange(10**6) for _ in range(30))
    )
    return (
        f"<html><head><title>{_headline(number, verb)}</title></head><body><article>"
        f"<h1>{_headline(number, verb)}</h1>"
        f"<p>{firm} {verb} {_deed(number)} in {where} for {number + 12} people, {who} said on "
        "Monday.</p>"
        f"<p>“{_deed(number).capitalize()} is what {where} needs,” said {who}, director of {firm}. "
        f"It cost ${number + 2} million.</p><p>{filler}</p></article></body></html>"
    )


def _headline(number: int, verb: str) -> str:
    firm = "Heron Labs" if number % 40 == 0 else f"{_name(number, 3).title()} Works"
    return f"{firm} {verb} {_deed(number)} in {_name(number, 2).title()}"


def _deed(number: int) -> str:
    """One of some: the topic's firm does several things, which are as many stories."""
    return _DEEDS[number // 40 % len(_DEEDS)]


def _name(number: int, seed: int) -> str:
    """A name of three syllables, another for each number."""
    chance = random.Random(number * 31 + seed)
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))


def _ago(hours: int) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).strftime("%a, %d %b %Y %H:%M:%S GMT")


_DEEDS = (
    "a data centre",
    "an appeal against an antitrust ruling",
    "the sale of its translation model",
    "a trial of surgical robots",
)
