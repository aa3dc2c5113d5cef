"""What the bot does with each thing Discord brings: acknowledge at once, then work.

discord.py starts every listener in a task of its own. Discord drops an interaction that is not
answered within three seconds, so all are deferred first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import discord
import structlog

from bot.errors import BotError, PostRefused
from bot.platforms.base import Change, Clerk, Command, Filled, Handlers, Place, Reply, Watcher
from bot.platforms.discord import commands, components, direct, events, forms, marks
from bot.platforms.discord.answers import DETAILS, SHARE, Again, Answers, note
from bot.platforms.discord.doors import Doors
from bot.platforms.discord.errors import LOST, from_discord
from bot.platforms.discord.events import Where
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.suggest import Suggestions
from bot.platforms.discord.words import words
from bot.platforms.order_form import command_text, order_of
from bot.platforms.seen import Seen, Shelf

Interaction = discord.Interaction[Any]
FORMS = ("subscribe", "edit")  # buttons that open a form here
log = structlog.get_logger(__name__)


class Listeners:
    """The listeners of one connection, and the work they have under way."""

    def __init__(
        self,
        handlers: Handlers,
        *,
        rest: Rest,
        answers: Answers,
        suggestions: Suggestions,
        admin_roles: frozenset[int],
        reads_messages: Callable[[], bool],
    ) -> None:
        self._handlers, self._rest, self._answers = handlers, rest, answers
        self._suggestions, self._admin_roles = suggestions, admin_roles
        self._reads_messages = reads_messages
        self._doors = Doors()
        self._seen = Seen()
        self._told: Shelf[bool] = Shelf(seconds=24 * 3600, size=10_000)
        self._ours: Shelf[bool] = Shelf(seconds=3600, size=5_000)
        self._threads: Shelf[Where] = Shelf(seconds=3600, size=5_000)
        self._work: set[asyncio.Task[None]] = set()

    def all(self) -> list[Callable[..., Coroutine[Any, Any, None]]]:
        """The coroutine functions that discord.py calls by their names."""
        return [
            self.on_interaction,
            self.on_message,
            self.on_guild_available,
            self.on_guild_join,
            self.on_guild_remove,
            self.on_guild_channel_delete,
            self.on_guild_channel_update,
            self.on_guild_role_update,
            self.on_member_update,
        ]

    async def finish(self, seconds: float) -> None:
        """Let the work under way end, for at most `seconds`; then stop it."""
        if not self._work:
            return
        _, late = await asyncio.wait(set(self._work), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def on_interaction(self, interaction: Interaction) -> None:
        """A command, a button, or an option being typed."""
        if not self._seen.first_time(("interaction", interaction.id)):
            return
        kind = interaction.type
        if kind is discord.InteractionType.autocomplete:
            await self._logged(self._suggest(interaction))
        elif kind is discord.InteractionType.application_command:
            await self._work_on(self._command(interaction))
        elif kind is discord.InteractionType.component:
            opens = events.pressed(interaction)[0] in FORMS
            work = self._open_form if opens else self._component
            await self._work_on(work(interaction))
        elif kind is discord.InteractionType.modal_submit:
            await self._work_on(self._form(interaction))

    async def on_message(self, message: discord.Message) -> None:
        """What a person wrote, if it may be meant for the bot."""
        await self._logged(self._heard(message))

    async def _heard(self, message: discord.Message) -> None:
        me = await self._rest.me()
        if not events.from_a_person(message, me):
            return
        if not events.to_us(message, me) and not events.perhaps_in_a_thread(message):
            return  # talk in a channel, of which a server is full
        if self._seen.first_time(("message", message.id)):
            await self._work_on(self._message(message, me))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild is there: at the start, and again after an outage of its."""
        await self._tell(self._doors.look(guild))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was let into a server."""
        await self._tell([self._doors.joined(guild)])

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was put out of a server, or the server is gone."""
        await self._tell([self._doors.left(guild)])

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await self._tell(self._doors.look(channel.guild))

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel's permissions may be others now."""
        del before
        await self._tell(self._doors.look(after.guild))

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role's permissions may be others now."""
        del before
        await self._tell(self._doors.look(after.guild))

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The bot's own roles may be others now."""
        del before
        await self._tell(self._doors.look(after.guild))

    async def _tell(self, changes: Iterable[Change]) -> None:
        if isinstance(self._handlers, Watcher):
            for change in changes:
                await self._handlers.changed(change)

    async def _work_on(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._logged(work))
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        await task

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except BotError as error:
            log.warning("discord_reply_not_sent", error=str(error), kind=type(error).__name__)
        except LOST as error:
            why = from_discord(error)
            log.warning("discord_reply_not_sent", error=str(why), kind=type(why).__name__)

    async def _suggest(self, interaction: Interaction) -> None:
        typing = commands.focused(events.data(interaction))
        found = self._suggestions.of(*typing, interaction.locale.value) if typing else []
        choices = [discord.app_commands.Choice(name=shown, value=meant) for shown, meant in found]
        await interaction.response.autocomplete(choices)

    async def _command(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await self._place(interaction)
        user = events.person(interaction, self._admin_roles)
        command = events.command(interaction, place, user)
        if command is None:
            await self._answers.private(note(words(interaction.locale).no_link), interaction)
            return
        reply = await self._handlers.command(command)
        await self._send(reply, interaction, place, asked=command.text)

    async def _component(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        place = await self._place(interaction)
        name, value = events.pressed(interaction)
        if name == SHARE:
            await self._answers.share(value, interaction, place, self._again(interaction, place))
            return
        if name == DETAILS:
            await self._answers.details(value, interaction, self._again(interaction, place))
            return
        user = events.person(interaction, self._admin_roles)
        action = events.action(interaction, place, user)
        reply = await self._handlers.action(action) if action else None
        if reply is not None:
            await self._send(reply, interaction, place)

    def _again(self, interaction: Interaction, place: Place) -> Again:
        """Makes an answer again, for whoever presses and with no more rights than they have."""
        user = events.person(interaction, self._admin_roles)

        async def again(asked: str) -> Reply:
            command = Command(name=events.COMMAND, text=asked, user=user, place=place)
            return await self._handlers.command(command)

        return again

    async def _open_form(self, interaction: Interaction) -> None:
        """The form of a subscription, or why this person gets none: at once, since a form can't
        come after an acknowledgement."""
        place, (name, value) = await self._place(interaction), events.pressed(interaction)
        user = events.person(interaction, self._admin_roles)
        id_ = value if name == "edit" else ""
        begun: Filled | Reply = Filled(place=place, id=id_)
        if isinstance(self._handlers, Clerk):
            begun = await self._handlers.form(id_, user, place)
        if isinstance(begun, Reply):
            await interaction.response.defer()
            await self._answers.private(begun, interaction)
            return
        topics = self._suggestions.topics(begun.language)
        made = forms.form(order_of(begun), topics, begun.language)
        await self._rest.show_form(interaction.id, interaction.token, made)

    async def _form(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        given = events.data(interaction)
        if components.parse(str(given.get("custom_id", "")))[0] != forms.FORM:
            return
        command = Command(
            name=events.COMMAND,
            text=command_text(forms.filled(given)),
            user=events.person(interaction, self._admin_roles),
            place=await self._place(interaction),
        )
        await self._answers.private(await self._handlers.command(command), interaction)

    async def _send(
        self, reply: Reply, interaction: Interaction, place: Place, *, asked: str = ""
    ) -> None:
        if reply.private:
            swaps = reply.replaces and events.is_private(interaction)
            await self._answers.private(reply, interaction, asked=asked, swaps=swaps)
        else:
            await self._answers.public(reply, interaction, place)

    async def _place(self, interaction: Interaction) -> Place:
        me = await self._rest.me()
        at = events.where(interaction.channel, me)
        at = at or await self._ask_where(str(interaction.channel_id), me)
        return at.place(direct.workspace(interaction.guild_id, interaction.user.id))

    async def _message(self, message: discord.Message, me: int) -> None:
        at = events.where(message.channel, me)
        at = at or await self._ask_where(str(message.channel.id), me)
        reply = events.thread_reply(message, at, me, self._admin_roles)
        if not reply.mentioned and not await self._is_ours(at, me):
            return
        place, asked = at.place(reply.ref.workspace), str(message.id)
        if reply.text or reply.mentioned:
            work = self._handlers.thread_reply(reply)
            await self._answers.in_thread(work, place, f"reply:{asked}", asked)
        elif not self._reads_messages() and not message.attachments:
            await self._say_unheard(message, place)

    async def _say_unheard(self, message: discord.Message, place: Place) -> None:
        """Once a thread a day, where a question may have come without its words."""
        if self._told.get(place.thread) is None:
            self._told.put(place.thread, True)
            said = words(message.guild.preferred_locale if message.guild else "")
            asked = str(message.id)
            await self._answers.answer(note(said.unheard), place, f"unheard:{asked}", asked)

    async def _is_ours(self, at: Where, me: int) -> bool:
        """Whether it is a thread that the bot began, or that hangs on a message of the bot's."""
        if at.ours or at.thread is None:
            return at.ours
        known = self._ours.get(at.thread)
        if known is None:
            known = await self._hangs_on_ours(at.channel, at.thread, me)
            self._ours.put(at.thread, known)
        return known

    async def _hangs_on_ours(self, channel: str, thread: str, me: int) -> bool:
        """A thread bears the id of the message it hangs on, if it hangs on one."""
        try:
            first = await self._rest.message(channel, thread)
        except LOST as error:
            if isinstance(from_discord(error), PostRefused):
                return False
            raise
        return marks.is_by(first, me)

    async def _ask_where(self, channel: str, me: int) -> Where:
        """A channel that discord.py does not hold, such as a thread that was archived."""
        known = self._threads.get(channel)
        if known is None:
            known = events.where_raw(await self._rest.channel(channel), me)
            self._threads.put(channel, known)
        return known
