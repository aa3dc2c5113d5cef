"""The loopback Discord's gateway: hello, identify, heartbeats, resume, invalid sessions.

developers/events/gateway.mdx. Frames are plain JSON text, which discord.py reads as well as
compressed ones.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.servers.discord_state import World

Json = dict[str, Any]
MESSAGE_CONTENT = 1 << 15
GUILD_MESSAGES = 1 << 9
_HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


@dataclass(kw_only=True)
class Session:
    """One identified session, its events kept so that it can be resumed."""

    id: str
    intents: int
    shard: list[int] = field(default_factory=lambda: [0, 1])
    sent: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class Gateway:
    """All sessions of the loopback Discord."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.received: list[Json] = []  # every payload a client sent
        self.invalidate_next: list[bool] = []  # answers to identify or resume: resumable or not
        self.heartbeat_interval = 41250
        self.acknowledge = True  # heartbeats
        self.close_identify: int | None = None  # the code that every identify is closed with

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One socket, from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.heartbeat_interval}})
        session: Session | None = None
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            payload = json.loads(frame.data)
            self.received.append(payload)
            match payload["op"]:
                case 1 if self.acknowledge:
                    await socket.send_json({"op": 11})
                case 2:
                    session = await self._identify(socket, payload["d"])
                case 6:
                    session = await self._resume(socket, payload["d"])
        if session is not None and session.socket is socket:
            session.socket = None
        return socket

    async def dispatch(self, event: str, data: Mapping[str, Any]) -> None:
        """An event to every session; one that is away gets it when it resumes."""
        for session in list(self.sessions.values()):
            shown = self._shown(session, event, dict(data))
            if shown is not None:
                await self._send(session, event, shown)

    async def again(self) -> None:
        """READY and GUILD_CREATE once more, as after a new identify."""
        for session in list(self.sessions.values()):
            await self._greet(session)

    async def drop(self, code: int = 1006) -> None:
        """Lose every socket; the sessions can be resumed."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if socket is not None and code == 1006:
                transport = socket._req.transport if socket._req else None
                if transport is not None:
                    transport.abort()
            elif socket is not None:
                await socket.close(code=code)

    async def ask_reconnect(self) -> None:
        """Opcode 7: the client must reconnect and resume."""
        for session in list(self.sessions.values()):
            if session.socket is not None:
                await session.socket.send_json({"op": 7, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Opcode 9 to every session."""
        for session in list(self.sessions.values()):
            if session.socket is not None:
                await session.socket.send_json({"op": 9, "d": resumable})
            if not resumable:
                self.sessions.pop(session.id, None)

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        if self.close_identify or data["token"] != self._world.token:
            await socket.close(code=self.close_identify or 4004)
            return None
        if data["intents"] & MESSAGE_CONTENT and not self._world.content_intent:
            await socket.close(code=4014)
            return None
        if self.invalidate_next:
            await socket.send_json({"op": 9, "d": self.invalidate_next.pop(0)})
            return None
        session = Session(
            id=self._world.snowflake(),
            intents=data["intents"],
            shard=data.get("shard") or [0, 1],
            socket=socket,
        )
        self.sessions = {
            key: one
            for key, one in self.sessions.items()
            if one.socket or one.shard != session.shard
        }
        self.sessions[session.id] = session
        await self._greet(session)
        return session

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if self.invalidate_next or session is None:
            resumable = self.invalidate_next.pop(0) if self.invalidate_next else False
            await socket.send_json({"op": 9, "d": resumable})
            return None
        session.socket = socket
        for payload in session.sent:
            if payload["s"] > data["seq"]:
                await socket.send_json(payload)
        await self._send(session, "RESUMED", {})
        return session

    async def _greet(self, session: Session) -> None:
        world = self._world
        ready = {
            "v": 10,
            "user": world.user_form(world.bot),
            "guilds": [{"id": world.guild, "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": session.shard,
            "application": {"id": world.application, "flags": 0},
        }
        await self._send(session, "READY", ready)
        await self._send(session, "GUILD_CREATE", world.guild_form())

    async def _send(self, session: Session, event: str, data: Json) -> None:
        payload = {"op": 0, "t": event, "s": len(session.sent) + 1, "d": data}
        session.sent.append(payload)
        if session.socket is not None and not session.socket.closed:
            try:
                await session.socket.send_json(payload)
            except (ConnectionError, RuntimeError):
                session.socket = None

    def _shown(self, session: Session, event: str, data: Json) -> Json | None:
        """What a session sees of an event: content only with its intent or its exceptions."""
        if not event.startswith("MESSAGE_"):
            return data
        if not session.intents & GUILD_MESSAGES:
            return None
        return data if self.may_read(data, session.intents) else {**data, **_HIDDEN}

    def may_read(self, message: Mapping[str, Any], intents: int) -> bool:
        """developers/events/gateway.mdx, "Message Content Intent"."""
        bot = self._world.bot
        mentioned = any(one["id"] == bot for one in message.get("mentions") or ())
        own = (message.get("author") or {}).get("id") == bot
        return bool(intents & MESSAGE_CONTENT) or mentioned or own


async def until(condition: Any, seconds: float = 5.0) -> None:
    """Wait until `condition()` holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - a condition of someone else's
            await asyncio.sleep(0.01)
