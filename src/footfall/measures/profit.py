"""What does acting bring, threshold by threshold?

`ProfitCurve` counts a `Campaign`'s profit at every threshold at once and says which is best; `break_even` is where a single action pays.
It chooses on whatever rows it is given: which part those are is the caller's matter (`evaluation.profit`).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.decision import Campaign

__all__ = ["ProfitCurve", "break_even"]


def break_even(campaign: Campaign) -> float | None:
    """Return the probability from which on an action pays for itself, ``cost / (value * effect)``; None where it brings nothing.

    Acting on a visit of probability p brings ``value * effect * p - cost``, which is above 0 where p is above this: the optimal threshold
    of cost-sensitive decisions with calibrated probabilities (Elkan, "The Foundations of Cost-Sensitive Learning", IJCAI 2001). Above 1
    no action pays.

    >>> break_even(Campaign(value=40.0, cost=1.0, effect=0.1))
    0.25
    """
    brings = campaign.value * campaign.effect
    return campaign.cost / brings if brings > 0 else None


@dataclass(frozen=True, slots=True)
class ProfitCurve:
    """What a campaign brings at each threshold, counted once a unit (a visit or a visitor): at its first row that reaches the threshold.

    Parameters
    ----------
    threshold
        Shape (m,): the scores at which something changes, highest first. Between two of them nothing does.
    acted
        Shape (m,): units acted on from each threshold on.
    converted
        Shape (m,): how many of those convert after the row they are acted on at.
    profit
        Shape (m,), in currency: ``value * effect * converted - cost * acted``, against acting on nobody.
    """

    threshold: Floats
    acted: Ints
    converted: Ints
    profit: Floats

    @classmethod
    def of(cls, campaign: Campaign, label: Floats, score: Floats, unit: Ints) -> "ProfitCurve":
        """Count n >= 1 rows at every threshold; O(n log n).

        At threshold t a unit is acted on at its first row with a score of at least t: the row whose score is the first to exceed all before
        it and reach t. So each such row counts from its own score down to the greatest score before it, and one sweep counts them all.

        Parameters
        ----------
        campaign
            What acting costs and brings.
        label, score
            Shape (n,): whether there was a conversion after the row's cut-off, 0/1, and its probability.
        unit
            Shape (n,): whom the row is about, the rows of each in their order.

        >>> curve = ProfitCurve.of(
        ...     Campaign(40.0, 1.0, 0.1), np.array([1.0, 1.0, 0.0]), np.array([0.5, 0.8, 0.7]), np.array([7, 7, 8])
        ... )
        >>> curve.threshold.tolist(), curve.acted.tolist(), curve.profit.tolist()
        ([0.8, 0.7, 0.5], [1, 2, 2], [3.0, 2.0, 2.0])
        """
        before = pd.Series(score).groupby(unit).cummax().groupby(unit).shift().fillna(-np.inf).to_numpy(np.float64)
        rises = score > before
        own, earlier, yes = score[rises], before[rises], (label[rises] > 0).astype(np.int64)
        again = np.isfinite(earlier)
        threshold, place = np.unique(-np.concatenate([own, earlier[again]]), return_inverse=True)
        step = np.concatenate([np.ones(len(own), np.int64), -np.ones(int(again.sum()), np.int64)])
        hit = np.concatenate([yes, -yes[again]])
        acted = np.bincount(place, weights=step, minlength=len(threshold)).cumsum().round().astype(np.int64)
        converted = np.bincount(place, weights=hit, minlength=len(threshold)).cumsum().round().astype(np.int64)
        return cls(-threshold, acted, converted, campaign.value * campaign.effect * converted - campaign.cost * acted)

    @property
    def units(self) -> int:
        """How many there are to act on."""
        return int(self.acted[-1])

    def best(self) -> float | None:
        """Return the threshold of greatest profit, half-way to the next lower score; None where acting on nobody is best.

        Of equal profit the highest threshold wins, which acts on the fewest; 0 acts on everybody. Must be asked of rows that are not the
        test part.
        """
        at = int(np.argmax(self.profit))
        if self.profit[at] <= 0:
            return None
        return self._down_to(at)

    def reaching(self, share: float) -> float:
        """Return the highest threshold that acts on at least this share of the units, half-way to the next lower score."""
        return self._down_to(int(np.argmax(self.acted >= share * self.units)))

    def _down_to(self, at: int) -> float:
        return float((self.threshold[at] + self.threshold[at + 1]) / 2) if at + 1 < len(self.threshold) else 0.0
