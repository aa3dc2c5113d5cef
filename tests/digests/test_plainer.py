"""Words that may stand for one another are read as one, with their endings."""

from __future__ import annotations

import pytest

from digests.foretold import told_as_done
from digests.plainer import plainer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Halden acquired Corvane.", "Halden bought Corvane."),
        ("It has halted the trial.", "It has suspended the test."),
        ("She dismissed the allegations.", "She rejected the accusations."),
        ("He would not say why.", "He declined to say why."),
        ("苍岭买下微澜", "苍岭收购微澜"),
        ("投资者担忧", "投资人忧虑"),
    ],
)
def test_two_ways_of_saying_one_thing_are_one(one: str, other: str) -> None:
    """Whatever the form of the verb."""
    assert plainer(one) == plainer(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("raised", "rose"), ("bought", "sold"), ("expects", "knows"), ("批准", "同意")],
)
def test_what_only_comes_near_stays_apart(one: str, other: str) -> None:
    """More, less and the opposite are not the same."""
    assert plainer(one) != plainer(other)


@pytest.mark.parametrize(
    ("text", "known", "turned"),
    [
        ("Halden acquired Corvane.", "Halden will acquire Corvane.", True),
        ("Halden bought Corvane.", "Halden has agreed to buy Corvane.", True),
        ("Halden will acquire Corvane.", "Halden is to acquire Corvane.", False),
        ("Halden acquired Corvane.", "Halden, which acquired Corvane, wants to acquire.", False),
        ("收购拖累了利润。", "收购会拖累利润。", True),
        ("苍岭推迟发布。", "苍岭将推迟发布。", False),
    ],
)
def test_what_is_to_come_is_not_told_as_done(text: str, known: str, turned: bool) -> None:
    """A verb that the source only has after "will" or "to"."""
    assert told_as_done(text, known) is turned
