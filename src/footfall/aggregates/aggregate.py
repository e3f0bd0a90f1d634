"""What must every aggregate be able to do?

`Aggregate`: reduce a column (SQL) and fold one event into a state (Python), and say what both give for nothing. The only place in Footfall
where anything is said twice; `tests/features/test_parity.py` holds the two faces together. It does not know scopes: `windows` does.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol, TypeAlias

from footfall.expr import Expr, Kind, Readable, Reader, Value

__all__ = ["Aggregate", "Column", "Result", "Rollup", "State", "argument", "averaged"]

State: TypeAlias = list[Any]
"""What a fold remembers: a short list of numbers, texts, or one set. Any, because each aggregate alone knows its own slots."""

Result = Kind | Literal["number"]
"""Kind of the answer; `number` is a plain float. `money` and `duration` leave the house as units of currency and seconds."""

Rollup = Literal["sum", "min", "max"]


class Column(Protocol):
    """The rows of one scope as SQL, ready to be reduced."""

    @property
    def value(self) -> str:
        """The argument; null on rows that the filter does not let through."""

    @property
    def matches(self) -> str:
        """1 on rows that the filter lets through, else null."""

    @property
    def us(self) -> str:
        """The time of rows that the filter lets through, else null."""

    @property
    def now(self) -> str:
        """The time of the row itself."""

    def own(self) -> str:
        """Return the SQL of the argument at the row itself."""

    def running(self, call: str) -> str:
        """Return the SQL of `call` over the scope's rows up to and including this one (for a target: the rows after it)."""

    def occurrence(self, of: Expr) -> str:
        """Return the SQL of how often this row's value of `of` was seen so far among matching rows: 1 the first time, null for null."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A summary of the events of a scope as of one of them.

    Parameters
    ----------
    x
        What is summarised; None where only the events count.

    Notes
    -----
    `fold` is called for every event that the filter lets through, in total order; `read` at any event of the scope.
    """

    x: Expr | None = None

    name: ClassVar[str]
    version: ClassVar[int] = 1
    """Raised when the meaning changes, so that saved models refuse to run on another meaning."""
    rollup: ClassVar[Rollup | None] = None
    """How days combine, for aggregates that a sliding window may use; None: unbounded scopes only."""

    @property
    def result(self) -> Result:
        """Kind of the answer."""
        return "integer"

    def reduce(self, column: Column) -> str:
        """Return the SQL of the answer at each row."""
        raise TypeError(f"{type(self).__name__} is abstract")

    def reader(self) -> Reader:
        """Return the function of one event whose value `fold` takes."""
        return self.x.reader() if self.x is not None else nothing

    def start(self) -> State:
        """Return the state before any event."""
        return [None]

    def fold(self, state: State, x: Value, us: int) -> None:
        """Take one event in: its value of `x` (None for null) and its time in UTC epoch microseconds."""
        raise TypeError(f"{type(self).__name__} is abstract")

    def read(self, state: State, us: int) -> Value:
        """Return the answer as of an event at `us`."""
        value: Value = state[0]
        return value

    def combine(self, past: Value, own: Value) -> Value:
        """Join the answers of two stretches of time, for sliding windows."""
        raise TypeError(f"{self.name} cannot slide")

    def of(self) -> Expr | None:
        """Return the expression whose repeated values matter, for aggregates that look at values seen before."""
        return None

    def signature(self) -> str:
        """Return name, version and argument: what the fingerprint is made of."""
        return f"{self.name}@{self.version}({self.x.sql() if self.x is not None else ''})"


def nothing(row: Readable) -> Value:
    """Return None: what an aggregate without an argument reads."""
    return None


def argument(aggregate: Aggregate) -> Expr:
    """Return the argument of an aggregate that must have one."""
    if aggregate.x is None:
        raise TypeError(f"{aggregate.name} needs an argument")
    return aggregate.x


def averaged(kind: Kind) -> Result:
    """Return the kind of an average of such values: money and durations keep their unit, all else is a plain number."""
    return kind if kind in ("money", "duration") else "number"
