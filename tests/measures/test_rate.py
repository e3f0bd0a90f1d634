"""Is the interval of a share Wilson's?"""

import pytest
from scipy.stats import binomtest

from footfall.measures.rate import wilson


@pytest.mark.parametrize(("found", "count"), [(0, 1), (0, 40), (3, 17), (40, 40), (481, 4_000)])
def test_it_is_that_of_scipy(found: int, count: int) -> None:
    told = binomtest(found, count).proportion_ci(method="wilson")
    assert wilson(found, count) == pytest.approx((told.low, told.high), abs=1e-12)


def test_of_nobody_nothing_is_said() -> None:
    assert wilson(0, 0) is None
