"""How good are the yes-or-no decisions that a threshold makes?

`Confusion` counts them, `Campaign` says what they are worth; `best_threshold` chooses where to cut. A row is called positive when its score
is at least the threshold.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.measures.ranking import Ranking

__all__ = ["Campaign", "Confusion", "best_threshold"]


@dataclass(frozen=True, slots=True)
class Confusion:
    """The four counts of a yes-or-no decision (or their weighted sums), and what follows from them."""

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float

    @classmethod
    def of(cls, label: Floats, score: Floats, threshold: float) -> "Confusion":
        """Count n rows: `label` 0/1 and `score`, shape (n,).

        >>> Confusion.of(np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.9, 0.4]), 0.5).recall
        0.5
        """
        chosen, positive = score >= threshold, label > 0
        return cls(
            true_positive=float(np.sum(chosen & positive)),
            false_positive=float(np.sum(chosen & ~positive)),
            false_negative=float(np.sum(~chosen & positive)),
            true_negative=float(np.sum(~chosen & ~positive)),
        )

    @property
    def accuracy(self) -> float | None:
        """Share of rows that are decided right."""
        right = self.true_positive + self.true_negative
        return _ratio(right, right + self.false_positive + self.false_negative)

    @property
    def precision(self) -> float | None:
        """Share of positives among the rows called positive; None when none is."""
        return _ratio(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """Share of the positives that are called positive; None when there are none."""
        return _ratio(self.true_positive, self.true_positive + self.false_negative)

    @property
    def f1(self) -> float | None:
        """``2 TP / (2 TP + FP + FN)``, the harmonic mean of precision and recall; None when all three are 0."""
        return _ratio(2 * self.true_positive, 2 * self.true_positive + self.false_positive + self.false_negative)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What it costs and brings to act on everybody whom a model calls positive.

    Parameters
    ----------
    value
        What a conversion brings, in currency.
    cost
        What acting on one case costs, in currency.
    effect
        Share of the conversions of those acted on that would not have come without it, 0 to 1: an experiment measures it, no model does.
    """

    value: float
    cost: float
    effect: float

    def profit(self, decided: Confusion) -> float:
        """Return ``value * effect * TP - cost * (TP + FP)``, in currency, against acting on nobody.

        After the expected-value framework of Provost & Fawcett, "Data Science for Business" (2013), chapter 7.

        >>> Campaign(value=40.0, cost=1.0, effect=0.1).profit(Confusion(30, 70, 5, 900))
        20.0
        """
        return self.value * self.effect * decided.true_positive - self.cost * (decided.true_positive + decided.false_positive)


def best_threshold(label: Floats, score: Floats) -> float:
    """Return the threshold of greatest F1 of the rarer class, half-way to the next lower score, so that a rounding error decides nothing.

    Of the rarer class, because F1 of a common one is greatest when everybody is called positive, which decides nothing. Of equal F1 the
    highest threshold wins. Must be asked of rows that are not the test part.

    >>> best_threshold(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.2, 0.6, 0.8]))
    0.4
    """
    ranking = Ranking.of(label, score)
    steps = ranking.steps()
    rows, positives = float(steps.mass[-1]), steps.total
    called, right, real = steps.mass, steps.found, positives
    if positives > rows / 2:
        called, real = rows - steps.mass, rows - positives
        right = called - (positives - steps.found)
    at = int(np.argmax(2 * right / (called + max(real, 1.0))))
    lower = ranking.score[min(at + 1, len(ranking.score) - 1)]
    return float((ranking.score[at] + lower) / 2)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
