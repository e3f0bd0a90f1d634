"""What is the smallest value? Null for nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, Rollup, State, argument
from footfall.expr import Expr, Value

__all__ = ["least"]


@dataclass(frozen=True, slots=True)
class Least(Aggregate):
    """Smallest non-null value of the argument."""

    name: ClassVar[str] = "least"
    rollup: ClassVar[Rollup | None] = "min"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        return column.running(f"min({column.value})")

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None and (state[0] is None or x < state[0]):
            state[0] = x

    def combine(self, past: Value, own: Value) -> Value:
        known = [value for value in (past, own) if value is not None]
        return min(known) if known else None


def least(x: Expr) -> Least:
    """Return the smallest non-null value of `x` over matching events; null for none."""
    return Least(x)
