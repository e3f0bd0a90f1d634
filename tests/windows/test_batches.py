"""Is a query answered in batches only where it can be, and whatever their size? (All answers: features/test_parity.)"""

from collections.abc import Callable, Sequence

import pytest
from tests.aggregates.worked import log
from tests.proof.oracle import Row
from tests.proof.runs import same, visits
from tests.proof.streams import fixed

from footfall.aggregates import current, distinct, ever, first, greatest, last, least, mean, most, repeats, since, spread, total
from footfall.aggregates.aggregate import Aggregate
from footfall.engines.duckdb import Engine
from footfall.errors import EngineError
from footfall.expr import Expr, Value, event
from footfall.windows.batches import bounds_of, planned, run_in_batches, understood
from footfall.windows.query import Query
from footfall.windows.scope import SESSION, VISITOR, VISITOR_7D, VISITOR_28D, Scope

Asked = tuple[Aggregate, Expr | None, Expr | None, Scope]

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


def query_of(asked: Sequence[Asked], *, table: str = "visits", ahead: bool = False) -> Query:
    """Return one query for all that is asked."""
    query = Query(table, ahead=ahead)
    for number, (aggregate, where, by, scope) in enumerate(asked):
        query.add(f"a{number}", query.answer(aggregate, where, by, scope))
    return query


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


def two_visitors() -> list[Row]:
    """Two visitors that take turns, each in two sessions."""
    return log(visitor_id=["a", "b", "a", "b", "a", "b"], session_id=["1", "2", "1", "2", "3", "4"], quantity=[1, 2, 4, 8, 16, 32])


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


def windowed(call: str) -> Query:
    """Return a query for one window function."""
    query = Query("visits")
    query.add("answer", query.window(call, "session_no"))
    return query


@pytest.mark.parametrize(
    "call",
    [
        "avg(quantity)", "count(*)", "count(DISTINCT item_id) + count(item_id)", "sum(price_micros / 2.0)", "max(price_micros / 2.0)",
        "sum(CAST(quantity AS HUGEINT))", "max(bot)", "sum(quantity) FILTER (bot)",
    ],
)  # fmt: skip
def test_what_only_the_database_knows_is_left_to_it(call: str) -> None:
    assert planned(windowed(call), visits(two_visitors())) is None


@pytest.mark.parametrize("call", ["sum(quantity)", "count(price_micros / 2.0)", "last_value(bot IGNORE NULLS)", "min(item_id)"])
def test_what_can_be_had_in_batches_is_planned(call: str) -> None:
    assert planned(windowed(call), visits(two_visitors())) is not None


def test_what_looks_ahead_is_left_to_the_database() -> None:
    asked: Sequence[Asked] = [(total(event.quantity), None, None, SESSION)]
    assert planned(query_of(asked, ahead=True), visits(two_visitors())) is None
    assert planned(query_of(asked), visits(two_visitors())) is not None


def test_extremes_of_text_over_days_are_left_to_the_database() -> None:
    engine = visits(two_visitors())
    assert planned(query_of([(least(event.category), None, None, VISITOR_7D)]), engine) is None
    assert planned(query_of([(least(event.category), None, None, VISITOR)]), engine) is not None
    assert planned(query_of([(least(event.quantity), None, None, VISITOR_7D)]), engine) is not None


def test_a_call_is_taken_apart() -> None:
    plain = understood("sum(CASE WHEN (type = 'a(b)') THEN quantity END)")
    assert plain is not None
    assert (plain.function, plain.argument, plain.seen) == ("sum", "CASE WHEN (type = 'a(b)') THEN quantity END", ("", ""))
    latest = understood("last_value(us IGNORE NULLS)")
    assert latest is not None
    assert (latest.function, latest.argument) == ("last_value", "us")
    new = understood("count(CASE WHEN seen3 = 1 THEN price END)")
    assert new is not None
    assert (new.argument, new.seen) == ("price", ("seen3", "= 1"))
    number = understood("max(seen0)")
    assert number is not None
    assert (number.function, number.argument, number.seen) == ("max", "", ("seen0", ""))
    square = understood("sum(CAST(x AS HUGEINT) * CAST(x AS HUGEINT))")
    assert square is not None
    assert (square.argument, square.squared) == ("x", True)
    other = understood("sum(CAST(x AS HUGEINT) * CAST(y AS HUGEINT))")
    assert other is not None
    assert not other.squared


@pytest.mark.parametrize("call", ["count(*)", "avg(x)", "sum(a) + sum(b)", "first_value(x)", "sum(a) OVER (ORDER BY b)", "x", ""])
def test_a_call_of_no_known_form_is_not_taken_apart(call: str) -> None:
    assert understood(call) is None


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
