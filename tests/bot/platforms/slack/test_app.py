"""The real slack-bolt over a real socket: commands, buttons, private answers, reconnecting."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from bot.errors import SettingsError
from bot.message import Button, Buttons, Message
from bot.platforms.base import Reply
from bot.platforms.slack.app import Slack, create
from bot.platforms.slack.sending import SPACING
from tests.bot.platforms.slack.conftest import QUIET
from tests.servers.recorder import Recorder, say
from tests.servers.slack import (
    ADMIN,
    BOT_TOKEN,
    GENERAL,
    PERSON,
    TEAM,
    Fault,
    SlackServer,
)


async def test_command_is_acknowledged_before_the_work(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A command that takes long is acknowledged at once and answered to the asker alone."""
    handlers.delay = 0.5
    envelope = await server.command("china-ai 24h")
    assert server.acks[envelope] < 0.4
    await server.until(lambda: server.responses)
    assert server.responses[0]["response_type"] == "ephemeral"
    assert server.responses[0]["text"] == "An answer."
    assert server.workspace.said_by_bot() == []
    command = handlers.commands[0]
    assert (command.name, command.text) == ("/brief", "china-ai 24h")
    assert (command.place.workspace, command.place.channel) == (TEAM, GENERAL)


async def test_slow_command_says_that_it_comes(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A command that takes over two seconds tells the asker so, then answers."""
    handlers.delay = 2.2
    await server.command("china-ai 7d")
    await server.until(lambda: len(server.responses) == 2)
    assert [r["text"] for r in server.responses] == ["Just a moment …", "An answer."]
    assert {r["response_type"] for r in server.responses} == {"ephemeral"}


@pytest.mark.parametrize(("user", "admin"), [(PERSON, False), (ADMIN, True), ("U0GONE", False)])
async def test_command_says_who_is_an_admin(
    server: SlackServer, connected: Slack, handlers: Recorder, user: str, admin: bool
) -> None:
    """Slack is asked whether the person runs the workspace; where it doesn't say, they don't."""
    await server.command("list", user=user)
    await server.until(lambda: handlers.commands)
    assert handlers.commands[0].user.admin is admin


async def test_public_reply_opens_a_thread(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A public reply of several messages is one message and its thread."""
    handlers.reply = Reply(posts=(say("One."), say("Two."), say("Three.")), private=False)
    await server.command("china-ai")
    await server.until(lambda: len(server.workspace.said_by_bot()) == 3)
    first, *rest = server.workspace.said_by_bot()
    assert "thread_ts" not in first
    assert [m["thread_ts"] for m in rest] == [first["ts"]] * 2
    assert [m["text"] for m in rest] == ["Two.", "Three."]


async def test_messages_of_one_reply_come_apart(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """Between two messages in one channel there is time, so that Slack need not ask for it."""
    handlers.reply = Reply(posts=(say("One."), say("Two."), say("Three.")), private=False)
    await server.command("china-ai")
    await server.until(lambda: len(server.workspace.said_by_bot()) == 3)
    times = [call.at for call in server.called("chat.postMessage")]
    assert all(after - before >= 0.05 for before, after in itertools.pairwise(times))
    assert SPACING == 1.0


async def test_long_private_reply_outlives_its_response_url(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A response URL takes five answers; the rest come as ephemeral messages."""
    handlers.reply = Reply(posts=tuple(say(f"Part {n}.") for n in range(7)))
    await server.command("china-ai")
    await server.until(lambda: len(server.workspace.whispers) == 2)
    assert [r["text"] for r in server.responses] == [f"Part {n}." for n in range(5)]
    assert [w["text"] for w in server.workspace.whispers] == ["Part 5.", "Part 6."]
    assert {w["user"] for w in server.workspace.whispers} == {PERSON}


async def test_private_answer_is_posted_when_asked(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """The button under a private answer posts all of it once, for the asker only."""
    handlers.reply = Reply(posts=(say("One."), say("Two.")), shareable=True)
    await server.command("china-ai")
    await server.until(lambda: server.responses)
    share, _ = server.responses[0]["blocks"][-1]["elements"]
    await server.press(share["action_id"], share["value"], user=ADMIN)
    await server.until(lambda: len(server.responses) == 2)
    assert "Only the person who asked" in server.responses[1]["text"]
    for _ in range(2):
        await server.press(share["action_id"], share["value"])
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    await server.until(lambda: "posted already" in server.responses[-1].get("text", ""))
    await asyncio.sleep(QUIET)
    first, second = server.workspace.said_by_bot()
    assert (first["text"], second["text"]) == ("One.", "Two.")
    assert second["thread_ts"] == first["ts"]
    assert any(r.get("delete_original") for r in server.responses)


async def test_details_of_a_private_answer_are_shown_when_asked(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A private answer is one message; its button shows the asker the rest, nobody else."""
    handlers.reply = Reply(posts=(say("One."), say("Two."), say("Three.")), shareable=True)
    await server.command("china-ai")
    await server.until(lambda: server.responses)
    _, details = server.responses[0]["blocks"][-1]["elements"]
    await server.press(details["action_id"], details["value"], user=ADMIN)
    await server.until(lambda: len(server.responses) == 2)
    await server.press(details["action_id"], details["value"])
    await server.until(lambda: len(server.responses) == 4)
    texts = [r["text"] for r in server.responses]
    assert texts == ["One.", "Only the person who asked can do that.", "Two.", "Three."]
    assert server.workspace.said_by_bot() == []


async def test_share_in_a_channel_without_the_bot_says_what_to_do(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """Where the bot may not post, the asker is told to invite it, and may press again."""
    server.workspace.channels[GENERAL].member = False
    handlers.reply = Reply(posts=(say("One."),), shareable=True)
    await server.command("china-ai")
    await server.until(lambda: server.responses)
    (share,) = server.responses[0]["blocks"][-1]["elements"]
    await server.press(share["action_id"], share["value"])
    await server.until(lambda: len(server.responses) == 2)
    assert "/invite" in server.responses[1]["text"]
    server.workspace.channels[GENERAL].member = True
    await server.press(share["action_id"], share["value"])
    await server.until(lambda: server.workspace.said_by_bot())


async def test_answer_of_another_process_is_made_again(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A button outlives the process that made it: the command is run again for who presses."""
    handlers.reply = Reply(posts=(say("One."), say("Two.")), shareable=True)
    await server.command("china-ai 7d")
    await server.until(lambda: server.responses)
    share, details = server.responses[0]["blocks"][-1]["elements"]
    value = "token-of-another " + share["value"].partition(" ")[2]
    await server.press(details["action_id"], value)
    await server.until(lambda: len(server.responses) == 2)
    assert server.responses[1]["text"] == "Two."
    await server.press(share["action_id"], value)
    await server.until(lambda: len(server.workspace.said_by_bot()) == 2)
    assert [c.text for c in handlers.commands] == ["china-ai 7d"] * 3
    handlers.reply = Reply(posts=(say("Help."),))
    await server.press(share["action_id"], "another-token help")
    await server.until(lambda: "no longer at hand" in server.responses[-1]["text"])


async def test_forged_share_posts_nothing(server: SlackServer, connected: Slack) -> None:
    """A share button with a made-up value posts nothing and says so."""
    await server.press("briefbot-share", "made-up")
    await server.until(lambda: server.responses)
    assert "no longer at hand" in server.responses[0]["text"]
    assert server.workspace.said_by_bot() == []


async def test_button_reaches_the_bot_with_its_message(
    server: SlackServer, connected: Slack, slack: Slack, handlers: Recorder
) -> None:
    """A pressed button brings its name, its value and the message it hangs on."""
    buttons = Buttons(
        buttons=(
            Button(label="More", action="more", value="story:1"),
            Button(label="Useful", action="useful", value="a<b&c"),
        )
    )
    body = slack.reply_payloads(Message(blocks=(buttons,), fallback="Buttons"))[0]
    posted = server.workspace.post({"channel": GENERAL, **body})
    pressed = body["blocks"][0]["elements"][1]
    message = server.workspace.parent(GENERAL, posted["ts"])
    await server.press(pressed["action_id"], "a&lt;b&amp;c", message)
    await server.until(lambda: server.responses)
    action = handlers.actions[0]
    assert (action.name, action.value) == ("useful", "a<b&c")
    assert action.ref.message == posted["ts"]
    assert server.responses[0]["response_type"] == "ephemeral"


async def test_private_answer_to_a_button_stands_beside_it(
    server: SlackServer, connected: Slack, handlers: Recorder, root: str
) -> None:
    """A button in a thread is answered in the thread, one on the parent in the channel."""
    reply = server.workspace.post({"channel": GENERAL, "text": "A story.", "thread_ts": root})
    inside = server.workspace.parent(GENERAL, reply["ts"])
    await server.press("briefbot:0:more", "s1", inside)
    await server.until(lambda: server.responses)
    assert server.responses[0]["thread_ts"] == root
    parent = {**server.workspace.parent(GENERAL, root), "thread_ts": root}
    await server.press("briefbot:0:more", "s1", parent)
    await server.until(lambda: len(server.responses) == 2)
    assert "thread_ts" not in server.responses[1]
    handlers.reply = Reply(posts=(say("For all."),), private=False)
    await server.press("briefbot:0:more", "s1", server.workspace.parent(GENERAL, root))
    await server.until(lambda: len(server.workspace.said_by_bot()) == 3)
    assert server.workspace.said_by_bot()[-1]["thread_ts"] == root


async def test_buttons_of_others_are_left_alone(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """An action id that the bot did not make never reaches it."""
    payload = server.press_payload("briefbot:0:", "x", server.workspace.say(GENERAL, "hi"))
    await server.deliver("interactive", payload)
    await asyncio.sleep(QUIET)
    assert handlers.actions == []


async def test_reconnects_when_slack_asks(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """After a disconnect frame the bot comes back on a new socket and goes on answering."""
    before = len(server.called("apps.connections.open"))
    await server.disconnect()
    await server.until(lambda: len(server.called("apps.connections.open")) > before)
    await server.until(lambda: server.connections == 1)
    await server.command("list")
    await server.until(lambda: server.responses)


async def test_dropped_socket_is_opened_again(
    server: SlackServer, connected: Slack, handlers: Recorder
) -> None:
    """A connection that breaks without a word is noticed in seconds, and the bot is back."""
    server.drop_socket()
    await server.until(lambda: server.connections == 1, 8)
    await server.command("list")
    await server.until(lambda: server.responses)


async def test_work_under_way_ends_before_closing(
    server: SlackServer, slack: Slack, handlers: Recorder, root: str
) -> None:
    """Closing waits for an answer that is being made."""
    handlers.delay = 0.5
    await slack.open(handlers)
    await server.message(server.workspace.say(GENERAL, "Why?", thread=root))
    await server.until(lambda: handlers.replies)
    await slack.close()
    assert server.workspace.said_by_bot()[-1]["text"] == "An answer."


async def test_opening_without_an_app_token_says_which_setting(
    server: SlackServer, handlers: Recorder
) -> None:
    """Socket Mode needs SLACK_APP_TOKEN, and the error says so."""
    lone = create(bot_token=BOT_TOKEN, api_url=server.api_url)
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN"):
        await lone.open(handlers)


async def test_wrong_app_token_ends_at_once(server: SlackServer, handlers: Recorder) -> None:
    """A token that Slack refuses is an error at the start, not a loop."""
    wrong = create(bot_token=BOT_TOKEN, app_token="xapp-wrong", api_url=server.api_url)
    with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN.*invalid_auth"):
        await wrong.open(handlers)


async def test_slack_down_at_the_start_is_waited_for(
    server: SlackServer, slack: Slack, handlers: Recorder
) -> None:
    """A Slack that can't be reached at first does not stop the bot from starting."""
    server.workspace.faults["apps.connections.open"].append(Fault(kind="drop"))
    await slack.open(handlers)
    await server.until(lambda: server.connections == 1)
    await server.command("list")
    await server.until(lambda: server.responses)
    await slack.close()
