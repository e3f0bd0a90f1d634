import numpy as np
import pytest
from numpy.typing import NDArray

from footfall.models.smoothing import MEAN, METHODS, NAIVE, WEEK, Method

BY_NAME = {method.name: method for method in METHODS}
PROFILE = np.array([5.0, 1.0, 0.0, 2.0, 3.0, 8.0, 9.0])
SMOOTHING = [method for method in METHODS if method.name not in ("seasonal_naive", "last_year")]


def rising(weeks: int, slope: float) -> NDArray[np.float64]:
    days = np.arange(weeks * WEEK)
    return np.asarray(100 + slope * days + np.resize(PROFILE, len(days)), dtype=np.float64)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_a_week_that_repeats_itself_is_carried_on(method: Method) -> None:
    ahead = method.ahead(np.resize(PROFILE, 70 * WEEK), 17)
    assert np.allclose(ahead, np.resize(PROFILE, 17), atol=1e-6)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_the_input_is_left_alone_and_nothing_is_drawn(method: Method) -> None:
    days = np.random.default_rng(1).poisson(20, 70 * WEEK).astype(float)
    before = days.copy()
    assert np.array_equal(method.ahead(days, 9), method.ahead(days, 9))
    assert np.array_equal(days, before)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_the_fewest_weeks_are_enough(method: Method) -> None:
    assert np.isfinite(method.ahead(rising(method.fewest_weeks, 1.0), 3 * WEEK)).all()


def test_the_damped_trend_goes_on_and_flattens() -> None:
    days = rising(30, 1.0)
    weeks = BY_NAME["damped_trend"].ahead(days, 8 * WEEK).reshape(-1, WEEK).sum(axis=1)
    steps = np.diff([days[-WEEK:].sum(), *weeks])
    assert (steps > 0).all()
    assert steps[1] < 49 + 1e-6  # no faster than the line itself, 7 days x 7
    assert (np.diff(steps[1:]) < 0).all()


def test_theta_goes_on_by_half_the_slope() -> None:
    weeks = BY_NAME["theta"].ahead(rising(30, 1.0), 8 * WEEK).reshape(-1, WEEK).sum(axis=1)
    assert np.allclose(np.diff(weeks), 49 / 2, rtol=0.02)


def test_simple_smoothing_is_flat_and_follows_a_new_level() -> None:
    days = np.concatenate([np.full(20 * WEEK, 10.0), np.full(10 * WEEK, 30.0)])
    ahead = BY_NAME["smoothed_level"].ahead(days, 2 * WEEK)
    assert np.allclose(ahead, ahead[0])
    assert ahead[0] == pytest.approx(30.0, abs=0.1)


def test_last_year_keeps_the_season_at_todays_level() -> None:
    season = np.where(np.arange(52) == 2, 50.0, 10.0)
    days = np.concatenate([np.repeat(season, WEEK), np.repeat(np.full(60 - 52, 10.0) * 2, WEEK)])
    weeks = BY_NAME["last_year"].ahead(days, 3 * WEEK)
    before = days[: 8 * WEEK].sum()  # the same eight weeks, a year ago
    assert np.allclose(weeks, days[8 * WEEK : 11 * WEEK] * days[-8 * WEEK :].sum() / before)


def test_the_mean_is_the_mean_of_the_four() -> None:
    days = np.random.default_rng(2).poisson(20, 12 * WEEK).astype(float)
    four = [BY_NAME[name].ahead(days, WEEK) for name in ("weekday_mean", "smoothed_level", "damped_trend", "theta")]
    assert np.allclose(MEAN.ahead(days, WEEK), np.mean(four, axis=0))


def test_names_are_unique_and_the_naive_comes_first() -> None:
    assert len(BY_NAME) == len(METHODS)
    assert METHODS[0] is NAIVE
    assert all(method.fewest_weeks == 4 for method in SMOOTHING)
