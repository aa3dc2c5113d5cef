"""Posting, finding again, editing: against a strict Slack that loses answers."""

from __future__ import annotations

import pytest

from bot.errors import HistoryUnreadable, PostRefused, PostUnknown, RateLimited
from bot.message import Heading, Message, Paragraph, Quotation, Run
from bot.platforms.base import Place
from bot.platforms.slack.app import Slack
from bot.platforms.slack.errors import REFUSALS
from tests.servers.recorder import say
from tests.servers.slack import GENERAL, PERSON, TEAM, Channel, Fault, SlackServer

HERE = Place(platform="slack", workspace=TEAM, channel=GENERAL)


def body(slack: Slack, text: str = "A brief.") -> dict[str, object]:
    """One message's body."""
    return slack.reply_payloads(say(text))[0]


async def test_posted_message_carries_its_mark(server: SlackServer, slack: Slack) -> None:
    """A post stands once, quietly, marked with its key."""
    ref = await slack.post(body(slack), HERE, "key-1")
    stands = server.workspace.parent(GENERAL, ref.message)
    assert stands["metadata"] == {
        "event_type": "briefbot_delivery",
        "event_payload": {"key": "key-1"},
    }
    sent = server.called("chat.postMessage")[0].arguments
    assert sent["unfurl_links"] is False
    assert sent["unfurl_media"] is False
    assert sent["parse"] == "none"


async def test_thread_reply_names_its_thread(server: SlackServer, slack: Slack) -> None:
    """A body posted with a thread goes into it, and its reference says so."""
    root = await slack.post(body(slack), HERE, "root")
    there = Place(platform="slack", workspace=TEAM, channel=GENERAL, thread=root.message)
    ref = await slack.post(body(slack), there, "reply")
    assert ref.thread == root.message
    assert server.workspace.parent(GENERAL, ref.message)["thread_ts"] == root.message


@pytest.mark.parametrize("kind", ["lose", "break", "drop"])
async def test_lost_answer_is_unknown_and_sent_once(
    server: SlackServer, slack: Slack, kind: str
) -> None:
    """Whatever is lost, one call is one request; what stands is found by its key."""
    server.workspace.faults["chat.postMessage"].append(Fault(kind=kind))  # type: ignore[arg-type]
    with pytest.raises(PostUnknown):
        await slack.post(body(slack), HERE, "key-1")
    assert len(server.called("chat.postMessage")) == 1
    found = await slack.find(HERE, "key-1", None)
    assert (found is not None) is (kind != "drop")
    assert await slack.find(HERE, "key-2", None) is None


async def test_found_in_its_thread(server: SlackServer, slack: Slack) -> None:
    """A thread's message is found in the thread's own record."""
    root = await slack.post(body(slack), HERE, "root")
    there = Place(platform="slack", workspace=TEAM, channel=GENERAL, thread=root.message)
    ref = await slack.post(body(slack), there, "reply")
    assert await slack.find(there, "reply", root.message) == ref
    assert await slack.find(HERE, "reply", None) is None


async def test_found_pages_back(server: SlackServer, slack: Slack) -> None:
    """A message under hundreds of newer ones is found."""
    ref = await slack.post(body(slack), HERE, "old")
    for number in range(450):
        server.workspace.say(GENERAL, f"talk {number}")
    assert await slack.find(HERE, "old", ref.message) == ref
    assert len(server.called("conversations.history")) == 3


async def test_endless_record_is_not_taken_for_absence(server: SlackServer, slack: Slack) -> None:
    """With a start given, a record longer than is read is unreadable, not empty."""
    start = server.workspace.say(GENERAL, "start")["ts"]
    for number in range(1_100):
        server.workspace.say(GENERAL, f"talk {number}")
    with pytest.raises(HistoryUnreadable):
        await slack.find(HERE, "key", start)


async def test_copied_mark_is_not_ours(server: SlackServer, slack: Slack) -> None:
    """A mark that somebody else put on their message is not found."""
    metadata = {"event_type": "briefbot_delivery", "event_payload": {"key": "k"}}
    server.workspace.say(GENERAL, "forged")["metadata"] = metadata
    server.workspace.channels[GENERAL].messages[-1]["bot_id"] = "B0OTHER"
    assert await slack.find(HERE, "k", None) is None


async def test_unreadable_history_is_said(server: SlackServer, slack: Slack) -> None:
    """Without the scope for history nothing can be said about what stands."""
    fault = Fault(kind="refuse", code="missing_scope", extra={"needed": "channels:history"})
    server.workspace.faults["conversations.history"].append(fault)
    with pytest.raises(HistoryUnreadable, match="channels:history"):
        await slack.find(HERE, "k", None)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind="limit", seconds=60), RateLimited),
        (Fault(kind="break"), PostUnknown),
        (Fault(kind="refuse", code="internal_error"), PostUnknown),
    ],
)
async def test_history_that_can_be_asked_for_later_is_not_called_unreadable(
    server: SlackServer, slack: Slack, fault: Fault, error: type[Exception]
) -> None:
    """A rate limit or a fault of Slack's own while looking back passes; it closes nothing."""
    server.workspace.faults["conversations.history"].append(fault)
    with pytest.raises(error):
        await slack.find(HERE, "k", None)


