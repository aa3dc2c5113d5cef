"""`make quality`: every measure over the development sets, ours beside the baselines.

A measure is a module `measure_*.py` of this folder with `def measure(work: Path) ->
Iterator[Section]`; `work` is a folder for its files. Names on the command line choose some:
`python -m tests.quality quotes claims`.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.quality.report import Goal, MissingData, Row, Section

HERE = Path(__file__).parent


def main() -> int:
    """Prints a table a section. 0 also where the shared data is absent, 1 where a measure fails."""
    console, failed = Console(width=120), 0
    for name in _chosen(sys.argv[1:]):
        try:
            with tempfile.TemporaryDirectory() as folder:
                for section in _sections(name, Path(folder)):
                    console.print(_table(section))
        except MissingData as missing:
            console.print(f"{name}: not measured, the shared data folder has no {missing}.")
        except subprocess.CalledProcessError as error:
            failed += 1
            console.print(f"{name}: failed: {(error.stderr or error.output).strip()[-400:]}")
    return 1 if failed else 0


def _chosen(wanted: list[str]) -> list[str]:
    there = sorted(path.stem.removeprefix("measure_") for path in HERE.glob("measure_*.py"))
    return [name for name in there if not wanted or name in wanted]


def _sections(name: str, work: Path) -> Iterator[Section]:
    found: Iterator[Section] = importlib.import_module(f"tests.quality.measure_{name}").measure(
        work
    )
    return found


def _table(section: Section) -> Table:
    table = Table(title=section.title, title_justify="left", caption=section.note or None)
    table.add_column("system", no_wrap=True)
    for column in section.columns:
        table.add_column(column, justify="right")
    for row in section.rows:
        table.add_row(row.system, *_cells(row, section), style="bold" if row.ours else "")
    if section.goals:
        table.add_row("goal", *(_goal(one) for one in section.goals), style="dim")
    return table


def _cells(row: Row, section: Section) -> Iterator[str]:
    for figure, goal in zip_longest(row.figures, section.goals):
        if figure is None:
            yield "–"
        elif not row.ours or goal is None:
            yield _shown(figure)
        else:
            met = figure >= goal[1] if goal[0] == "≥" else figure <= goal[1]
            yield f"[{'green' if met else 'red'}]{_shown(figure)}[/]"


def _goal(goal: Goal | None) -> str:
    return f"{goal[0]} {_shown(goal[1])}" if goal else ""


def _shown(figure: float) -> str:
    return f"{figure:.0f}" if figure == int(figure) else f"{figure:.3f}"


if __name__ == "__main__":
    sys.exit(main())
