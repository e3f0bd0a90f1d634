"""What is the SQL of aggregates over scopes?

`Query` collects what aggregates ask for, each distinct piece once, and writes one statement of four steps:

    seen    occurrence numbers ("this item for the 3rd time in this session")
    daily   sums by visitor and day, and their sliding windows
    pieces  the running window functions
    answer  one expression for each output column

Features ask it to look back and targets to look ahead; nothing else differs between them. It runs nothing: `engines` does.
"""

from dataclasses import dataclass, field

from footfall.aggregates.aggregate import Aggregate, Rollup
from footfall.expr import DAY_US, Expr
from footfall.windows.scope import Scope

__all__ = ["Masked", "Query"]

BACK = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
AHEAD = "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING"
DAY = f"(us // {DAY_US})"


@dataclass(slots=True)
class Query:
    """One statement over a visits table, growing as columns are added.

    Parameters
    ----------
    table
        Table or view with the columns of `sessions.batch`.
    ahead
        False: rows up to and including this one. True: rows strictly after it.
    """

    table: str
    ahead: bool = False
    _seen: dict[str, str] = field(default_factory=dict)
    _daily: dict[str, tuple[str, Rollup]] = field(default_factory=dict)
    _rolled: dict[str, tuple[str, str]] = field(default_factory=dict)
    _pieces: dict[str, str] = field(default_factory=dict)
    _answers: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, sql: str) -> None:
        """Add an output column."""
        self._answers.append((name, sql))

    def answer(self, aggregate: Aggregate, where: Expr | None, by: Expr | None, scope: Scope) -> str:
        """Return the SQL of an aggregate's answer at each row, null where the scope's key or `by` is null."""
        column = Masked(self, aggregate, where, by, scope)
        answer = aggregate.reduce(column) if scope.days is None else self._sliding(aggregate, column, scope.days)
        known = [self.piece(scope.key)] if scope.key != "session_no" else []
        known += [self.piece(by.sql())] if by is not None else []
        return answer if not known else f"CASE WHEN {' AND '.join(f'{key} IS NOT NULL' for key in known)} THEN {answer} END"

    def piece(self, sql: str) -> str:
        """Return the name of a piece, made on the first call."""
        if sql.isidentifier():
            self._pieces.setdefault(sql, sql)
            return sql
        return self._pieces.setdefault(sql, f"p{len(self._pieces)}")

    def seen(self, sql: str) -> str:
        """Return the name of an occurrence number, made on the first call."""
        return self._seen.setdefault(sql, f"seen{len(self._seen)}")

    def sql(self) -> str:
        """Return the whole statement: `ord` and the output columns."""
        steps = []
        source = self.table
        if self._seen:
            steps.append(f"seen AS (SELECT *, {named(self._seen)} FROM {source})")
            source = "seen"
        if self._daily:
            steps += self._daily_steps(source)
        pieces = {"ord": "ord", **self._pieces}
        joined = (
            f"{source} LEFT JOIN rolled ON {source}.visitor_no = rolled.on_visitor AND {DAY} = rolled.on_day" if self._daily else source
        )
        pieces_sql = f"pieces AS (SELECT {named(pieces)} FROM {joined})"
        answers = ", ".join(f"{sql} AS {name}" for name, sql in self._answers)
        return f"WITH {', '.join([*steps, pieces_sql])} SELECT ord, {answers} FROM pieces"

    def _sliding(self, aggregate: Aggregate, column: "Masked", days: int) -> str:
        rollup = aggregate.rollup
        if rollup is None:
            raise TypeError(f"{aggregate.name} cannot slide")
        call = f"{rollup}({column.value if aggregate.x is not None else column.matches})"
        daily, _ = self._daily.setdefault(call, (f"d{len(self._daily)}", rollup))
        frame = f"(PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN {days - 1} PRECEDING AND 1 PRECEDING)"
        past, _ = self._rolled.setdefault(f"{rollup}({daily}) OVER {frame}", (f"r{len(self._rolled)}", rollup))
        past, own = self.piece(past), self.piece(f"{call} OVER (PARTITION BY visitor_no, {DAY} ORDER BY ord {BACK})")
        if rollup == "sum":
            return f"CAST(coalesce({past}, 0) + coalesce({own}, 0) AS BIGINT)"
        both = f"{'least' if rollup == 'min' else 'greatest'}(coalesce({past}, {own}), coalesce({own}, {past}))"
        return f"CAST(coalesce({both}, 0) AS BIGINT)" if aggregate.x is None else both

    def _daily_steps(self, source: str) -> list[str]:
        sums = ", ".join(f"{call} AS {name}" for call, (name, _) in self._daily.items())
        rolled = ", ".join(f"{call} AS {name}" for call, (name, _) in self._rolled.items())
        days = f"SELECT visitor_no AS on_visitor, {DAY} AS on_day, {sums} FROM {source} WHERE visitor_no IS NOT NULL GROUP BY 1, 2"
        return [f"daily AS ({days})", f"rolled AS (SELECT on_visitor, on_day, {rolled} FROM daily)"]


@dataclass(slots=True)
class Masked:
    """The rows of one scope that a filter lets through, as an aggregate reads them (`aggregates.aggregate.Column`)."""

    query: Query
    aggregate: Aggregate
    where: Expr | None
    by: Expr | None
    scope: Scope

    @property
    def value(self) -> str:
        """The argument where the filter lets it through, else null."""
        return self._masked(self.aggregate.x.sql() if self.aggregate.x is not None else "NULL")

    @property
    def matches(self) -> str:
        """1 where the filter lets the row through, else null."""
        return self._masked("1")

    @property
    def us(self) -> str:
        """The time where the filter lets the row through, else null."""
        return self._masked("us")

    @property
    def now(self) -> str:
        """The time of the row itself."""
        return self.query.piece("us")

    def own(self) -> str:
        """Return the argument at the row itself."""
        return self.query.piece(self.value)

    def running(self, call: str) -> str:
        """Return `call` over the scope's rows: back to its beginning, or ahead to its end."""
        frame = AHEAD if self.query.ahead else BACK
        return self.query.piece(f"{call} OVER (PARTITION BY {self._keys()} ORDER BY ord {frame})")

    def occurrence(self, of: Expr) -> str:
        """Return the occurrence number of this row's value of `of`, counted from the scope's beginning."""
        key = self._masked(of.sql())
        number = f"row_number() OVER (PARTITION BY {self._keys()}, {key} ORDER BY ord)"
        return self.query.seen(f"CASE WHEN {key} IS NOT NULL THEN {number} END")

    def _keys(self) -> str:
        return self.scope.key if self.by is None else f"{self.scope.key}, {self.by.sql()}"

    def _masked(self, sql: str) -> str:
        return sql if self.where is None else f"CASE WHEN {self.where.sql()} THEN {sql} END"


def named(columns: dict[str, str]) -> str:
    """Return ``sql AS name`` pairs, plain columns left alone."""
    return ", ".join(name if sql == name else f"{sql} AS {name}" for sql, name in columns.items())
