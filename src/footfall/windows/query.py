"""What is the SQL of aggregates over scopes?

`Query` collects what aggregates ask for, each distinct piece once, and writes one statement: a narrow step for each partition of the rows,
joined on `ord`. Narrow steps matter: a window operator carries every column of its row through a sort.

    plain    columns of the row itself
    w0 ...   the running window functions of one partition, over occurrence numbers ("this item for the 3rd time") where they need them
    past     sums by visitor and day, and their sliding windows
    answer   one expression for each output column

Features ask it to look back and targets to look ahead; nothing else differs between them. It runs nothing: an engine runs its statement,
and `windows.batches` answers it faster.
"""

import re
from dataclasses import dataclass, field

from footfall.aggregates.aggregate import Aggregate
from footfall.expr import DAY_US, Expr
from footfall.windows.scope import Scope

__all__ = ["DAY", "Masked", "Query"]

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
    plain: dict[str, str] = field(default_factory=dict)
    """Expressions over the row itself, and their names."""
    steps: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """Running window functions and their names, by their partition and the occurrence numbers that they need."""
    occurrences: dict[tuple[str, str], str] = field(default_factory=dict)
    """Names of occurrence numbers, by the partition and the value that is counted."""
    daily: dict[str, str] = field(default_factory=dict)
    """Sums (least, greatest) by visitor and day, and their names."""
    rolled: dict[tuple[str, int], str] = field(default_factory=dict)
    """Names of the same over the days before a day, by the name of the daily one and the length of the window in days."""
    answers: list[tuple[str, str]] = field(default_factory=list)
    """Output columns and the expressions over all names above that give them."""

    def add(self, name: str, sql: str) -> None:
        """Add an output column."""
        self.answers.append((name, sql))

    def answer(self, aggregate: Aggregate, where: Expr | None, by: Expr | None, scope: Scope) -> str:
        """Return the SQL of an aggregate's answer at each row, null where the scope's key or `by` is null."""
        column = Masked(self, aggregate, where, by, scope)
        answer = aggregate.reduce(column) if scope.days is None else self._sliding(aggregate, column, scope.days)
        known = [self.piece(scope.key)] if scope.key != "session_no" else []
        known += [self.piece(by.sql())] if by is not None else []
        return answer if not known else f"CASE WHEN {' AND '.join(f'{key} IS NOT NULL' for key in known)} THEN {answer} END"

    def piece(self, sql: str) -> str:
        """Return the name of an expression over the row itself, made on the first call."""
        return self.plain.setdefault(sql, sql if sql.isidentifier() else f"r{len(self.plain)}")

    def window(self, call: str, partition: str) -> str:
        """Return the name of a running window function, made on the first call."""
        calls = self.steps.setdefault((partition, " ".join(self.needed_by(call))), {})
        number = sum(len(each) for each in self.steps.values())
        return calls.setdefault(call, f"p{number}")

    def seen(self, partition: str, value: str) -> str:
        """Return the name of an occurrence number, made on the first call."""
        return self.occurrences.setdefault((partition, value), f"seen{len(self.occurrences)}")

    def needed_by(self, call: str) -> list[str]:
        """Return the occurrence numbers that a window function reads."""
        return sorted(set(re.findall(r"\bseen\d+\b", call)) & set(self.occurrences.values()))

    def sql(self) -> str:
        """Return the whole statement: `ord` and the output columns."""
        steps = [f"plain AS (SELECT {named({'ord': 'ord', **self.plain})} FROM {self.table})"]
        frame = AHEAD if self.ahead else BACK
        for number, ((partition, needed), calls) in enumerate(self.steps.items()):
            over = {f"{call} OVER (PARTITION BY {partition} ORDER BY ord {frame})": name for call, name in calls.items()}
            steps.append(f"w{number} AS (SELECT {named({'ord': 'ord', **over})} FROM {self._source(needed)})")
        steps += self._past_steps() if self.daily else []
        others = [f"w{number}" for number in range(len(self.steps))] + ["past"] * bool(self.daily)
        joined = " ".join(["plain", *(f"JOIN {other} USING (ord)" for other in others)])
        return f"WITH {', '.join(steps)} SELECT ord, {self.answers_sql()} FROM {joined}"

    def answers_sql(self) -> str:
        """Return the output columns over the names of all pieces."""
        return ", ".join(f"{sql} AS {name}" for name, sql in self.answers)

    def _source(self, needed: str) -> str:
        """Return the table to read from: with the occurrence numbers that are needed, each name apart by a space."""
        if not needed:
            return self.table
        numbers = {
            f"CASE WHEN {value} IS NOT NULL THEN row_number() OVER (PARTITION BY {partition}, {value} ORDER BY ord) END": name
            for (partition, value), name in self.occurrences.items()
            if name in needed.split()
        }
        return f"(SELECT *, {named(numbers)} FROM {self.table}) AS seen"

    def _sliding(self, aggregate: Aggregate, column: "Masked", days: int) -> str:
        """Return the SQL of an aggregate over the last days: those before its own from the daily roll-up, and its own so far."""
        rollup = aggregate.rollup
        if rollup is None:
            raise TypeError(f"{aggregate.name} cannot slide")
        call = f"{rollup}({column.value if aggregate.x is not None else column.matches})"
        daily = self.daily.setdefault(call, f"d{len(self.daily)}")
        past = self.rolled.setdefault((daily, days), f"past{len(self.rolled)}")
        own = self.window(call, f"visitor_no, {DAY}")
        if rollup == "sum":
            return f"CAST(coalesce({past}, 0) + coalesce({own}, 0) AS BIGINT)"
        both = f"{'least' if rollup == 'min' else 'greatest'}(coalesce({past}, {own}), coalesce({own}, {past}))"
        return f"CAST(coalesce({both}, 0) AS BIGINT)" if aggregate.x is None else both

    def _past_steps(self) -> list[str]:
        """Return the steps that roll events up by visitor and day and sum the days before each row's own."""
        rollup = {name: call.partition("(")[0] for call, name in self.daily.items()}
        window = "PARTITION BY on_visitor ORDER BY on_day RANGE BETWEEN {} PRECEDING AND 1 PRECEDING"
        frames = {f"{rollup[each]}({each}) OVER ({window.format(days - 1)})": name for (each, days), name in self.rolled.items()}
        keys = f"visitor_no AS on_visitor, {DAY} AS on_day"
        days = f"SELECT {keys}, {named(self.daily)} FROM {self.table} WHERE visitor_no IS NOT NULL GROUP BY 1, 2"
        rolled = f"SELECT on_visitor, on_day, {named(frames)} FROM daily"
        joined = f"{self.table} AS row LEFT JOIN rolled ON row.visitor_no = rolled.on_visitor AND {DAY} = rolled.on_day"
        past = f"SELECT ord, {', '.join(frames.values())} FROM {joined}"
        return [f"daily AS ({days})", f"rolled AS ({rolled})", f"past AS ({past})"]


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
        return self.query.window(call, self._keys())

    def occurrence(self, of: Expr) -> str:
        """Return the occurrence number of this row's value of `of`, counted from the scope's beginning."""
        return self.query.seen(self._keys(), self._masked(of.sql()))

    def _keys(self) -> str:
        """Return what the scope's rows are parted by, and within it what `by` parts them by."""
        return self.scope.key if self.by is None else f"{self.scope.key}, {self.by.sql()}"

    def _masked(self, sql: str) -> str:
        """Return an expression that is null where the filter does not let the row through."""
        return sql if self.where is None else f"CASE WHEN {self.where.sql()} THEN {sql} END"


def named(columns: dict[str, str]) -> str:
    """Return ``sql AS name`` pairs, plain columns left alone."""
    return ", ".join(name if sql == name else f"{sql} AS {name}" for sql, name in columns.items())
