"""Is `ever` 1 from the first match on?"""

from tests.aggregates.worked import DAY, answers, log

from footfall.aggregates import ever
from footfall.expr import event
from footfall.windows.scope import VISITOR_7D


def test_zero_before_one_after_and_unknown_is_no_match() -> None:
    assert answers(ever(), log(quantity=[None, 1, 2, None]), where=event.quantity > 1) == [0, 0, 1, 1]


def test_a_window_forgets() -> None:
    rows = log(us=[0, 6 * DAY, 7 * DAY], quantity=[2, None, 1])
    assert answers(ever(), rows, where=event.quantity > 1, scope=VISITOR_7D) == [1, 1, 0]
