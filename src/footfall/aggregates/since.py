"""How long is it since it last happened? Null for never."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State
from footfall.expr import Value

__all__ = ["since"]


@dataclass(frozen=True, slots=True)
class Since(Aggregate):
    """Microseconds from the latest matching event to this one; 0 where this one matches."""

    name: ClassVar[str] = "since"

    @property
    def result(self) -> Result:
        return "duration"

    def reduce(self, column: Column) -> str:
        return f"({column.now} - {column.running(f'max({column.us})')})"

    def fold(self, state: State, x: Value, us: int) -> None:
        state[0] = us

    def read(self, state: State, us: int) -> Value:
        return None if state[0] is None else us - state[0]


def since() -> Since:
    """Return the time since the latest matching event; null for none, 0 at one."""
    return Since()
