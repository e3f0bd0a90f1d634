"""What was the earliest known value? Null for nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument
from footfall.expr import Expr, Value

__all__ = ["first"]


@dataclass(frozen=True, slots=True)
class First(Aggregate):
    """Earliest non-null value in total order."""

    name: ClassVar[str] = "first"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        return column.running(f"first_value({column.value} IGNORE NULLS)")

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None and state[0] is None:
            state[0] = x


def first(x: Expr) -> First:
    """Return the earliest non-null value of `x` over matching events; null for none."""
    return First(x)
