"""How far are predicted amounts from the real ones?

RMSE, MAE, R2, WAPE and total bias. How well amounts are *ordered* is `ranking.normalised_gini`.
"""

import numpy as np

from footfall.dataset.dataset import Floats

__all__ = ["bias", "mae", "r2", "rmse", "wape"]


def rmse(amount: Floats, predicted: Floats) -> float:
    """Return the root mean squared error in the amount's own unit; both of shape (n,).

    >>> rmse(np.array([0.0, 4.0]), np.array([3.0, 0.0]))
    3.5355339059327378
    """
    return float(np.sqrt(np.mean((predicted - amount) ** 2)))


def mae(amount: Floats, predicted: Floats) -> float:
    """Return the mean absolute error in the amount's own unit.

    Of mostly-zero amounts the constant 0 has a small MAE, so it must not choose a model there.
    """
    return float(np.mean(np.abs(predicted - amount)))


def r2(amount: Floats, predicted: Floats) -> float | None:
    """Return ``1 - sum of squared errors / sum of squares about the mean``; None where the amounts are all equal."""
    spread = float(np.sum((amount - amount.mean()) ** 2))
    return 1.0 - float(np.sum((predicted - amount) ** 2)) / spread if spread > 0 else None


def bias(amount: Floats, predicted: Floats) -> float | None:
    """Return total predicted over total real, minus 1 (0.05 = five per cent too much); None where the real total is 0.

    >>> round(bias(np.array([0.0, 4.0]), np.array([1.0, 3.2])), 3)
    0.05
    """
    total = float(amount.sum())
    return float(predicted.sum()) / total - 1.0 if total > 0 else None


def wape(amount: Floats, predicted: Floats) -> float | None:
    """Return the weighted absolute percentage error, ``sum |predicted - real| / sum real``; None where the real total is 0.

    Also called MAD/mean (Kolassa and Schuetz 2007, *Foresight* 6, 40-43): unlike the mean of percentages it stands weeks without an order.

    >>> wape(np.array([0.0, 4.0]), np.array([1.0, 3.0]))
    0.5
    """
    total = float(amount.sum())
    return float(np.abs(predicted - amount).sum()) / total if total > 0 else None
