"""What many want at the same time is made once."""

from __future__ import annotations

import asyncio

import pytest

from digests.shelf import Shelf


async def test_what_many_want_at_once_is_made_once() -> None:
    """Whoever comes while a value is made waits for it; another key does not wait."""
    shelf: Shelf[int] = Shelf()
    made: list[str] = []

    async def want(key: str) -> int:
        async with shelf.turn(key):
            held = shelf.get(key)
            if held is None:
                made.append(key)
                await asyncio.sleep(0.01)
                held = shelf.put(key, len(made))
            return held

    found = await asyncio.gather(*(want(key) for key in ("a", "b", "a", "a", "b")))
    assert made == ["a", "b"]
    assert found[0] == found[2] == found[3]


async def test_who_fails_leaves_the_turn_to_the_next() -> None:
    """An error costs only whoever it came to."""
    shelf: Shelf[int] = Shelf()
    with pytest.raises(ValueError, match="no"):
        async with shelf.turn("a"):
            raise ValueError("no")
    async with shelf.turn("a"):
        assert shelf.get("a") is None


def test_the_longest_unwanted_goes_first() -> None:
    """Only so many are held."""
    shelf: Shelf[int] = Shelf(2)
    shelf.put("a", 1)
    shelf.put("b", 2)
    shelf.get("a")
    shelf.put("c", 3)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c"), len(shelf)) == (1, None, 3, 2)
