"""Is `elapsed` the time since the first match?"""

from tests.aggregates.worked import DAY, SECOND, answers, log

from footfall.aggregates import elapsed
from footfall.expr import event


def test_null_before_zero_at_it_and_growing_after() -> None:
    rows = log(us=[0, SECOND, 3 * SECOND, 4 * SECOND], quantity=[None, 2, 2, 1])
    assert answers(elapsed(), rows, where=event.quantity > 1) == [None, 0.0, 2.0, 3.0]


def test_days_where_the_unit_says_so() -> None:
    assert answers(elapsed(), log(us=[0, DAY // 2, 3 * DAY]), unit="days") == [0.0, 0.5, 3.0]
