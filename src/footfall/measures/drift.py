"""Has a column changed, by more than chance?

The population stability index with the size that chance alone gives it, and a chi-square test of the same bins. Both take the effective
number of rows, so that a thousand clicks of a hundred visitors do not pass for a thousand witnesses. It does not say whether a change
matters to a model: `evaluation.advice` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from footfall.dataset.dataset import Floats
from footfall.measures.spread import Spread

__all__ = ["LARGE", "WATCH", "Drift", "drift", "false_discovery", "stability_index"]

WATCH, LARGE = 0.1, 0.25
"""Below the first nothing has changed, above the second much has: credit scoring's bars (Siddiqi 2006), without a theory."""
FEWEST = 5.0
"""Least expected count of a bin; smaller bins are put together (Cochran, Annals of Mathematical Statistics 23, 1952)."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a column has moved.

    Parameters
    ----------
    index
        Population stability index.
    chance
        What chance alone stays below in 95 of 100 cases where nothing has changed.
    p_value
        Of the test that both samples come from one distribution.
    """

    index: float
    chance: float
    p_value: float

    @property
    def proven(self) -> bool:
        """Whether it is more than chance gives."""
        return self.index > self.chance and self.p_value < 0.05

    @property
    def size(self) -> str:
        """``none``, ``some`` (from 0.1) or ``large`` (from 0.25); ``none`` where chance could give as much."""
        if not self.proven or self.index < WATCH:
            return "none"
        return "large" if self.index >= LARGE else "some"


def drift(old: Spread, new: Spread) -> Drift:
    """Compare two spreads in the same bins.

    The index of two equal populations is about ``(1/n + 1/m)`` times a chi-square of ``bins - 1`` degrees of freedom (Yurdakul 2018,
    "Statistical Properties of Population Stability Index", Western Michigan University). n and m are effective numbers of rows.

    Raises
    ------
    ValueError
        When the spreads have different bins.
    """
    if (old.cuts, old.levels) != (new.cuts, new.levels):
        raise ValueError("the spreads have different bins")
    before, after = np.array(old.shares), np.array(new.shares)
    sizes = max(old.effective, 1e-9), max(new.effective, 1e-9)
    pooled = (sizes[0] * before + sizes[1] * after) / sum(sizes)
    rare = pooled * min(sizes) < FEWEST
    before, after, pooled = (np.append(each[~rare], each[rare].sum()) for each in (before, after, pooled))
    before, after, pooled = before[pooled > 0], after[pooled > 0], pooled[pooled > 0]
    noise, free = 1 / sizes[0] + 1 / sizes[1], len(pooled) - 1
    if free < 1:
        return Drift(0.0, 0.0, 1.0)
    statistic = float(((before - after) ** 2 / pooled).sum()) / noise
    return Drift(stability_index(before, after, old.rows, new.rows), float(chi2.ppf(0.95, free)) * noise, float(chi2.sf(statistic, free)))


def stability_index(before: Floats, after: Floats, rows: int, rows_after: int) -> float:
    """Return the population stability index ``sum((q - p) * log(q / p))``, the symmetric Kullback-Leibler divergence in nats.

    Half a row is added to every bin, so that an empty one does not make it infinite.

    Parameters
    ----------
    before, after
        Shares of each bin, shape (bins,).
    rows, rows_after
        How many rows they are shares of.

    >>> round(stability_index(np.array([0.5, 0.5]), np.array([0.75, 0.25]), 10_000, 10_000), 3)
    0.275
    """
    one = (before * rows + 0.5) / (rows + 0.5 * len(before))
    other = (after * rows_after + 0.5) / (rows_after + 0.5 * len(after))
    return float(((other - one) * np.log(other / one)).sum())


def false_discovery(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return each p-value adjusted for their number: of those below 0.05, one in twenty is expected to be false.

    Benjamini and Hochberg (JRSS B 57, 1995).

    >>> false_discovery([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    if not p_values:
        return ()
    given = np.array(p_values)
    order = np.argsort(given)[::-1]
    scaled = given[order] * len(given) / np.arange(len(given), 0, -1)
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return tuple(adjusted.tolist())
