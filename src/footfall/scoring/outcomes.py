"""What does a saved model say of new cut-offs, and what came of them?

`event_outcomes` scores every cut-off at which the model's target is asked of a log, `table_outcomes` every row of a session table; beside
each score stands what really came, where that is known already. They compare nothing: `evaluation.comparison` does.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints
from footfall.dataset.events import drawn_sql, end_of_data, feature_rows
from footfall.dataset.scored import ScoredRows, clusters
from footfall.dataset.table import is_binary
from footfall.dataset.weekly import declared_names
from footfall.engines.duckdb import quote
from footfall.errors import DataError, UsageError
from footfall.events.event import DAY_US
from footfall.events.log import SessionTable
from footfall.events.session_table import as_truths
from footfall.features.feature import FeatureSet, Ratio
from footfall.models.artifact import Artifact
from footfall.models.reference import Reference
from footfall.progress import SILENT, Progress
from footfall.scoring.columns import as_learnt, table_inputs, without_values
from footfall.scoring.score import features_of, history_of, target_of
from footfall.sessions.batch import Visits
from footfall.sessions.rule import duration_us
from footfall.settings import Settings
from footfall.targets.batch import labels_sql
from footfall.targets.catalog import why_not_asked
from footfall.targets.target import Target
from footfall.windows.scope import VISITOR

__all__ = ["Outcomes", "event_outcomes", "scored_rows", "since_of", "table_outcomes"]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was scored.

    Parameters
    ----------
    rows
        The cut-offs.
    missing
        Columns that the model's features read and that hold nothing in the new data.
    gone
        Features that can therefore not be known.
    short
        Features that look farther back than the new data reaches, so that they cannot be compared.
    unlabelled
        Why no outcome is known; empty where some may be.
    since_us, until_us
        First and last cut-off that was compared; 0 where the data has no time.
    overlaps
        Whether cut-offs are compared that lie in the days of the old analysis.
    """

    rows: ScoredRows
    missing: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    unlabelled: str = ""
    since_us: int = 0
    until_us: int = 0
    overlaps: bool = False


def scored_rows(
    features: pd.DataFrame, score: Floats, label: Floats, visitor: pd.Series, group: Ints, target: Target | None
) -> ScoredRows:  # fmt: skip
    """Return scored cut-offs: one unit a session where the target is asked at each event, and one cluster a visitor.

    Parameters
    ----------
    features, score, label
        Of n rows.
    visitor, group
        The visitor of each row, where known, and what stays together: session, visitor or group of duplicates; shape (n,).
    target
        What was asked; None of a session table.
    """
    every = target is not None and target.asked == "every_event"
    return ScoredRows(features, score, label, clusters(visitor, group), group if every else np.arange(len(score), dtype=np.int64))


def since_of(reference: Reference, first_us: int, last_us: int) -> int:
    """Return the time from which new cut-offs are compared, UTC epoch microseconds.

    Before its test part, the model's data had a run-up, in which visitors gathered a past. The new data gets one of the same length where
    that leaves at least half as long a stretch as the test part. Where the new data is the old and more (it goes on for at least half a
    day after it), only what is new is compared.

    Parameters
    ----------
    reference
        What the model's own data looked like.
    first_us, last_us
        First and last cut-off of the new data.
    """
    run_up, stretch = reference.since_us - reference.first_us, reference.until_us - reference.since_us
    goes_on = first_us <= reference.until_us <= last_us - DAY_US // 2
    seen = reference.until_us + 1 if goes_on else first_us
    return max(seen, first_us + run_up) if last_us - (first_us + run_up) >= stretch / 2 else seen


def event_outcomes(
    artifact: Artifact,
    reference: Reference,
    visits: Visits,
    settings: Settings,
    *,
    columns: Collection[str],
    since_us: int | None = None,
    progress: Progress = SILENT,
) -> Outcomes:
    """Score every cut-off of a log from some time on, and look at what came.

    Parameters
    ----------
    artifact, reference
        A model and what it is compared with.
    visits
        The new events, with the table "features" of the model's features (`features.batch.build`); gets the columns that the target reads
        and it lacks.
    settings
        Seed, session gap, and effort, which bounds the rows (`dataset.events.ROWS`).
    columns
        Those of the events that hold anything.
    since_us
        First cut-off to compare, UTC epoch microseconds; default: `since_of`.
    progress
        Told of each step.

    Raises
    ------
    ArtifactError
        When features or target mean something else today.
    DataError
        When the data has no cut-off to compare.
    """
    features, target = features_of(artifact), target_of(artifact)
    reason = why_not_asked(target, visits.source, columns) or ""
    first_us, last_us = _ask(visits, target, settings)
    since = since_of(reference, first_us, last_us) if since_us is None else since_us
    missing = without_values(visits, features, declared_names(artifact.model.columns), histories=artifact.model.reads_history)
    with progress.stage(f"{target.name}: scoring"):
        visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {_chosen_sql(visits, target, settings, since)}")
        ids, inputs, label = _chosen_rows(visits, features, target)
        inputs = as_learnt(inputs, artifact.manifest.features, file=", ".join(visits.source.files) or None)
        score = artifact.predict(inputs, history_of(artifact, visits, ids))
        group = ids["session_no"].to_numpy(np.int64) if not target.is_of_visitors else pd.factorize(ids["visitor_id"])[0].astype(np.int64)
        rows = scored_rows(inputs, score, np.full(len(label), np.nan) if reason else label, ids["visitor_id"], group, target)
    return Outcomes(
        rows=rows,
        missing=missing,
        gone=_gone(reference, inputs),
        short=_short(artifact, reference, max(since, first_us) - first_us),
        unlabelled=reason,
        since_us=int(ids["cut_off_us"].min()),
        until_us=int(ids["cut_off_us"].max()),
        overlaps=reference.first_us <= since <= reference.until_us,
    )


