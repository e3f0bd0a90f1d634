"""Is `most` the count of the commonest known value?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import most
from footfall.expr import event


def test_nulls_do_not_add_up() -> None:
    assert answers(most(event.item_id), log(item_id=[None, None, "a", "b", "b", "a", "a"])) == [0, 0, 1, 1, 2, 2, 3]


def test_none_matching_is_zero() -> None:
    assert answers(most(event.item_id), log(item_id=["a", "a"], quantity=[None, 1]), where=event.quantity > 1) == [0, 0]
