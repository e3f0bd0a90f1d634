"""Is `last` the latest known value in total order?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import last
from footfall.expr import event


def test_nulls_are_passed_over() -> None:
    assert answers(last(event.item_id), log(item_id=[None, "b", None, "a"])) == [None, "b", "b", "a"]


def test_what_does_not_match_is_passed_over() -> None:
    rows = log(item_id=["a", "b", "c"], type=["x", None, "y"])
    assert answers(last(event.item_id), rows, where=event.type == "x") == ["a", "a", "a"]


def test_equal_times_go_by_seq_then_by_the_bytes_of_the_id() -> None:
    rows = log(us=[5, 5, 5], seq=[1, 0, 0], event_id=["a", "é", "z"], quantity=[1, 2, 3])
    assert answers(last(event.quantity), rows) == [3, 2, 1]
