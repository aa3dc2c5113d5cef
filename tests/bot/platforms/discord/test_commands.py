"""The commands Discord shows, and the text that each of them means."""

from __future__ import annotations

from typing import Any

import pytest

from bot import commands as brief_commands
from bot.message import Message, Paragraph, Quotation, Run
from bot.platforms.discord import commands
from bot.platforms.discord.command_table import COMMANDS, Form, Group
from bot.platforms.discord.embeds import message_bodies
from bot.platforms.discord.spoken import in_discord
from bot.platforms.discord.suggest import Suggestions
from tests.bot.platforms.discord.conftest import TOPICS
from tests.servers import discord_rules as rules


def _data(name: str, options: dict[str, str], sub: str | None = None) -> dict[str, Any]:
    given: list[dict[str, Any]] = [{"name": key, "value": value} for key, value in options.items()]
    if sub:
        given = [{"name": sub, "type": 1, "options": given}]
    return {"name": name, "type": 1, "options": given}


def test_discord_takes_the_commands() -> None:
    """All of them keep Discord's document and its limits; each name is told in Chinese too."""
    wanted = commands.payloads()
    path = "/applications/{application_id}/commands"
    assert rules.by_document("PUT", path, wanted) == []
    assert len(wanted) <= 100
    for command in wanted:
        assert command["name_localizations"]["zh-CN"]
        assert command["contexts"] == [0, 1]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (_data("brief", {}), ""),
        (_data("brief", {"topic": "china-ai"}), "china-ai"),
        (_data("brief", {"window": "7d", "topic": "china-ai"}), "china-ai 7d"),
        (
            _data("briefs", {"topic": "chips", "at": "08:00"}, "subscribe"),
            "subscribe chips at 08:00",
        ),
        (
            _data(
                "briefs",
                {
                    "language": "zh",
                    "zone": "Asia/Shanghai",
                    "days": "weekdays",
                    "at": "8:30",
                    "topic": "chips",
                },
                "subscribe",
            ),
            "subscribe chips at 8:30 weekdays Asia/Shanghai in zh",
        ),
        (_data("briefs", {}, "list"), "list"),
        (_data("briefs", {"which": "s1"}, "remove"), "unsubscribe s1"),
        (_data("search", {"words": " open\nweights "}), "search open weights"),
        (_data("people", {"name": "Mei Sun"}), "people Mei Sun"),
        (_data("claims", {"topic": "chips"}), "claims chips"),
        (_data("claims", {"kind": "due", "topic": "chips"}), "claims chips due"),
        (_data("topics", {}), "topics"),
        (_data("unknown", {}), None),
        (_data("briefs", {}, "unknown"), None),
    ],
)
def test_a_command_means_its_text(data: dict[str, Any], text: str | None) -> None:
    """Options, in whatever order Discord brings them, become what one would type elsewhere."""
    assert commands.text_of(data) == text


def test_subscribing_is_understood() -> None:
    """The text is read by the parser that both platforms share, option by option."""
    options = {"topic": "chips", "at": "08:00", "days": "weekdays", "zone": "Europe/Berlin"}
    text = commands.text_of(_data("briefs", {**options, "language": "zh"}, "subscribe"))
    assert text is not None
    word, rest = brief_commands.split(text)
    assert word == "subscribe"
    parsed = brief_commands.subscription(rest, TOPICS)
    assert (parsed.topics, parsed.zone, parsed.language) == (("chips",), "Europe/Berlin", "zh")


@pytest.mark.parametrize("window", [one[0] for one in COMMANDS[0].options[1].choices])  # type: ignore[union-attr]
def test_every_window_is_understood(window: str) -> None:
    """Each choice of a window is one that the shared parser reads."""
    parsed = brief_commands.brief(f"china-ai {window}", TOPICS)
    assert parsed.since == window


def test_every_option_of_every_command_reaches_the_text() -> None:
    """No option can be offered and then be forgotten."""
    forms = [
        (one.name, sub)
        for one in COMMANDS
        for sub in (one.forms if isinstance(one, Group) else (one,))
    ]
    for name, form in forms:
        given = {option.name: f"value{n}" for n, option in enumerate(form.options)}
        text = commands.text_of(
            _data(name, given, None if isinstance(form, Form) and form.name == name else form.name)
        )
        assert text is not None
        assert all(value in text for value in given.values())


def test_chinese_words_can_be_typed() -> None:
    """The Chinese name of each command here is a word that can be typed after `/brief` elsewhere."""
    forms = [sub for one in COMMANDS for sub in (one.forms if isinstance(one, Group) else (one,))]
    assert all(brief_commands.split(f"{one.zh} x") == (one.word, "x") for one in forms if one.word)


def test_every_word_is_a_command_here() -> None:
    """Whatever can be typed after `/brief` elsewhere has a command in Discord."""
    forms = [sub for one in COMMANDS for sub in (one.forms if isinstance(one, Group) else (one,))]
    assert set(brief_commands.WORDS) <= {form.word for form in forms}


@pytest.mark.parametrize(
    ("said", "here"),
    [
        ("rest until `/brief resume`.", "rest until **/briefs resume**."),
        ("did you mean `/brief china-ai`?", "did you mean **/brief topic:china-ai**?"),
        ("say `/brief unsubscribe ID`", "say **/briefs remove which:ID**"),
        ("say `/brief why 2`", "say **/why story:2**"),
        ("say `/brief edit ID at 09:00`", "say **/briefs edit ID at 09:00**"),
        ("see /brief topics, /brief lists", "see /topics, /brief lists"),
    ],
)
def test_commands_are_named_as_they_are_here(said: str, here: str) -> None:
    """What the bot says of its commands names those that Discord has."""
    message = Message(blocks=(Paragraph(runs=(Run(text=said),)),), fallback="x")
    (body,) = message_bodies(in_discord(message))
    assert body["embeds"][0]["description"] == here


def test_a_quote_is_not_renamed() -> None:
    """A quote that holds a command stays what it was."""
    quote = Quotation(text="type `/brief list`", attribution=())
    assert in_discord(Message(blocks=(quote,), fallback="x")).blocks == (quote,)


def test_what_is_typed_is_found_inside_a_subcommand() -> None:
    """The option with the cursor is found at any depth."""
    data = _data("briefs", {"topic": "chi"}, "subscribe")
    data["options"][0]["options"][0]["focused"] = True
    assert commands.focused(data) == ("topic", "chi")
    assert commands.focused(_data("brief", {"topic": "x"})) is None


@pytest.mark.parametrize(
    ("typed", "locale", "first"),
    [
        ("", "en-US", ("China AI (china-ai)", "china-ai")),
        ("chip", "en-US", ("Chips (chips)", "chips")),
        ("芯", "zh-CN", ("芯片 (chips)", "chips")),
        ("CN", "en-GB", ("China AI (china-ai)", "china-ai")),
    ],
)
def test_topics_are_suggested(typed: str, locale: str, first: tuple[str, str]) -> None:
    """By slug, name or alias in any language, shown in the person's own."""
    assert Suggestions(TOPICS).of("topic", typed, locale)[0] == first


def test_time_zones_are_suggested() -> None:
    """By city or region, at most 25."""
    suggestions = Suggestions(TOPICS)
    assert ("Europe/Berlin", "Europe/Berlin") in suggestions.of("zone", "berl", "en-US")
    assert suggestions.of("zone", "new york", "en-US")[0][1] == "America/New_York"
    assert len(suggestions.of("zone", "", "en-US")) == 25
    assert suggestions.of("words", "x", "en-US") == []
