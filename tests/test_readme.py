"""The documents name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import build

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/configuration.md",
    "docs/collecting.md",
)


def commands() -> set[str]:
    """Every command of the command line, those of groups with their group."""
    top = typer.main.get_command(build())
    found: set[str] = set()
    for name, command in top.commands.items():  # type: ignore[attr-defined]
        found.add(name)
        found |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document: str) -> None:
    """`briefbot X` in a document is a command, with its group where it has one."""
    known = commands()
    text = (ROOT / document).read_text(encoding="utf-8")
    for named in re.findall(r"(?:^|`)briefbot ([a-z]+)(?: ([a-z]+))?", text, re.MULTILINE):
        group = any(one.startswith(f"{named[0]} ") for one in known)
        assert (" ".join(named).strip() if group else named[0]) in known


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    """A relative link is to a file of this repository."""
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_is_named_exists(document: str) -> None:
    """`make X` in a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = (ROOT / document).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets


def test_every_command_has_help_with_an_example() -> None:
    """`--help` of every command shows how it is used."""
    top = typer.main.get_command(build())
    for name, command in top.commands.items():  # type: ignore[attr-defined]
        for one in getattr(command, "commands", {name: command}).values():
            assert "Example: briefbot" in (one.help or ""), f"{name} {one.name}"
