"""Is the index what it should be, and is its noise what was promised?"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, false_discovery_control

from footfall.measures.drift import Drift, drift, false_discovery, stability_index
from footfall.measures.spread import spread_of

Draw = Callable[[np.random.Generator], pd.Series]


def between(old: pd.Series, new: pd.Series) -> Drift:
    before = spread_of(old, np.arange(len(old)))
    return drift(before, before.again(new, np.arange(len(new))))


def test_the_index_of_two_known_shares() -> None:
    before, after = np.array([0.2, 0.3, 0.5]), np.array([0.3, 0.3, 0.4])
    expected = 0.1 * np.log(1.5) - 0.1 * np.log(0.8)
    assert stability_index(before, after, 10**9, 10**9) == pytest.approx(expected, rel=1e-6)
    assert stability_index(before, before, 50, 50) == 0.0
    assert 0 < stability_index(np.array([1.0, 0.0]), np.array([0.0, 1.0]), 100, 100) < 11


def test_the_same_data_has_not_moved() -> None:
    values = pd.Series(np.random.default_rng(1).normal(size=1_000))
    found = between(values, values)
    assert (found.index, found.p_value, found.size) == (0.0, 1.0, "none")


def test_the_test_is_the_two_sample_chi_square() -> None:
    rng = np.random.default_rng(2)
    old, new = pd.Series(rng.choice(list("abcd"), 500), dtype="str"), pd.Series(rng.choice(list("aabcd"), 400), dtype="str")
    counts = np.array([[(each == letter).sum() for letter in "abcd"] for each in (old, new)])
    assert between(old, new).p_value == pytest.approx(chi2_contingency(counts, correction=False).pvalue, rel=1e-9)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: pd.Series(rng.normal(size=800)),
        lambda rng: pd.Series(rng.poisson(0.7, size=800).astype(np.float64)).mask(rng.random(800) < 0.1),
        lambda rng: pd.Series(rng.choice(["a", "b", "c"], 800, p=[0.6, 0.3, 0.1]), dtype="str"),
    ],
    ids=["normal", "counts", "categories"],
)
def test_where_nothing_changes_chance_is_passed_in_one_of_twenty(draw: Draw) -> None:
    rng = np.random.default_rng(5)
    found = [between(draw(rng), draw(rng)) for _ in range(400)]
    assert 0.02 < np.mean([each.index > each.chance for each in found]) < 0.09
    assert 0.02 < np.mean([each.p_value < 0.05 for each in found]) < 0.09
    assert not any(each.size != "none" for each in found)


def test_clicks_of_few_visitors_are_few_witnesses() -> None:
    rng, alarms, naive = np.random.default_rng(6), [], []
    for _ in range(200):
        visitor = np.repeat(np.arange(150), 6)
        old, new = (pd.Series(rng.normal(size=150)[visitor] + 0.3 * rng.normal(size=900)) for _ in range(2))
        before = spread_of(old, visitor)
        alarms.append(drift(before, before.again(new, visitor)).p_value < 0.05)
        naive.append(between(old, new).p_value < 0.05)
    assert np.mean(alarms) < 0.12
    assert np.mean(naive) > 0.5


@pytest.mark.parametrize(("shift", "size"), [(0.0, "none"), (0.4, "some"), (1.0, "large")])
def test_what_has_moved_is_called_by_its_size(shift: float, size: str) -> None:
    rng = np.random.default_rng(7)
    assert between(pd.Series(rng.normal(size=3_000)), pd.Series(rng.normal(shift, size=3_000))).size == size


def test_a_feature_that_is_gone_has_moved_far() -> None:
    values = pd.Series(np.random.default_rng(8).normal(size=500))
    assert between(values, pd.Series(np.full(500, np.nan))).size == "large"


def test_rare_bins_are_put_together() -> None:
    old = pd.Series(["a"] * 500 + [f"r{k}" for k in range(9)], dtype="str")
    new = pd.Series(["a"] * 500 + [f"s{k}" for k in range(9)], dtype="str")
    assert between(old, new).size == "none"


def test_spreads_of_different_bins_are_refused() -> None:
    old, new = (spread_of(pd.Series(np.random.default_rng(seed).normal(size=50)), np.arange(50)) for seed in (1, 2))
    with pytest.raises(ValueError, match="different bins"):
        drift(old, new)


def test_adjusted_p_values() -> None:
    p_values = np.random.default_rng(9).random(40) ** 3
    assert false_discovery(p_values.tolist()) == pytest.approx(false_discovery_control(p_values))
    assert false_discovery([]) == ()
