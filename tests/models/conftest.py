"""Models fitted once for all tests of this folder."""

import pytest
from tests.models.synthetic import amounts, binary

from footfall.dataset.dataset import Dataset
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors


@pytest.fixture(scope="session")
def conversions() -> Dataset:
    return binary(4_000)


@pytest.fixture(scope="session")
def revenues() -> Dataset:
    return amounts(4_000)


@pytest.fixture(scope="session")
def conversion_fit(conversions: Dataset) -> Fit:
    return fit_classifiers(conversions, effort="quick", seed=1)


@pytest.fixture(scope="session")
def revenue_fit(revenues: Dataset) -> Fit:
    return fit_regressors(revenues, effort="quick", seed=1)
