"""Are errors of amounts measured right?"""

import numpy as np
import pytest
from sklearn import metrics

from footfall.measures.amount import bias, mae, r2, rmse, wape


def test_equal_scikit_learns() -> None:
    rng = np.random.default_rng(1)
    amount = np.exp(rng.normal(size=200))
    predicted = amount + rng.normal(size=200)
    assert rmse(amount, predicted) == pytest.approx(metrics.root_mean_squared_error(amount, predicted), abs=1e-12)
    assert mae(amount, predicted) == pytest.approx(metrics.mean_absolute_error(amount, predicted), abs=1e-12)
    assert r2(amount, predicted) == pytest.approx(metrics.r2_score(amount, predicted), abs=1e-12)


def test_bias_is_signed_and_relative() -> None:
    assert bias(np.array([1.0, 3.0]), np.array([2.0, 3.0])) == pytest.approx(0.25)
    assert bias(np.array([1.0, 3.0]), np.array([0.0, 3.0])) == pytest.approx(-0.25)


def test_what_cannot_be_had_is_none() -> None:
    assert r2(np.full(3, 2.0), np.array([1.0, 2.0, 3.0])) is None
    assert bias(np.zeros(3), np.ones(3)) is None


def test_wape_weighs_errors_by_the_whole_amount() -> None:
    amount, predicted = np.array([0.0, 10.0, 30.0]), np.array([4.0, 6.0, 30.0])
    assert wape(amount, predicted) == pytest.approx(8 / 40)
    assert wape(np.zeros(2), np.ones(2)) is None
