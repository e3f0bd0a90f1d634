"""Does `total` add up exactly, and give 0 for nothing?"""

from tests.aggregates.worked import DAY, answers, log

from footfall.aggregates import total
from footfall.expr import event
from footfall.windows.scope import VISITOR_7D


def test_nulls_add_nothing_and_nothing_is_zero() -> None:
    assert answers(total(event.quantity), log(quantity=[None, 2, None, 3])) == [0, 2, 2, 5]


def test_none_matching_is_zero() -> None:
    assert answers(total(event.quantity), log(quantity=[4, None, 3]), where=event.quantity < 4) == [0, 0, 3]


def test_money_is_rounded_once_to_micro_units_and_leaves_in_units() -> None:
    assert answers(total(event.price_micros), log(price=[33.333333, 33.333333, 33.333333, 0.0000005])) == [
        33.333333,
        66.666666,
        99.999999,
        100.0,
    ]


def test_days_outside_the_window_leave_it() -> None:
    rows = log(us=[0, 6 * DAY, 7 * DAY, 20 * DAY], quantity=[1, 2, None, None])
    assert answers(total(event.quantity), rows, scope=VISITOR_7D) == [1, 3, 2, 0]
