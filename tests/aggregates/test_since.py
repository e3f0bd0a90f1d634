"""Is `since` the time since the latest match?"""

from tests.aggregates.worked import SECOND, answers, log

from footfall.aggregates import since
from footfall.expr import event


def test_null_before_zero_at_each_match_and_growing_between() -> None:
    rows = log(us=[0, SECOND, 3 * SECOND, 3 * SECOND, 4 * SECOND], quantity=[None, 2, 1, 2, None])
    assert answers(since(), rows, where=event.quantity > 1) == [None, 0.0, 2.0, 0.0, 1.0]
