"""Is `mean` the mean of what is known, and null for nothing?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import mean
from footfall.expr import event


def test_nulls_are_not_in_the_divisor() -> None:
    assert answers(mean(event.quantity), log(quantity=[None, 1, None, 2])) == [None, 1.0, 1.0, 1.5]


def test_zero_is_a_value() -> None:
    assert answers(mean(event.price_micros), log(price=[0.0, 3.0])) == [0.0, 1.5]


def test_none_matching_is_null() -> None:
    assert answers(mean(event.quantity), log(quantity=[1, 2]), where=event.quantity > 1) == [None, 2.0]
