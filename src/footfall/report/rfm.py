"""What are the RFM groups called, what do they bring, and what is done about them?

`describe_rfm` sums up each group that `models.rfm` found, with its name and action from the playbook. It scores nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.models.rfm import FIFTHS, TABLE, Rfm
from footfall.report.playbook import Playbook

__all__ = ["RfmGroup", "RfmScore", "RfmSegments", "describe_rfm"]


@dataclass(frozen=True, slots=True)
class RfmGroup:
    """One group: `rule` in scores; medians of days since the latest order, of orders and of revenue; revenue None where unknown."""

    key: str
    name: str
    rule: str
    count: int
    share: float
    revenue: float | None
    revenue_share: float | None
    recency_days: float
    orders: float
    revenue_each: float | None
    action: str
    why: str
    segments: Mapping[str, float]
    """Share of its sessions (customers) in each learnt segment, by name."""


@dataclass(frozen=True, slots=True)
class RfmScore:
    """What one score means: the least and greatest days since the latest order, orders and revenue; None where nobody has the score."""

    score: int
    recency_days: tuple[float, float] | None
    orders: tuple[float, float] | None
    revenue: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class RfmSegments:
    """The RFM groups of all customers as of the end of the data; where there are none, `not_asked` says why."""

    as_of: str | None = None
    customers: int = 0
    groups: tuple[RfmGroup, ...] = ()
    scores: tuple[RfmScore, ...] = ()
    notes: tuple[str, ...] = ()
    not_asked: str | None = None


def describe_rfm(
    found: Rfm, recency_days: Floats, orders: Floats, revenue: Floats | None, *, as_of: str, book: Playbook, notes: tuple[str, ...] = (),
    segments: Mapping[int, Mapping[str, float]] | None = None,
) -> RfmSegments:  # fmt: skip
    """Sum up every group that holds anyone, in the order of the table.

    Parameters
    ----------
    found
        Of n customers.
    recency_days, orders, revenue
        Shape (n,): as `models.rfm.rfm` was given.
    as_of
        The end of the data, ISO 8601.
    book
        Names and actions.
    notes
        What a reader should know.
    segments
        By place in the table, the share of its sessions (customers) in each learnt segment.
    """
    total = None if revenue is None else float(revenue.sum())
    groups = []
    for place, rule in enumerate(TABLE):
        inside = found.group == place
        count, play = int(inside.sum()), book.rfm[rule.key]
        if not count:
            continue
        value = None if revenue is None else float(revenue[inside].sum())
        share = None if value is None or not total else value / total
        each = None if revenue is None else float(np.median(revenue[inside]))
        middle = (float(np.median(recency_days[inside])), float(np.median(orders[inside])), each)
        mixed = (segments or {}).get(place, {})
        groups.append(
            RfmGroup(rule.key, play.name, str(rule), count, count / len(orders), value, share, *middle, play.action, play.why, mixed)
        )
    kinds = ((found.recency, recency_days), (found.frequency, orders), (found.monetary, revenue))
    scores = tuple(
        RfmScore(score, *(None if values is None else ends(values[given == score]) for given, values in kinds))
        for score in range(1, FIFTHS + 1)
    )
    return RfmSegments(as_of, len(orders), tuple(groups), scores, notes)


def ends(values: Floats | Ints) -> tuple[float, float] | None:
    """Return the least and the greatest value; None where there is none."""
    return (float(values.min()), float(values.max())) if len(values) else None
