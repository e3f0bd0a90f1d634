"""How is a query answered fast?

A database computes running aggregates one by one through a window operator that sorts and buffers every column. `run_in_batches` leaves it
what it is good at, expressions over rows, and computes the running windows with `Segments`, in a few passes over a column for all groups at
once: some hundred thousand rows at a time, all rows of a visitor together, so that memory does not grow with the log. The answers are those
of `Query.sql`; `tests/features/test_parity.py` holds the two together.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from footfall.engines.duckdb import Engine, quote
from footfall.errors import EngineError
from footfall.windows.query import DAY, Query, named
from footfall.windows.segments import HIGHEST, Bools, Column, Ints, Segments, past_days

__all__ = ["Plan", "planned", "run_in_batches"]

T = TypeVar("T")

ROWS = 100_000
"""Rows of a batch: a column fits a processor's cache, all columns a hundred megabytes."""
UNIT = "coalesce(visitor_no, session_no)"
"""What never straddles batches; visits lie in its order (`sessions.batch`)."""
DISORDER = f"Visits do not lie in the order of ({UNIT}, session_no, ord), as sessions.batch.cut leaves them."
CALL = re.compile(r"(count|sum|min|max)\((.+)\)|(first_value|last_value)\((.+) IGNORE NULLS\)", re.DOTALL)
WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT"})
NUMBER = re.compile(r"seen\d+")
SEEN = re.compile(r"CASE WHEN (seen\d+) (= 1|> 1) THEN (.+) END", re.DOTALL)
SQUARED = re.compile(r"CAST\((.+) AS HUGEINT\) \* CAST\(\1 AS HUGEINT\)", re.DOTALL)
LIMB = 22
"""Bits of a limb. Squares are summed in products of two limbs, each sum exact in 64 bits for some 100,000 rows of a group."""
LARGE = 2**46
"""From here on a number has three limbs, a 2^44 + b 2^22 + c; below it two, h 2^22 + c."""
SQUARE = {"hh": 2**44, "hc": 2**23, "cc": 1}
"""Products whose sum is the square of a number below `LARGE`, and the factor of each."""
LARGE_SQUARE = {"aa": 2**88, "ab": 2**67, "ac": 2**45, "bb": 2**44, "bc": 2**23, "cc": 1}


@dataclass(frozen=True, slots=True)
class Call:
    """A running window function: ``function(argument) OVER (PARTITION BY group ...)``, `argument` and `group` being names of columns.

    `group` is ``session_no`` or ``visitor_no`` and, where that is parted further, the name of the column that parts it. `seen` is the name
    of an occurrence number and the condition on it (``= 1``) under which the argument counts; without an argument the number itself does.
    """

    name: str
    function: str
    argument: str
    group: tuple[str, str]
    seen: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Past:
    """Sums (least, greatest) over the days before a row's own; `argument` and `day` are names of columns."""

    name: str
    rollup: str
    argument: str
    day: str
    days: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The number of times that a row's value of the column `value` came up so far in its group."""

    name: str
    value: str
    group: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the database is asked for, and what is made of it.

    `rows` maps expressions over a row to the names of their columns; `wide` maps the name of a 128-bit sum to its SQL over its parts.
    """

    query: Query
    rows: dict[str, str]
    occurrences: dict[str, Occurrence]
    calls: list[Call]
    past: list[Past]
    wide: dict[str, str]


def planned(query: Query, engine: Engine) -> Plan | None:
    """Return how to answer a query in batches; None where it looks ahead or asks for something that only the database knows."""
    steps = [(partition, call, name) for (partition, _), calls in query.steps.items() for call, name in calls.items()]
    read = {call: understood(call) for call in [*(call for _, call, _ in steps), *query.daily]}
    if query.ahead or any(each is None or query.needed_by(each.argument) for each in read.values()):
        return None
    kinds = kinds_of(query, engine, [each.argument for each in read.values() if each is not None])
    plan = Plan(query, dict(query.plain), {}, [], [], {})
    for (partition, value), name in query.occurrences.items():
        plan.occurrences[name] = Occurrence(name, asked(plan, value), grouped(plan, partition))
    for partition, call, name in steps:
        each = read[call]
        if each is None or not fits(each, kinds):
            return None
        group, argument = grouped(plan, partition), asked(plan, each.argument)
        if each.squared:
            products = SQUARE if largest(query, engine, each.argument) < LARGE else LARGE_SQUARE
            plan.calls.extend(Call(f"{name}_{limbs}", limbs, argument, group, each.seen) for limbs in products)
            plan.wide[name] = " + ".join(f"CAST({name}_{limbs} AS HUGEINT) * {factor}" for limbs, factor in products.items())
        else:
            plan.calls.append(Call(name, each.function, argument, group, each.seen))
    for (daily, days), name in query.rolled.items():
        each = next(read[call] for call, known in query.daily.items() if known == daily)
        if each is None or kinds.get(each.argument) not in WHOLE or each.seen[0] or each.squared:
            return None
        plan.past.append(Past(name, each.function, asked(plan, each.argument), asked(plan, DAY), days))
    return plan


@dataclass(frozen=True, slots=True)
class Read:
    """A window function's SQL, taken apart; without an argument the occurrence number itself is the argument."""

    function: str
    argument: str
    seen: tuple[str, str]
    squared: bool