async def test_rate_limit_says_its_seconds(server: SlackServer, slack: Slack) -> None:
    """A 429 is raised with Slack's own figure, and nothing is sent again by itself."""
    server.workspace.faults["chat.postMessage"].append(Fault(kind="limit", seconds=7))
    with pytest.raises(RateLimited) as caught:
        await slack.post(body(slack), HERE, "k")
    assert caught.value.seconds == 7
    assert len(server.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        (Channel(id="C1", archived=True), "is_archived"),
        (Channel(id="C1", member=False), "not_in_channel"),
        (None, "channel_not_found"),
    ],
)
async def test_closed_channel_refuses(
    server: SlackServer, slack: Slack, channel: Channel | None, code: str
) -> None:
    """An archived, left or deleted channel refuses for good, and pauses itself only."""
    if channel:
        server.workspace.channels["C1"] = channel
    with pytest.raises(PostRefused) as caught:
        await slack.post(body(slack), Place(platform="slack", workspace=TEAM, channel="C1"), "k")
    assert (caught.value.code, caught.value.scope) == (code, "channel")


@pytest.mark.parametrize("code", sorted(REFUSALS))
async def test_refusal_pauses_its_scope_and_says_what_to_do(
    server: SlackServer, slack: Slack, code: str
) -> None:
    """Each code of the table is a refusal of one channel or the workspace, with advice (row 39)."""
    server.workspace.faults["chat.postMessage"].append(Fault(kind="refuse", code=code))
    with pytest.raises(PostRefused) as caught:
        await slack.post(body(slack), HERE, "k")
    assert (caught.value.code, caught.value.scope) == (code, REFUSALS[code][0])
    assert REFUSALS[code][1] in str(caught.value)


WORKSPACE_CODES = {"token_revoked", "account_inactive", "invalid_auth", "missing_scope"}


def test_dead_tokens_pause_the_workspace() -> None:
    """What ends a token ends all that is sent with it; an archived channel ends only itself."""
    assert {REFUSALS[code][0] for code in WORKSPACE_CODES} == {"workspace"}
    for code in ("is_archived", "channel_not_found", "not_in_channel"):
        assert REFUSALS[code][0] == "channel"


@pytest.mark.parametrize(
    "fault",
    [
        *(Fault(kind="status", status=status) for status in (500, 502, 503, 504)),
        *(Fault(kind="refuse", code=c) for c in ("internal_error", "fatal_error")),
        *(Fault(kind="refuse", code=c) for c in ("service_unavailable", "request_timeout")),
    ],
    ids=lambda fault: fault.code or str(fault.status),
)
async def test_slacks_own_trouble_pauses_nothing(
    server: SlackServer, slack: Slack, fault: Fault
) -> None:
    """What Slack itself failed at is unknown, never a refusal."""
    server.workspace.faults["chat.postMessage"].append(fault)
    with pytest.raises(PostUnknown):
        await slack.post(body(slack), HERE, "k")


async def test_refused_blocks_go_as_text(server: SlackServer, slack: Slack) -> None:
    """A message whose blocks Slack won't take is posted once, as text, with every word."""
    fault = Fault(kind="refuse", code="invalid_blocks")
    server.workspace.faults["chat.postMessage"].append(fault)
    message = Message(
        blocks=(
            Heading(text="Title & more"),
            Paragraph(runs=(Run(text="See "), Run(text="Outlet", url="https://a.example/x"))),
            Quotation(text="the *only* one", attribution=(Run(text="Mei Tan"),)),
        ),
        fallback="f",
    )
    ref = await slack.post(slack.reply_payloads(message)[0], HERE, "k")
    (stands,) = server.workspace.said_by_bot()
    assert "blocks" not in stands
    assert stands["text"] == (
        "*Title &amp; more*\nSee <https://a.example/x|Outlet>\n> “the *only* one”\n> — Mei Tan"
    )
    assert await slack.find(HERE, "k", None) == ref


async def test_edit_and_retract(server: SlackServer, slack: Slack) -> None:
    """A message is edited in place, taken back once, and taking it back again is no error."""
    ref = await slack.post(body(slack), HERE, "k")
    await slack.edit(ref, body(slack, "A corrected brief."))
    assert server.workspace.said_by_bot()[0]["text"] == "A corrected brief."
    await slack.retract(ref)
    await slack.retract(ref)
    assert server.workspace.said_by_bot() == []
    with pytest.raises(PostRefused, match="message_not_found"):
        await slack.edit(ref, body(slack))
    assert server.complaints == []


async def test_direct_conversation(server: SlackServer, slack: Slack) -> None:
    """One person can be written to."""
    place = await slack.direct(TEAM, PERSON)
    await slack.post(body(slack), place, "k")
    assert len(server.workspace.said_by_bot(place.channel)) == 1
