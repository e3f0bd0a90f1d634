"""Do resamples draw whole groups, and do their intervals hold what they promise?"""

import numpy as np
import pytest

from footfall.measures.bootstrap import Resamples, interval


def test_rows_of_a_group_are_always_drawn_together() -> None:
    group = np.array([7, 7, 3, 3, 3, 9])
    for weight in Resamples.of(group, resamples=20, seed=1).weights():
        assert weight[0] == weight[1]
        assert weight[2] == weight[3] == weight[4]
        assert weight[0] + weight[2] + weight[5] == 3


def test_totals_are_the_weighted_sums() -> None:
    rng = np.random.default_rng(1)
    values = rng.random((50, 3))
    resamples = Resamples.of(rng.integers(0, 12, size=50), resamples=5, seed=2)
    expected = [weight @ values for weight in resamples.weights()]
    assert resamples.totals(values) == pytest.approx(np.array(expected), abs=1e-12)


def test_the_seed_decides() -> None:
    group = np.arange(30)
    same = [Resamples.of(group, resamples=4, seed=seed).counts.tolist() for seed in (1, 1, 2)]
    assert same[0] == same[1] != same[2]


def test_intervals_hold_the_truth_where_rows_of_a_group_are_alike() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for trial in range(100):
        group = np.repeat(np.arange(60), 10)
        values = (rng.normal(size=60)[group] + 0.1 * rng.normal(size=600)).reshape(-1, 1)
        resamples = Resamples.of(group, resamples=100, seed=trial)
        found = interval((resamples.totals(values)[:, 0] / 600).tolist())
        assert found is not None
        held += found[0] <= 0.0 <= found[1]
    assert held >= 86, "rows drawn one by one would hold it some 45 times"


def test_too_many_unknown_draws_give_no_interval() -> None:
    assert interval([None] * 2 + [1.0] * 8) is None
    assert interval([None] + [1.0] * 9) == (1.0, 1.0)
    assert interval([]) is None
