"""Which customers are worth what, by recency, frequency and monetary value?

Each customer gets three scores from 1 to 5 by fifths of all customers: how lately, how often and how much they bought (Hughes 1994,
Strategic Database Marketing; as a way to choose whom to write to: Bult and Wansbeek 1995, Marketing Science 14(4)), and from the three a
group by the table below. It looks back only, as of one moment, and predicts nothing: a purchase probability is `classification`'s affair.

The names are the trade's; the table is ours, since the trade has as many as it has vendors. The first row that fits gives the group, and
every triple of scores fits one.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.errors import DataError

__all__ = ["FEWEST", "TABLE", "Rfm", "Rule", "fifths", "rfm"]

FIFTHS = 5
FEWEST = 50
"""Customers below which fifths say nothing: ten in each."""

Scores = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: the least and the greatest score of each kind that fit."""

    key: str
    recency: Scores = (1, 5)
    frequency: Scores = (1, 5)
    monetary: Scores = (1, 5)

    def __str__(self) -> str:
        """Return the rule in words.

        >>> print(Rule("loyal", recency=(3, 5), frequency=(3, 5)))
        R 3 to 5, F 3 to 5
        """
        parts = (("R", self.recency), ("F", self.frequency), ("M", self.monetary))
        told = [f"{letter} {low} to {high}" if low < high else f"{letter} {low}" for letter, (low, high) in parts if (low, high) != (1, 5)]
        return ", ".join(told)


TABLE: tuple[Rule, ...] = (
    Rule("champions", recency=(4, 5), frequency=(4, 5), monetary=(4, 5)),
    Rule("loyal", recency=(3, 5), frequency=(3, 5)),
    Rule("cannot_lose", recency=(1, 2), frequency=(4, 5), monetary=(4, 5)),
    Rule("at_risk", recency=(1, 2), frequency=(3, 5)),
    Rule("big_spenders", recency=(3, 5), frequency=(1, 2), monetary=(4, 5)),
    Rule("new", recency=(4, 5), frequency=(1, 1)),
    Rule("promising", recency=(4, 5), frequency=(2, 2)),
    Rule("fading", recency=(3, 3), frequency=(1, 2)),
    Rule("hibernating", recency=(1, 2), frequency=(1, 2)),
)


@dataclass(frozen=True, slots=True)
class Rfm:
    """The scores and groups of n customers.

    Parameters
    ----------
    recency, frequency, monetary
        Shape (n,): scores, 1 to 5. Where no revenue is known, `monetary` is the frequency again.
    group
        Shape (n,): the row of `TABLE` that fits.
    """

    recency: Ints
    frequency: Ints
    monetary: Ints
    group: Ints


def rfm(recency_days: Floats, orders: Floats, revenue: Floats | None) -> Rfm:
    """Score customers and put them into groups.

    Parameters
    ----------
    recency_days
        Shape (n,): days from each customer's latest order to the moment as of which they are scored.
    orders
        Shape (n,): orders until then.
    revenue
        Shape (n,): what they were worth, in currency; None where that is not known.

    Raises
    ------
    DataError
        When there are fewer than 50 customers, or all of them are alike.
    """
    if len(orders) < FEWEST:
        raise DataError(f"Only {len(orders)} customer{'s' * (len(orders) != 1)}: fifths of them need {FEWEST}.")
    given = [-recency_days, orders, orders if revenue is None else revenue]
    if all(len(np.unique(values)) == 1 for values in given):
        raise DataError("Every customer bought equally lately, often and much: there is nothing to score by.")
    recency, frequency, monetary = (fifths(values) for values in given)
    group = np.full(len(orders), -1, dtype=np.int64)
    for place, rule in reversed(list(enumerate(TABLE))):
        fits = within(recency, rule.recency) & within(frequency, rule.frequency) & within(monetary, rule.monetary)
        group[fits] = place
    return Rfm(recency, frequency, monetary, group)


def fifths(values: Floats) -> Ints:
    """Return the score of each value: 1 and one more for each whole fifth of all values that lies below it.

    Equal values get equal scores, so that nobody is parted from their like by accident, as sorting and cutting into five would do; where
    many are equal (half of the customers have one order) some scores stay empty.

    >>> fifths(np.array([10.0, 20.0, 30.0, 40.0, 50.0])).tolist(), fifths(np.array([1.0, 1.0, 1.0, 2.0, 9.0])).tolist()
    ([1, 2, 3, 4, 5], [1, 1, 1, 4, 5])
    """
    below = np.searchsorted(np.sort(values), values, side="left")
    scores: Ints = 1 + (FIFTHS * below) // len(values)
    return scores


def within(scores: Ints, limits: Scores) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which scores lie within limits, both included."""
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (scores >= limits[0]) & (scores <= limits[1])
    return inside
