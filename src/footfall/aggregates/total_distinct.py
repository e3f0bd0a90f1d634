"""How much in all, each thing counted once? 0 for nothing."""

from dataclasses import dataclass
from typing import ClassVar, cast

from footfall.aggregates.aggregate import Aggregate, Column, Result, State, argument
from footfall.expr import Expr, Readable, Reader, Value

__all__ = ["total_distinct"]


@dataclass(frozen=True, slots=True)
class TotalDistinct(Aggregate):
    """Sum of the argument over the events that show a value of `per` for the first time in the scope.

    As a target it looks ahead from the cut-off, but "first time" still counts from the beginning of the scope: what was seen is given.
    State: the sum and the set of values.
    """

    per: Expr | None = None

    name: ClassVar[str] = "total_distinct"

    @property
    def result(self) -> Result:
        return argument(self).kind

    def reduce(self, column: Column) -> str:
        first = f"CASE WHEN {column.occurrence(keyed(self.per))} = 1 THEN {column.value} END"
        return f"CAST(coalesce({column.running(f'sum({first})')}, 0) AS BIGINT)"

    def reader(self) -> Reader:
        amount, key = argument(self).reader(), keyed(self.per).reader()

        def read(row: Readable) -> Value:
            return cast(Value, (amount(row), key(row)))

        return read

    def start(self) -> State:
        return [0, set()]

    def fold(self, state: State, x: Value, us: int) -> None:
        amount, key = cast(tuple[Value, Value], x)
        if key is None or key in state[1]:
            return
        state[1].add(key)
        if amount is not None:
            state[0] += amount

    def of(self) -> Expr | None:
        return self.per

    def signature(self) -> str:
        return f"{self.name}@{self.version}({argument(self).sql()}, per={keyed(self.per).sql()})"


def keyed(per: Expr | None) -> Expr:
    """Return `per`, which is never None outside a half-built object."""
    if per is None:
        raise TypeError("total_distinct needs per=")
    return per


def total_distinct(x: Expr, *, per: Expr) -> TotalDistinct:
    """Return the sum of `x`, each value of `per` counted once, where it is first seen; 0 for nothing."""
    return TotalDistinct(x, per)
