"""For which workspace a handler works: that of what it is given, and no other."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.platforms.base import Action, Change, Command, MessageRef, Place, ThreadReply
from digests.store.tenancy import NOBODY, within

Self = TypeVar("Self")
Given = ParamSpec("Given")
Result = TypeVar("Result")
_Method = Callable[Concatenate[Self, Given], Coroutine[Any, Any, Result]]


def for_its_workspace(method: _Method[Self, Given, Result]) -> _Method[Self, Given, Result]:
    """The same method, which sees only the rows of the workspace that its arguments name."""

    @wraps(method)
    async def run(self: Self, /, *given: Given.args, **named: Given.kwargs) -> Result:
        with within(workspace_of((*given, *named.values()))):
            return await method(self, *given, **named)

    return run


def workspace_of(given: Sequence[object]) -> str:
    """The workspace that the first argument which has one names; NOBODY where none does."""
    for one in given:
        match one:
            case Command(place=place):
                return place.workspace
            case Action(ref=ref) | ThreadReply(ref=ref):
                return ref.workspace
            case Change() | Place() | MessageRef():
                return one.workspace
            case list() | tuple() if one and isinstance(one[0], MessageRef):
                return one[0].workspace
            case _:
                continue
    return NOBODY
