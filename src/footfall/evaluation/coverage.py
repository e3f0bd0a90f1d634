"""Do the intervals hold what they promise, on data that no choice has seen?

The share of real amounts inside the champion's 90 % intervals on the test part: of all rows, of buyers alone, and in each fifth of the
predicted amount, always with the mean width beside it, since an interval wide enough holds everything. It fits nothing:
`models.conformal` does.
"""

import numpy as np

from footfall.dataset.dataset import Bools, Floats
from footfall.evaluation.result import Coverage, CoverageRow
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.probability import equal_mass_bins
from footfall.models.conformal import ASKED, CELLS, Intervals

__all__ = ["coverage"]


def coverage(amount: Floats, predicted: Floats, found: Intervals | None, resamples: Resamples) -> Coverage | None:
    """Return the measured coverage; None where the champion has no intervals.

    Parameters
    ----------
    amount, predicted
        Shape (n,): of the test rows.
    found
        The champion's intervals.
    resamples
        Of the same rows, for the 95 % interval of each share (by whole groups).
    """
    if found is None:
        return None
    low, high = found(predicted)
    inside, width = ((low <= amount) & (amount <= high)).astype(np.float64), high - low
    fifth = equal_mass_bins(predicted, CELLS)

    def measured(name: str, rows: Bools) -> CoverageRow:
        totals = resamples.totals(np.column_stack([rows * inside, rows.astype(np.float64)]))
        ends = interval(float(held / count) if count > 0 else None for held, count in totals)
        share = float(inside[rows].mean())
        return CoverageRow(
            name=name,
            count=int(rows.sum()),
            predicted=float(predicted[rows].mean()),
            zeros=float(np.mean(amount[rows] <= 0)),
            share=share,
            low=share if ends is None else ends[0],
            high=share if ends is None else ends[1],
            width=float(width[rows].mean()),
        )

    fifths = tuple(measured(str(number + 1), fifth == number) for number in np.unique(fifth))
    return Coverage(ASKED, measured("all", np.ones(len(amount), dtype=np.bool_)), measured("buyers", amount > 0), fifths)
