"""How many events? 0 for none."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Rollup, State
from footfall.expr import Value

__all__ = ["count"]


@dataclass(frozen=True, slots=True)
class Count(Aggregate):
    """Number of matching events."""

    name: ClassVar[str] = "count"
    rollup: ClassVar[Rollup | None] = "sum"

    def reduce(self, column: Column) -> str:
        return column.running(f"count({column.matches})")

    def start(self) -> State:
        return [0]

    def fold(self, state: State, x: Value, us: int) -> None:
        state[0] += 1

    def combine(self, past: Value, own: Value) -> Value:
        return past + own  # type: ignore[operator]


def count() -> Count:
    """Return the number of matching events; 0 for none."""
    return Count()
