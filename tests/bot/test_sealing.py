"""Tokens at rest: sealed, opened with any key that is given, and never shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.sealing import Seal

OLD, NEW = "o" * 32, "n" * 32


@given(st.text())
def test_what_is_sealed_opens_again_and_shows_nothing(text: str) -> None:
    """Sealing and opening gives the text back; the sealed form does not hold it."""
    seal = Seal(NEW)
    sealed = seal.seal(text)
    assert seal.unseal(sealed) == text
    assert len(text) < 8 or text not in sealed


def test_key_can_be_replaced() -> None:
    """With the old key behind the new one, old texts open and new ones are sealed anew."""
    sealed = Seal(OLD).seal("token")
    both = Seal(f"{NEW}, {OLD}")
    assert both.unseal(sealed) == "token"
    assert Seal(NEW).unseal(both.seal("token")) == "token"
    with pytest.raises(SettingsError, match="BRIEFBOT_SECRET_KEY"):
        Seal(NEW).unseal(sealed)


@pytest.mark.parametrize("secrets", ["", " , ", "short", f"{NEW},short"])
def test_weak_key_is_refused(secrets: str) -> None:
    """No key, or a short one, is refused with the command that makes a good one."""
    with pytest.raises(SettingsError, match="openssl"):
        Seal(secrets)


def test_key_is_not_in_the_repr() -> None:
    """What is logged by mistake shows no key."""
    assert NEW not in repr(Seal(NEW))


def test_changed_text_does_not_open() -> None:
    """A sealed text that somebody changed is refused."""
    sealed = Seal(NEW).seal("token")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(SettingsError):
        Seal(NEW).unseal(changed)
