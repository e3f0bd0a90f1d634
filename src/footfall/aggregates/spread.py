"""How much do values differ? Null for nothing, 0 for one value."""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument, averaged
from footfall.expr import Expr, Value

__all__ = ["spread"]


@dataclass(frozen=True, slots=True)
class Spread(Aggregate):
    """Population standard deviation, sqrt(n * sum(x^2) - sum(x)^2) / n, from exact integer sums.

    The square root is the one float step whose last bit may differ between engines: relative tolerance 1e-12.
    """

    name: ClassVar[str] = "spread"

    @property
    def result(self) -> Result:
        return averaged(argument(self).kind)

    def reduce(self, column: Column) -> str:
        wide = f"CAST({column.value} AS HUGEINT)"
        seen, summed = column.running(f"count({column.value})"), column.running(f"sum({column.value})")
        squares, summed = column.running(f"sum({wide} * {wide})"), f"CAST({summed} AS HUGEINT)"
        return f"(sqrt(CAST({seen} * {squares} - {summed} * {summed} AS DOUBLE)) / nullif({seen}, 0))"

    def start(self) -> State:
        return [0, 0, 0]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None:
            state[0] += 1
            state[1] += x
            state[2] += x * x  # type: ignore[operator]

    def read(self, state: State, us: int) -> Value:
        seen, summed, squares = state
        return sqrt(float(seen * squares - summed * summed)) / float(seen) if seen else None


def spread(x: Expr) -> Spread:
    """Return the population standard deviation of the non-null values of `x`; null for none, 0 for one."""
    return Spread(x)
