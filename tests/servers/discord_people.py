"""What people do in the loopback Discord, and what the gateway tells of it."""

from __future__ import annotations

import re
from typing import Any, Literal

from tests.servers.discord_gateway import Gateway
from tests.servers.discord_interactions import Interaction, Interactions
from tests.servers.discord_state import DIRECT, Channel, World

Json = dict[str, Any]


class DiscordPeople:
    """Messages, commands, presses and forms of the people in one world."""

    def __init__(self) -> None:
        self.world = World()
        self.gateway = Gateway(self.world)
        self.interactions = Interactions(self.world)

    async def say(
        self, text: str, *, user: str | None = None, channel: Channel | None = None, **more: Any
    ) -> Json:
        """A person writes; who is named with <@id> is mentioned."""
        world = self.world
        author, at = user or world.person, channel or world.general
        named = [*re.findall(r"<@(\d+)>", text), *more.pop("mentions", ())]
        more["mentions"] = [world.user_form(one) for one in named]
        made = world.add_message(at, author, {"content": text}, **more)
        await self.announce(made)
        return made

    async def announce(self, message: Json, event: str = "MESSAGE_CREATE") -> None:
        """Tell the gateway of a message, as often as it is called."""
        author = message["author"]["id"]
        if self.world.channels[message["channel_id"]].type == DIRECT:
            await self.gateway.dispatch(event, message)
            return
        member = {} if message.get("webhook_id") else {"member": self.world.member_form(author)}
        await self.gateway.dispatch(event, {**message, **member, "guild_id": self.world.guild})

    async def slash(
        self,
        name: str,
        options: Json | None = None,
        *,
        sub: str | None = None,
        user: str | None = None,
        channel: Channel | None = None,
        kind: Literal[2, 4] = 2,
        focus: str | None = None,
        **more: Any,
    ) -> Interaction:
        """A person uses a slash command, or types in one (`kind` 4, in the option `focus`)."""
        given: list[Json] = [
            {
                "type": 3,
                "name": key,
                "value": value,
                **({"focused": True} if key == focus else {}),
            }
            for key, value in (options or {}).items()
        ]
        if sub:
            given = [{"type": 1, "name": sub, "options": given}]
        data = {"id": self.world.snowflake(), "name": name, "type": 1, "options": given}
        return await self._interact(kind, data, user, channel, **more)

    async def use_on_message(self, name: str, message: Json, **where: Any) -> Interaction:
        """A person uses a context command on a message."""
        data = {
            "id": self.world.snowflake(),
            "name": name,
            "type": 3,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        return await self._interact(2, data, where.get("user"), where.get("channel"))

    async def press(
        self,
        custom_id: str,
        message: Json,
        *,
        user: str | None = None,
        channel: Channel | None = None,
    ) -> Interaction:
        """A person presses a button of a message."""
        data = {"custom_id": custom_id, "component_type": 2, "id": 1}
        return await self._interact(3, data, user, channel, message=message)

    async def fill(
        self,
        form: Json,
        values: dict[str, Any],
        *,
        user: str | None = None,
        channel: Channel | None = None,
        message: Json | None = None,
    ) -> Interaction:
        """A person sends a modal, its fields as they were but for `values`."""
        parts = []
        for number, label in enumerate(form["components"]):
            inner = label["component"]
            name, given = inner["custom_id"], {}
            if inner["type"] == 3:
                chosen = [one["value"] for one in inner["options"] if one.get("default")]
                given["values"] = list(values.get(name, chosen))
            else:
                given["value"] = values.get(name, inner.get("value", ""))
            field = {"type": inner["type"], "custom_id": name, "id": number, **given}
            parts.append({"type": 18, "id": 100 + number, "component": field})
        data = {"custom_id": form["custom_id"], "components": parts}
        more = {"message": message} if message else {}
        return await self._interact(5, data, user, channel, **more)

    async def _interact(
        self, kind: int, data: Json, user: str | None, channel: Channel | None, **more: Any
    ) -> Interaction:
        who, at = user or self.world.person, channel or self.world.general
        made = self.interactions.new(kind, data, who, at, **more)
        await self.gateway.dispatch("INTERACTION_CREATE", made.data)
        return made
