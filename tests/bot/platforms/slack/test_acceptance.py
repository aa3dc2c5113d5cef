"""Slack's side of the fault matrix: a twentieth of the counts here, all of them under
`make acceptance`. The seed of what is random is printed.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clean import clean
from bot.errors import PostUnknown
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
from bot.platforms.base import MessageRef, Place, Reply
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.app import Slack
from bot.platforms.slack.bodies import message_bodies, payloads
from bot.platforms.slack.mrkdwn import safe_url
from bot.platforms.slack.workspaces import OneWorkspace, new_client
from tests.servers.messages import ATTACKS, posts
from tests.servers.recorder import Recorder, say
from tests.servers.slack import BOT_TOKEN, BOT_USER, GENERAL, TEAM, Channel, Fault, SlackServer
from tests.servers.slack_rules import message_complaints
from tests.servers.slack_show import links

SEED = 20261125
Times = Callable[[int], int]
_LIVE = re.compile(r"<[!@#]|<(?!https?://)")


def everywhere(text: str, url: str = "https://news.example/a") -> Message:
    """A message with `text` in every field that shows any."""
    runs = tuple(Run(text=text, style=style) for style in ("plain", "strong", "emphasis"))
    linked = (Run(text=text, url=url), *runs)
    return Message(
        blocks=(
            Heading(text=text),
            Heading(text=text, level=2),
            Paragraph(runs=linked),
            Bullets(items=(linked, runs)),
            Quotation(text=text, attribution=linked),
            Context(runs=linked),
            Buttons(buttons=(Button(label=text, action="more", value="1"),)),
        ),
        fallback=text,
    )


def attacks(chance: random.Random, count: int) -> Iterator[str]:
    """Mentions and links in disguises: nested, split, half escaped, among other text."""
    tokens = [
        "<!channel>", "<!here>", "<!everyone>", "<!here|here>", "<@U0PERSON>", "<@U0PERSON|x>",
        "<!subteam^S0ADMINS>", "<#C0GENERAL>", "<!date^0^{date}|x>", "@channel", "@everyone",
        "<https://evil.example|your bank>", "<mailto:x@evil.example|x>", "<javascript:alert(1)|x>",
        "https://evil.example", "[label](https://evil.example)",
    ]  # fmt: skip
    around = ["", " ", "*", "_", "`", "```\n", ">", "<", "&lt;", "&amp;", "\n> ", "|", "\u200b"]
    for _ in range(count):
        token = chance.choice(tokens)
        if chance.random() < 0.3:
            at = chance.randrange(len(token) + 1)
            token = token[:at] + chance.choice(["\u200b", "\u202e", "\x00", "<", ""]) + token[at:]
        yield chance.choice(around) + token + chance.choice(around)


def strings(value: Any) -> Iterator[str]:
    """Every string of a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def test_row_10_no_field_pings(times: Times) -> None:
    """2,000 payloads in every field: no string of a body holds anything Slack would act on."""
    for text in attacks(random.Random(SEED), times(2_000)):
        for body in message_bodies(everywhere(text)):
            assert [s for s in strings(body) if _LIVE.search(s)] == [], text
            assert (body["parse"], body["link_names"]) == ("none", False)


def test_row_11_no_foreign_link(times: Times) -> None:
    """2,000 payloads: the only address in a message is the one it was given."""
    url = "https://news.example/a"
    for text in attacks(random.Random(SEED + 1), times(2_000)):
        for body in message_bodies(everywhere(text, url)):
            assert {address for address, _ in links(body["blocks"])} <= {url}, text
            verbatim = [t.get("verbatim") for t in _text_objects(body) if t["type"] == "mrkdwn"]
            assert all(verbatim)  # Slack makes no link out of bare text


def _text_objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text"):
            yield value
        for item in value.values():
            yield from _text_objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _text_objects(item)


def test_row_12_odd_addresses(times: Times) -> None:
    """200 addresses: other schemes, users, controls and look-alike hosts never become links."""
    chance = random.Random(SEED + 2)
    bad = [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//evil",
        "https://user:pass@evil.example/", "https://user@evil.example", "http://", "https:///x",
        "https://ev\u202eil.example", "https://evil.example/\n", "https://evil .example", "ftp://x",
        "\x01javascript:alert(1)", "https://[::1", "https://evil.example:99999/", "tel:1", "",
    ]  # fmt: skip
    for _ in range(times(200)):
        url = chance.choice(bad) + chance.choice(["", "x", "|y", "<z>"])
        safe = safe_url(url)
        assert safe is None or ("@" not in safe.split("/")[2] and safe.startswith("http")), url
    assert safe_url("https://bücher.example/ä") == "https://xn--bcher-kva.example/%C3%A4"
    assert safe_url("https://раура1.example/") == "https://xn--1-7sba6dbr.example/"


