"""Slack over HTTP: the real app on a real socket, behind the signature's gate."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.platforms.slack.app import Slack, create
from bot.platforms.slack.signature import is_slacks, sign
from tests.servers.asgi import serving
from tests.servers.recorder import Recorder
from tests.servers.slack import BOT_TOKEN, GENERAL, SlackServer
from tests.servers.slack_http import SECRET, Signed, send, signature, signed


@pytest.fixture
def web_slack(server: SlackServer) -> Slack:
    """The bot's Slack in HTTP mode, not open."""
    return create(bot_token=BOT_TOKEN, signing_secret=SECRET, api_url=server.api_url)


@pytest.fixture
async def url(web_slack: Slack, handlers: Recorder) -> AsyncIterator[str]:
    """Where the bot is served."""
    await web_slack.open(handlers)
    async with serving(Starlette(routes=web_slack.routes())) as base:
        yield base
    await web_slack.close()


async def test_command_button_and_reply_by_http(
    server: SlackServer, url: str, handlers: Recorder
) -> None:
    """All three kinds of payload reach the bot and are answered."""
    command = signed(server.command_payload("china-ai"), kind="slash_commands")
    assert await send(url, command) == 200
    await server.until(lambda: server.responses)
    root = server.workspace.post({"channel": GENERAL, "text": "A brief."})["ts"]
    press = server.press_payload("briefbot:0:more", "s1", server.workspace.parent(GENERAL, root))
    assert await send(url, signed(press, kind="interactive")) == 200
    await server.until(lambda: handlers.actions)
    asked = server.workspace.say(GENERAL, "Why?", thread=root)
    assert await send(url, signed(server.event_payload(asked))) == 200
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)


async def test_slow_work_does_not_delay_the_answer(
    server: SlackServer, url: str, handlers: Recorder
) -> None:
    """Slack has its 200 long before the work is done."""
    handlers.delay = 1.2
    began = time.monotonic()
    command = signed(server.command_payload("china-ai"), kind="slash_commands")
    assert await send(url, command) == 200
    assert time.monotonic() - began < 1


async def test_slack_can_check_the_address(url: str) -> None:
    """The challenge Slack sends when an address is entered is given back."""
    request = signed({"type": "url_verification", "challenge": "abc", "token": "t"})
    assert await send(url, request) == 200


async def test_replayed_request_has_one_effect(
    server: SlackServer, url: str, handlers: Recorder
) -> None:
    """The same signed request a second time is refused."""
    command = signed(server.command_payload("list"), kind="slash_commands")
    assert [await send(url, command) for _ in range(3)] == [200, 401, 401]
    await server.until(lambda: handlers.commands)
    assert len(handlers.commands) == 1


BAD_HEADERS = (
    {"X_Slack_Signature": ""},
    {"X_Slack_Signature": "v0=" + "0" * 64},
    {"X_Slack_Signature": "v0=" + "ä" * 64},
    {"X_Slack_Signature": "v1=abc"},
    {"X_Slack_Request_Timestamp": ""},
    {"X_Slack_Request_Timestamp": "abc"},
    {"X_Slack_Request_Timestamp": "NaN"},
    {"X_Slack_Request_Timestamp": "-1"},
    {"X_Slack_Request_Timestamp": "9" * 40},
    {"X_Slack_Request_Timestamp": "٣٣٣"},
    {"X_Slack_Request_Timestamp": "1e9"},
)


@pytest.mark.parametrize("headers", BAD_HEADERS, ids=str)
async def test_what_slack_did_not_sign_is_refused(
    server: SlackServer, url: str, handlers: Recorder, headers: dict[str, str]
) -> None:
    """Junk in either header is a 401, never a crash, and nothing happens."""
    command = signed(server.command_payload("list"), kind="slash_commands")
    assert await send(url, command, **headers) == 401
    assert handlers.commands == []


async def test_old_and_future_and_foreign_signatures_are_refused(
    server: SlackServer, url: str, handlers: Recorder
) -> None:
    """More than five minutes off, or signed with another secret: 401."""
    payload = server.command_payload("list")
    for off in (-301, 301, -86_400):
        old = signed(payload, kind="slash_commands", at=time.time() + off)
        assert await send(url, old) == 401
    body = b"command=%2Fbrief"
    foreign = Signed(body=body, headers=signature(body, str(int(time.time())), "another"))
    assert await send(url, foreign) == 401
    assert handlers.commands == []


async def test_huge_and_undecodable_bodies_are_refused(url: str) -> None:
    """A body over a megabyte or not in UTF-8 is turned away without a crash."""
    huge = b"x" * 1_500_000
    assert await send(url, Signed(body=huge, headers=signature(huge, str(int(time.time()))))) == 413
    junk = b"\xff\xfe\x00"
    assert await send(url, Signed(body=junk, headers=signature(junk, str(int(time.time()))))) == 401


async def test_before_it_is_open_slack_is_asked_to_come_again(
    server: SlackServer, web_slack: Slack
) -> None:
    """A signed request before the bot is ready is a 503, which Slack repeats."""
    async with serving(Starlette(routes=web_slack.routes())) as base:
        request = signed(server.command_payload("list"), kind="slash_commands")
        assert await send(base, request) == 503


@given(st.text(), st.text(), st.binary())
def test_no_header_can_crash_the_check(timestamp: str, mark: str, body: bytes) -> None:
    """Whatever stands in the headers, the answer is yes or no."""
    headers = {"x-slack-request-timestamp": timestamp, "x-slack-signature": mark}
    assert is_slacks("secret", headers, body, 1_790_000_000.0) is False


def test_own_signature_is_slacks_own() -> None:
    """Slack's published example (Verifying requests from Slack) signs as it says."""
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    made = sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body.encode())
    assert made == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_thousand_forged_requests(
    server: SlackServer, url: str, handlers: Recorder, times: Callable[[int], int]
) -> None:
    """A thousand requests with one thing wrong: 401 each, no effect (row 23)."""
    chance = random.Random(23)
    for _ in range(times(1_000)):
        good = signed(server.command_payload("list"), kind="slash_commands")
        which = chance.choice(["body", "stamp", "signature", "headers"])
        headers = dict(good.headers)
        body = good.body
        if which == "body":
            at = chance.randrange(len(body))
            body = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        elif which == "stamp":
            headers["X-Slack-Request-Timestamp"] = str(chance.randrange(2**33))
        elif which == "signature":
            headers["X-Slack-Signature"] = f"v0={chance.randbytes(32).hex()}"
        else:
            headers.pop(chance.choice(["X-Slack-Request-Timestamp", "X-Slack-Signature"]))
        assert await send(url, Signed(body=body, headers=headers)) == 401
    assert handlers.commands == []
