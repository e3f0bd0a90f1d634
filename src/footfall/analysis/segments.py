"""Whom does the segmentation group, and by what?

Sessions where there is browsing, customers where there is only an order list, rows where there is a session table. Grouped by behaviour,
not by outcome: what was bought in the session is left out, so that a segment's conversion rate says something.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Dataset, Floats
from footfall.errors import DataError
from footfall.features.feature import FeatureSet
from footfall.models.segmentation import segment
from footfall.progress import SILENT, Progress
from footfall.report.playbook import Playbook
from footfall.report.segments import NO_SEGMENT, Segments, describe, no_segments
from footfall.sessions.batch import Visits
from footfall.settings import Settings

__all__ = ["behaviour", "behaviour_names", "segment_rows", "segment_visits"]

BEHAVIOUR = (
    "clicks", "item_views", "list_views", "searches", "distinct_items", "distinct_categories", "category_focus_share", "item_revisits",
    "category_switches", "session_seconds", "mean_gap", "price_mean", "price_spread", "value_seen", "cart_adds", "cart_value",
    "checkout_steps", "sessions_so_far", "days_since_last_visit", "orders_so_far",
)  # fmt: skip
CUSTOMERS = (
    "orders_so_far", "revenue_so_far", "order_line_mean", "order_line_greatest", "days_known", "mean_days_between_visits", "sessions_28d",
    "revenue_last_28d",
)  # fmt: skip


def behaviour_names(visits: Visits, features: FeatureSet) -> list[str]:
    """Return the features to group by that this source has, clicks by category included."""
    wanted = CUSTOMERS if visits.source.kind == "orders" else BEHAVIOUR
    by_category = [name for name in features.names if name.startswith("clicks_in_") and name not in FIXED]
    return [name for name in wanted if name in features.by_name] + (by_category if visits.source.kind != "orders" else [])


def behaviour(visits: Visits, features: FeatureSet, *, table: str = "features") -> pd.DataFrame:
    """Return one row a session (or customer) with the features at its last event, what it bought there, and its numbers.

    Returns
    -------
    pandas.DataFrame
        ``unit_no`` (session_no or visitor_no), ``orders`` and ``revenue`` of the session (or of the customer in all), then the features; in
        order of ``unit_no``. Bots are left out.
    """
    unit = "visitor_no" if visits.source.kind == "orders" else "session_no"
    names = behaviour_names(visits, features)
    last = "max(ord) AS ord, count(DISTINCT CASE WHEN type = 'purchase' THEN order_id END) AS orders, sum(revenue_micros) / 1e6 AS revenue"
    units = f"SELECT {unit} AS unit_no, {last} FROM {visits.table} WHERE NOT bot AND {unit} IS NOT NULL GROUP BY {unit}"
    columns = ", ".join(f"f.{name}" for name in names)
    return visits.engine.frame(
        f"SELECT unit_no, orders, revenue, {columns} FROM ({units}) AS u JOIN {table} AS f USING (ord) ORDER BY unit_no"
    )


def segment_visits(
    visits: Visits, features: FeatureSet, settings: Settings, book: Playbook, *, progress: Progress = SILENT
) -> tuple[Segments, "pd.Series[str]"]:
    """Group the sessions (or customers) of a log; return the segments and each session's segment name, by `session_no`."""
    rows = behaviour(visits, features)
    unit = "customer" if visits.source.kind == "orders" else "session"
    inputs = rows[behaviour_names(visits, features)].astype("float64")
    docs = {each.name: (each.doc, each.unit) for each in features}
    bought = np.asarray(rows["orders"] > 0, dtype=np.float64) if visits.source.has_purchases and unit == "session" else None
    revenue = rows["revenue"].fillna(0.0).to_numpy(np.float64) if visits.source.has_revenue else None
    segments, names = named(inputs, settings, book, unit, docs, bought, revenue, progress)
    by_unit = pd.Series(names.to_numpy(), index=rows["unit_no"].to_numpy(np.int64))
    if unit == "session":
        return segments, by_unit
    pairs = visits.engine.frame(
        f"SELECT DISTINCT session_no, visitor_no FROM {visits.table} WHERE visitor_no IS NOT NULL ORDER BY session_no"
    )
    return segments, pairs.set_index("session_no")["visitor_no"].map(by_unit)


def segment_rows(dataset: Dataset, settings: Settings, book: Playbook, *, progress: Progress = SILENT) -> tuple[Segments, "pd.Series[str]"]:
    """Group the rows of a session table by its numeric columns; return the segments and each row's segment name."""
    inputs = dataset.features[dataset.numeric]
    docs = {name: (dataset.docs.get(name, name), "") for name in dataset.numeric}
    bought = dataset.label if dataset.question.kind == "binary" else None
    return named(inputs, settings, book, "session", docs, bought, None, progress)


def named(
    inputs: pd.DataFrame, settings: Settings, book: Playbook, unit: str, docs: Mapping[str, tuple[str, str]], bought: Floats | None,
    revenue: Floats | None, progress: Progress,
) -> tuple[Segments, "pd.Series[str]"]:  # fmt: skip
    """Group, name and profile; where that is impossible, say why."""
    try:
        hdbscan = settings.density == "hdbscan"
        found = segment(inputs, effort=settings.effort, seed=settings.seed, hdbscan=hdbscan, progress=progress)
    except DataError as error:
        return no_segments(unit, str(error)), pd.Series([NO_SEGMENT] * len(inputs), dtype="str")
    segments = describe(found, inputs, unit=unit, docs=docs, bought=bought, revenue=revenue, book=book)
    return segments, pd.Series(found.labels).map(segments.names()).astype("str")


FIXED = frozenset({"clicks_in_this_category", "clicks_in_this_category_so_far"})
"""Names that begin like a category's and are not one's."""
