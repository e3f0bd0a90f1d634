"""Is a query planned where batches can answer it, and left to the database where they cannot?"""

from collections.abc import Sequence

import pytest
from tests.proof.runs import visits
from tests.windows.made import Asked, query_of, two_visitors

from footfall.aggregates import least, total
from footfall.expr import event
from footfall.windows.plan import planned, understood
from footfall.windows.query import Query
from footfall.windows.scope import SESSION, VISITOR, VISITOR_7D


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
