"""How do the days of a shop go on?

Ways to carry a daily series forward, from the same day of last week to a damped trend. Each takes whole weeks of days and gives the days
ahead; none draws at random, and none knows what came later. Which of them to trust is decided in `forecast`.

Smoothing is on deseasonalised days: the weekday profile (mean of each weekday over the last `PROFILE_WEEKS`, about their mean) is taken
off first and put back at the end, and the smoothing weights are those of a grid with the least sum of squared one-day errors.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MEAN", "METHODS", "NAIVE", "WEEK", "Method"]

Floats = NDArray[np.float64]

WEEK = 7
"""Days."""
PROFILE_WEEKS = 8
MEAN_WEEKS = 4
YEAR_WEEKS = 52
LONGEST_WEEKS = 104
"""Smoothing forgets: days before the last two years change nothing and cost time."""

LEVEL_WEIGHTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
TREND_WEIGHTS = (0.02, 0.05, 0.1, 0.2)
DAMPING = (0.9, 0.95, 0.98, 0.99)
"""By day; 0.98 a day is 0.87 a week. Grids instead of an optimiser: no start values, no failures to converge, the same on every machine."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to carry a series forward.

    Parameters
    ----------
    name, label
        For machines; for people.
    fewest_weeks
        Weeks of history without which it is not asked.
    ahead
        From daily values, shape (7 w,), and a number of days d to the days ahead, shape (d,).
    """

    name: str
    label: str
    fewest_weeks: int
    ahead: Callable[[Floats, int], Floats]


def same_weekday(days: Floats, ahead: int) -> Floats:
    """Return last week again and again: seasonal-naive, the bar that the others must pass (Hyndman and Athanasopoulos 2021, ch. 5.2).

    >>> same_weekday(np.arange(14.0), 8)
    array([ 7.,  8.,  9., 10., 11., 12., 13.,  7.])
    """
    return np.resize(days[-WEEK:], ahead)


def weekday_mean(days: Floats, ahead: int) -> Floats:
    """Return the mean of each weekday over the last `MEAN_WEEKS`."""
    return np.resize(days[-WEEK * MEAN_WEEKS :].reshape(-1, WEEK).mean(axis=0), ahead)


def smoothed_level(days: Floats, ahead: int) -> Floats:
    """Return the level of simple exponential smoothing, l += a e (Gardner 2006, *Int. J. Forecasting* 22, 637-666), and the profile."""
    return smoothed(days, ahead, np.array([[weight, 0.0, 1.0] for weight in LEVEL_WEIGHTS]))


def damped_trend(days: Floats, ahead: int) -> Floats:
    """Return level and damped trend, l_t + (f + f^2 + ... + f^h) b_t (Gardner and McKenzie 1985, *Management Science* 31), and the profile.

    In error form: e = y - (l + f b); l = l + f b + a e; b = f b + a w e.
    """
    grid = [[weight, trend, damping] for weight in LEVEL_WEIGHTS for trend in TREND_WEIGHTS for damping in DAMPING]
    return smoothed(days, ahead, np.array(grid))


def smoothed(days: Floats, ahead: int, grid: Floats) -> Floats:
    """Smooth with every row (a, w, f) of a grid, shape (g, 3), and carry the one with the least squared one-day errors forward."""
    profile, flat = deseasonalised(days)
    weight, trend, damping = grid.T
    level, slope = np.full(len(grid), flat[: 2 * WEEK].mean()), np.zeros(len(grid))
    squares = np.zeros(len(grid))
    for value in flat:
        expected = level + damping * slope
        error = value - expected
        squares += error * error
        level, slope = expected + weight * error, damping * slope + weight * trend * error
    best = int(squares.argmin())
    gained = slope[best] * np.cumsum(damping[best] ** np.arange(1, ahead + 1))
    return np.asarray(level[best] + gained + np.resize(profile, ahead), dtype=np.float64)


def theta(days: Floats, ahead: int) -> Floats:
    """Return the theta forecast: the level of simple smoothing with half the slope of the line through all days, and the profile.

    Assimakopoulos and Nikolopoulos 2000, *Int. J. Forecasting* 16, 521-530, in the closed form of Hyndman and Billah 2003,
    *ibid.* 19, 287-290: l_n + (b / 2) (h - 1 + 1/a - (1 - a)^n / a).
    """
    profile, flat = deseasonalised(days)
    level, squares = np.full(len(LEVEL_WEIGHTS), flat[: 2 * WEEK].mean()), np.zeros(len(LEVEL_WEIGHTS))
    for value in flat:
        error = value - level
        squares += error * error
        level = level + np.array(LEVEL_WEIGHTS) * error
    best = int(squares.argmin())
    weight, size = LEVEL_WEIGHTS[best], len(flat)
    slope = float(np.polyfit(np.arange(size), flat, 1)[0])
    steps = np.arange(ahead) + (1 - (1 - weight) ** size) / weight
    return np.asarray(level[best] + slope / 2 * steps + np.resize(profile, ahead), dtype=np.float64)


def deseasonalised(days: Floats) -> tuple[Floats, Floats]:
    """Return the weekday profile, shape (7,), and the last `LONGEST_WEEKS` without it."""
    kept = days[-WEEK * LONGEST_WEEKS :]
    lately = kept[-WEEK * PROFILE_WEEKS :].reshape(-1, WEEK)
    profile = lately.mean(axis=0) - lately.mean()
    return profile, kept - np.resize(profile, len(kept))


def last_year(days: Floats, ahead: int) -> Floats:
    """Return the same weeks of last year, at the level of the last `PROFILE_WEEKS` against the same weeks of last year."""
    year, span = WEEK * YEAR_WEEKS, WEEK * PROFILE_WEEKS
    before = days[-span - year : -year].sum()
    ratio = days[-span:].sum() / before if before > 0 else 1.0
    return np.resize(days[-year:], ahead) * ratio


def mean_of_methods(days: Floats, ahead: int) -> Floats:
    """Return the mean of weekday mean, smoothed level, damped trend and theta.

    A plain mean of simple methods was better than almost all single ones in the M4 competition (Makridakis, Spiliotis and Assimakopoulos
    2020, *Int. J. Forecasting* 36, 54-74): what one overdoes another underdoes.
    """
    mean: Floats = np.mean([method(days, ahead) for method in (weekday_mean, smoothed_level, damped_trend, theta)], axis=0)
    return mean


NAIVE = Method("seasonal_naive", "Same day of last week", 1, same_weekday)
"""What the others are measured against."""

MEAN = Method("mean", "Mean of the smoothing methods", MEAN_WEEKS, mean_of_methods)
"""What a series goes with until another has proved clearly better."""

METHODS = (
    NAIVE,
    Method("weekday_mean", "Mean of the weekday over 4 weeks", MEAN_WEEKS, weekday_mean),
    Method("smoothed_level", "Exponential smoothing, level", MEAN_WEEKS, smoothed_level),
    Method("damped_trend", "Exponential smoothing, damped trend", MEAN_WEEKS, damped_trend),
    Method("theta", "Theta", MEAN_WEEKS, theta),
    MEAN,
    Method("last_year", "Same weeks of last year, at today's level", YEAR_WEEKS + PROFILE_WEEKS, last_year),
)
"""In order of simplicity: of two that did equally well the earlier is taken."""
