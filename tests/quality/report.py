"""What a quality measure hands back, and the means to get it: our command, the scorers, the data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.shared import SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system's figures, in the order of its section's columns. None: not measured."""

    system: str
    figures: Sequence[float | None]
    ours: bool = False


Goal = tuple[Literal["≥", "≤"], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of work over one set; `goals` stand under its columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    goals: Sequence[Goal | None] = ()
    note: str = ""


class MissingData(Exception):
    """The shared data folder has no such file."""


def data(relative: str) -> Path:
    """A file or folder of the shared data. Raises MissingData where it is absent."""
    path = SHARED / relative
    if not path.exists():
        raise MissingData(relative)
    return path


def briefbot(*arguments: str | Path) -> str:
    """What our command prints on standard output. Raises CalledProcessError where it fails."""
    return _run("-m", "bot", *arguments)


def scored(scorer: str, *arguments: str | Path) -> str:
    """What a scorer of the shared data prints. Its exit status says nothing here."""
    return _run(data(scorer), *arguments, check=False)


def extracted(relative: str, work: Path) -> Path:
    """`briefbot extract` over a file of the shared data; the results in folder `work`."""
    out = work / f"{relative.replace('/', '-')}.out"
    briefbot("extract", data(relative), out)
    return out


def _run(*arguments: str | Path, check: bool = True) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise subprocess.CalledProcessError(
            done.returncode, done.args, output=done.stdout, stderr=done.stderr
        )
    return done.stdout