def understood(call: str) -> Read | None:
    """Return what a window function's SQL asks for; None where it is of no known form."""
    found = CALL.fullmatch(call)
    if found is None:
        return None
    function, argument = (found[1], found[2]) if found[1] else (found[3], found[4])
    if argument == "*" or not is_one(argument):
        return None
    seen, squared = ("", ""), False
    if number := NUMBER.fullmatch(argument):
        return Read(function, "", (number[0], ""), squared)
    if condition := SEEN.fullmatch(argument):
        argument, seen = condition[3], (condition[1], condition[2])
    if square := SQUARED.fullmatch(argument):
        argument, squared = square[1], True
    return Read(function, argument, seen, squared)


def is_one(argument: str) -> bool:
    """Return whether no bracket of an argument closes one from outside, as in ``a) + sum(b``; brackets within text count too."""
    depth = [argument[: place + 1].count("(") - argument[: place + 1].count(")") for place, sign in enumerate(argument) if sign == ")"]
    return all(each >= 0 for each in depth)


def fits(read: Read, kinds: Mapping[str, str]) -> bool:
    """Return whether a window function can be computed over the type of its argument."""
    if read.function in ("count", "first_value", "last_value"):
        return not read.squared
    kind = kinds.get(read.argument, "BIGINT")
    return kind in WHOLE or (kind == "VARCHAR" and read.function != "sum" and not read.squared)


def largest(query: Query, engine: Engine, sql: str) -> int:
    """Return the largest absolute value of an expression over all rows."""
    return engine.integer(f"SELECT greatest(max({sql}), -min({sql})) FROM {query.table}")


def asked(plan: Plan, sql: str) -> str:
    """Return the name of the column that holds an expression, made on the first call."""
    return plan.rows.setdefault(sql, sql if sql.isidentifier() else f"x{len(plan.rows)}") if sql else ""


def grouped(plan: Plan, partition: str) -> tuple[str, str]:
    """Return the key of a partition and the name of the column that parts it further, "" for none."""
    key, _, further = partition.partition(", ")
    return key, asked(plan, further)


def kinds_of(query: Query, engine: Engine, arguments: list[str]) -> dict[str, str]:
    """Return DuckDB's type of each argument."""
    named_arguments = {sql: f"x{number}" for number, sql in enumerate(dict.fromkeys(filter(None, arguments)))}
    if not named_arguments or any(query.needed_by(sql) for sql in named_arguments):
        return {}
    found = engine.rows(f"DESCRIBE SELECT {named(named_arguments)} FROM {query.table}")
    return {sql: str(row[1]) for sql, row in zip(named_arguments, found, strict=True)}


def run_in_batches(
    plan: Plan,
    engine: Engine,
    table: str,
    finish: Callable[[str], str],
    *,
    size: int = ROWS,
    advance: Callable[[float], None] | None = None,
) -> None:
    """Answer a query into a table: `finish` wraps the statement of the answers.

    Parameters
    ----------
    plan
        Of a query over a table that lies in the order of (`UNIT`, session_no, ord).
    engine
        Of which as many batches run side by side as it has threads.
    table
        Replaced.
    size
        Rows of a batch, unless one visitor has more.
    advance
        Told of each share of the rows that is done.

    Raises
    ------
    EngineError
        When the rows do not lie in that order.
    """
    bounds = bounds_of(engine, plan.query.table, size)
    wide = "".join(f", {sql} AS {name}" for name, sql in plan.wide.items())
    answers = finish(f"SELECT ord, {plan.query.answers_sql()} FROM (SELECT *{wide} FROM pieces) AS known")

    def pieces(bound: tuple[int, int]) -> pa.Table:
        with engine.beside() as beside:
            return pieces_of(plan, beside, *bound)

    def batches() -> Iterator[pa.RecordBatch]:
        yield from first.to_batches()
        for table in worked_ahead(pieces, bounds[1:], threads=engine.threads):
            if advance is not None:
                advance(1 / len(bounds))
            yield from table.to_batches()

    first = pieces(bounds[0])
    with engine.viewed("pieces", pa.RecordBatchReader.from_batches(first.schema, batches())):
        engine.run(f"CREATE OR REPLACE TABLE {quote(table)} AS {answers}")


