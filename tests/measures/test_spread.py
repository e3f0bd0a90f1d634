"""Do bins hold what they say, and do clusters count for less than their rows?"""

import numpy as np
import pandas as pd
import pytest

from footfall.measures.spread import LEVELS, Spread, design_effect, spread_of


def number(values: list[float]) -> Spread:
    return spread_of(pd.Series(values, dtype=np.float64), np.arange(len(values)))


def test_ten_bins_of_equal_mass_and_one_for_what_is_missing() -> None:
    values = np.append(np.random.default_rng(1).normal(size=9_000), np.full(1_000, np.nan))
    found = spread_of(pd.Series(values), np.arange(10_000))
    assert found.shares[:10] == pytest.approx([0.09] * 10, abs=0.002)
    assert found.missing == 0.1
    assert sum(found.shares) == pytest.approx(1.0)


def test_ties_make_fewer_bins_and_no_bin_is_empty() -> None:
    found = number([0.0] * 70 + [1.0] * 20 + [5.0] * 10)
    assert found.cuts == (0.0, 1.0)
    assert found.shares == (0.7, 0.2, 0.1, 0.0)
    assert found.bins(pd.Series([-1.0, 0.0, 0.5, 1.0, 2.0, np.nan, np.inf])).tolist() == [0, 0, 1, 1, 2, 3, 3]


def test_a_constant_sees_any_other_value() -> None:
    found = number([2.0] * 10)
    assert found.again(pd.Series([1.0, 2.0, 2.0, 3.0]), np.arange(4)).shares == (0.25, 0.5, 0.25, 0.0)


def test_nothing_but_missing_values() -> None:
    found = number([np.nan, np.inf])
    assert (found.shares, found.cuts, found.quantiles) == ((0.0, 1.0), (), ())
    assert found.again(pd.Series([1.0, np.nan]), np.arange(2)).shares == (0.5, 0.5)


def test_categories_have_a_bin_each_and_new_ones_share_one() -> None:
    found = spread_of(pd.Series(["a", "b", "a", None], dtype="str"), np.arange(4))
    assert (found.levels, found.shares) == (("a", "b"), (0.5, 0.25, 0.0, 0.25))
    assert found.again(pd.Series(["b", "new", None, None], dtype="str"), np.arange(4)).shares == (0.0, 0.25, 0.25, 0.5)
    many = spread_of(pd.Series([f"c{k}" for k in range(50)], dtype="str"), np.arange(50))
    assert len(many.levels) == LEVELS
    assert many.shares[-2] == pytest.approx(0.6)


def test_rows_of_one_cluster_count_as_one() -> None:
    rng = np.random.default_rng(2)
    alone = rng.integers(0, 4, 2_000)
    assert design_effect(alone, np.arange(2_000), 4) == pytest.approx(1.0, abs=0.01)
    assert design_effect(np.repeat(alone, 5), np.repeat(np.arange(2_000), 5), 4) == pytest.approx(5.0, rel=0.02)
    found = spread_of(pd.Series(np.repeat(rng.normal(size=500), 4)), np.repeat(np.arange(500), 4))
    assert found.effective == pytest.approx(500, rel=0.05)


def test_the_effective_rows_give_the_true_noise_of_a_share() -> None:
    rng, shares, effective = np.random.default_rng(3), [], []
    for _ in range(300):
        visitor = np.repeat(np.arange(200), rng.integers(1, 8, 200))
        habit = rng.normal(size=200)[visitor]
        code = (habit + rng.normal(size=len(visitor)) > 0).astype(np.int64)
        shares.append(code.mean())
        effective.append(len(code) / design_effect(code, visitor, 2))
    assert np.var(shares) == pytest.approx(0.25 / np.mean(effective), rel=0.25)
    assert np.mean(effective) < 600


def test_another_spread_is_read_in_these_bins() -> None:
    rng = np.random.default_rng(4)
    old, new = rng.normal(size=5_000), rng.normal(0.5, size=5_000)
    first, second = spread_of(pd.Series(old), np.arange(5_000)), spread_of(pd.Series(new), np.arange(5_000))
    read, exact = first.rebinned(second), first.again(pd.Series(new), np.arange(5_000))
    assert read.shares == pytest.approx(exact.shares, abs=0.02)
    words, others = (spread_of(pd.Series(list(text), dtype="str"), np.arange(4)) for text in ("aabc", "abbd"))
    assert words.rebinned(others).shares == (0.25, 0.5, 0.0, 0.25, 0.0)
    with pytest.raises(ValueError, match="cannot be compared"):
        first.rebinned(words)
