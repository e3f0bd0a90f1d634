"""How is a column spread, in a form small enough to keep?

`Spread`: the shares of a column's values in bins that its own values chose, so that later values can be laid into the same bins. Numbers
lie in ten bins of equal mass, categories in one bin each; missing values have a bin of their own. `measures.drift` compares two.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints

__all__ = ["Spread", "design_effect", "spread_of"]

BINS = 10
"""Bins of a number, of equal mass: the habit of credit scoring (Siddiqi 2006, "Credit Risk Scorecards")."""
LEVELS = 20
"""Most categories with a bin of their own; the others share one."""
QUANTILES = 51
"""Quantiles kept of a number, 0 % to 100 %."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The shares of a column's values.

    Parameters
    ----------
    kind
        ``number`` or ``category``.
    rows
        How many values, missing ones included.
    effective
        How many independent values tell as much: `rows` over the design effect.
    shares
        Of each bin; of a category's bins the last but one is "any other"; the last bin is missing values.
    cuts
        Of a number: bin b holds ``cuts[b-1] < value <= cuts[b]``.
    levels
        Of a category: the value of each bin.
    quantiles
        Of a number: 0 % to 100 % in steps of 2 %; empty where every value is missing.
    """

    kind: Literal["number", "category"]
    rows: int
    effective: float
    shares: tuple[float, ...]
    cuts: tuple[float, ...] = ()
    levels: tuple[str, ...] = ()
    quantiles: tuple[float, ...] = ()

    @property
    def missing(self) -> float:
        """Share of missing values."""
        return self.shares[-1]

    def bins(self, values: pd.Series) -> Ints:
        """Return the bin of each value, shape (n,)."""
        if self.kind == "category":
            known = pd.Index(list(self.levels), dtype="str").get_indexer(pd.Index(values.astype("str"))).astype(np.int64)
            return np.where(values.isna(), len(self.levels) + 1, np.where(known < 0, len(self.levels), known))
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        found = np.searchsorted(np.array(self.cuts), numbers, side="left")
        return np.where(np.isfinite(numbers), found, len(self.cuts) + 1).astype(np.int64)

    def again(self, values: pd.Series, cluster: Ints) -> "Spread":
        """Return the spread of other values in the same bins; `cluster` as of `spread_of`."""
        return _counted(self, self.bins(values), cluster)

    def rebinned(self, other: "Spread") -> "Spread":
        """Return another spread in these bins: of a number from its quantiles, so to the nearest 2 %.

        Raises
        ------
        ValueError
            When one is a number and the other a category.
        """
        if self.kind != other.kind:
            raise ValueError(f"a {self.kind} cannot be compared with a {other.kind}")
        if self.kind == "category":
            known = dict(zip(other.levels, other.shares, strict=False))
            own = [known.get(level, 0.0) for level in self.levels]
            shares = [*own, max(0.0, 1.0 - other.missing - sum(own)), other.missing]
        else:
            below = np.append(np.searchsorted(np.array(other.quantiles), self.cuts, side="right") / QUANTILES, 1.0)
            present = np.diff(below, prepend=0.0) * (1.0 - other.missing) if other.quantiles else np.zeros(len(self.cuts) + 1)
            shares = [*present.tolist(), other.missing]
        return replace(self, rows=other.rows, effective=other.effective, shares=tuple(shares), quantiles=other.quantiles)


def spread_of(values: pd.Series, cluster: Ints) -> Spread:
    """Return the spread of n values, n >= 1, in bins of their own.

    Parameters
    ----------
    values
        float64 with NaN, or text with missing values; shape (n,). Infinite numbers count as missing.
    cluster
        Values of one cluster are alike, shape (n,).

    >>> spread_of(pd.Series([1.0, 1.0, 2.0, np.nan]), np.arange(4)).shares
    (0.5, 0.25, 0.25)
    """
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        numbers = numbers[np.isfinite(numbers)]
        quantiles = np.quantile(numbers, np.linspace(0, 1, QUANTILES), method="inverted_cdf") if len(numbers) else np.array([])
        empty = Spread("number", 0, 0.0, (), cuts=_cuts(quantiles), quantiles=tuple(quantiles.tolist()))
    else:
        counts = values.dropna().value_counts()
        ranked = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
        empty = Spread("category", 0, 0.0, (), levels=tuple(str(level) for level, _ in ranked[:LEVELS]))
    return _counted(empty, empty.bins(values), cluster)


def design_effect(code: Ints, cluster: Ints, bins: int) -> float:
    """Return by how much clusters blow up the variance of shares: at least 1, and 1 where each row is a cluster of its own.

    The mean of the cells' design effects, as the first-order correction of Rao and Scott (JASA 76, 1981; Annals of Statistics 12, 1984)
    weighs them: ``sum((1 - p_k) d_k) / (K - 1)``, with ``d_k`` the cluster variance of share ``p_k`` over ``p_k (1 - p_k) / n``.

    Parameters
    ----------
    code
        The bin of each row, 0 to `bins` - 1, shape (n,).
    cluster
        Shape (n,).
    bins
        Number of bins K. Memory and time: O(clusters * K).
    """
    _, member = np.unique(cluster, return_inverse=True)
    rows, groups = len(code), int(member.max()) + 1 if len(member) else 0
    counts = np.bincount(member * bins + code, minlength=groups * bins).reshape(groups, bins).astype(np.float64)
    share = counts.sum(axis=0) / max(rows, 1)
    filled = (share > 0) & (share < 1)
    if groups < 2 or filled.sum() < 2:
        return 1.0
    apart = counts[:, filled] - counts.sum(axis=1, keepdims=True) * share[filled]
    variance = (apart**2).sum(axis=0)
    effects = variance / (rows * share[filled] * (1 - share[filled]))
    return max(1.0, float(((1 - share[filled]) * effects).sum() / (filled.sum() - 1)))


def _counted(empty: Spread, code: Ints, cluster: Ints) -> Spread:
    """Return a spread with the bins of n rows counted: `code` is each row's bin, `cluster` what stays together, both of shape (n,)."""
    bins = (len(empty.levels) + 1 if empty.kind == "category" else len(empty.cuts) + 1) + 1
    counts = np.bincount(code, minlength=bins)
    shares = tuple((counts / max(len(code), 1)).tolist())
    effect = design_effect(code, cluster, bins)
    return replace(empty, rows=len(code), effective=len(code) / effect, shares=shares)


def _cuts(quantiles: Floats) -> tuple[float, ...]:
    """Return the borders of ten bins of equal mass, fewer where values are tied; a column of one value gets a bin for exactly that one."""
    if not len(quantiles):
        return ()
    least, most = quantiles[0], quantiles[-1]
    if least == most:
        return (float(np.nextafter(least, -np.inf)), float(least))
    cuts = np.unique(quantiles[(QUANTILES - 1) // BINS : -1 : (QUANTILES - 1) // BINS])
    return tuple(cuts[cuts < most].tolist())
