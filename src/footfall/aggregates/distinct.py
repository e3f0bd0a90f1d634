"""How many different values? 0 for none; null is not a value."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, State, argument
from footfall.expr import Expr, Value

__all__ = ["distinct"]


@dataclass(frozen=True, slots=True)
class Distinct(Aggregate):
    """Running count of "first time seen". State: the set of values."""

    name: ClassVar[str] = "distinct"

    def reduce(self, column: Column) -> str:
        return column.running(f"count(CASE WHEN {column.occurrence(argument(self))} = 1 THEN 1 END)")

    def start(self) -> State:
        return [set()]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is not None:
            state[0].add(x)

    def read(self, state: State, us: int) -> Value:
        return len(state[0])

    def of(self) -> Expr | None:
        return self.x


def distinct(x: Expr) -> Distinct:
    """Return the number of different non-null values of `x` over matching events; 0 for none."""
    return Distinct(x)
