"""Is `least` the smallest known value, and null for nothing?"""

from tests.aggregates.worked import DAY, answers, log

from footfall.aggregates import least
from footfall.expr import event
from footfall.windows.scope import VISITOR_7D


def test_nulls_are_no_values_and_zero_is_one() -> None:
    assert answers(least(event.quantity), log(quantity=[None, 2, 3, None, 0])) == [None, 2, 2, 2, 0]


def test_text_is_compared_by_bytes() -> None:
    assert answers(least(event.item_id), log(item_id=["é", "z", "Z", "a"])) == ["é", "z", "Z", "Z"]


def test_a_window_forgets_and_a_day_without_values_hides_none() -> None:
    rows = log(us=[0, DAY, 7 * DAY, 8 * DAY], quantity=[1, 5, None, None])
    assert answers(least(event.quantity), rows, scope=VISITOR_7D) == [1, 1, 5, None]
