"""Between which amounts will it lie, nine times in ten?

Intervals for predicted amounts by split-conformal prediction (Vovk, Gammerman & Shafer 2005; Lei et al., JASA 113, 2018): an interval is as
wide as held-out rows of a like prediction needed, whatever the model. Cells are the quintiles of the *predicted* amount (Mondrian
conformal prediction, Vovk et al. 2005, section 4.5), so that each holds what it promises. Buyers are held to it apart from zeros
(label-conditional: Vovk, ACML 2012; Sadinle, Lei & Wasserman, JASA 114, 2019): where most amounts are zero, an interval that is right on
the whole can be so by saying zero. Plain numbers, saved as JSON. How often it is right on the test part, `evaluation.coverage` says.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Bools, Floats, Ints
from footfall.measures.probability import equal_mass_bins

__all__ = ["ASKED", "CELLS", "Held", "Intervals", "Typical", "from_record", "intervals", "typical"]

ASKED = 0.9
"""Share of the real amounts that the intervals are to hold."""
CELLS = 5
"""Cells by predicted amount, before neighbours are merged."""
FEWEST = 60
"""Fewest groups with an amount above 0 in a cell: the share that an interval of n groups holds has standard deviation sqrt(0.09 / n)."""
TAIL = (1 - ASKED) / 2
"""Share of zeros above which zero is part of the interval: they fill more than its lower tail then."""

Record = dict[str, str | float | list[float]]


@dataclass(frozen=True, slots=True)
class Held:
    """Rows on which the model was not fitted: `label` and `amount` (predicted) of shape (n,), and the `group` of each.

    Tune rows among them chose its parameters and stopped its boosting, so that the promise is a little weaker than for untouched rows.
    """

    label: Floats
    amount: Floats
    group: Ints

    def where(self, mask: Bools) -> "Held":
        """Return the rows where `mask` (shape (n,)) holds."""
        return Held(self.label[mask], self.amount[mask], self.group[mask])


@dataclass(frozen=True, slots=True)
class Typical:
    """The typical amount of a buyer at a predicted amount m: ``exp(intercept + slope * log(m))``, m kept between `least` and `greatest`."""

    intercept: float
    slope: float
    least: float
    greatest: float

    def __call__(self, amount: Floats) -> Floats:
        """Return the typical amounts, shape (n,)."""
        typical: Floats = np.exp(self.intercept + self.slope * np.log(np.clip(amount, self.least, self.greatest)))
        return typical


@dataclass(frozen=True, slots=True)
class Intervals:
    """From a predicted amount to the interval that holds the real one.

    In cell c of the prediction the interval is ``low_c * typical(m)`` to ``high_c * typical(m)``; `low_c` is 0 where zeros are common.

    Parameters
    ----------
    typical
        What the ends are multiples of.
    borders
        Rising: the predictions at which the cells 2, 3, ... begin.
    low, high
        One a cell.
    """

    typical: Typical
    borders: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def __call__(self, amount: Floats) -> tuple[Floats, Floats]:
        """Return the low and high ends for predicted amounts, all of shape (n,); NaN where the prediction is."""
        cell = np.searchsorted(np.array(self.borders), amount, side="right")
        typical = self.typical(amount)
        return np.array(self.low)[cell] * typical, np.array(self.high)[cell] * typical

    def record(self) -> Record:
        """Return itself as plain JSON values; `from_record` reads them back."""
        shape = self.typical
        return {
            "method": "conformal",
            "asked": ASKED,
            "typical": [shape.intercept, shape.slope, shape.least, shape.greatest],
            "borders": list(self.borders),
            "low": list(self.low),
            "high": list(self.high),
        }


def typical(label: Floats, amount: Floats) -> Typical | None:
    """Return the typical amount of a buyer by what was predicted; None where nothing above 0 came or was expected.

    Least squares of log y on log m among the buyers, the slope kept from 0 (the prediction says nothing of the size) to 1 (it says all).
    It only shapes the intervals: their promise does not hang on it, so that rows the model learnt from may serve.

    Parameters
    ----------
    label, amount
        Shape (n,): what came, and what was predicted.
    """
    bought = (label > 0) & (amount > 0)
    if not bought.any():
        return None
    x, y = np.log(amount[bought]), np.log(label[bought])
    spread = float(np.mean((x - x.mean()) ** 2))
    slope = float(np.clip(np.mean((x - x.mean()) * (y - y.mean())) / spread, 0.0, 1.0)) if spread > 0 else 0.0
    return Typical(float(y.mean() - slope * x.mean()), slope, float(amount[bought].min()), float(amount[bought].max()))


def intervals(held: Held, shape: Typical) -> Intervals | None:
    """Fit the intervals of a model; None where `held` has fewer than `FEWEST` groups with an amount above 0.

    Parameters
    ----------
    held
        Rows on which the model was not fitted (tune and calibrate parts), unweighted like the test part: every row counts the same.
    shape
        The typical amount.

    Notes
    -----
    Of the multiples ``y / typical(m)`` of a cell, where zeros are more than `TAIL`: from 0 to the ``0.9 (1 + 1/G)`` quantile among those
    above 0, so that 9 in 10 buyers are held and every zero is. Elsewhere: between the ``0.95 (1 + 1/G)`` quantiles from above and from
    below, over all rows (a first guess made conformal, as in Romano, Patterson & Candes, NeurIPS 2019; here the guess is the typical
    amount). G is the number of groups (sessions, visitors), not of rows: rows of one group are dependent, and pooling them with the
    correction of G draws keeps the promise for a row of a new group as G grows (Dunn, Wasserman & Ramdas, JASA 118, 2023).
    """
    if len(np.unique(held.group[held.label > 0])) < FEWEST:
        return None
    cell = _merged(held)
    numbers = np.unique(cell)
    ends = [_ends(held.where(cell == number), shape) for number in numbers]
    borders = [float(held.amount[cell == number].min()) for number in numbers[1:]]
    return Intervals(shape, tuple(borders), tuple(low for low, _ in ends), tuple(high for _, high in ends))


def from_record(record: Record) -> Intervals:
    """Return the intervals that a record describes.

    Raises
    ------
    ValueError
        When the record describes none.
    """
    found = [record.get(name) for name in ("typical", "borders", "low", "high")]
    if record.get("method") != "conformal" or record.get("asked") != ASKED:
        raise ValueError(f"no such intervals: {record.get('method')!r}")
    numbers = [tuple(float(value) for value in each) for each in found if isinstance(each, list)]
    if len(numbers) != len(found) or len(numbers[0]) != 4 or not len(numbers[1]) + 1 == len(numbers[2]) == len(numbers[3]):
        raise ValueError("the intervals lack some of their numbers")
    typical, borders, low, high = numbers
    return Intervals(Typical(*typical), borders, low, high)


def _merged(held: Held) -> Ints:
    """Return each row's cell: a quintile of the prediction, joined to the one above it until it has `FEWEST` groups of buyers."""
    cell = equal_mass_bins(held.amount, CELLS)
    joined = cell.copy()
    pending: list[int] = []
    kept: int | None = None
    for number in np.unique(cell).tolist():
        pending.append(number)
        inside = np.isin(cell, pending)
        if len(np.unique(held.group[inside & (held.label > 0)])) >= FEWEST:
            joined[inside], pending, kept = pending[0], [], pending[0]
    if pending:
        joined[np.isin(cell, pending)] = pending[0] if kept is None else kept
    return joined


def _ends(held: Held, shape: Typical) -> tuple[float, float]:
    multiple = held.label / shape(held.amount)
    above = held.label > 0
    if np.mean(~above) > TAIL:
        return 0.0, _reached(multiple[above], ASKED, held.group[above])
    return max(-_reached(-multiple, 1 - TAIL, held.group), 0.0), _reached(multiple, 1 - TAIL, held.group)


def _reached(value: Floats, share: float, group: Ints) -> float:
    groups = len(np.unique(group))
    return float(np.quantile(value, min(share * (1 + 1 / groups), 1.0), method="inverted_cdf"))
