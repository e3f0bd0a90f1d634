"""Did it ever happen? 0 or 1."""

from dataclasses import dataclass
from typing import ClassVar

from footfall.aggregates.aggregate import Aggregate, Column, Rollup, State
from footfall.expr import Value

__all__ = ["ever"]


@dataclass(frozen=True, slots=True)
class Ever(Aggregate):
    """1 where any event matches, else 0."""

    name: ClassVar[str] = "ever"
    rollup: ClassVar[Rollup | None] = "max"

    def reduce(self, column: Column) -> str:
        return f"CAST(coalesce({column.running(f'max({column.matches})')}, 0) AS BIGINT)"

    def start(self) -> State:
        return [0]

    def fold(self, state: State, x: Value, us: int) -> None:
        state[0] = 1

    def combine(self, past: Value, own: Value) -> Value:
        return 1 if past or own else 0


def ever() -> Ever:
    """Return 1 where any event matches, else 0."""
    return Ever()
