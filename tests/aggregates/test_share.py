"""Is `share` the share of matching events for which a condition is true?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import share
from footfall.expr import event


def test_unknown_counts_as_not_true() -> None:
    assert answers(share(event.quantity > 1), log(quantity=[None, 2, 1, 2])) == [0.0, 0.5, 1 / 3, 0.5]


def test_no_events_have_no_share() -> None:
    rows = log(quantity=[2, 1], type=["x", "y"])
    assert answers(share(event.quantity > 1), rows, where=event.type == "y") == [None, 0.0]
