"""How much on average? Null for nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument, averaged
from footfall.expr import Expr, Value

__all__ = ["mean"]


@dataclass(frozen=True, slots=True)
class Mean(Aggregate):
    """Exact integer sum over exact count, divided once."""

    name: ClassVar[str] = "mean"

    @property
    def result(self) -> Result:
        return averaged(argument(self).kind)

    def reduce(self, column: Column) -> str:
        seen, summed = column.running(f"count({column.value})"), column.running(f"sum({column.value})")
        return f"(CAST({summed} AS DOUBLE) / nullif({seen}, 0))"

    def start(self) -> State:
        return [0, 0]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None:
            state[0] += 1
            state[1] += x

    def read(self, state: State, us: int) -> Value:
        return float(state[1]) / float(state[0]) if state[0] else None


def mean(x: Expr) -> Mean:
    """Return the arithmetic mean of the non-null values of `x` over matching events; null for none."""
    return Mean(x)
