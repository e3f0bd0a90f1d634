"""How often was something seen again? 0 for never."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, State, argument
from footfall.expr import Expr, Value

__all__ = ["repeats"]


@dataclass(frozen=True, slots=True)
class Repeats(Aggregate):
    """Number of matching events whose value had been seen before. State: the set of values and the number."""

    name: ClassVar[str] = "repeats"

    def reduce(self, column: Column) -> str:
        return column.running(f"count(CASE WHEN {column.occurrence(argument(self))} > 1 THEN 1 END)")

    def start(self) -> State:
        return [0, set()]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is None:
            return
        if x in state[1]:
            state[0] += 1
        else:
            state[1].add(x)

    def of(self) -> Expr | None:
        return self.x


def repeats(x: Expr) -> Repeats:
    """Return how many matching events repeated a value of `x` seen before; nulls repeat nothing."""
    return Repeats(x)
