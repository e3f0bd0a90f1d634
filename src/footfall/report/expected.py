"""What does a record of expected amounts hold?

`Expected`: sums by group with their intervals, and those of whom most is expected. `analysis.expected` computes it.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.measures.random_sum import Held

__all__ = ["By", "Expected", "ExpectedGroup", "ExpectedVisitor"]

By = Literal["visitor", "segment", "rfm", "channel", "country", "device"]


@dataclass(frozen=True, slots=True)
class ExpectedGroup:
    """What is expected of one group.

    `rows` visitors or visits; `sum` and `mean` of their predicted amounts, in the target's unit; `low` and `high` the ends of the sum's
    interval, None where too few amounts are known to say; `came` the mean of what really came of the group's rows of the test part, None
    where nobody could know the group then.
    """

    name: str
    rows: int
    sum: float
    mean: float
    low: float | None
    high: float | None
    came: float | None = None


@dataclass(frozen=True, slots=True)
class ExpectedVisitor:
    """One visitor (a visit, where no visitors are known), with the interval of this single amount and the reasons for it."""

    visitor_id: str | None
    session_id: str | None
    value: float
    low: float | None
    high: float | None
    segment: str | None
    rfm: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected, by group.

    Parameters
    ----------
    target
        Whose scores.
    unit, currency
        Of the amounts: ``currency`` where the data has revenue, with its ISO 4217 code where that is known.
    proxy
        Whether the amount stands for revenue in data that has none; it is called a value considered then.
    by, of
        What is grouped by; whether rows are visitors or visits.
    level
        Share of the sums that an interval is to hold.
    total, groups
        Of all rows; of each group, most expected first. No groups by visitor.
    top
        Those of whom most is expected.
    held
        How often such intervals held on halves of the test part; None where that could not be checked.
    notes
        What who reads it should know.
    """

    target: str
    unit: str
    currency: str | None
    proxy: bool
    by: By
    of: Literal["visitor", "visit"]
    level: float
    total: ExpectedGroup
    groups: tuple[ExpectedGroup, ...]
    top: tuple[ExpectedVisitor, ...]
    held: Held | None
    notes: tuple[str, ...]
