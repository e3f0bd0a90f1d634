from datetime import date

import numpy as np
import pytest

from footfall.simulate.crowd import Trace
from footfall.simulate.laws import Laws, shop_laws
from footfall.simulate.season import Season
from footfall.simulate.walk import Walk

SEED = 20_260_105


@pytest.fixture(scope="session")
def laws() -> Laws:
    return shop_laws(SEED)


@pytest.fixture(scope="session")
def season() -> Season:
    return Season.starting(date(2026, 1, 5), 90)


@pytest.fixture(scope="session")
def trace(laws: Laws, season: Season) -> Trace:
    """Some 430,000 events of 12,000 visitors."""
    return Walk(laws, season).trace(0, 12_000, np.random.default_rng(SEED))
