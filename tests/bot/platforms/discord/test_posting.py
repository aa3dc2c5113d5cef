"""Posting over real sockets: once, in the right place, and found again."""

from __future__ import annotations

import pytest

from bot.errors import HistoryUnreadable, PostRefused, PostUnknown
from bot.message import Heading, Message, Paragraph, Post, Run
from bot.platforms.discord import marks
from bot.platforms.discord.app import Discord
from tests.bot.platforms.discord.conftest import MESSAGES, bot_on, place, say_body
from tests.servers.discord import Discord as Server
from tests.servers.discord_state import ANNOUNCEMENT, ANNOUNCEMENT_THREAD, FORUM
from tests.servers.recorder import say


def brief(title: str = "China AI brief, 25 Nov") -> Post:
    """A parent and two stories."""
    parent = Message(
        blocks=(Heading(text=title), Paragraph(runs=(Run(text="1. Lumen opens its weights"),))),
        fallback=title,
    )
    return Post(parent=parent, thread=(say("Story one."), say("Story two.")), thread_title=title)


async def test_a_brief_is_a_message_and_its_thread(bot: Discord, server: Server) -> None:
    """The parent stands in the channel, the stories in order in a thread named after it."""
    first, *rest = bot.payloads(brief())
    parent = await bot.post(first, place(server), "k0")
    for number, body in enumerate(rest, start=1):
        ref = await bot.post(body, place(server, thread=parent.message), f"k{number}")
        assert ref.thread == parent.message
        assert ref.channel == server.world.general.id
    thread = server.world.channels[parent.message]
    assert thread.name == "China AI brief, 25 Nov"
    shown = [message["embeds"][0]["description"] for message in thread.messages]
    assert shown == ["Story one.", "Story two."]
    assert server.refused == []
    assert server.calls.pings == []


async def test_every_message_carries_its_mark_and_no_pings(bot: Discord, server: Server) -> None:
    """A delivery goes out with a nonce that is enforced, a mark, and no allowed mentions."""
    await bot.post(bot.payloads(brief())[0], place(server), "k0")
    (sent,) = server.sent()
    assert sent.body["nonce"] == marks.nonce("k0")
    assert sent.body["enforce_nonce"] is True
    assert sent.body["allowed_mentions"] == {"parse": []}
    assert sent.body["embeds"][-1]["footer"]["text"] == marks.mark("k0")


async def test_the_same_key_posts_once(bot: Discord, server: Server) -> None:
    """Within Discord's memory of nonces, posting again answers with the message that stands."""
    body = bot.payloads(brief())[0]
    first = await bot.post(body, place(server), "k0")
    again = bot_on(server)
    second = await again.post(body, place(server), "k0")
    await again.close()
    assert second == first
    assert len(server.world.general.messages) == 1


async def test_502_after_it_was_stored(bot: Discord, server: Server) -> None:
    """A 5xx whose message stands all the same: discord.py asks again, and one message stands."""
    server.fail("POST", MESSAGES, status=502, after=True)
    ref = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    assert [one["id"] for one in server.world.general.messages] == [ref.message]
    assert len(server.sent()) == 2


async def test_a_lost_answer_is_unknown_and_then_found(bot: Discord, server: Server) -> None:
    """A connection that dies after the message was stored is no answer; the record has it."""
    server.fail("POST", MESSAGES, after=True, drop=True)
    body = bot.payloads(brief())[0]
    with pytest.raises(PostUnknown):
        await bot.post(body, place(server), "k0")
    found = await bot.find(place(server), "k0", None)
    assert found is not None
    assert found.message == server.world.general.messages[0]["id"]


async def test_a_day_later_it_is_found_by_its_mark(bot: Discord, server: Server) -> None:
    """Nonces are long forgotten and hundreds of messages came since; the mark is still there."""
    ref = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    server.world.nonces.clear()
    for number in range(250):
        server.world.add_message(
            server.world.general, server.world.person, {"content": str(number)}
        )
    assert await bot.find(place(server), "k0", None) == ref
    assert await bot.find(place(server), "k0", ref.message) is None  # only what came after it
    assert await bot.find(place(server), "other", None) is None


async def test_a_mark_that_someone_copied_is_not_ours(bot: Discord, server: Server) -> None:
    """Only the bot's own messages count, whoever writes its mark."""
    body = marks.marked(bot.payloads(brief())[0], "k0")
    server.world.add_message(server.world.general, server.world.person, body)
    assert await bot.find(place(server), "k0", None) is None


async def test_finding_in_a_thread(bot: Discord, server: Server) -> None:
    """Parts are looked for in their thread; one that was never begun holds nothing."""
    parent = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    inside = place(server, thread=parent.message)
    assert await bot.find(inside, "k1", None) is None
    ref = await bot.post(bot.payloads(brief())[1], inside, "k1")
    assert await bot.find(inside, "k1", None) == ref


async def test_history_that_is_hidden_is_an_error(bot: Discord, server: Server) -> None:
    """Without Read Message History nothing may be concluded."""
    server.world.general.may_read = False
    with pytest.raises(HistoryUnreadable, match="50001"):
        await bot.find(place(server), "k0", None)


async def test_a_record_that_can_not_be_read_now(bot: Discord, server: Server) -> None:
    """A server error while looking is no answer: it may be asked again later."""
    server.fail("GET", MESSAGES, status=503)
    with pytest.raises(PostUnknown):
        await bot.find(place(server), "k0", None)


