"""In which space are rows grouped?

`Space` turns features into points: medians for missing values, logarithms for skewed amounts, clipped extremes, unit spread, and principal
components where features are many. Fitted on a sample, it is a handful of arrays and so can be kept without pickle.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from footfall.dataset.dataset import Floats

__all__ = ["Space", "fit_space"]

SKEW = 2.0
CLIP = (0.005, 0.995)
KEPT_VARIANCE = 0.9
FEW = 8
"""Up to so many features no components are taken."""


@dataclass(frozen=True, slots=True)
class Space:
    """How p features become d coordinates.

    Parameters
    ----------
    names
        The p features, in order.
    median, low, high, mean, scale
        Shape (p,): for missing values, clipping (after the logarithm) and standardisation.
    logarithm
        Shape (p,), bool: which features are taken as log(1 + x).
    components
        Shape (p, d): the projection.
    """

    names: tuple[str, ...]
    median: Floats
    logarithm: NDArray[np.bool_]
    low: Floats
    high: Floats
    mean: Floats
    scale: Floats
    components: Floats

    def points(self, features: pd.DataFrame) -> Floats:
        """Return the coordinates of n rows, shape (n, d)."""
        values = features[list(self.names)].to_numpy(np.float64, na_value=np.nan)
        values = np.where(np.isnan(values), self.median, values)
        values = np.where(self.logarithm, np.log1p(np.maximum(values, 0.0)), values)
        standard: Floats = (np.clip(values, self.low, self.high) - self.mean) / self.scale
        return standard @ self.components


def fit_space(features: pd.DataFrame) -> Space | None:
    """Return the space of a frame of numeric features; None when all of them are constant."""
    values = features.to_numpy(np.float64, na_value=np.nan)
    filled = ~np.isnan(values).all(axis=0)
    values, names = values[:, filled], [str(name) for name, keep in zip(features.columns, filled, strict=True) if keep]
    median = np.nanmedian(values, axis=0)
    values = np.where(np.isnan(values), median, values)
    logarithm = (values.min(axis=0) >= 0) & (skewness(values) > SKEW)
    values = np.where(logarithm, np.log1p(np.maximum(values, 0.0)), values)
    low, high = np.quantile(values, CLIP, axis=0)
    values = np.clip(values, low, high)
    mean, scale = values.mean(axis=0), values.std(axis=0)
    varied = scale > 1e-9
    if not varied.any():
        return None
    standard = (values[:, varied] - mean[varied]) / scale[varied]
    kept = tuple(name for name, keep in zip(names, varied, strict=True) if keep)
    parts = (median[varied], logarithm[varied], low[varied], high[varied], mean[varied], scale[varied])
    return Space(kept, *parts, components_of(standard))


def components_of(standard: Floats) -> Floats:
    """Return the projection on the leading principal components that keep 90 % of the variance; the identity for few features."""
    width = standard.shape[1]
    if width <= FEW:
        return np.eye(width)
    variance, vectors = np.linalg.eigh(np.cov(standard, rowvar=False))
    order = np.argsort(variance)[::-1]
    share = np.cumsum(variance[order]) / variance.sum()
    kept = vectors[:, order[: int(np.searchsorted(share, KEPT_VARIANCE)) + 1]]
    signs = np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(kept.shape[1])])
    projected: Floats = kept * signs
    return projected


def skewness(values: Floats) -> Floats:
    """Return each column's moment coefficient of skewness; 0 for constants."""
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew: Floats = (centred**3).mean(axis=0) / spread**3
    return np.nan_to_num(skew)
