"""How is a query answered fast?

A database computes running aggregates one by one through a window operator that sorts and buffers every column. `run_in_batches` leaves it
what it is good at, expressions over rows, and computes the running windows of a plan (`windows.plan`) itself (`windows.running`): some
hundred thousand rows at a time, all rows of a visitor together, so that memory does not grow with the log. The answers are those of
`Query.sql`; `tests/features/test_parity.py` holds the two together.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import pyarrow as pa

from footfall.engines.duckdb import Engine, quote
from footfall.errors import EngineError
from footfall.windows.plan import Plan
from footfall.windows.query import named
from footfall.windows.running import DISORDER, UNIT, Batch

__all__ = ["run_in_batches"]

T = TypeVar("T")
ROWS = 100_000
"""Rows of a batch: a column fits a processor's cache, all columns a hundred megabytes."""


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
