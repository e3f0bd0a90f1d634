"""How long ago did it begin? Null for never."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State
from footfall.expr import Value

__all__ = ["elapsed"]


@dataclass(frozen=True, slots=True)
class Elapsed(Aggregate):
    """Microseconds from the first matching event to this one."""

    name: ClassVar[str] = "elapsed"

    @property
    def result(self) -> Result:
        return "duration"

    def reduce(self, column: Column) -> str:
        return f"({column.now} - {column.running(f'min({column.us})')})"

    def fold(self, state: State, x: Value, us: int) -> None:
        if state[0] is None:
            state[0] = us

    def read(self, state: State, us: int) -> Value:
        return None if state[0] is None else us - state[0]


def elapsed() -> Elapsed:
    """Return the time since the first matching event; null for none, 0 at the first."""
    return Elapsed()
