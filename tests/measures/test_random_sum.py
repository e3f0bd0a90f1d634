"""Do intervals of sums hold as many sums as they promise, and what a plain sum of single intervals would get wrong?"""

import numpy as np
import pytest

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.random_sum import Pool, SumErrors, design_effect, edges_of, held_share, standardised, sum_interval


def drawn(rows: int, rng: np.random.Generator, *, bias: float = 1.0) -> tuple[Floats, Floats]:
    """Predicted amounts, and real ones that are mostly zero and skewed."""
    predicted = rng.lognormal(1.0, 0.8, rows)
    return predicted, np.where(rng.random(rows) < 0.2, rng.gamma(1.5, bias * predicted / 0.3), 0.0)


def pool_of(predicted: Floats, amount: Floats, cluster: Ints | None = None, moment: Ints | None = None) -> Pool:
    rows = np.arange(len(predicted))
    return Pool(predicted, amount - predicted, rows if cluster is None else cluster, 0 * rows if moment is None else moment)


@pytest.mark.parametrize(("size", "bias"), [(15, 1.0), (150, 1.0), (1_500, 1.0), (1_500, 0.85)])
def test_nine_in_ten_sums_are_held_with_and_without_bias(size: int, bias: float) -> None:
    rng = np.random.default_rng(size)
    held = []
    for trial in range(120):
        errors = SumErrors.of(pool_of(*drawn(1_000, rng, bias=bias)), draws=300, seed=trial)
        for _ in range(3):
            predicted, amount = drawn(size, rng, bias=bias)
            low, high = sum_interval(errors, predicted, level=0.9)
            held.append(low <= amount.sum() <= high)
    assert 0.84 <= np.mean(held) <= 0.97


def test_groups_of_large_predictions_have_wider_intervals_than_their_number_says() -> None:
    predicted, amount = drawn(4_000, np.random.default_rng(3))
    errors = SumErrors.of(pool_of(predicted, amount), draws=400, seed=1)
    order = np.argsort(predicted)
    small, large = (np.subtract(*sum_interval(errors, predicted[rows], level=0.9)[::-1]) for rows in (order[:300], order[-300:]))
    assert large > 4 * small


def test_a_measured_bias_lengthens_the_interval_and_never_leaves_the_sum_outside() -> None:
    predicted = np.full(500, 10.0)
    errors = SumErrors.of(pool_of(predicted, np.tile([4.0, 6.0], 250)), draws=300, seed=1)
    low, high = sum_interval(errors, np.full(100, 10.0), level=0.9)
    assert 480 < low < 500
    assert high == 1_000


def test_no_interval_goes_below_nothing() -> None:
    errors = SumErrors.of(pool_of(np.full(300, 1.0), np.where(np.arange(300) % 50, 0.0, 50.0)), draws=300, seed=1)
    assert sum_interval(errors, np.full(3, 1.0), level=0.9)[0] == 0.0


def test_what_goes_together_in_a_cluster_widens() -> None:
    rng = np.random.default_rng(5)
    shared = np.repeat(rng.normal(size=200), 5)
    amount = 10.0 + shared
    apart, together = (pool_of(np.full(1_000, 10.0), amount, cluster) for cluster in (np.arange(1_000), np.repeat(np.arange(200), 5)))
    none = np.zeros(1_000, dtype=np.int64)
    assert design_effect(apart, none) == pytest.approx(1.0)
    assert design_effect(together, none) == pytest.approx(5.0, rel=0.1)
    widths = [np.ptp(sum_interval(SumErrors.of(pool, draws=800, seed=1), np.full(50, 10.0), level=0.9)) for pool in (apart, together)]
    assert 1.8 < widths[1] / widths[0] < 3.0


def test_what_moments_share_widens() -> None:
    moment = np.repeat(np.arange(4), 300)
    amount = 10.0 + np.array([-2.0, 2.0, -2.0, 2.0])[moment] + np.random.default_rng(6).normal(size=1_200)
    cluster = np.tile(np.arange(300), 4)
    one, four = (pool_of(np.full(1_200, 10.0), amount, cluster, each) for each in (None, moment))
    narrow, wide = (np.ptp(sum_interval(SumErrors.of(pool, draws=500, seed=1), np.full(400, 10.0), level=0.9)) for pool in (one, four))
    assert wide > 1_500
    assert wide > 2 * narrow


def test_the_check_sees_intervals_that_do_not_hold() -> None:
    rng = np.random.default_rng(7)
    predicted, amount = drawn(3_000, rng)
    group = rng.integers(0, 4, 3_000)
    none = np.zeros(4, dtype=np.bool_)
    good = held_share(pool_of(predicted, amount), group, none, level=0.9, draws=200, seed=1)
    shifted = pool_of(predicted, amount + 6.0 * (group == 3) - 2.0 * (group != 3))
    bad, mended = (held_share(shifted, group, own, level=0.9, draws=200, seed=1) for own in (none, ~none))
    assert good is not None
    assert bad is not None
    assert mended is not None
    assert good.share >= 0.8
    assert good.checks == 80
    assert bad.share < 0.5
    assert mended.share >= 0.8
    few = slice(0, 30)
    assert held_share(pool_of(predicted[few], amount[few]), group[few], none, level=0.9, draws=50, seed=1) is None


def test_cells_are_fewer_where_clusters_are() -> None:
    predicted, amount = drawn(1_000, np.random.default_rng(8))
    assert len(edges_of(pool_of(predicted, amount))) == 4
    assert len(edges_of(pool_of(predicted[:130], amount[:130]))) == 1
    assert len(edges_of(pool_of(np.zeros(500), np.zeros(500)))) == 0


def test_sums_of_few_are_as_skewed_as_the_rows() -> None:
    rng = np.random.default_rng(9)
    residual = rng.exponential(size=2_000)
    few, many = (standardised(residual, size, 4_000, rng) for size in (4, 5_000))
    for each, skew in ((few, 1.0), (many, 0.0)):
        assert each.mean() == pytest.approx(0.0, abs=0.1)
        assert each.std() == pytest.approx(1.0, abs=0.1)
        assert ((each - each.mean()) ** 3).mean() / each.std() ** 3 == pytest.approx(skew, abs=0.3)
