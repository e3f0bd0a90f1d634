"""Is a query answered in batches as the database answers it, whatever their size? (All answers: features/test_parity.)"""

from collections.abc import Callable

import pytest
from tests.aggregates.worked import log
from tests.proof.runs import same, visits
from tests.proof.streams import fixed
from tests.windows.made import Asked, query_of, two_visitors

from footfall.aggregates import current, distinct, ever, first, greatest, last, least, mean, most, repeats, since, spread, total
from footfall.engines.duckdb import Engine
from footfall.errors import EngineError
from footfall.expr import Value, event
from footfall.windows.batches import bounds_of, run_in_batches
from footfall.windows.plan import planned
from footfall.windows.query import Query
from footfall.windows.scope import SESSION, VISITOR, VISITOR_7D, VISITOR_28D

EVERYTHING: tuple[Asked, ...] = (
    (total(event.quantity), None, None, SESSION),
    (mean(event.price_micros), event.type == "view_item", None, VISITOR),
    (spread(event.price_micros), None, None, VISITOR),
    (greatest(event.price_micros), None, None, VISITOR_7D),
    (total(event.quantity), event.quantity > 0, None, VISITOR_28D),
    (least(event.category), None, None, VISITOR),
    (first(event.channel), None, None, SESSION),
    (last(event.price_micros), None, None, VISITOR),
    (distinct(event.item_id), None, None, VISITOR),
    (repeats(event.item_id), None, None, SESSION),
    (most(event.item_id), None, event.category, VISITOR),
    (ever(), event.type == "purchase", None, VISITOR),
    (since(), event.type == "add_to_cart", None, VISITOR),
    (current(event.page), None, None, SESSION),
)


def answered(engine: Engine, query: Query, *, size: int, advance: Callable[[float], None] | None = None) -> list[tuple[Value, ...]]:
    """Return the answers in batches, in total order."""
    plan = planned(query, engine)
    assert plan is not None
    run_in_batches(plan, engine, "answered", lambda answers: answers, size=size, advance=advance)
    return engine.rows("SELECT * FROM answered ORDER BY ord")


def by_database(engine: Engine, query: Query) -> list[tuple[Value, ...]]:
    """Return the answers of the query's own SQL."""
    return engine.rows(f"SELECT * FROM ({query.sql()}) ORDER BY ord")


def test_the_size_of_a_batch_changes_no_answer() -> None:
    rows = fixed(5, tracks=12)
    engine, query = visits(rows), query_of(EVERYTHING)
    expected = by_database(engine, query)
    assert len(expected) == len(rows)
    for size in (1, 2, 5, 31, 10_000):
        found = answered(engine, query, size=size)
        assert [len(row) for row in found] == [len(row) for row in expected]
        pairs = [pair for rows in zip(found, expected, strict=True) for pair in zip(*rows, strict=True)]
        assert [pair for pair in pairs if not same(*pair, loose=True)] == [], size


def test_progress_is_told_of_equal_shares() -> None:
    engine, told = visits(fixed(5, tracks=12)), list[float]()
    answered(engine, query_of(EVERYTHING[:1]), size=7, advance=told.append)
    batches = len(bounds_of(engine, "visits", 7))
    assert batches > 3
    assert set(told) == {1 / batches}
    assert batches - 1 <= len(told) <= batches


def test_batches_meet_begin_with_a_visitor_and_hold_no_visitor_twice() -> None:
    engine = visits(fixed(5, tracks=12))
    unit = [row[0] for row in engine.rows("SELECT coalesce(visitor_no, session_no) FROM visits ORDER BY rowid")]
    for size in (1, 4, 9, 1_000):
        bounds = bounds_of(engine, "visits", size)
        assert (bounds[0][0], bounds[-1][1]) == (0, len(unit))
        assert [end for _, end in bounds[:-1]] == [begin for begin, _ in bounds[1:]]
        assert all(unit[begin - 1] != unit[begin] for begin, _ in bounds[1:])
        whole = [set(unit[begin:end]) for begin, end in bounds]
        assert sum(len(each) for each in whole) == len(set(unit))
        most_of_one = max(unit.count(each) for each in set(unit))
        assert all(end - begin < size + most_of_one for begin, end in bounds)


def shuffled(engine: Engine, order: str) -> Query:
    """Lay the visits in another order and ask for a sum over them."""
    engine.run(f"CREATE OR REPLACE TABLE elsewhere AS SELECT * FROM visits ORDER BY {order}")
    return query_of([(total(event.quantity), None, None, VISITOR)], table="elsewhere")


@pytest.mark.parametrize(
    "order",
    ["ord", "ord DESC", "visitor_no DESC, session_no, ord", "visitor_no, session_no DESC, ord", "visitor_no, session_no, ord DESC"],
)
def test_rows_out_of_order_are_refused(order: str) -> None:
    engine = visits(two_visitors())
    query = shuffled(engine, order)
    plan = planned(query, engine)
    assert plan is not None
    with pytest.raises(EngineError, match="do not lie in the order"):
        run_in_batches(plan, engine, "answered", lambda answers: answers, size=100)


def test_rows_in_order_are_taken() -> None:
    engine = visits(two_visitors())
    found = answered(engine, shuffled(engine, "visitor_no, session_no, ord"), size=1)
    assert found == [(1, 1), (2, 2), (3, 5), (4, 10), (5, 21), (6, 42)]


def test_sessions_of_a_visitor_that_interleave_are_read_in_total_order() -> None:
    rows = log(session_id=["1", "2", "1", "2"], quantity=[1, 2, 4, 8])
    query = query_of([(total(event.quantity), None, None, VISITOR), (total(event.quantity), None, None, SESSION)])
    assert answered(visits(rows), query, size=1) == [(1, 1, 1), (2, 3, 2), (3, 7, 5), (4, 15, 10)]


@pytest.mark.parametrize("scale", [1, 2**22, 2**45 + 12_345, 2**50 + 2**23 + 1, 2**61 + 5])
def test_squares_are_exact_where_they_pass_64_bits(scale: int) -> None:
    values: list[Value] = [scale, -scale, None, scale - 1, 3, -scale + 7]
    query = Query("visits")
    query.add("squares", query.window("sum(CAST(quantity AS HUGEINT) * CAST(quantity AS HUGEINT))", "session_no"))
    squares = [0 if value is None else int(value) ** 2 for value in values]
    expected = [(number + 1, sum(squares[: number + 1])) for number in range(len(values))]
    assert answered(visits(log(quantity=values)), query, size=100) == expected


def test_a_sum_of_squares_of_nothing_is_unknown() -> None:
    query = Query("visits")
    query.add("squares", query.window("sum(CAST(quantity AS HUGEINT) * CAST(quantity AS HUGEINT))", "session_no"))
    assert answered(visits(log(quantity=[None, 2])), query, size=100) == [(1, None), (2, 4)]


def test_an_empty_log_is_one_empty_batch() -> None:
    engine = visits([])
    assert bounds_of(engine, "visits", 7) == [(0, 0)]
    assert answered(engine, query_of(EVERYTHING), size=7) == []


def test_a_visitor_whose_rows_lie_apart_is_refused_whatever_the_batch() -> None:
    with Engine(threads=1) as engine:
        engine.run("CREATE TABLE visits AS SELECT * FROM (VALUES (2, 1), (1, 2), (1, 3), (2, 4)) AS v(visitor_no, session_no)")
        for size in (1, 100):
            with pytest.raises(EngineError, match="do not lie in the order"):
                bounds_of(engine, "visits", size)
