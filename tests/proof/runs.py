"""How is one log put through each execution, and where do their answers differ?

`batch` runs DuckDB, `batches` the same query by NumPy, `online` the folds, `oracle` the naive reading; each gives one list of values for
each event, in total order.
"""

import atexit
from collections.abc import Sequence
from functools import cache
from math import isclose
from typing import TypeAlias

import pyarrow as pa
from tests.proof import oracle as naive
from tests.proof.oracle import Row
from tests.proof.streams import EXTRAS, GAP_US

from footfall.engines.duckdb import Engine
from footfall.events.event import COLUMNS, Event, micros
from footfall.expr import Expr, Value
from footfall.features.batch import features_sql, finished, query_of
from footfall.features.feature import Feature, FeatureSet, Ratio
from footfall.features.online import Folds
from footfall.sessions.batch import build_visits
from footfall.sessions.online import Placer
from footfall.windows.batches import run_in_batches
from footfall.windows.plan import planned

__all__ = [
    "TOLERANCE",
    "Answers",
    "batch",
    "batches",
    "differing",
    "engine",
    "events",
    "online",
    "oracle",
    "read_everywhere",
    "visited",
    "visits",
    "written",
]

Answers: TypeAlias = list[list[Value]]
"""One row for each event in total order, one column for each declaration."""

TOLERANCE = 1e-12
"""Relative, for `spread` alone: the last bit of a square root and of a sum beyond 2^53 may differ between engines."""

MONEY = ("price", "value", "revenue")
ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
SCHEMA = pa.schema([(name, ARROW[kind]) for name, kind in {**COLUMNS, **EXTRAS}.items()])


@cache
def engine() -> Engine:
    """Return the one database that all the tests of a process share."""
    made = Engine(threads=1)
    atexit.register(made.close)
    return made


def visits(rows: Sequence[Row], *, gap_us: int = GAP_US) -> Engine:
    """Cut a log into the table "visits" and return its engine."""
    engine().register("log", pa.Table.from_pylist(list(rows), schema=SCHEMA))
    build_visits(engine(), "log", list(EXTRAS), gap_us=gap_us)
    return engine()


def written(features: FeatureSet) -> str:
    """Return the SQL of features over the table "visits"."""
    return features_sql(features, "visits")


def batch(rows: Sequence[Row], features: FeatureSet) -> Answers:
    """Return DuckDB's answers."""
    found = visits(rows).rows(f"SELECT * FROM ({written(features)}) ORDER BY ord")
    return [list(answers[1:]) for answers in found]


def batches(rows: Sequence[Row], features: FeatureSet, *, size: int = 7) -> Answers | None:
    """Return the answers of batches of at least `size` rows; None where the features cannot be had so."""
    made = visits(rows)
    query = query_of(features, "visits")
    plan = planned(query, made)
    if plan is None:
        return None
    run_in_batches(plan, made, "answered", lambda answers: finished(features, answers), size=size)
    return [list(answers[1:]) for answers in made.rows("SELECT * FROM answered ORDER BY ord")]


def events(rows: Sequence[Row]) -> list[Event]:
    """Return a log as online events, in total order, not yet placed."""
    return [event(row) for row in naive.in_total_order(rows)]


def event(row: Row) -> Event:
    """Return a row as an online event."""
    money: Row = {f"{name}_micros": micros(row[name]) for name in MONEY}
    return Event(**{name: row[name] for name in COLUMNS if name not in MONEY}, **money, extras={name: row[name] for name in EXTRAS})


def visited(rows: Sequence[Row]) -> tuple[list[Event], list[object]]:
    """Return a log as placed events, in total order, and the key of each one's session: its visitor, its id, and whether it was cut."""
    placer, placed, keys = Placer(GAP_US), [], []
    for each in events(rows):
        is_cut = each.session_id is None
        placed.append(placer.place(each))
        keys.append((each.visitor_id, each.session_id, is_cut))
    return placed, list(keys)


def online(rows: Sequence[Row], features: FeatureSet) -> Answers:
    """Return the folds' answers."""
    folds = Folds(features)
    sessions: dict[object, list[object]] = {}
    visitors: dict[str, list[object]] = {}
    answers = []
    for each, key in zip(*visited(rows), strict=True):
        session = sessions.setdefault(key, folds.new_session())
        visitor = None if each.visitor_id is None else visitors.setdefault(each.visitor_id, folds.new_visitor())
        answers.append(folds.observe(session, visitor, each))
    return answers


def oracle(rows: Sequence[Row], features: FeatureSet) -> Answers:
    """Return the naive answers."""
    return naive.features_at_every_event(naive.placed(rows, GAP_US), features)


def read_everywhere(expressions: Sequence[Expr], rows: Sequence[Row]) -> tuple[Answers, Answers, Answers]:
    """Return the values of expressions at every event: plainly, in DuckDB, and by their readers."""
    columns = ", ".join(f"{each.sql()} AS x{number}" for number, each in enumerate(expressions))
    found = visits(rows).rows(f"SELECT {columns} FROM visits ORDER BY ord")
    plain = [[naive.evaluate(each, row) for each in expressions] for row in naive.placed(rows, GAP_US)]
    readers = [each.reader() for each in expressions]
    return plain, [list(row) for row in found], [[read(each) for read in readers] for each in visited(rows)[0]]


def differing(expected: Answers, found: Answers, features: FeatureSet) -> dict[str, str]:
    """Return the declarations whose answers are not the same, each with the first difference; exact but for spreads."""
    if len(expected) != len(found):
        return {"the number of rows": f"{len(expected)} expected, {len(found)} found"}
    wrong: dict[str, str] = {}
    for place, name in enumerate(features.names):
        loose = is_spread(name, features)
        for number, (want, got) in enumerate(zip(expected, found, strict=True)):
            if not same(want[place], got[place], loose=loose):
                wrong[name] = f"event {number}: {want[place]!r} expected, {got[place]!r} found"
                break
    return wrong


def is_spread(name: str, features: FeatureSet) -> bool:
    """Return whether a declaration is a spread, or divides one."""
    declaration = features.by_name[name]
    if isinstance(declaration, Ratio):
        return is_spread(declaration.numerator, features) or is_spread(declaration.denominator, features)
    return isinstance(declaration, Feature) and declaration.aggregate.name == "spread"


def same(want: Value, got: Value, *, loose: bool) -> bool:
    """Return whether two answers are the same value of the same type; `loose` allows floats the tolerance."""
    if loose and isinstance(want, float) and isinstance(got, float):
        return isclose(want, got, rel_tol=TOLERANCE)
    return type(want) is type(got) and want == got
