"""Does a query ask for every piece once, and look the way it was told?"""

import pytest
from tests.aggregates.worked import DAY, log
from tests.proof.oracle import Row
from tests.proof.runs import visits

from footfall.aggregates import count, distinct, ever, first, greatest, last, least, mean, since, total, total_distinct
from footfall.aggregates.aggregate import Aggregate
from footfall.engines.dialect import check
from footfall.expr import Expr, Value, event
from footfall.windows.query import Query
from footfall.windows.scope import SESSION, VISITOR, VISITOR_7D


def asked(rows: list[Row], *aggregates: Aggregate, where: Expr | None = None, ahead: bool = False) -> list[list[Value]]:
    """Return the answers of a query over the session, in total order."""
    query = Query("visits", ahead=ahead)
    for number, aggregate in enumerate(aggregates):
        query.add(f"a{number}", query.answer(aggregate, where, None, SESSION))
    return [list(answers) for _, *answers in visits(rows).rows(f"SELECT * FROM ({check(query.sql())}) ORDER BY ord")]


def test_ahead_is_strictly_after_and_the_last_event_has_nothing_ahead() -> None:
    rows = log(quantity=[1, 2, None, 3], us=[0, 0, 0, 5])
    found = asked(rows, count(), total(event.quantity), ever(), mean(event.quantity), least(event.quantity), ahead=True)
    assert found == [[3, 5, 1, 2.5, 2], [2, 3, 1, 3.0, 3], [1, 3, 1, 3.0, 3], [0, 0, 0, None, None]]


def test_ahead_first_is_the_next_and_last_the_final_one() -> None:
    rows = log(quantity=[1, 2, None, 3])
    found = asked(rows, first(event.quantity), last(event.quantity), greatest(event.quantity), ahead=True)
    assert found == [[2, 3, 3], [3, 3, 3], [3, 3, 3], [None, None, None]]


def test_ahead_what_is_new_is_counted_from_the_beginning_of_the_scope() -> None:
    rows = log(item_id=["a", "b", "a", "c"], quantity=[1, 10, 1, 100])
    found = asked(rows, total_distinct(event.quantity, per=event.item_id), distinct(event.item_id), ahead=True)
    assert found == [[110, 2], [100, 1], [100, 1], [0, 0]]


def test_a_piece_that_two_features_need_is_computed_once() -> None:
    query = Query("visits")
    for number, aggregate in enumerate([mean(event.price_micros), total(event.price_micros), mean(event.price_micros)]):
        query.add(f"a{number}", query.answer(aggregate, None, None, SESSION))
    assert query.sql().count("sum(price_micros) OVER") == 1
    query.add("other", query.answer(total(event.price_micros), None, None, VISITOR))
    assert query.sql().count("sum(price_micros) OVER") == 2


def test_what_cannot_slide_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot slide"):
        Query("visits").answer(since(), None, None, VISITOR_7D)


def test_sliding_least_and_greatest_join_past_and_today_where_either_is_empty() -> None:
    rows = log(us=[0, DAY, 2 * DAY, 2 * DAY + 1], quantity=[5, None, None, 7])
    query = Query("visits")
    query.add("low", query.answer(least(event.quantity), None, None, VISITOR_7D))
    query.add("high", query.answer(greatest(event.quantity), None, None, VISITOR_7D))
    found = visits(rows).rows(f"SELECT low, high FROM ({query.sql()}) ORDER BY ord")
    assert found == [(5, 5), (5, 5), (5, 5), (5, 7)]


def test_a_filter_that_is_null_lets_nothing_through() -> None:
    assert asked(log(quantity=[None, 1, 2]), count(), where=event.quantity > 1) == [[0], [0], [1]]
