"""Do the figures say what is wrong with scores, and do their intervals hold with rows that are alike?"""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from footfall.dataset.dataset import Floats
from footfall.dataset.scored import ScoredRows
from footfall.measures.realised import Estimate, logistic_recalibration, observed_over_expected, realised


def visits(rng: np.random.Generator, sessions: int = 800, *, alike: float = 0.0) -> tuple[Floats, ScoredRows]:
    """Return the true chance of each click and its rows: clicks of one session share their outcome, as far as `alike` says."""
    session = np.repeat(np.arange(sessions), rng.integers(1, 6, sessions))
    chance = 1 / (1 + np.exp(-rng.normal(-1.0, 1.0, sessions)[session] - 0.0))
    shared, own = rng.random(sessions)[session], rng.random(len(session))
    label = (np.where(rng.random(sessions)[session] < alike, shared, own) < chance).astype(np.float64)
    return chance, ScoredRows(pd.DataFrame(index=range(len(session))), chance, label, session, session)


def logit(chance: Floats) -> Floats:
    found: Floats = np.log(chance / (1 - chance))
    return found


def test_a_perfect_model_is_found_perfect() -> None:
    _, rows = visits(np.random.default_rng(1), 6_000)
    found = realised(rows, binary=True, seed=1)
    assert found.ratio is not None and found.slope is not None and found.intercept is not None  # noqa: PT018
    assert not found.ratio.excludes(1.0)
    assert not found.slope.excludes(1.0)
    assert not found.intercept.excludes(0.0)
    assert found.error is not None and found.floor is not None  # noqa: PT018
    assert found.error < 1.8 * found.floor
    assert found.units == 6_000
    assert len(found.levels) == 10
    assert sum(level.count for level in found.levels) == found.rows == len(rows)


def test_intercept_and_slope_are_those_of_a_logistic_regression() -> None:
    _, rows = visits(np.random.default_rng(2))
    score = 1 / (1 + np.exp(-(2.0 + 2.0 * logit(rows.score))))
    intercept, slope = logistic_recalibration(rows.label, score, rows.cluster)
    fitted = LogisticRegression(C=1e10, tol=1e-10, max_iter=1000).fit(logit(score)[:, None], rows.label)
    assert slope is not None and intercept is not None  # noqa: PT018
    assert slope.value == pytest.approx(float(fitted.coef_[0, 0]), rel=1e-4)
    assert slope.excludes(1.0)
    assert slope.low < 0.5 < slope.high
    assert intercept.high < 0


def test_the_intercept_alone_brings_the_mean_right() -> None:
    _, rows = visits(np.random.default_rng(3))
    score = np.clip(rows.score * 0.5, 1e-4, 0.99)
    intercept, _ = logistic_recalibration(rows.label, score, rows.cluster)
    assert intercept is not None
    assert np.mean(1 / (1 + np.exp(-(logit(score) + intercept.value)))) == pytest.approx(rows.label.mean(), rel=1e-6)


def test_intervals_hold_where_the_clicks_of_a_session_share_their_outcome() -> None:
    rng, held = np.random.default_rng(4), {"ratio": 0, "slope": 0, "naive": 0}
    for _ in range(150):
        _, rows = visits(rng, 400, alike=1.0)
        ratio, slope = (
            observed_over_expected(rows.label, rows.score, rows.cluster),
            logistic_recalibration(rows.label, rows.score, rows.cluster)[1],
        )
        naive = observed_over_expected(rows.label, rows.score, np.arange(len(rows)))
        assert ratio is not None and slope is not None and naive is not None  # noqa: PT018
        held["ratio"] += not ratio.excludes(1.0)
        held["slope"] += not slope.excludes(1.0)
        held["naive"] += not naive.excludes(1.0)
    assert held["ratio"] >= 135
    assert held["slope"] >= 135
    assert held["naive"] < held["ratio"]


def test_observed_over_expected_of_nothing() -> None:
    none = observed_over_expected(np.zeros(300), np.full(300, 0.1), np.arange(300))
    assert none is not None
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(3.69 / 30, rel=0.01)
    assert observed_over_expected(np.ones(3), np.zeros(3), np.arange(3)) is None


@pytest.mark.parametrize("label", [np.zeros(50), np.ones(50)])
def test_one_class_has_no_slope_and_no_order(label: Floats) -> None:
    rows = ScoredRows(pd.DataFrame(index=range(50)), np.linspace(0.1, 0.9, 50), label, np.arange(50), np.arange(50))
    found = realised(rows, binary=True, seed=1)
    assert (found.slope, found.intercept, found.order) == (None, None, None)


def test_equal_scores_have_no_slope() -> None:
    label = (np.arange(50) % 3 == 0).astype(np.float64)
    assert logistic_recalibration(label, np.full(50, 0.3), np.arange(50))[1] is None


def test_scores_that_part_the_classes_have_no_slope() -> None:
    label = (np.arange(50) > 25).astype(np.float64)
    assert logistic_recalibration(label, np.where(label > 0, 0.6, 0.4), np.arange(50))[1] is None


def test_amounts_have_a_bias_and_a_gini() -> None:
    rng = np.random.default_rng(5)
    expected = rng.gamma(1.0, 10.0, 2_000)
    amount = np.where(rng.random(2_000) < 0.3, rng.gamma(1.0, expected / 0.3), 0.0)
    rows = ScoredRows(pd.DataFrame(index=range(2_000)), 1.5 * expected, amount, np.arange(2_000), np.arange(2_000))
    found = realised(rows, binary=False, seed=1)
    assert found.bias == pytest.approx(0.5, abs=0.2)
    assert found.ratio is not None and found.order is not None  # noqa: PT018
    assert found.ratio.excludes(1.0)
    assert found.order.low > 0.1
    assert (found.slope, found.error) == (None, None)


def test_nothing_is_known() -> None:
    rows = ScoredRows(pd.DataFrame(index=range(3)), np.full(3, 0.2), np.full(3, np.nan), np.arange(3), np.arange(3))
    found = realised(rows, binary=True, seed=1)
    assert (found.rows, found.units, found.ratio, found.bias) == (0, 0, None, None)


def test_the_error_of_an_estimate() -> None:
    assert Estimate(0.0, -1.959964, 1.959964).error == pytest.approx(1.0)
