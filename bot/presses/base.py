"""A button: one row says what a press does and whether it changes things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import Desk
from bot.platforms.base import Action, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """`changes`: it changes what the channel gets, so only those may press it who may change
    subscriptions."""

    name: str
    changes: bool
    run: Callable[[Desk, Action], Awaitable[Reply | None]]
