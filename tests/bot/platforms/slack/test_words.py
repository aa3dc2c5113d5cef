"""Slack's own words: the same in both languages."""

from __future__ import annotations

from bot.platforms.slack.words import words


def test_both_languages_say_everything() -> None:
    """Each phrase exists in both languages, and follows the text it stands beside."""
    english, chinese = words("What?"), words("什么？")
    assert set(english) == set(chinese)
    assert all(english[name] != chinese[name] for name in english)
    assert words() is english
