"""How sure is a figure?

The cluster bootstrap: whole groups (sessions, visitors, duplicates) are drawn with replacement, because their rows are not independent
(Efron & Tibshirani 1993; Field & Welsh, JRSS B 69, 2007). A resample is a vector of row weights, so that nothing is copied or sorted again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import Floats, Ints

__all__ = ["Interval", "Resamples", "interval"]

Interval = tuple[float, float]
"""Low and high end of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Resamples:
    """r resamples of g groups that hold n rows.

    Parameters
    ----------
    member
        Shape (n,): number of each row's group, 0 to g - 1.
    counts
        Shape (r, g), uint16: how often each group was drawn in each resample. Memory: 2 r g bytes.
    """

    member: Ints
    counts: NDArray[np.uint16]

    @classmethod
    def of(cls, group: Ints, *, resamples: int, seed: int) -> "Resamples":
        """Draw `resamples` times as many groups as there are; `group` has shape (n,)."""
        names, member = np.unique(group, return_inverse=True)
        rng = np.random.default_rng(seed)
        size = len(names)
        counts = np.empty((resamples, size), dtype=np.uint16)
        for row in counts:
            row[:] = np.bincount(rng.integers(0, size, size=size), minlength=size)
        return cls(member=member.astype(np.int64), counts=counts)

    def weights(self) -> Iterator[Floats]:
        """Yield the row weights of each resample, shape (n,)."""
        for row in self.counts:
            yield row.astype(np.float64)[self.member]

    def totals(self, values: Floats) -> Floats:
        """Return the weighted sum of each column of `values` (shape (n, m)) in each resample, shape (r, m)."""
        groups = self.counts.shape[1]
        by_group = np.column_stack([np.bincount(self.member, weights=column, minlength=groups) for column in values.T])
        summed: Floats = self.counts.astype(np.float64) @ by_group
        return summed


def interval(values: Iterable[float | None]) -> Interval | None:
    """Return the 2.5 % and 97.5 % percentiles; None where over a tenth of the resamples had no answer.

    >>> interval([1.0, 2.0, 3.0])
    (1.05, 2.95)
    """
    known = list(values)
    found = np.array([value for value in known if value is not None], dtype=np.float64)
    if len(found) == 0 or len(found) < 0.9 * len(known):
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