def worked_ahead(work: Callable[[T], pa.Table], items: Sequence[T], *, threads: int) -> Iterator[pa.Table]:
    """Yield the result of each piece of work, in order; no more than one a thread waits to be taken."""
    with ThreadPoolExecutor(threads) as pool:
        ahead = deque(pool.submit(work, item) for item in items[:threads])
        for item in items[threads:]:
            done = ahead.popleft().result()
            ahead.append(pool.submit(work, item))
            yield done
        while ahead:
            yield ahead.popleft().result()


def bounds_of(engine: Engine, table: str, size: int = ROWS) -> list[tuple[int, int]]:
    """Return the first row of each batch and the first of the next: the first beginning of a unit in every `size` rows.

    Raises
    ------
    EngineError
        When the rows of a unit do not lie together.
    """
    units = f"SELECT min(rowid) AS begin, max(rowid) + 1 - min(rowid) > count(*) AS parted FROM {table} GROUP BY {UNIT}"
    bounds = f"SELECT min(begin), bool_or(parted) FROM ({units}) AS units GROUP BY begin // {size} ORDER BY 1"
    rows = engine.rows(bounds)
    if any(parted for _, parted in rows):
        raise EngineError(DISORDER)
    found = [int(str(begin)) for begin, _ in rows]
    firsts = found or [0]
    return list(zip(firsts, [*firsts[1:], engine.integer(f"SELECT count(*) FROM {table}")], strict=True))


def pieces_of(plan: Plan, engine: Engine, first: int, end: int) -> pa.Table:
    """Return `ord` and every piece of a query's answers for the rows from `first` up to `end`."""
    columns, within = named({"ord": "ord", **plan.rows}), f"WHERE rowid >= {first} AND rowid < {end}"
    rows = in_order(
        engine.arrow(f"SELECT {columns}, {UNIT} AS unit, session_no AS session, rowid AS place FROM {plan.query.table} {within}")
    )
    batch = Batch(rows, plan.occurrences)
    answered = {call.name: batch.running(call) for call in plan.calls} | {past.name: batch.past(past) for past in plan.past}
    return pa.table({name: rows[name] for name in ("ord", *plan.query.plain.values())} | answered)


def in_order(rows: pa.Table) -> pa.Table:
    """Return rows in the order of `place`: the engine gives them in long runs, in no order."""
    place = rows["place"].to_numpy()
    begins = np.flatnonzero(np.diff(place, prepend=-2) != 1)
    if len(begins) < 2:
        return rows
    ends = dict(zip(begins, [*begins[1:], len(place)], strict=True))
    return pa.concat_tables([rows.slice(begin, ends[begin] - begin) for begin in begins[np.argsort(place[begins])]])


