"""Discord's side of the fault matrix, rows 10 to 14, 30, 32, 38 and 39.

A twentieth of each count in every run, all of it in `make acceptance`; the seed is printed.
"""

from __future__ import annotations

import asyncio
import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.errors import PostRefused, PostUnknown, RateLimited
from bot.message import (
    Bullets,
    Button,
    Buttons,
    Context,
    Heading,
    Message,
    Paragraph,
    Post,
    Quotation,
    Run,
)
from bot.platforms.base import MessageRef, Payload, Place
from bot.platforms.discord.app import Discord
from bot.platforms.discord.embeds import message_bodies, payloads
from bot.platforms.weblinks import safe_url
from tests.bot.platforms.discord import strategies
from tests.bot.platforms.discord.conftest import place
from tests.look import discord_markdown as reader
from tests.servers import discord_rules as rules
from tests.servers.discord import Discord as Server
from tests.servers.discord import until
from tests.servers.recorder import Recorder, say

Times = Callable[[int], int]
SEED = 20261125
OURS = "https://stored.example/article"
_PINGS = ("@everyone", "@here", "<@1>", "<@!22>", "<@&333>", "<#4>", "<!channel>", "<!subteam^S1>")
_BREAKS = (
    "](https://evil.example)",
    "[click](https://evil.example)",
    "[click](<https://evil.example>)",
    "https://evil.example/x",
    "<https://evil.example>",
    "\\](https\\://evil.example)",
    "**[bold](https://evil.example)**",
    "](https://evil.example) [stored.example",
    "discord://evil.example",
)
_AROUND = (
    "",
    "\\",
    "*",
    "`",
    "||",
    "\n> ",
    "\n- ",
    "> ",
    "# ",
    "**",
    "](",
    "\u200b",
    "\u202e",
    "(",
)
_ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://user@evil.example/",
    "https://stored.example@evil.example/",
    "https://evil.example\u202e/",
    "https://ev il.example/",
    "//evil.example",
    "discord://-/channels",
)


@pytest.fixture
def chance() -> random.Random:
    print(f"seed {SEED}")
    return random.Random(SEED)


def everywhere(attack: str) -> Post:
    """An attack in every field that text from outside can reach."""
    run = Run(text=attack)
    message = Message(
        blocks=(
            Heading(text=attack),
            Heading(text=attack, level=2),
            Paragraph(runs=(run, Run(text=attack, style="strong"))),
            Bullets(items=((run, Run(text=attack, url=OURS)),)),
            Quotation(text=attack, attribution=(run,)),
            Context(runs=(Run(text=attack, url=OURS), run)),
            Buttons(buttons=(Button(label=attack, action="more", value="s1"),)),
        ),
        fallback=attack,
    )
    plain = Message(blocks=(), fallback=attack)
    return Post(parent=message, thread=(message, plain), thread_title=attack)


def attacks(chance: random.Random, kinds: tuple[str, ...], count: int) -> Iterator[str]:
    """`count` texts with an attack in each, wrapped in what might free it."""
    for _ in range(count):
        parts = [chance.choice(_AROUND) + chance.choice(kinds) for _ in range(chance.randint(1, 3))]
        yield chance.choice(("", "So ")).join(parts) + chance.choice(_AROUND)


def nodes(body: Payload) -> Iterator[reader.Node]:
    """All that a reader sees of a body."""
    yield from reader.walk(reader.parse(body.get("content") or ""))
    for embed in body.get("embeds") or ():
        yield from reader.walk(reader.parse_line(embed.get("title") or ""))
        yield from reader.walk(reader.parse(embed.get("description") or ""))


def test_row_10_no_pings(chance: random.Random, times: Times) -> None:
    """Nothing that stands in any field pings or even looks like a mention."""
    for attack in attacks(chance, _PINGS, times(2000)):
        for body in payloads(everywhere(attack)):
            assert body["allowed_mentions"] == {"parse": []}
            assert rules.pings(body, body.get("content") or "") == []
            assert not [node for node in nodes(body) if node.kind in {"mention", "emoji", "time"}]


def test_row_11_no_foreign_links(chance: random.Random, times: Times) -> None:
    """Whatever markup an article holds, every link's address is one that is stored."""
    for attack in attacks(chance, _BREAKS, times(2000)):
        for body in payloads(everywhere(attack)):
            found = {node.url for node in nodes(body) if node.kind == "link"}
            assert found <= {OURS}
            assert "code" not in {node.kind for node in nodes(body)}


def test_row_12_addresses_that_are_no_links(chance: random.Random, times: Times) -> None:
    """Other schemes, users before hosts and unseen letters are shown plain, in text and buttons."""
    for _ in range(times(200)):
        url = chance.choice(_ADDRESSES) + chance.choice(("", "/a", "?b=c", "#d"))
        assert safe_url(url, 2048) is None
        message = Message(
            blocks=(
                Paragraph(runs=(Run(text="label", url=url),)),
                Buttons(buttons=(Button(label="Go", action="more", value="1", url=url),)),
            ),
            fallback="x",
        )
        (body,) = message_bodies(message)
        assert body["embeds"][0]["description"] == "label"
        assert "url" not in body["components"][0]["components"][0]


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


