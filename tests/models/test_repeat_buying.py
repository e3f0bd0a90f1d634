"""Does the repeat-buying model find the numbers that made the data, and expect what then comes?"""

import numpy as np
import pytest

from footfall.dataset.dataset import Floats
from footfall.errors import DataError
from footfall.models.repeat_buying import BgNbd, Past

TRUE = BgNbd(r=0.5, alpha=5.0, a=0.8, b=2.5)
SEEN, AHEAD = 40.0, 30.0


def lived(customers: int, seed: int) -> tuple[Past, Floats]:
    """Customers who live as the model says: what is seen of them, and their orders after that."""
    rng = np.random.default_rng(seed)
    rate, leave = rng.gamma(TRUE.r, 1 / TRUE.alpha, customers), rng.beta(TRUE.a, TRUE.b, customers)
    again, recency, later = np.zeros(customers), np.zeros(customers), np.zeros(customers)
    for one in range(customers):
        now = rng.exponential(1 / rate[one])
        while now < SEEN + AHEAD:
            if now < SEEN:
                again[one], recency[one] = again[one] + 1, now
            else:
                later[one] += 1
            if rng.random() < leave[one]:
                break
            now += rng.exponential(1 / rate[one])
    return Past(again, recency, np.full(customers, SEEN)), later


def test_it_finds_the_numbers_that_made_the_data_and_expects_what_comes() -> None:
    past, later = lived(8_000, 1)
    found = BgNbd.fit(past)
    assert found.r == pytest.approx(TRUE.r, rel=0.15)
    assert found.alpha == pytest.approx(TRUE.alpha, rel=0.2)
    assert found.a / (found.a + found.b) == pytest.approx(TRUE.a / (TRUE.a + TRUE.b), rel=0.25)
    expected = found.expected(AHEAD, past)
    assert expected.sum() == pytest.approx(later.sum(), rel=0.08)
    for often in (past.again == 0, (past.again > 0) & (past.again < 4), past.again >= 4):
        assert expected[often].mean() == pytest.approx(later[often].mean(), rel=0.25)


def test_it_gives_the_published_expectation() -> None:
    published = BgNbd(r=0.2426, alpha=4.4136, a=0.7929, b=2.4259)
    one = published.expected(39.0, Past(np.array([2.0]), np.array([30.43]), np.array([38.86])))
    assert one[0] == pytest.approx(1.2259, abs=2e-3)


def test_more_orders_and_later_ones_are_worth_more_and_longer_is_more() -> None:
    often = TRUE.expected(10, Past(np.array([1.0, 5.0, 5.0]), np.array([20.0, 20.0, 39.0]), np.full(3, 40.0)))
    assert often[1] != often[2]
    assert often[2] > often[1]
    some = Past(np.array([0.0, 3.0]), np.array([0.0, 30.0]), np.full(2, 40.0))
    assert (TRUE.expected(20, some) > TRUE.expected(10, some)).all()
    assert (TRUE.expected(1e-9, some) < 1e-6).all()


def test_a_share_of_one_is_no_hole() -> None:
    some = Past(np.array([0.0, 3.0]), np.array([0.0, 30.0]), np.full(2, 40.0))
    near, at = BgNbd(0.5, 5.0, 1.001, 2.5).expected(10, some), BgNbd(0.5, 5.0, 1.0, 2.5).expected(10, some)
    assert np.isfinite(at).all()
    assert at == pytest.approx(near, rel=0.01)


def test_nobody_who_orders_again_is_said() -> None:
    with pytest.raises(DataError, match="ordered a second time"):
        BgNbd.fit(Past(np.zeros(5), np.zeros(5), np.ones(5)))
