"""Is `greatest` the largest known value, and null for nothing?"""

from tests.aggregates.worked import DAY, answers, log

from footfall.aggregates import greatest
from footfall.expr import event
from footfall.windows.scope import VISITOR_7D


def test_nulls_are_no_values_and_zero_is_one() -> None:
    assert answers(greatest(event.quantity), log(quantity=[None, 0, 3, None, 2])) == [None, 0, 3, 3, 3]


def test_text_is_compared_by_bytes() -> None:
    assert answers(greatest(event.item_id), log(item_id=["B", "a", "Z", "é"])) == ["B", "a", "a", "é"]


def test_a_window_forgets_and_a_day_without_values_hides_none() -> None:
    rows = log(us=[0, DAY, 7 * DAY, 8 * DAY], quantity=[9, 5, None, None])
    assert answers(greatest(event.quantity), rows, scope=VISITOR_7D) == [9, 9, 5, None]
