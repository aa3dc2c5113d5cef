"""What a command of Discord's is made of, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option and where it goes in the text: `form` has one "{}"."""

    name: str
    zh: str
    description: str
    zh_description: str
    form: str = "{}"
    required: bool = False
    choices: tuple[tuple[str, str, str], ...] = ()  # value, name, name in Chinese
    completes: bool = False  # Discord asks for suggestions while it is typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A command or subcommand. Its text is `word`, then its options' forms in order."""

    name: str
    zh: str
    description: str
    zh_description: str
    word: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A command that has only subcommands."""

    name: str
    zh: str
    description: str
    zh_description: str
    forms: tuple[Form, ...]


def topic_option(*, required: bool, description: str, zh_description: str) -> Option:
    """The option that names a topic, suggested while it is typed."""
    return Option(
        name="topic",
        zh="主题",
        description=description,
        zh_description=zh_description,
        required=required,
        completes=True,
    )
