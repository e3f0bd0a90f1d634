"""How good are the yes-or-no decisions that a threshold makes?

`Confusion` counts them, `Campaign` says what they are worth; `best_threshold` chooses where to cut. A row is called positive when its score
is at least the threshold.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.ranking import Ranking

__all__ = ["Campaign", "Confusion", "acted_rows", "best_threshold"]


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
    """What it costs and brings to act on every visit that a model calls positive, once: at the first click that it does.

    Parameters
    ----------
    value
        What a conversion brings, in currency.
    cost
        What acting on one visit costs, in currency.
    effect
        Share of the conversions of those acted on that would not have come without it, 0 to 1: an experiment measures it, no model does.
    """

    value: float
    cost: float
    effect: float

    def gains(self, label: Floats, score: Floats, threshold: float, visit: Ints) -> Floats:
        """Return what acting brings at each row, in currency, shape (n,); their sum is the profit against acting on nobody.

        ``value * effect * label - cost`` at the first row of each visit with a score of at least `threshold`, 0 at all others: the
        expected-value framework of Provost & Fawcett, "Data Science for Business" (2013), chapter 7.

        Parameters
        ----------
        label, score
            Shape (n,): whether there was a conversion after the row's cut-off, 0/1, and its probability.
        visit
            The visit of each row, shape (n,), the rows of each in their order.

        >>> campaign, label, score = Campaign(40.0, 1.0, 0.1), np.array([1.0, 1.0, 0.0]), np.array([0.9, 0.8, 0.7])
        >>> campaign.gains(label, score, 0.5, np.array([7, 7, 8])).tolist()
        [3.0, 0.0, -1.0]
        """
        acted = acted_rows(score, threshold, visit)
        gains = np.zeros(len(label))
        gains[acted] = self.value * self.effect * label[acted] - self.cost
        return gains


def acted_rows(score: Floats, threshold: float, visit: Ints) -> Ints:
    """Return the number of the first row of each visit with a score of at least `threshold`; `score` and `visit` have shape (n,).

    >>> acted_rows(np.array([0.2, 0.9, 0.8, 0.7]), 0.75, np.array([1, 1, 1, 2])).tolist()
    [1]
    """
    called = np.flatnonzero(score >= threshold)
    return called[np.unique(visit[called], return_index=True)[1]]


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
