"""Which customers are scored by recency, frequency and monetary value, and as of when?

Everybody who has bought, bots left out, as of the end of the data: it is cut there, whoever would have bought the day after. `rfm_groups`
scores them and tells each session its visitor's group. The rule is in `models.rfm`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from footfall.dataset.events import end_of_data
from footfall.errors import DataError
from footfall.events.event import DAY_US
from footfall.models.rfm import TABLE, rfm
from footfall.report.playbook import Playbook
from footfall.report.rfm import RfmSegments, describe_rfm
from footfall.sessions.batch import Visits

__all__ = ["customers", "rfm_groups"]

LATELY_DAYS = 30
"""Customers whose first order lies within so many days of the end have hardly had the time for a second."""


def customers(visits: Visits) -> pd.DataFrame:
    """Return one row a customer, in order of ``visitor_no``.

    Returns
    -------
    pandas.DataFrame
        ``visitor_no``, ``recency_days`` and ``first_days`` (from the latest and the first order to the end of the data), ``orders``, and
        ``revenue`` (gross, in currency).
    """
    end = end_of_data(visits)
    return visits.engine.frame(f"""
        SELECT visitor_no, ({end} - max(us)) / {float(DAY_US)} AS recency_days, ({end} - min(us)) / {float(DAY_US)} AS first_days,
            CAST(count(DISTINCT coalesce(order_id, event_id)) AS DOUBLE) AS orders, coalesce(sum(revenue_micros), 0) / 1e6 AS revenue
        FROM {visits.table} WHERE type = 'purchase' AND visitor_no IS NOT NULL AND NOT bot GROUP BY visitor_no ORDER BY visitor_no""")


def rfm_groups(
    visits: Visits, names: "pd.Series[str]", book: Playbook, *, of_customers: bool = False
) -> tuple[RfmSegments, "pd.Series[str]"]:
    """Score the customers of a log; return their groups, and the name of each session's visitor's group by `session_no`.

    Parameters
    ----------
    visits
        The log.
    names
        The learnt segment of each session, by `session_no`, to show both ways of grouping beside each other.
    book
        Names and actions.
    of_customers
        Whether the learnt segments are of customers, so that each counts once and not with every session.
    """
    nobody = pd.Series(dtype="str")
    source = visits.source
    if not source.has_purchases:
        return RfmSegments(not_asked="The source has no purchases."), nobody
    if not source.knows_visitors:
        return RfmSegments(not_asked="The source knows no visitors, only sessions, so nobody can be seen to buy again."), nobody
    rows = customers(visits)
    recency, orders = rows["recency_days"].to_numpy(np.float64), rows["orders"].to_numpy(np.float64)
    revenue = rows["revenue"].to_numpy(np.float64) if source.has_revenue else None
    try:
        found = rfm(recency, orders, revenue)
    except DataError as error:
        return RfmSegments(not_asked=str(error)), nobody
    pairs = sessions_of_visitors(visits)
    pairs["group"] = pairs["visitor_no"].map(pd.Series(found.group, index=rows["visitor_no"].to_numpy(np.int64)))
    pairs = pairs.dropna().astype({"group": np.int64}).set_index("session_no")
    told = describe_rfm(
        found, recency, orders, revenue, as_of=source.last or "", book=book, notes=remarks(rows, source.has_revenue),
        segments=mixtures(pairs.drop_duplicates("visitor_no") if of_customers else pairs, names),
    )  # fmt: skip
    return told, pairs["group"].map({place: book.rfm[rule.key].name for place, rule in enumerate(TABLE)}).astype("str")


def sessions_of_visitors(visits: Visits) -> pd.DataFrame:
    """Return ``session_no, visitor_no`` of every session of a known visitor."""
    return visits.engine.frame(f"""
        SELECT DISTINCT session_no, visitor_no FROM {visits.table} WHERE visitor_no IS NOT NULL AND NOT bot ORDER BY session_no""")


def mixtures(pairs: pd.DataFrame, names: "pd.Series[str]") -> Mapping[int, Mapping[str, float]]:
    """Return of each group the share of its sessions (customers) in each learnt segment."""
    together = pd.DataFrame({"group": pairs["group"], "segment": names.reindex(pairs.index)}).dropna()
    if together.empty:
        return {}
    table = pd.crosstab(together["group"], together["segment"], normalize="index")
    return {int(str(place)): {str(name): float(share) for name, share in row.items()} for place, row in table.iterrows()}


def remarks(rows: pd.DataFrame, has_revenue: bool) -> tuple[str, ...]:
    """Return what the end of the data hides, in numbers, and what stands for what is not known."""
    late = int((rows["first_days"] <= LATELY_DAYS).sum())
    compared = "Scores compare customers with each other, as of the end of the data: some are always lowest, however good the year was."
    notes = [f"{compared} What was bought before the first day is not seen."]
    if late:
        notes.append(
            f"{late:,} of {len(rows):,} customers ({late / len(rows):.0%}) first ordered within {LATELY_DAYS} days of the end: "
            "a low frequency says little about them yet."
        )
    if not has_revenue:
        notes.append("Orders have no value here: the number of orders stands for it.")
    return tuple(notes)
