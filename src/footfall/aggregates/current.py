"""What does this very event say? Null where it says nothing."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument
from footfall.expr import Expr, Value

__all__ = ["current"]


@dataclass(frozen=True, slots=True)
class Current(Aggregate):
    """The argument at the event itself. Takes no filter."""

    name: ClassVar[str] = "current"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        return column.own()

    def fold(self, state: State, x: Value, us: int) -> None:
        state[0] = x


def current(x: Expr) -> Current:
    """Return `x` of the event itself, null included."""
    return Current(x)