def table_outcomes(artifact: Artifact, reference: Reference, table: SessionTable) -> Outcomes:
    """Score every row of a session table; a column that is not there is unknown in every row.

    Raises
    ------
    SchemaError
        When a column holds words where the model learnt from numbers.
    UsageError
        When none of the columns is there.
    """
    wanted, frame = artifact.manifest.features, table.frame
    if artifact.question.name in frame:
        frame = frame.assign(**{artifact.question.name: as_truths(frame[artifact.question.name])})
    lacking = [note.name for note in wanted if note.name in artifact.model.columns and note.name not in frame.columns]
    if len(lacking) == len(artifact.model.columns):
        raise UsageError(
            f"The session table has none of the columns that the model reads: {', '.join(lacking[:5])}.",
            remedy="Give a table of the same kind as the model learnt from.",
        )
    empty = {name: np.full(len(frame), np.nan) for name in lacking}
    inputs = table_inputs(
        SessionTable(frame.assign(**empty), table.target, table.source, table.docs, table.of_log), wanted, artifact.model.known_values
    )
    name, reason, label = artifact.question.name, "", np.full(len(frame), np.nan)
    if name not in frame.columns:
        reason = f"The table has no column {name}."
    elif (artifact.question.kind == "binary" and not is_binary(frame[name])) or not pd.api.types.is_numeric_dtype(frame[name]):
        reason = f"The column {name} does not hold what it held then."
    else:
        label = frame[name].to_numpy(np.float64, na_value=np.nan)
    group = pd.util.hash_pandas_object(frame, index=False).to_numpy().view(np.int64)
    nobody = pd.Series([None] * len(frame), dtype="str")
    rows = scored_rows(inputs, artifact.predict(inputs), label, nobody, group, None)
    return Outcomes(rows, tuple(lacking), _gone(reference, inputs), (), reason)


def _ask(visits: Visits, target: Target, settings: Settings) -> tuple[int, int]:
    """Lay every cut-off with its label into the table ``asked``, columns that the target reads and the log lacks being null.

    Returns
    -------
    tuple of int
        The first and the last cut-off, UTC epoch microseconds.
    """
    for name in sorted(target.fields() - set(visits.engine.columns(visits.table))):
        visits.engine.run(f"ALTER TABLE {visits.table} ADD COLUMN {quote(name)} VARCHAR")
    asked = labels_sql(target, visits.table, end_us=end_of_data(visits), gap_us=duration_us(settings.session_gap))
    visits.engine.run(f"CREATE OR REPLACE TABLE asked AS {asked}")
    first, last = visits.engine.row("SELECT min(cut_off_us), max(cut_off_us) FROM asked")
    if first is None or last is None:
        raise DataError(f"{target.name} is asked nowhere in the new data.", remedy="Give data of the same kind as the model learnt from.")
    return int(first), int(last)


def _chosen_sql(visits: Visits, target: Target, settings: Settings, since: int) -> str:
    """Return the cut-offs from a time on, drawn down to the effort's size by whole sessions or visitors."""
    group = "visits.visitor_no" if target.is_of_visitors else "visits.session_no"
    start = "cut_off_us" if target.is_of_visitors else "session.start_us"
    drawn = drawn_sql(group, visits.engine.integer("SELECT count(*) FROM asked"), settings)
    return f"""
        WITH session AS (SELECT session_no, min(us) AS start_us FROM {visits.table} GROUP BY session_no)
        SELECT asked.ord, cut_off_us, {start} AS start_us
        FROM asked JOIN {visits.table} AS visits USING (ord) JOIN session USING (session_no) WHERE {drawn} AND {start} >= {since}"""


def _chosen_rows(visits: Visits, features: FeatureSet, target: Target) -> tuple[pd.DataFrame, pd.DataFrame, Floats]:
    """Return ids, features and labels (shape (n,), NaN where unknown) of the chosen cut-offs, in one order."""
    ids, inputs = feature_rows(visits, features, "chosen", idle=target.asked == "weekly")
    if not len(ids):
        raise DataError(f"The new data has no cut-off of {target.name} to compare.", remedy="Give newer events, or an earlier --since.")
    labels = visits.engine.frame("SELECT label FROM asked JOIN chosen USING (ord, cut_off_us) ORDER BY ord, cut_off_us")
    return ids, inputs, labels["label"].to_numpy(dtype=np.float64, na_value=np.nan)


def _gone(reference: Reference, inputs: pd.DataFrame) -> tuple[str, ...]:
    """Return the features that had values in the test part and have none now."""
    return tuple(name for name, spread in reference.features.items() if spread.missing < 1 and inputs[name].isna().all())


def _short(artifact: Artifact, reference: Reference, history_us: int) -> tuple[str, ...]:
    """Return the features of the model that look farther back than the new data reaches, and less far than they did in the test part."""
    features, run_up = features_of(artifact), reference.since_us - reference.first_us
    found = []
    for name, feature in zip(artifact.model.columns, declared_names(artifact.model.columns), strict=True):
        declaration = features.by_name.get(feature)
        parts = (declaration.numerator, declaration.denominator) if isinstance(declaration, Ratio) else (feature,)
        read = [part for part in features.features if part.name in parts and part.scope.key == VISITOR.key]
        needed = max((min(run_up, part.scope.days * DAY_US) if part.scope.days else run_up for part in read), default=0)
        if history_us < 0.9 * needed:
            found.append(name)
    return tuple(found)
