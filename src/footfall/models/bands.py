"""How wide must a band be to hold nine of ten?

Half-widths of intervals from the absolute errors of past forecasts. Errors are compared in units of the square root of what was said, since
the variance of a sum of orders grows with their number (compound Poisson). At a number of weeks ahead with `enough` errors of its own the
half-width is their split-conformal quantile, the ceil((n + 1) level)-th smallest (Lei et al. 2018, *JASA* 113, 1094-1111). With fewer, all
errors are pooled, each divided by the square root of its weeks ahead (the growth of a random walk's error, the worst of the usual cases),
and Student's t of as many degrees of freedom as there are origins makes up for their fewness. Further ahead is never narrower.

Errors of neighbouring weeks are alike, and a shop changes, so the level is not promised; `forecast` measures what the bands held.
"""

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from footfall.models.origins import Walk, seen

__all__ = ["enough", "half_widths"]

Floats = NDArray[np.float64]

FEWEST_ERRORS = 3
"""Errors without which there is no band."""
LEAST_SCALE = 0.1
"""Of the mean week: a forecast of nearly nothing still gets a band."""


def enough(level: float) -> int:
    """Return the fewest errors whose conformal quantile exists.

    >>> enough(0.9), enough(0.5)
    (9, 1)
    """
    return ceil(round(level / (1 - level), 9))


def half_widths(walk: Walk, row: int, level: float) -> Floats | None:
    """Return the half-width of the band at each number of weeks ahead, as of one origin.

    Parameters
    ----------
    walk
        Past forecasts; those that had come to pass by the origin are used, later ones are not.
    row
        The origin.
    level
        Share of weeks to hold, 0 to 1.

    Returns
    -------
    array of shape (weeks,) or None
        In the series' unit; None where fewer than `FEWEST_ERRORS` errors were known.
    """
    known = seen(walk.came, row)
    if known.sum() < FEWEST_ERRORS:
        return None
    mean = float(walk.came[known].mean())
    scale = np.sqrt(np.maximum(walk.said, LEAST_SCALE * mean if mean > 0 else 1.0))
    errors = np.where(known, np.abs(walk.said - walk.came) / scale, np.nan)
    reach: Floats = widths(errors, level) * scale[row]
    return reach


def widths(errors: Floats, level: float) -> Floats:
    """Return the half-width at each number of weeks ahead; absolute errors of shape (origins, weeks), NaN where not known, not all NaN."""
    found = [conformal(column[np.isfinite(column)], level) for column in errors.T]
    by_one = pooled(errors, level) if None in found else 0.0
    return np.maximum.accumulate([by_one * sqrt(step) if width is None else width for step, width in enumerate(found, 1)])


def conformal(errors: Floats, level: float) -> float | None:
    """Return the split-conformal quantile of absolute errors, None where they are too few.

    >>> conformal(np.arange(1.0, 10.0), 0.9), conformal(np.arange(1.0, 9.0), 0.9)
    (9.0, None)
    """
    rank = ceil(round((len(errors) + 1) * level, 9))
    return float(np.sort(errors)[rank - 1]) if rank <= len(errors) else None


def pooled(errors: Floats, level: float) -> float:
    """Return the half-width one week ahead, of errors at all numbers of weeks ahead."""
    by_one = errors / np.sqrt(np.arange(1, errors.shape[1] + 1))
    origins = int(np.isfinite(errors).any(axis=1).sum())
    return float(np.sqrt(np.nanmean(by_one**2)) * stats.t.ppf((1 + level) / 2, origins) * sqrt(1 + 1 / origins))
