"""Are customers scored by fifths, equals alike, and does every triple of scores have one group?"""

import itertools

import numpy as np
import pytest

from footfall.errors import DataError
from footfall.models.rfm import FEWEST, TABLE, fifths, rfm, within


def group_of(recency: int, frequency: int, monetary: int) -> str:
    """The first rule of the table that fits, read plainly."""
    scores = (recency, frequency, monetary)
    return next(
        rule.key
        for rule in TABLE
        if all(low <= score <= high for score, (low, high) in zip(scores, (rule.recency, rule.frequency, rule.monetary), strict=True))
    )


def test_every_triple_of_scores_is_in_a_group_and_every_group_can_be_had() -> None:
    found = {group_of(*scores) for scores in itertools.product(range(1, 6), repeat=3)}
    assert found == {rule.key for rule in TABLE}


@pytest.mark.parametrize(
    ("scores", "key"),
    [
        ((5, 5, 5), "champions"), ((4, 4, 4), "champions"), ((4, 4, 3), "loyal"), ((3, 5, 5), "loyal"), ((1, 4, 4), "cannot_lose"),
        ((2, 5, 3), "at_risk"), ((2, 3, 5), "at_risk"), ((5, 1, 5), "big_spenders"), ((5, 1, 3), "new"), ((4, 2, 1), "promising"),
        ((3, 1, 2), "fading"), ((1, 1, 1), "hibernating"), ((2, 2, 5), "hibernating"),
    ],
)  # fmt: skip
def test_groups_are_those_of_the_table(scores: tuple[int, int, int], key: str) -> None:
    assert group_of(*scores) == key


def test_different_values_are_cut_into_five_equal_parts_whatever_their_order() -> None:
    values = np.random.default_rng(1).permutation(100).astype(np.float64)
    scores = fifths(values)
    assert np.bincount(scores).tolist() == [0, 20, 20, 20, 20, 20]
    assert scores.tolist() == (1 + values // 20).tolist()


def test_equal_values_get_equal_scores_and_the_least_always_one() -> None:
    orders = np.repeat([1.0, 2.0, 3.0, 9.0], [50, 20, 20, 10])
    assert {value: set(fifths(orders)[orders == value].tolist()) for value in (1.0, 2.0, 3.0, 9.0)} == {
        1.0: {1}, 2.0: {3}, 3.0: {4}, 9.0: {5}
    }  # fmt: skip


def test_customers_are_in_the_group_that_their_scores_say() -> None:
    rng = np.random.default_rng(2)
    recency, orders, revenue = rng.exponential(90, 2_000), rng.geometric(0.4, 2_000).astype(np.float64), rng.lognormal(3, 1, 2_000)
    found = rfm(recency, orders, revenue)
    assert [TABLE[place].key for place in found.group] == [
        group_of(*scores) for scores in zip(found.recency, found.frequency, found.monetary, strict=True)
    ]
    assert found.recency[recency.argmin()] == 5
    assert found.recency[recency.argmax()] == 1
    assert found.monetary[revenue.argmax()] == 5
    assert len(set(found.group.tolist())) >= len(TABLE) - 1


def test_without_revenue_the_number_of_orders_stands_for_it() -> None:
    rng = np.random.default_rng(3)
    found = rfm(rng.exponential(90, 200), rng.geometric(0.4, 200).astype(np.float64), None)
    assert (found.monetary == found.frequency).all()
    assert (found.group >= 0).all()


def test_limits_are_included() -> None:
    assert within(np.array([1, 2, 3, 4, 5]), (2, 4)).tolist() == [False, True, True, True, False]


def test_too_few_and_all_alike_are_refused() -> None:
    ones = np.ones(FEWEST)
    with pytest.raises(DataError, match="Only 49 customers: fifths of them need 50"):
        rfm(ones[1:], ones[1:], ones[1:])
    with pytest.raises(DataError, match="equally lately"):
        rfm(ones, ones, ones)