class Batch:
    """Columns of rows in the order of (`UNIT`, session_no, ord), and their running windows.

    Raises
    ------
    EngineError
        When the rows do not lie in that order.
    """

    def __init__(self, rows: pa.Table, occurrences: Mapping[str, Occurrence]) -> None:
        self._columns = {name: rows[name].combine_chunks() for name in rows.column_names}
        self._occurrences = occurrences
        self._numbers: dict[str, Column] = {}
        self._known: dict[str, Bools] = {}
        self._codes: dict[str, tuple[Ints, int]] = {}
        self._counts: dict[tuple[tuple[str, str], str, tuple[str, str]], Ints] = {}
        self._segments: dict[tuple[tuple[str, str], str], Segments] = {}
        self._seen: dict[str, Column] = {}
        unit, session, ord_ = (self.numbers(name)[0] for name in ("unit", "session", "ord"))
        new_unit, new_session = unit[1:] > unit[:-1], session[1:] > session[:-1]
        same_unit, same_session = unit[1:] == unit[:-1], session[1:] == session[:-1]
        onwards = ord_[1:] > ord_[:-1]
        if not np.all(new_unit | same_unit & (new_session | same_session & onwards)):
            raise EngineError(DISORDER)
        begins = np.zeros(len(unit), dtype=np.int64), np.zeros(len(unit), dtype=np.int64)
        begins[0][1:], begins[1][1:] = new_unit | new_session | ~same_session, new_unit
        self._group = {"session_no": begins[0].cumsum(), "visitor_no": begins[1].cumsum()}
        in_order = bool(np.all(new_unit | onwards))
        self._rank: Ints | None = None if in_order else np.argsort(np.argsort(ord_))

    def running(self, call: Call) -> pa.Array:
        """Return a running window function at every row."""
        segments, known = self.segments(call.group), self.counting(call)
        if call.function == "count":
            return pa.array(self.counts(call))
        argument = self._columns.get(call.argument)
        if call.function in ("first_value", "last_value"):
            row, found = (segments.first if call.function == "first_value" else segments.last)(known)
            return nullable((row, found)) if argument is None else argument.take(pa.array(row, mask=~found))
        if argument is not None and pa.types.is_string(argument.type):
            words = argument.dictionary_encode()
            by_rank = pc.sort_indices(words.dictionary)
            code = np.append(np.argsort(by_rank.to_numpy()), 0)[np.where(known, raw(words.indices), len(by_rank))]
            value, found = (segments.least if call.function == "min" else segments.greatest)((code, known))
            return words.dictionary.take(by_rank).take(pa.array(value, mask=~found))
        values = self.seen(call.seen[0])[0] if argument is None else self.numbers(call.argument)[0]
        if call.function in ("min", "max"):
            return nullable((segments.least if call.function == "min" else segments.greatest)((values, known)))
        added = values if call.function == "sum" else product(values, call.function)
        return nullable((segments.total((added, known)), self.counts(call) > 0))

    def counts(self, call: Call) -> Ints:
        """Return how many rows counted so far."""
        key = call.group, call.argument, call.seen
        if key not in self._counts:
            self._counts[key] = self.segments(call.group).count(self.counting(call))
        return self._counts[key]

    def counting(self, call: Call) -> Bools:
        """Return the rows whose argument is not null and whose occurrence number is as asked."""
        number, condition = call.seen
        if not number:
            return self.known(call.argument)
        values, known = self.seen(number)
        if condition:
            known = known & (values == 1 if condition == "= 1" else values > 1)
        return known & self.known(call.argument) if call.argument else known

    def seen(self, name: str) -> Column:
        """Return an occurrence number at every row, unknown where the value is."""
        if name not in self._seen:
            each = self._occurrences[name]
            self._seen[name] = self.segments(each.group, each.value).number(), self.known(each.value)
        return self._seen[name]

    def past(self, past: Past) -> pa.Array:
        """Return a sum (least, greatest) over the days before each row's own."""
        segments = self.segments(("visitor_no", past.day))
        column, at = self.numbers(past.argument), segments.starts if segments.order is None else segments.order[segments.starts]
        daily = segments.sums(column) if past.rollup == "sum" else segments.extremes(column, greatest=past.rollup == "max")
        visitor, day = self._group["visitor_no"][at], self.numbers(past.day)[0][at]
        day = day - day.min(initial=HIGHEST)
        return nullable(segments.spread_out(past_days(visitor, day, daily, rollup=past.rollup, days=past.days)))

    def segments(self, group: tuple[str, str], value: str = "") -> Segments:
        """Return the rows parted by a group, and further by a column's values."""
        if (group, value) not in self._segments:
            key, further = group
            code: Ints | None = None
            for name in filter(None, (further, value)):
                codes, size = self.codes(name)
                code = codes if code is None else code * size + codes
            self._segments[group, value] = Segments.of(self._group[key], rank=self._rank if key == "visitor_no" else None, code=code)
        return self._segments[group, value]

    def codes(self, name: str) -> tuple[Ints, int]:
        """Return a code for each row's value of a column, nulls alike, and the number of codes."""
        if name not in self._codes:
            words = self._columns[name].dictionary_encode()
            size = len(words.dictionary)
            self._codes[name] = np.where(self.known(name), raw(words.indices), size), size + 1
        return self._codes[name]

    def known(self, name: str) -> Bools:
        """Return where a column is not null."""
        if name not in self._known:
            column = self._columns[name]
            some = column.null_count > 0
            self._known[name] = column.is_valid().to_numpy(zero_copy_only=False) if some else np.ones(len(column), dtype=np.bool_)
        return self._known[name]

    def numbers(self, name: str) -> Column:
        """Return a column of whole numbers."""
        if name not in self._numbers:
            self._numbers[name] = raw(self._columns[name]), self.known(name)
        return self._numbers[name]


def raw(column: pa.Array) -> Ints:
    """Return whole numbers without a copy where they have 64 bits; what stands at a null is of no meaning."""
    buffer = column.buffers()[1]
    kind = column.type.to_pandas_dtype()
    numbers = (
        np.frombuffer(buffer, dtype=kind)[column.offset : column.offset + len(column)] if buffer else np.zeros(len(column), dtype=kind)
    )
    return numbers.astype(np.int64, copy=False)


def nullable(column: Column) -> pa.Array:
    """Return values with nulls where they are not known."""
    values, known = column
    return pa.array(values, mask=~known)


def product(values: Ints, limbs: str) -> Ints:
    """Return the product of two limbs of each number."""
    mask = 2**LIMB - 1
    read = {"a": values >> (2 * LIMB), "b": (values >> LIMB) & mask, "c": values & mask, "h": values >> LIMB}
    multiplied: Ints = read[limbs[0]] * read[limbs[1]]
    return multiplied
