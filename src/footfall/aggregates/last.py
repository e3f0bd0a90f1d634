"""What was the latest known value? Null for nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument
from footfall.expr import Expr, Value

__all__ = ["last"]


@dataclass(frozen=True, slots=True)
class Last(Aggregate):
    """Latest non-null value in total order."""

    name: ClassVar[str] = "last"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        return column.running(f"last_value({column.value} IGNORE NULLS)")

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None:
            state[0] = x


def last(x: Expr) -> Last:
    """Return the latest non-null value of `x` over matching events; null for none."""
    return Last(x)