def test_row_13_nothing_invisible(times: Times) -> None:
    """5,000 texts: no control, direction mark or zero-width character in any field."""

    @settings(max_examples=times(5_000), deadline=None, database=None)
    @given(st.one_of(st.text(max_size=60), st.sampled_from(ATTACKS)))
    def check(text: str) -> None:
        for body in message_bodies(everywhere(text)):
            assert all(clean(s) == s for s in strings(body))

    check()


def test_row_14_every_limit(times: Times) -> None:
    """5,000 posts: every body is one Slack takes."""

    @settings(max_examples=times(5_000), deadline=None, database=None)
    @given(posts)
    def check(post: Post) -> None:
        for body in payloads(post):
            assert message_complaints(body) == []

    check()


async def test_row_30_lost_answers(server: SlackServer, times: Times) -> None:
    """1,000 posts whose answer is lost, late or broken: each message stands exactly once."""
    chance = random.Random(SEED + 3)
    client = new_client(BOT_TOKEN, api_url=server.api_url, timeout=1)
    slack = Slack(OneWorkspace(client), client)
    body = slack.reply_payloads(say("A brief."))[0]
    # Late answers last as long as the client waits, so few of them are enough.
    kinds = ["lose", "break", "drop", "lose", "break", "drop"] * 8 + ["hang"]
    for number in range(times(1_000)):
        channel = f"C{number}"
        server.workspace.channels[channel] = Channel(id=channel)
        place = Place(platform="slack", workspace=TEAM, channel=channel)
        fault = Fault(kind=chance.choice(kinds), seconds=1.3)  # type: ignore[arg-type]
        server.workspace.faults["chat.postMessage"].append(fault)
        await _deliver(slack, body, place, f"key-{number}")
        assert len(server.workspace.said_by_bot(channel)) == 1, fault


async def _deliver(slack: Slack, body: dict[str, Any], place: Place, key: str) -> MessageRef:
    """What the courier does: post, and where the answer is lost look before posting again."""
    try:
        return await slack.post(body, place, key)
    except PostUnknown:
        found = await slack.find(place, key, None)
        return found or await slack.post(body, place, key)


async def test_row_32_redelivered_events(
    server: SlackServer, connected: Slack, handlers: Recorder, times: Times
) -> None:
    """1,000 messages, each sent up to 11 times in any order, as retries only, under new ids."""
    chance = random.Random(SEED + 4)
    root = server.workspace.post({"channel": GENERAL, "text": "A brief."})["ts"]
    handlers.reply = None
    count = times(1_000)
    for start in range(0, count, 50):
        envelopes: list[tuple[dict[str, Any], int]] = []
        for _ in range(min(50, count - start)):
            asked = server.workspace.say(GENERAL, f"<@{BOT_USER}> why?", thread=root)
            first_retry = chance.choice([0, 0, 1])
            for retry in range(chance.randint(1, 11)):
                kind = chance.choice(["message", "app_mention"])
                payload = server.event_payload(asked, kind=kind)
                envelopes.append((payload, first_retry + retry))
        chance.shuffle(envelopes)
        sent = [
            await server.deliver("events_api", payload, retry=retry, ack=False)
            for payload, retry in envelopes
        ]
        await server.until(lambda sent=sent: all(e in server.acks for e in sent), 20)
    await asyncio.sleep(0.2)
    heard = [reply.ref.message for reply in handlers.replies]
    assert len(heard) == len(set(heard)) == count


async def test_row_38_rate_limit_storm(server: SlackServer, slack: Slack, times: Times) -> None:
    """500 messages under random 429s: none early, none lost, in order."""
    chance = random.Random(SEED + 5)
    count = times(500)
    for _ in range(count):
        if chance.random() < 0.5:
            seconds = chance.uniform(0.02, 0.08)
            server.workspace.faults["chat.postMessage"].append(Fault(kind="limit", seconds=seconds))
        else:
            server.workspace.faults["chat.postMessage"].append(Fault(kind="none"))
    place = Place(platform="slack", workspace=TEAM, channel=GENERAL)
    reply = Reply(posts=tuple(say(f"Message {n}.") for n in range(count)), private=False)
    await Answers(slack, spacing=0).public(reply, place, "storm")
    assert [m["text"] for m in server.workspace.said_by_bot()] == [
        f"Message {n}." for n in range(count)
    ]
    assert _early(server) == 0


def _early(server: SlackServer) -> int:
    """How often a call came again before Slack's own time was up."""
    calls = server.called("chat.postMessage")
    waits = itertools.pairwise(calls)
    return sum(after.at - before.at < before.told_to_wait for before, after in waits)


def test_bodies_are_json() -> None:
    """What is posted is what is printed: plain JSON."""
    for body in message_bodies(everywhere("x")):
        assert json.loads(json.dumps(body)) == body
