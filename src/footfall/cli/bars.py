"""How does a person see how far it is?

On a terminal as bars that vanish when done; elsewhere (a log file, CI) as one line for each stage that took over a second. Always on
standard error, so that answers can be piped. Implements `footfall.progress.Progress`.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from footfall.progress import SILENT, Progress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

__all__ = ["bars"]

WORTH_SAYING_S = 1.0


def bars(*, quiet: bool) -> AbstractContextManager[Progress]:
    """Return the progress to work under.

    Parameters
    ----------
    quiet
        For machines (``--json``): nothing but bars on a terminal, so that standard error holds an error as JSON or nothing.
    """
    if sys.stderr.isatty():
        return on_terminal()
    return nullcontext(SILENT if quiet else Lines())


@contextmanager
def on_terminal() -> Iterator[Progress]:
    """Show bars while the context lasts."""
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield Bars(shown)


class Bars:
    """Each stage a bar, nested stages below one another."""

    def __init__(self, shown: "RichProgress") -> None:
        self._shown = shown

    @contextmanager
    def stage(self, title: str, total: float | None = None) -> Iterator[Stage]:
        """Show a bar until the stage closes."""
        task = self._shown.add_task(title, total=total)
        try:
            yield Bar(self._shown, task)
        finally:
            self._shown.remove_task(task)


class Bar:
    """One stage on a terminal."""

    def __init__(self, shown: "RichProgress", task: "TaskID") -> None:
        self._shown, self._task = shown, task

    def advance(self, steps: float = 1.0) -> None:
        """Move the bar on."""
        self._shown.advance(self._task, steps)


class Lines:
    """Each long stage a line when it is over."""

    @contextmanager
    def stage(self, title: str, total: float | None = None) -> Iterator[Stage]:
        """Say how long the stage took, where that is over a second and it came to its end."""
        begin = time.perf_counter()
        yield Line()
        seconds = time.perf_counter() - begin
        if seconds >= WORTH_SAYING_S:
            print(f"{title}: {seconds:.1f} s", file=sys.stderr, flush=True)


class Line:
    """A stage of which only the end is told."""

    def advance(self, steps: float = 1.0) -> None:
        """Show nothing."""
