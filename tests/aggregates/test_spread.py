"""Is `spread` the population standard deviation?"""

import pytest
from tests.aggregates.worked import answers, log

from footfall.aggregates import spread
from footfall.expr import event


def test_null_for_nothing_and_zero_for_one_value() -> None:
    assert answers(spread(event.quantity), log(quantity=[None, 7, None, 7])) == [None, 0.0, 0.0, 0.0]


def test_divides_by_n() -> None:
    assert answers(spread(event.quantity), log(quantity=[1, 3])) == [0.0, 1.0]


def test_large_amounts_lose_nothing() -> None:
    found = answers(spread(event.price_micros), log(price=[1e9, 1e9 + 2]))
    assert found == pytest.approx([0.0, 1.0], rel=1e-12)
