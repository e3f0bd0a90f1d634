"""Whom does the segmentation group, and by what?

Sessions where there is browsing, customers where there is only an order list, rows where there is a session table. Grouped by behaviour,
and where there are purchases by what the visitor was worth before; not by outcome: what was bought in the session is left out, so that a
segment's conversion rate says something. `keep_segments` saves what was learnt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.analysis.rfm import rfm_groups
from footfall.analysis.segments_sample import KeptSample, files_of, sample_of
from footfall.dataset.dataset import Dataset, Floats
from footfall.dataset.events import end_of_data
from footfall.errors import DataError
from footfall.features.catalog import declared
from footfall.features.feature import FeatureSet
from footfall.models.read_as import ReadAs
from footfall.models.segmentation import Segmentation, segment
from footfall.models.segments_artifact import NamedSegment, SegmentsArtifact, save_segments
from footfall.progress import SILENT, Progress
from footfall.report.playbook import Playbook
from footfall.report.rfm import RfmSegments
from footfall.report.segments import NO_SEGMENT, Segments, describe, no_segments
from footfall.sessions.batch import Visits
from footfall.sessions.rule import duration_us
from footfall.settings import Settings

__all__ = ["BEFORE", "Grouped", "behaviour", "behaviour_names", "keep_segments", "segment_rows", "segment_visits"]

BEHAVIOUR = (
    "clicks", "item_views", "list_views", "searches", "distinct_items", "distinct_categories", "category_focus_share", "item_revisits",
    "category_switches", "session_seconds", "mean_gap", "price_mean", "price_spread", "value_seen", "cart_adds", "cart_value",
    "checkout_steps", "sessions_so_far", "days_since_last_visit", "orders_before", "revenue_before",
)  # fmt: skip
BEFORE: Mapping[str, tuple[str, str]] = {
    "orders_before": ("orders_so_far", "orders_this_session"),
    "revenue_before": ("revenue_so_far", "bought_this_session"),
}
"""What the visitor was worth before this session: one feature less another, so that the session's own purchase is not among it."""
BEFORE_DOCS: Mapping[str, tuple[str, str]] = {
    "orders_before": ("Orders of this visitor before this session.", "orders"),
    "revenue_before": ("Order value of this visitor before this session.", "currency"),
}
CUSTOMERS = (
    "orders_so_far", "revenue_so_far", "order_line_mean", "order_line_greatest", "days_known", "mean_days_between_visits", "sessions_28d",
    "revenue_last_28d",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grouped:
    """What came of a segmentation.

    Parameters
    ----------
    segments
        For the report.
    names, rfm
        Names of the learnt segment and of the RFM group, by `session_no` (rows of a session table: by place).
    learnt
        What assigns new rows; None where there are no segments.
    docs
        Sentence and unit of each feature.
    sample
        The rows that groups were found on; None where there are no segments.
    """

    segments: Segments
    names: "pd.Series[str]"
    learnt: Segmentation | None
    docs: Mapping[str, tuple[str, str]]
    rfm: "pd.Series[str]" = field(default_factory=lambda: pd.Series(dtype="str"))
    sample: KeptSample | None = None


def behaviour_names(visits: Visits, features: FeatureSet) -> list[str]:
    """Return the features to group by that this source has, clicks by category included."""
    if visits.source.kind == "orders":
        return [name for name in CUSTOMERS if name in features.by_name]
    there = [name for name in BEHAVIOUR if all(part in features.by_name for part in BEFORE.get(name, (name,)))]
    return there + [name for name in features.names if name.startswith("clicks_in_") and name not in FIXED]


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
    orders = "count(DISTINCT CASE WHEN type = 'purchase' THEN coalesce(order_id, event_id) END)"
    last = f"max(ord) AS ord, {orders} AS orders, sum(revenue_micros) / 1e6 AS revenue"
    units = f"SELECT {unit} AS unit_no, {last} FROM {visits.table} WHERE NOT bot AND {unit} IS NOT NULL GROUP BY {unit}"
    columns = ", ".join(f"f.{BEFORE[name][0]} - f.{BEFORE[name][1]} AS {name}" if name in BEFORE else f"f.{name}" for name in names)
    return visits.engine.frame(
        f"SELECT unit_no, orders, revenue, {columns} FROM ({units}) AS u JOIN {table} AS f USING (ord) ORDER BY unit_no"
    )


def segment_visits(visits: Visits, features: FeatureSet, settings: Settings, book: Playbook, *, progress: Progress = SILENT) -> Grouped:
    """Group the sessions (or customers) of a log, and its customers by recency, frequency and monetary value."""
    rows = behaviour(visits, features)
    unit = "customer" if visits.source.kind == "orders" else "session"
    inputs = rows[behaviour_names(visits, features)].astype("float64")
    docs = {each.name: (each.doc, each.unit) for each in features} | dict(BEFORE_DOCS)
    bought = np.asarray(rows["orders"] > 0, dtype=np.float64) if visits.source.has_purchases and unit == "session" else None
    revenue = rows["revenue"].fillna(0.0).to_numpy(np.float64) if visits.source.has_revenue else None
    found = named(inputs, settings, book, unit, docs, bought, revenue, progress)
    by_unit = pd.Series(found.names.to_numpy(), index=rows["unit_no"].to_numpy(np.int64))
    by_session = by_unit if unit == "session" else customers_by_session(visits).map(by_unit)
    customers, rfm = rfm_groups(visits, by_session, book, of_customers=unit == "customer")
    still_open = open_sessions(visits, settings) if unit == "session" else 0
    return replace(found, segments=replace(found.segments, rfm=customers, provisional=still_open), names=by_session, rfm=rfm)


def segment_rows(dataset: Dataset, settings: Settings, book: Playbook, *, progress: Progress = SILENT) -> Grouped:
    """Group the rows of a session table by its numeric columns."""
    inputs = dataset.features[dataset.numeric]
    docs = {name: (dataset.docs.get(name, name), "") for name in dataset.numeric}
    bought = dataset.label if dataset.question.kind == "binary" else None
    found = named(inputs, settings, book, "session", docs, bought, None, progress)
    nobody = RfmSegments(not_asked="A session table knows no customers.")
    return replace(found, segments=replace(found.segments, rfm=nobody))


def keep_segments(
    found: Grouped, folder: Path, features: FeatureSet | None, categories: tuple[str, ...], settings: Settings, sha256: str, *,
    of_log: bool = False, read_as: ReadAs | None = None,
) -> None:  # fmt: skip
    """Save what was learnt as ``folder/segments``, with the declarations of its features, where it has any."""
    learnt, segments = found.learnt, found.segments
    if learnt is None:
        return
    names = learnt.segmenter.names
    differences = {name: BEFORE[name] for name in names if name in BEFORE} if features is not None else {}
    read = {part for name in names for part in differences.get(name, (name,))}
    own = declared(read, categories) if features is not None else None
    told = tuple(NamedSegment(each.segment, each.name, each.share, each.stability, each.trust, each.action) for each in segments.profiles)
    artifact = SegmentsArtifact(
        learnt.segmenter, segments.unit, told, {name: found.docs[name][0] for name in names}, differences,
        declared=own.names if own is not None else (), categories=categories, fingerprint=own.fingerprint if own is not None else "",
        data_sha256=sha256, champion=learnt.champion, seed=settings.seed, of_log=of_log, read_as=read_as,
    )  # fmt: skip
    save_segments(artifact, folder / "segments", {} if found.sample is None else files_of(found.sample))


def named(
    inputs: pd.DataFrame, settings: Settings, book: Playbook, unit: str, docs: Mapping[str, tuple[str, str]], bought: Floats | None,
    revenue: Floats | None, progress: Progress,
) -> Grouped:  # fmt: skip
    """Group, name and profile; where that is impossible, say why."""
    try:
        hdbscan, threads = settings.density == "hdbscan", settings.threads
        found = segment(inputs, effort=settings.effort, seed=settings.seed, hdbscan=hdbscan, threads=threads, progress=progress)
    except DataError as error:
        return Grouped(no_segments(unit, str(error)), pd.Series([NO_SEGMENT] * len(inputs), dtype="str"), None, docs)
    segments = describe(found, inputs, unit=unit, docs=docs, bought=bought, revenue=revenue, book=book)
    names = pd.Series(found.labels).map(segments.names()).astype("str")
    return Grouped(segments, names, found, docs, sample=sample_of(found, inputs, bought, revenue))


def customers_by_session(visits: Visits) -> "pd.Series[int]":
    """Return the `visitor_no` of each session, by `session_no`."""
    pairs = f"SELECT DISTINCT session_no, visitor_no FROM {visits.table} WHERE visitor_no IS NOT NULL ORDER BY session_no"
    return visits.engine.frame(pairs).set_index("session_no")["visitor_no"]


def open_sessions(visits: Visits, settings: Settings) -> int:
    """Return how many sessions may go on after the end of the data."""
    closes = f"max(CASE WHEN time_precision = 'day' THEN us ELSE us + {duration_us(settings.session_gap)} END)"
    sessions = f"SELECT {closes} AS closes_us FROM {visits.table} WHERE NOT bot GROUP BY session_no"
    return visits.engine.integer(f"SELECT count(*) FROM ({sessions}) AS s WHERE closes_us > {end_of_data(visits)}")


FIXED = frozenset({"clicks_in_this_category", "clicks_in_this_category_so_far"})
"""Names that begin like a category's and are not one's."""
