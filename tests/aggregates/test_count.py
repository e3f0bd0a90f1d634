"""Does `count` count matching events, and give 0 for none?"""

from tests.aggregates.worked import DAY, answers, log

from footfall.aggregates import count
from footfall.expr import event
from footfall.windows.scope import VISITOR_7D


def test_counts_events_whatever_they_hold() -> None:
    assert answers(count(), log(type=["view_item", None, "view_item"])) == [1, 2, 3]


def test_none_matching_is_zero_and_an_unknown_condition_does_not_match() -> None:
    assert answers(count(), log(quantity=[None, 1, 2, None]), where=event.quantity > 1) == [0, 0, 1, 1]


def test_a_null_key_has_no_answer() -> None:
    assert answers(count(), log(category=["a", "b", None, "a"]), by=event.category) == [1, 1, None, 2]


def test_seven_days_are_six_full_days_and_today_up_to_now() -> None:
    rows = log(us=[0, DAY - 1, DAY, 6 * DAY, 7 * DAY - 1, 7 * DAY, 7 * DAY, 8 * DAY])
    assert answers(count(), rows, scope=VISITOR_7D) == [1, 2, 3, 4, 5, 4, 5, 5]
