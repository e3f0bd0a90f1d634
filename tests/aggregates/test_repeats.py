"""Does `repeats` count values seen again?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import repeats
from footfall.expr import event


def test_the_first_time_is_no_repeat_and_null_repeats_nothing() -> None:
    assert answers(repeats(event.item_id), log(item_id=["a", None, None, "a", "b", "a"])) == [0, 0, 0, 1, 1, 2]


def test_seen_before_means_seen_where_the_filter_lets_it_through() -> None:
    rows = log(item_id=["a", "a", "a"], quantity=[None, 2, 3])
    assert answers(repeats(event.item_id), rows, where=event.quantity > 1) == [0, 0, 1]
