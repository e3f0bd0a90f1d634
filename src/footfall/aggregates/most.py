"""How often was the commonest value seen? 0 for none."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, State, argument
from footfall.expr import Expr, Value

__all__ = ["most"]


@dataclass(frozen=True, slots=True)
class Most(Aggregate):
    """Largest number of matching events with one value. State: that number and the count of each value."""

    name: ClassVar[str] = "most"

    def reduce(self, column: Column) -> str:
        return f"coalesce({column.running(f'max({column.occurrence(argument(self))})')}, 0)"

    def start(self) -> State:
        return [0, {}]

    def fold(self, state: State, x: Value, us: int) -> None:
        if x is None:
            return
        seen = state[1].get(x, 0) + 1
        state[1][x] = seen
        state[0] = max(state[0], seen)

    def of(self) -> Expr | None:
        return self.x


def most(x: Expr) -> Most:
    """Return how many matching events had the commonest non-null value of `x`; 0 for none."""
    return Most(x)
