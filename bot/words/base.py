"""A word of `/brief`: one row says how it is typed, what it does and whether it changes things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import Desk
from bot.platforms.base import Command, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """`run` gets what stands after the word. `changes`: it changes what the channel gets, so only
    those may use it who may change subscriptions."""

    name: str
    changes: bool
    run: Callable[[Desk, Command, str], Awaitable[Reply]]
