"""What every command shares: its options, how it prints JSON and how it ends on an error."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", envvar="BRIEFBOT_CONFIG", help="Configuration folder.", metavar="DIR"),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", envvar="BRIEFBOT_DATABASE", help="Database URL.", metavar="URL"),
]
VerboseOption = Annotated[
    bool, typer.Option("-v", "--verbose", help="Log, and show an error's traceback.")
]


def print_json(value: Any) -> None:
    """One JSON document on standard output, UTF-8, readable."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_json_line(value: Any) -> None:
    """One JSON object a line on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
