"""Evaluations made once for all tests of this folder."""

import pytest
from tests.models.synthetic import amounts, binary

from footfall.dataset.dataset import Dataset
from footfall.evaluation.evaluate import evaluate
from footfall.evaluation.result import TargetResult
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors


@pytest.fixture(scope="session")
def visits() -> Dataset:
    return binary(5_000)


@pytest.fixture(scope="session")
def visits_fit(visits: Dataset) -> Fit:
    return fit_classifiers(visits, effort="quick", seed=1)


@pytest.fixture(scope="session")
def visits_result(visits_fit: Fit, visits: Dataset) -> TargetResult:
    return evaluate(visits_fit, visits, seed=1, resamples=60)


@pytest.fixture(scope="session")
def orders() -> Dataset:
    return amounts(4_000)


@pytest.fixture(scope="session")
def orders_fit(orders: Dataset) -> Fit:
    return fit_regressors(orders, effort="quick", seed=1)


@pytest.fixture(scope="session")
def orders_result(orders_fit: Fit, orders: Dataset) -> TargetResult:
    return evaluate(orders_fit, orders, seed=1, resamples=60)
