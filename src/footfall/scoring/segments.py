"""How are new visits put into the segments of an earlier analysis?

`assign` reads a source, cuts it into visits, computes the features that the segmentation was learnt from, and writes one segment a row. It
refuses a segmentation whose features mean something else today, and a source of the other kind. It learns nothing. One visit at a time,
while it runs, is `models.segments_artifact.SegmentsArtifact.assign`'s affair; both give the same for the same features.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.dataset.events import end_of_data, feature_rows
from footfall.engines.duckdb import Engine
from footfall.errors import ArtifactError, Where
from footfall.events.files.apart import check_apart
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import declared
from footfall.features.feature import FeatureSet
from footfall.models.folder import REBUILD, check_outside
from footfall.models.manifest import FeatureNote
from footfall.models.segments_artifact import SegmentsArtifact, load_segments
from footfall.models.space import finite
from footfall.progress import SILENT, Progress
from footfall.scoring.alike import alike, check_currency
from footfall.scoring.columns import as_learnt, table_inputs, without_values
from footfall.scoring.score import At, Scored, add_missing, chosen_sql
from footfall.sessions.batch import Visits, cut
from footfall.sessions.rule import duration_us
from footfall.settings import Settings

__all__ = ["assign"]


def assign(
    folder: str | Path,
    source: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    schema: str | Path | None = None,
    at: At = "last",
    progress: Progress = SILENT,
) -> Scored:
    """Put the visits of a source into segments and write them, as Parquet or CSV (`Engine.write`).

    Parameters
    ----------
    folder
        ``DIR/segments`` of an analysis.
    source, schema
        As of `analysis.analyze`.
    settings
        As of `score.score`.
    out
        The file: ids, ``cut_off_us``, ``click``, ``segment_no`` (-1 for none) and ``segment``; in the source's total order. Of sessions
        also ``provisional``: whether later events of the session may still change it, because there are some or it is open at the end of
        the data.
    at
        ``last``: the last event of every session (of every customer, where customers were grouped). ``every``: every event.

    Returns
    -------
    Scored
        The number of rows written, and the columns that the data lacks.

    Raises
    ------
    UsageError
        When `out` is a file of the source or would lie in the segments' folder.
    ArtifactError
        When the segments were edited, are of other features or another version, or of the other kind of data.
    SchemaError
        When a session table lacks a column that they read, or words are where they were learnt from numbers.
    """
    settings = settings or Settings()
    check_apart(source, Path(out))
    artifact = load_segments(Path(folder))
    check_outside(Path(folder), Path(out))
    settings = alike(settings, artifact.read_as)
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        check_kind(artifact, found)
        check_currency(found.source, artifact.read_as)
        missing: tuple[str, ...] = ()
        if isinstance(found, SessionTable):
            frame = table_segments(artifact, found)
        else:
            frame, missing = event_segments(artifact, found, settings, at, progress)
        engine.register("segmented", frame)
        engine.write("SELECT * EXCLUDE (ord) FROM segmented ORDER BY ord", Path(out))
    return Scored(len(frame), missing)


def event_segments(
    artifact: SegmentsArtifact, log: EventLog, settings: Settings, at: At, progress: Progress
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the segments of a log's cut-offs, with the place of each in the total order, and the columns that the log lacks."""
    features, of_customers = features_of(artifact), artifact.unit == "customer"
    visits = cut(log, settings, progress=progress)
    add_missing(visits, features)
    missing = without_values(visits, features, artifact.inputs)
    build(visits, features, progress=progress)
    visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {chosen_sql(visits, at, of_visitors=of_customers, weekly=False)}")
    with progress.stage("Assigning segments"):
        frame, inputs = feature_rows(visits, features, "chosen")
        inputs = as_learnt(inputs, notes(artifact), file=", ".join(log.source.files) or None)
        ids = frame[["ord", "event_id", "visitor_id", "session_id", "cut_off_us", "click"]]
        told = segmented(artifact, ids, inputs)
        if not of_customers:
            told["provisional"] = provisional(visits, frame, settings)
        return told, missing


def table_segments(artifact: SegmentsArtifact, table: SessionTable) -> pd.DataFrame:
    """Return the segments of a session table's rows, likewise."""
    inputs = table_inputs(table, notes(artifact))
    numbers = range(1, len(inputs) + 1)
    return segmented(artifact, pd.DataFrame({"ord": numbers, "row": numbers}), inputs)


def segmented(artifact: SegmentsArtifact, ids: pd.DataFrame, inputs: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the number and name of their segment."""
    known = inputs.assign(**{name: inputs[whole] - inputs[part] for name, (whole, part) in artifact.differences.items()})
    numbers = artifact.segmenter.many(finite(known[list(artifact.segmenter.names)]))
    names = {int(number): artifact.named(int(number)).name for number in np.unique(numbers)}
    return ids.assign(segment_no=numbers, segment=pd.Series(numbers).map(names).astype("str").to_numpy())


def provisional(visits: Visits, frame: pd.DataFrame, settings: Settings) -> "pd.Series[bool]":
    """Return whether more events of the session came after each row, or may come after the end of the data."""
    closes = f"max(CASE WHEN time_precision = 'day' THEN us ELSE us + {duration_us(settings.session_gap)} END)"
    last = visits.engine.frame(f"""
        SELECT session_no, max(ord) AS last_ord, {closes} > {end_of_data(visits)} AS is_open
        FROM {visits.table} WHERE NOT bot GROUP BY session_no""").set_index("session_no")
    own = last.loc[frame["session_no"]].reset_index(drop=True)
    return (own["is_open"] | (own["last_ord"] != frame["ord"])).astype(bool)


def notes(artifact: SegmentsArtifact) -> list[FeatureNote]:
    """Return what the segments read, as `scoring.columns` wants it: all of them numbers."""
    return [FeatureNote(name, "number", artifact.docs.get(name, "")) for name in artifact.inputs]


def features_of(artifact: SegmentsArtifact) -> FeatureSet:
    """Return the declarations that the segments were learnt from, as they are today, if they still mean the same."""
    features = declared(artifact.declared, artifact.categories)
    if features.fingerprint != artifact.fingerprint:
        raise ArtifactError(
            f"The segments were learnt from features that have changed since: their fingerprint is {artifact.fingerprint[:12]}, "
            f"today's is {features.fingerprint[:12]}.",
            remedy=REBUILD,
        )
    return features


def check_kind(artifact: SegmentsArtifact, found: EventLog | SessionTable) -> None:
    """Refuse a source of the other kind than the segments were learnt from."""
    if artifact.is_of_events is isinstance(found, EventLog) and not artifact.of_log:
        return
    if artifact.of_log:
        raise ArtifactError(
            "The segments are of single events, with the columns of their log, and of no visits.",
            where=Where(file=", ".join(found.source.files) or None),
            remedy='Take the segments of an analysis without --target "a column": those are of visits.',
        )
    learnt, given = ("events", "a session table") if artifact.is_of_events else ("a session table", "events")
    raise ArtifactError(
        f"The segments were learnt from {learnt}, and this source holds {given}.",
        where=Where(file=", ".join(found.source.files) or None),
        remedy=f"Give {learnt}, or take the segments of an analysis of {given}.",
    )
