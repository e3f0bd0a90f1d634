"""How well do scores order the outcomes?

`Ranking` sorts once; `Steps` answers everything that only depends on that order, under any row weights: ROC AUC, average precision,
normalised Gini, lift. Rows of equal score form one step, so that no answer depends on the order in which ties happen to stand. It knows
nothing of thresholds (`decision`) nor of how true a probability is (`probability`).
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats, Ints

__all__ = ["Ranking", "Steps", "normalised_gini"]


@dataclass(frozen=True, slots=True)
class Steps:
    """The gain curve of a ranking: what has been passed, and found, at each distinct score, best score first.

    Parameters
    ----------
    mass
        Shape (s,): weight of the rows down to and including each step.
    found
        Shape (s,): weighted outcome (positives, or an amount) among them.
    """

    mass: Floats
    found: Floats

    @property
    def total(self) -> float:
        """Weighted outcome of all rows."""
        return float(self.found[-1])

    def roc_auc(self) -> float | None:
        """Return the area under the ROC curve, half a point for ties; None where one class is missing.

        Equals the probability that a random positive scores above a random negative (Hanley & McNeil, Radiology 143, 1982).
        """
        positives, negatives = self.total, float(self.mass[-1]) - self.total
        if positives <= 0 or negatives <= 0:
            return None
        return _area(self.mass - self.found, self.found) / (positives * negatives)

    def average_precision(self) -> float | None:
        """Return ``sum((recall_i - recall_{i-1}) * precision_i)`` over the steps; None without positives.

        The step-wise sum, not the trapezoid, which is too optimistic (Davis & Goadrich, ICML 2006; scikit-learn's definition).
        """
        if self.total <= 0:
            return None
        precision = self.found / np.maximum(self.mass, np.finfo(np.float64).tiny)
        return float((np.diff(self.found, prepend=0.0) * precision).sum()) / self.total

    def concentration(self) -> float | None:
        """Return the area between the gain curve and the diagonal, both axes scaled to 1; None where the outcome sums to nothing."""
        if self.total <= 0:
            return None
        return _area(self.mass, self.found) / (float(self.mass[-1]) * self.total) - 0.5

    def gain(self, share: float) -> float | None:
        """Return the share of the outcome found in the best `share` of the rows, linear inside a step of ties."""
        if self.total <= 0:
            return None
        reach = share * self.mass[-1]
        return float(np.interp(reach, np.append(0.0, self.mass), np.append(0.0, self.found))) / self.total

    def lift(self, share: float = 0.1) -> float | None:
        """Return how many times more outcome the best `share` of the rows holds than rows at random do."""
        gain = self.gain(share)
        return None if gain is None else gain / share


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in order of score, best first.

    Parameters
    ----------
    order
        Shape (n,): row numbers, best score first.
    starts
        Shape (s,): position in `order` at which each distinct score begins.
    outcome
        Shape (n,): 0/1 or an amount, in that order.
    score
        Shape (s,): the distinct scores, highest first.
    """

    order: Ints
    starts: Ints
    outcome: Floats
    score: Floats

    @classmethod
    def of(cls, outcome: Floats, score: Floats) -> "Ranking":
        """Rank n >= 1 rows; O(n log n).

        >>> Ranking.of(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.9, 0.4])).steps().roc_auc()
        1.0
        """
        order = np.argsort(-score, kind="stable")
        ranked = score[order]
        starts = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1]))
        return cls(order=order, starts=starts, outcome=outcome[order].astype(np.float64), score=ranked[starts])

    def steps(self, weight: Floats | None = None) -> Steps:
        """Return the gain curve under row weights (shape (n,), default 1 each); O(n), so that a bootstrap need not sort again."""
        mass = np.ones(len(self.order)) if weight is None else weight[self.order]
        return Steps(
            mass=np.add.reduceat(mass, self.starts).cumsum(),
            found=np.add.reduceat(mass * self.outcome, self.starts).cumsum(),
        )


def normalised_gini(ranking: Ranking, perfect: Ranking, weight: Floats | None = None) -> float | None:
    """Return the Gini of a ranking of amounts over that of the perfect ranking: 1 perfect, 0 random, below 0 worse.

    ``concentration(by score) / concentration(by the amounts themselves)``, ties in the middle (Frees, Meyers & Cummings, JASA 106, 2011).

    Parameters
    ----------
    ranking
        The amounts ranked by score.
    perfect
        The same amounts ranked by themselves.
    weight
        Row weights, shape (n,).

    Returns
    -------
    float or None
        None where the amounts sum to nothing or are all equal.
    """
    reached, possible = ranking.steps(weight).concentration(), perfect.steps(weight).concentration()
    if reached is None or possible is None or possible <= 1e-12:
        return None
    return reached / possible


def _area(x: Floats, y: Floats) -> float:
    """Area under the polyline from (0, 0) through the points, by trapezoids; without BLAS, whose threads cost more than they save."""
    return float((np.diff(x, prepend=0.0) * (y + np.append(0.0, y[:-1]))).sum()) / 2.0
