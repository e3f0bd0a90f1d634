"""How does the command line speak?

Answers go to standard output (as text, or as one JSON document), everything else to standard error: progress bars and errors. The
only place that prints.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from footfall.progress import SILENT, Progress, Stage

__all__ = ["bars", "say", "say_error", "say_json"]


def say(text: str) -> None:
    """Print a line of the answer."""
    print(text)


def say_json(record: Mapping[str, object]) -> None:
    """Print the answer as one JSON document."""
    print(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def say_error(what: str, *, where: str | None, remedy: str | None, code: int, as_json: bool) -> None:
    """Print what happened, where, and what to do about it."""
    if as_json:
        print(
            json.dumps({"error": {"what": what, "where": where, "remedy": remedy, "exit_code": code}}, ensure_ascii=False), file=sys.stderr
        )
        return
    lines = [f"Error: {what}"] + [f"Where: {where}"] * bool(where) + [f"To do: {remedy}"] * bool(remedy)
    print("\n".join(lines), file=sys.stderr)


@contextmanager
def bars(*, quiet: bool) -> Iterator[Progress]:
    """Give a progress that shows bars on standard error, or none where nobody watches."""
    if quiet:
        yield SILENT
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as shown:
        yield _Shown(shown)


class _Task:
    def __init__(self, bars: "object", task: int) -> None:
        self._bars, self._task = bars, task

    def advance(self, steps: float = 1.0) -> None:
        self._bars.advance(self._task, steps)  # type: ignore[attr-defined]


class _Shown:
    def __init__(self, bars: "object") -> None:
        self._bars = bars

    @contextmanager
    def stage(self, title: str, total: float | None = None) -> Iterator[Stage]:
        task = self._bars.add_task(title, total=total)  # type: ignore[attr-defined]
        try:
            yield _Task(self._bars, task)
        finally:
            self._bars.remove_task(task)  # type: ignore[attr-defined]
