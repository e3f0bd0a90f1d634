"""What would have been said at the end of each past week?

A rolling origin: at the end of every past week each method is given the days until then, and only those, and says the weeks ahead. The
method that a series goes with *at an origin* is chosen by the errors that had been seen by then, so that a past forecast is what this
very procedure would have given, its choice included (Tashman 2000, *Int. J. Forecasting* 16, 437-450).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.models.smoothing import MEAN, METHODS, NAIVE, WEEK

__all__ = ["FIRST_ORIGIN", "LATEST", "Walk", "seen", "together", "walk", "weekly"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FIRST_ORIGIN = 2
"""Weeks of history at the earliest origin."""
LATEST = 26
"""Weeks whose errors count: half a year, so that a shop is judged by how it is foretold lately."""
FEWEST_ERRORS = 20
CLEARLY = 0.9
"""A method takes the place of the mean of methods when, on at least so many errors, its WAPE is at most this share of the mean's. Choosing
by any difference, however small, follows chance: on the shops on which this was tried it was worse than not choosing."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Past forecasts of one series, and today's.

    Parameters
    ----------
    first
        Whole weeks of history at the first origin.
    came
        What came, by origin and weeks ahead, shape (origins, weeks); NaN where it has not come yet. The last row is today's.
    naive
        What seasonal-naive said, same shape.
    said
        What the method chosen at each origin said, same shape.
    names
        The method chosen at each origin.
    """

    first: int
    came: Floats
    naive: Floats
    said: Floats
    names: tuple[str, ...]


def walk(days: Floats, weeks: int) -> Walk:
    """Walk a series through its past.

    Parameters
    ----------
    days
        Daily values of whole weeks, shape (7 w,), w > `FIRST_ORIGIN`.
    weeks
        Weeks ahead.

    Notes
    -----
    Cost: each method once an origin, at most 2 `LATEST` + `weeks` origins; under a second a series of two years.
    """
    totals = weekly(days)
    first = max(FIRST_ORIGIN, len(totals) - 2 * LATEST - weeks)
    origins = range(first, len(totals) + 1)
    ahead = np.array([[origin + step for step in range(weeks)] for origin in origins])
    came = np.where(ahead < len(totals), np.append(totals, np.nan)[np.minimum(ahead, len(totals))], np.nan)
    paths = {method.name: np.full(came.shape, np.nan) for method in METHODS}
    for row, origin in enumerate(origins):
        for method in METHODS:
            if origin >= method.fewest_weeks:
                paths[method.name][row] = weekly(np.maximum(method.ahead(days[: WEEK * origin], WEEK * weeks), 0.0))
    names = tuple(choice(paths, came, row) for row in range(len(origins)))
    said = np.array([paths[name][row] for row, name in enumerate(names)])
    return Walk(first, came, paths[NAIVE.name], said, names)


def together(walks: Sequence[Walk]) -> Walk:
    """Return the walk of a sum: its forecasts are the sums of its parts', so that parts always add up."""
    came, naive, said = (np.sum([getattr(each, name) for each in walks], axis=0) for name in ("came", "naive", "said"))
    names = tuple(" + ".join(dict.fromkeys(chosen)) for chosen in zip(*(each.names for each in walks), strict=True))
    return Walk(walks[0].first, came, naive, said, names)


def choice(paths: Mapping[str, Floats], came: Floats, row: int) -> str:
    """Return the method to go with at the origin of a row, by the errors seen by then.

    The mean of methods, unless another has been clearly better (the best of those); seasonal-naive while the history is too short for it.
    """
    if not np.isfinite(paths[MEAN.name][row]).all():
        return NAIVE.name
    best, least = MEAN.name, CLEARLY
    known = seen(came, row) & np.isfinite(paths[MEAN.name])
    for method in METHODS:
        both = known & np.isfinite(paths[method.name])
        bar = float(np.abs(paths[MEAN.name] - came)[both].sum())
        if both.sum() < FEWEST_ERRORS or bar == 0 or not np.isfinite(paths[method.name][row]).all():
            continue
        ratio = float(np.abs(paths[method.name] - came)[both].sum()) / bar
        if ratio < least:
            best, least = method.name, ratio
    return best


def seen(came: Floats, row: int) -> Flags:
    """Return which (origin, weeks ahead) had come to pass by the origin of a row, within the `LATEST` weeks before it.

    >>> seen(np.ones((3, 2)), 2).astype(int)
    array([[1, 1],
           [1, 0],
           [0, 0]])
    """
    rows, steps = np.indices(came.shape)
    week = rows + steps + 1
    return np.asarray((week <= row) & (week > row - LATEST) & np.isfinite(came))


def weekly(days: Floats) -> Floats:
    """Return the sums of whole weeks, shape (w,), of days, shape (7 w,)."""
    return np.asarray(days.reshape(-1, WEEK).sum(axis=1), dtype=np.float64)
