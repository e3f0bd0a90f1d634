"""How true are the probabilities?

Brier score, log loss, and the expected calibration error over equal-mass bins, with the error that chance alone gives a perfectly
calibrated model of the same scores. It does not repair probabilities: `models.calibration` does.
"""

import numpy as np

from footfall.dataset.dataset import Floats, Ints

__all__ = ["BINS", "brier", "calibration_error", "calibration_floor", "equal_mass_bins", "log_loss"]

BINS = 15
"""Bins of the expected calibration error (Guo et al., ICML 2017, use 15; of equal mass after Nixon et al., CVPR workshops 2019)."""


def brier(label: Floats, score: Floats) -> float:
    """Return the mean squared error of the probabilities (Brier, Monthly Weather Review 78, 1950); both of shape (n,).

    >>> brier(np.array([1.0, 0.0]), np.array([0.5, 0.0]))
    0.125
    """
    return float(np.mean((score - label) ** 2))


def log_loss(label: Floats, score: Floats, weight: Floats | None = None) -> float:
    """Return the mean of ``-log P(label)`` in nats, probabilities kept 1e-7 away from 0 and 1; all of shape (n,)."""
    sure = np.clip(score, 1e-7, 1 - 1e-7)
    loss = -np.where(label > 0, np.log(sure), np.log1p(-sure))
    return float(np.average(loss, weights=weight))


def equal_mass_bins(score: Floats, bins: int = BINS) -> Ints:
    """Return the bin (0 = lowest) of each row: the sorted rows cut as ``np.array_split`` cuts them, ties never torn apart.

    Rows of equal score all go where the middle one of them falls, so the bins do not depend on the order of the rows, and a bin that is
    swallowed by ties stays empty.

    Parameters
    ----------
    score
        Shape (n,).
    bins
        Number of bins asked for.

    Returns
    -------
    Ints
        Shape (n,).

    >>> equal_mass_bins(np.array([0.3, 0.1, 0.2, 0.1]), 2).tolist()
    [1, 0, 1, 0]
    """
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    middle = (ends - counts + ends - 1) // 2
    sizes = [len(part) for part in np.array_split(np.arange(len(score)), bins)]
    of_position = np.repeat(np.arange(bins), sizes)
    chosen: Ints = of_position[middle[inverse]]
    return chosen


def calibration_error(label: Floats, score: Floats, bins: int = BINS) -> float:
    """Return the expected calibration error: ``sum over bins of n_b / n * |mean score - mean label|``.

    >>> calibration_error(np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.5, 0.5, 0.5, 0.5]))
    0.0
    """
    gap = np.bincount(equal_mass_bins(score, bins), weights=score - label, minlength=bins)
    return float(np.abs(gap).sum() / len(score))


def calibration_floor(score: Floats, *, seed: int, draws: int = 100, bins: int = BINS) -> float:
    """Return the calibration error that chance alone gives: the mean over labels drawn from the scores themselves.

    A model whose error is near its floor cannot be told from a perfectly calibrated one with these rows (Roelofs et al., AISTATS 2022).

    Parameters
    ----------
    score
        Probabilities, shape (n,).
    seed
        Of the draws.
    draws
        How many sets of labels; time O(draws * n).
    """
    rng = np.random.default_rng(seed)
    of_row = equal_mass_bins(score, bins)
    order = np.argsort(of_row, kind="stable")
    ranked = score[order]
    starts = np.flatnonzero(np.append(True, np.diff(of_row[order]) != 0))
    expected = np.add.reduceat(ranked, starts)
    errors = [np.abs(expected - np.add.reduceat((rng.random(len(ranked)) < ranked).astype(np.float64), starts)).sum() for _ in range(draws)]
    return float(np.mean(errors) / len(score))
