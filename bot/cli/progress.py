"""Progress on standard error: a bar in a terminal, nothing where it is not one."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from digests.collect import SourceReport


class Progress:
    """How much is done of `total`; nothing is shown for a total of 0."""

    def __init__(self, title: str, *, total: int) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty() or not total,
        )
        self._task = self._bar.add_task(title, total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def advance(self, report: SourceReport) -> None:
        """One more source is done."""
        del report
        self.add(1)

    def add(self, count: int) -> None:
        """So many more are done."""
        self._bar.advance(self._task, count)

    def say(self, line: str) -> None:
        """A line of its own, on standard output; above the bar where there is one."""
        if not self._bar.disable and sys.stdout.isatty():
            self._bar.console.print(line, highlight=False, markup=False)
        else:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
