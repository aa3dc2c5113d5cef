"""Handlers that note what comes in and answer what they are told to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.message import Message, Paragraph, Run
from bot.platforms.base import Action, Command, Reply, ThreadReply


def say(text: str) -> Message:
    """A message of one line."""
    return Message(blocks=(Paragraph(runs=(Run(text=text),)),), fallback=text)


@dataclass
class Recorder:
    """Handlers that note what comes in, answer `reply` after `delay` seconds."""

    reply: Reply | None = field(default_factory=lambda: Reply(posts=(say("An answer."),)))
    delay: float = 0
    failure: Exception | None = None  # raised by thread_reply, as a fault of the program would be
    commands: list[Command] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    replies: list[ThreadReply] = field(default_factory=list)

    async def command(self, command: Command) -> Reply:
        self.commands.append(command)
        await asyncio.sleep(self.delay)
        assert self.reply is not None
        return self.reply

    async def action(self, action: Action) -> Reply | None:
        self.actions.append(action)
        await asyncio.sleep(self.delay)
        return self.reply

    async def thread_reply(self, reply: ThreadReply) -> Reply | None:
        self.replies.append(reply)
        await asyncio.sleep(self.delay)
        if self.failure:
            raise self.failure
        return self.reply
