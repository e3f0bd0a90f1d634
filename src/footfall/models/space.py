"""In which space are rows grouped?

`fit_space` finds, on a sample, how features become points: medians for missing values, logarithms for skewed amounts, clipped extremes,
unit spread, and the principal components that carry more than chance where features are many. `models.segmenter.Space` applies it.
"""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats
from footfall.models.segmenter import Space

__all__ = ["finite", "fit_space"]

SKEW = 2.0
"""Moment skewness from which a feature that is never negative is taken as log(1 + x)."""
CLIP = (0.005, 0.995)
"""Quantiles at which extremes are clipped, so that a handful of giants does not make a group of its own."""
FEW = 5
"""Up to so many features no components are taken."""
DRAWS = 10
"""Shuffled copies of the data that say how large a component is by chance."""


def fit_space(features: pd.DataFrame, *, seed: int) -> Space | None:
    """Return the space of a frame of numeric features; None when all of them are constant or empty.

    Parameters
    ----------
    features
        n rows; missing and infinite values are replaced by the median.
    seed
        Of the shuffled copies that tell components from chance.
    """
    values = finite(features)
    filled = ~np.isnan(values).all(axis=0)
    values, names = values[:, filled], [str(name) for name, keep in zip(features.columns, np.atleast_1d(filled), strict=True) if keep]
    if not names:
        return None
    median = np.nanmedian(values, axis=0)
    values = np.where(np.isnan(values), median, values)
    logarithm = (values.min(axis=0) >= 0) & (skewness(values) > SKEW)
    values = np.where(logarithm, np.log1p(np.maximum(values, 0.0)), values)
    low, high = np.quantile(values, CLIP, axis=0)
    values = np.clip(values, low, high)
    mean, scale = values.mean(axis=0), values.std(axis=0)
    varied = scale > 1e-9 * np.maximum(1.0, np.abs(mean))
    if not varied.any():
        return None
    standard = (values[:, varied] - mean[varied]) / scale[varied]
    kept = tuple(name for name, keep in zip(names, varied, strict=True) if keep)
    parts = (median[varied], logarithm[varied], low[varied], high[varied], mean[varied], scale[varied])
    return Space(kept, *parts, components_of(standard, seed))


def components_of(standard: Floats, seed: int) -> Floats:
    """Return the projection on the principal components that are larger than chance makes them, shape (p, d).

    Parallel analysis (Horn 1965, Psychometrika 30): a component is kept while its variance exceeds the 95th percentile of that of the same
    rank in copies whose columns are shuffled apart. What is left out is noise to a distance. With few features, or where hardly any are
    related, all are kept as they are.
    """
    width = standard.shape[1]
    if width <= FEW:
        return np.eye(width)
    draw = np.random.default_rng(seed)
    shuffled = [np.linalg.eigvalsh(np.cov(draw.permuted(standard, axis=0), rowvar=False)) for _ in range(DRAWS)]
    chance = np.quantile(shuffled, 0.95, axis=0)[::-1]
    variance, vectors = np.linalg.eigh(np.cov(standard, rowvar=False))
    order = np.argsort(variance)[::-1]
    count = int(np.argmin(np.append(variance[order] > chance, False)))
    if count < 2:
        return np.eye(width)
    kept = vectors[:, order[:count]]
    signs = np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(count)])
    projected: Floats = kept * signs
    return projected


def finite(features: pd.DataFrame) -> Floats:
    """Return a frame's numbers, NaN where there is none or it is infinite."""
    values = features.to_numpy(np.float64, na_value=np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def skewness(values: Floats) -> Floats:
    """Return each column's moment coefficient of skewness; 0 for constants."""
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew: Floats = (centred**3).mean(axis=0) / spread**3
    return np.nan_to_num(skew)
