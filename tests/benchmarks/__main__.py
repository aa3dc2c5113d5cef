"""`make bench`: every benchmark, its figure and its goal.

A benchmark is a module `bench_*.py` of this folder with `def bench() -> Iterator[Result]`. Names
on the command line choose some: `python -m tests.benchmarks extraction`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.report import Result

HERE = Path(__file__).parent


def main() -> int:
    """Prints one table. 1 where a goal is missed, else 0.

    Each figure goes to standard error as it comes, since the whole may take an hour.
    """
    coming = Console(stderr=True, soft_wrap=True)
    table = Table("benchmark", "what was run", title="Benchmarks", title_justify="left")
    for column in ("figure", "unit", "goal"):
        table.add_column(column, justify="right")
    missed = 0
    for result in _results(sys.argv[1:]):
        missed += not result.met
        coming.print(f"{result.name}: {_shown(result.figure)} {result.unit}; {result.note}")
        colour = "" if result.goal is None else "green" if result.met else "red"
        goal = f"{result.goal[0]} {_shown(result.goal[1])}" if result.goal else ""
        figure = f"[{colour}]{_shown(result.figure)}[/]" if colour else _shown(result.figure)
        table.add_row(result.name, result.note, figure, result.unit, goal)
    Console(width=120).print(table)
    return 1 if missed else 0


def _results(wanted: list[str]) -> Iterator[Result]:
    for path in sorted(HERE.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if not wanted or name in wanted:
            yield from importlib.import_module(f"tests.benchmarks.bench_{name}").bench()


def _shown(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


if __name__ == "__main__":
    sys.exit(main())