def test_rows_13_and_14_nothing_unseen_and_all_within_limits(times: Times) -> None:
    """Any post: no control, bidirectional or zero-width character, and within every limit."""

    @settings(max_examples=times(5000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategies.posts)
    def check(post: Post) -> None:
        for body in payloads(post):
            for text in _strings(body):
                unseen = {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}}
                assert unseen <= {"\n"}
            assert rules.message(body) == []
            assert not rules.is_empty(body)

    check()


async def carry(bot: Discord, body: Payload, at: Place, key: str) -> MessageRef:
    """Post as the outbox does: wait what is asked, look before sending again."""
    while True:
        try:
            return await bot.post(body, at, key)
        except RateLimited as limit:
            await asyncio.sleep(min(limit.seconds, 0.1))
        except PostUnknown:
            if found := await bot.find(at, key, None):
                return found


async def test_row_30_an_answer_that_is_lost(
    bot: Discord, server: Server, chance: random.Random, times: Times
) -> None:
    """Stored or not, dropped or 502: each message stands once, and is the one that is reported."""
    faults: list[dict[str, Any]] = [
        {"drop": True},
        {"drop": True, "after": True},
        {"status": 502},
        {"status": 502, "after": True},
        {"status": 503, "after": True},
    ]
    body = bot.reply_payloads(say("A brief."))[0]

    async def one(number: int) -> None:
        channel = server.world.channel(f"c{number}")
        path = rf"/channels/{channel.id}/messages$"
        for fault in chance.sample(faults, chance.randint(1, 2)):
            server.fail("POST", path, **fault)
        ref = await carry(bot, body, place(server, channel=channel.id), f"k{number}")
        assert [message["id"] for message in channel.messages] == [ref.message]

    for start in range(0, times(1000), 50):
        await asyncio.gather(*(one(number) for number in range(start, start + 50)))


async def test_row_32_events_many_times_and_out_of_order(
    connected: Discord, server: Server, heard: Recorder, chance: random.Random, times: Times
) -> None:
    """Eleven times each, in any order: one answer a message."""
    world = server.world
    parent = world.add_message(world.general, world.bot, {"content": "brief"})
    thread = world.thread(world.general, parent["id"], "brief", world.bot)
    await server.gateway.dispatch("THREAD_CREATE", world.channel_form(thread))
    count = times(1000)
    for _ in range(count):
        said = [world.add_message(thread, world.person, {"content": "Why?"}) for _ in range(2)]
        events = said * 11
        chance.shuffle(events)
        for event in events:
            await server.announce(event)
    await until(lambda: len(server.sent("POST", f"/{thread.id}/messages$")) >= 2 * count, 120)
    await asyncio.sleep(0.1)
    assert len(heard.replies) == 2 * count
    assert len([m for m in thread.messages if m["author"]["id"] == world.bot]) == 2 * count


async def test_row_38_storms_of_rate_limits(
    bot: Discord, server: Server, chance: random.Random, times: Times
) -> None:
    """Random 429s over several channels: none asked again early, none lost, none doubled."""
    channels = [server.world.channel(f"c{number}") for number in range(5)]
    server.limit = lambda method, path: (
        chance.choice((0.01, 0.05)) if method == "POST" and chance.random() < 0.4 else None
    )
    count = times(500)

    async def one(number: int) -> None:
        channel = channels[number % len(channels)]
        body = bot.reply_payloads(say(f"Line {number}."))[0]
        await carry(bot, body, place(server, channel=channel.id), f"k{number}")

    await asyncio.gather(*(one(number) for number in range(count)))
    shown = [m["embeds"][0]["description"] for one in channels for m in one.messages]
    assert sorted(shown) == sorted(f"Line {number}." for number in range(count))
    assert server.early == []


REFUSED = (
    *((404, 10003, "channel"), (404, 10004, "workspace"), (403, 50001, "channel")),
    *((403, 50013, "channel"), (400, 50006, "channel")),
    *((400, 50083, "message"), (403, 160005, "message")),
    *((400, 40067, "channel"), (403, 200000, "message"), (401, 0, "workspace")),
)


@pytest.mark.parametrize(("status", "code", "scope"), REFUSED)
async def test_row_39_refusals(
    bot: Discord, server: Server, status: int, code: int, scope: str
) -> None:
    """Each refusal names what has to rest, and what to do, in a sentence."""
    body = {"code": code, "message": "No."}
    server.fail("POST", r"/messages$", status=status, body=body, times=9)
    with pytest.raises(PostRefused) as caught:
        await bot.post(bot.reply_payloads(say("x"))[0], place(server), "k1")
    assert caught.value.scope == scope
    assert caught.value.code == str(code or status)
    assert len(str(caught.value)) > 20


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 524])
async def test_row_39_a_server_error_is_no_refusal(
    bot: Discord, server: Server, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 5xx never closes anything: it is unknown what became of the message."""
    monkeypatch.setattr("bot.platforms.discord.rest.PATIENCE", 0.3)  # discord.py asks five times
    server.fail("POST", r"/messages$", status=status, times=9)
    with pytest.raises(PostUnknown):
        await bot.post(bot.reply_payloads(say("x"))[0], place(server), "k1")
