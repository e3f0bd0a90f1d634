"""Does `distinct` count different known values?"""

from tests.aggregates.worked import answers, log

from footfall.aggregates import distinct
from footfall.expr import event


def test_null_is_not_a_value_but_the_empty_text_is() -> None:
    assert answers(distinct(event.item_id), log(item_id=[None, "a", None, "", "a"])) == [0, 1, 1, 2, 2]


def test_what_looks_alike_but_has_other_bytes_is_different() -> None:
    assert answers(distinct(event.item_id), log(item_id=["é", "e\u0301", "É", "é"])) == [1, 2, 3, 3]


def test_first_seen_where_the_filter_lets_it_through() -> None:
    rows = log(item_id=["a", "a", "a"], quantity=[None, 2, 3])
    assert answers(distinct(event.item_id), rows, where=event.quantity > 1) == [0, 1, 1]


def test_counts_apart_for_each_key() -> None:
    rows = log(item_id=["a", "a", "b"], category=["x", "y", "x"])
    assert answers(distinct(event.item_id), rows, by=event.category) == [1, 1, 2]
