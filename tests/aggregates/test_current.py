"""Is `current` what this very event says, nulls included?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import current
from footfall.expr import event


def test_null_stays_null() -> None:
    assert answers(current(event.item_id), log(item_id=["a", None, "b"])) == ["a", None, "b"]


def test_conditions_have_three_truths() -> None:
    assert answers(current(event.quantity > 1), log(quantity=[1, None, 2])) == [False, None, True]