async def test_a_thread_begun_by_another_process(bot: Discord, server: Server) -> None:
    """Losing the race for the thread is as good as winning it."""
    parent = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    server.fail("POST", MESSAGES, status=404, body={"code": 10003, "message": "Unknown Channel"})
    world = server.world
    world.thread(world.general, parent.message, "theirs", world.bot)
    ref = await bot.post(bot.payloads(brief())[1], place(server, thread=parent.message), "k1")
    assert world.channels[parent.message].messages[0]["id"] == ref.message


async def test_a_thread_begun_after_a_restart(bot: Discord, server: Server) -> None:
    """Another process begins the thread all the same, under the name its parent carries."""
    parent = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    other = bot_on(server)
    await other.post(other.payloads(brief())[1], place(server, thread=parent.message), "k1")
    thread = server.world.channels[parent.message]
    assert (thread.name, len(thread.messages)) == ("China AI brief, 25 Nov", 1)
    await other.close()


async def test_a_parent_that_was_deleted(bot: Discord, server: Server) -> None:
    """Without its first message a brief has no thread: refused, saying so."""
    with pytest.raises(PostRefused, match="10008"):
        await bot.post(bot.payloads(brief())[1], place(server, thread="123"), "k1")


async def test_a_forum_gets_a_post(server: Server) -> None:
    """In a forum the brief is a post with its tags, and its stories are the post's replies."""
    tags = {"77": "Briefs", "78": "China AI", "79": "Chips"}
    forum = server.world.channel("briefs", FORUM, tag_required=True, available_tags=tags)
    bot = bot_on(server, tags=["77", "unknown"])
    first, second, _ = bot.payloads(brief())
    parent = await bot.post(first, place(server, channel=forum.id), "k0")
    assert parent.thread == parent.message
    ref = await bot.post(second, place(server, channel=forum.id, thread=parent.thread), "k1")
    post = server.world.channels[parent.message]
    assert (post.name, post.tags) == ("China AI brief, 25 Nov", ["77", "78"])
    assert [one["id"] for one in post.messages] == [parent.message, ref.message]
    assert await bot.find(place(server, channel=forum.id), "k0", None) == parent
    await bot.close()


async def test_a_forum_post_is_not_sent_twice(server: Server) -> None:
    """Forum posts know no nonce, so a 5xx ends the call as unknown, and the record decides."""
    forum = server.world.channel("briefs", FORUM)
    bot = bot_on(server)
    server.fail("POST", r"/channels/\d+/threads$", status=502, after=True)
    where = place(server, channel=forum.id)
    with pytest.raises(PostUnknown):
        await bot.post(bot.payloads(brief())[0], where, "k0")
    assert await bot.find(where, "k0", None) is not None
    assert len(server.sent("POST", r"/channels/\d+/threads$")) == 1
    await bot.close()


async def test_a_channel_for_neither(bot: Discord, server: Server) -> None:
    """A category takes no messages and no posts."""
    category = server.world.channel("all", 4)
    with pytest.raises(PostRefused, match="50024"):
        await bot.post(say_body(bot, 1), place(server, channel=category.id), "k1")


async def test_an_announcement_channel(bot: Discord, server: Server) -> None:
    """Announcement channels take the brief and a thread of their own kind."""
    news = server.world.channel("news", ANNOUNCEMENT)
    parent = await bot.post(bot.payloads(brief())[0], place(server, channel=news.id), "k0")
    inside = place(server, channel=news.id, thread=parent.message)
    await bot.post(bot.payloads(brief())[1], inside, "k1")
    assert server.world.channels[parent.message].type == ANNOUNCEMENT_THREAD


async def test_an_archived_thread_wakes_up(bot: Discord, server: Server) -> None:
    """Discord unarchives a thread that is posted in; nothing else has to be done."""
    parent = await bot.post(bot.payloads(brief())[0], place(server), "k0")
    inside = place(server, thread=parent.message)
    await bot.post(bot.payloads(brief())[1], inside, "k1")
    server.world.channels[parent.message].archived = True
    await bot.post(bot.payloads(brief())[2], inside, "k2")
    assert not server.world.channels[parent.message].archived


async def test_editing_keeps_the_mark(bot: Discord, server: Server) -> None:
    """A message that is put right in place can still be found by its key."""
    ref = await bot.post(say_body(bot, 1), place(server), "k1")
    await bot.edit(ref, say_body(bot, 2))
    (message,) = server.world.general.messages
    assert message["embeds"][0]["description"] == "Line 2."
    assert await bot.find(place(server), "k1", None) == ref


async def test_taking_a_message_back(bot: Discord, server: Server) -> None:
    """A message of the bot's own is deleted; one that is gone already is no error."""
    ref = await bot.post(say_body(bot, 1), place(server), "k1")
    await bot.retract(ref)
    await bot.retract(ref)
    assert server.world.general.messages == []


async def test_telling_one_person(bot: Discord, server: Server) -> None:
    """A direct conversation is a place like any other, the same one each time."""
    world = server.world
    there = await bot.direct(world.guild, world.admin)
    await bot.post(say_body(bot, 1), there, "k1")
    assert await bot.direct(world.guild, world.admin) == there
    assert len(world.channels[there.channel].messages) == 1
    with pytest.raises(PostRefused):
        await bot.direct(world.guild, "123")
