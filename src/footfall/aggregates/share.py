"""Which share of the events is such? Null for no events."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State
from footfall.expr import Expr, Value

__all__ = ["share"]


@dataclass(frozen=True, slots=True)
class Share(Aggregate):
    """Share of matching events for which the argument, a condition, is true; an unknown condition counts as not true."""

    name: ClassVar[str] = "share"

    @property
    def result(self) -> Result:
        return "number"

    def reduce(self, column: Column) -> str:
        such, all_matching = column.running(f"count(CASE WHEN {column.value} THEN 1 END)"), column.running(f"count({column.matches})")
        return f"(CAST({such} AS DOUBLE) / nullif({all_matching}, 0))"

    def start(self) -> State:
        return [0, 0]

    def fold(self, state: State, x: Value, us: int) -> None:
        state[0] += 1
        state[1] += x is True

    def read(self, state: State, us: int) -> Value:
        return float(state[1]) / float(state[0]) if state[0] else None


def share(condition: Expr) -> Share:
    """Return the share of matching events for which `condition` is true; null for no events."""
    return Share(condition)
