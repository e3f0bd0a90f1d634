"""Is `first` the earliest known value in total order?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import first
from footfall.expr import event


def test_nulls_are_passed_over() -> None:
    assert answers(first(event.item_id), log(item_id=[None, "b", None, "a"])) == [None, "b", "b", "b"]


def test_an_empty_text_is_a_value() -> None:
    assert answers(first(event.item_id), log(item_id=["", "b"])) == ["", ""]


def test_equal_times_go_by_seq_then_by_the_bytes_of_the_id() -> None:
    rows = log(us=[5, 5, 5], seq=[1, 0, 0], event_id=["a", "é", "z"], quantity=[1, 2, 3])
    assert answers(first(event.quantity), rows) == [3, 3, 3]
