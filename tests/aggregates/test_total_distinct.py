"""Does `total_distinct` count each thing once, where it is first seen?"""

import pytest
from tests.aggregates.worked import answers, log

from footfall.aggregates import total_distinct
from footfall.aggregates.total_distinct import TotalDistinct
from footfall.expr import event

VALUE = total_distinct(event.quantity, per=event.item_id)


def test_the_first_amount_of_each_thing_counts() -> None:
    assert answers(VALUE, log(item_id=["a", "b", "a", "b"], quantity=[1, 10, 5, 10])) == [1, 11, 11, 11]


def test_a_thing_first_seen_without_an_amount_adds_nothing_ever() -> None:
    assert answers(VALUE, log(item_id=["a", "a", None], quantity=[None, 5, 7])) == [0, 0, 0]


def test_first_seen_where_the_filter_lets_it_through() -> None:
    rows = log(item_id=["a", "a"], quantity=[1, 5])
    assert answers(VALUE, rows, where=event.quantity > 1) == [0, 5]


def test_a_half_built_one_is_refused() -> None:
    with pytest.raises(TypeError, match="per="):
        TotalDistinct(event.quantity).of() or TotalDistinct(event.quantity).signature()
