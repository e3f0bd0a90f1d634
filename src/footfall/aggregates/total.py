"""How much in all? 0 for nothing; nulls add nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, Rollup, State, argument
from footfall.expr import Expr, Value

__all__ = ["total"]


@dataclass(frozen=True, slots=True)
class Total(Aggregate):
    """Exact integer sum of the argument."""

    name: ClassVar[str] = "total"
    rollup: ClassVar[Rollup | None] = "sum"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        return f"CAST(coalesce({column.running(f'sum({column.value})')}, 0) AS BIGINT)"

    def start(self) -> State:
        return [0]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None:
            state[0] += x

    def combine(self, past: Value, own: Value) -> Value:
        return past + own  # type: ignore[operator]


def total(x: Expr) -> Total:
    """Return the sum of `x` over matching events; 0 for nothing, nulls add nothing."""
    return Total(x)
