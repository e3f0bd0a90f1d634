"""How does a saved model score new data?

`score` reads a source, cuts it into visits, computes the features that the model was trained with, and writes one score a cut-off; a model
of one of the log's own columns reads the columns themselves. It refuses a model whose features or target mean something else today, and a
source of the other kind than it learnt from. It trains nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from footfall.dataset.events import end_of_data, feature_rows
from footfall.dataset.histories import Histories
from footfall.dataset.own_columns import own_columns
from footfall.dataset.session_events import histories, session_events
from footfall.dataset.weekly import declared_names
from footfall.engines.duckdb import Engine, quote
from footfall.errors import ArtifactError, Where
from footfall.events.files.apart import check_apart
from footfall.events.log import EventLog, SessionTable, SourceInfo
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import declared
from footfall.features.feature import FeatureSet
from footfall.models.artifact import Artifact, load
from footfall.models.folder import check_outside
from footfall.models.manifest import REBUILD, fingerprint_of
from footfall.progress import SILENT, Progress
from footfall.scoring.alike import alike, check_currency
from footfall.scoring.columns import as_learnt, table_inputs, without_values
from footfall.scoring.reasons import Reasoner, reasoner
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Target

__all__ = ["At", "Scored", "score"]

At = Literal["every", "last"]


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of scoring.

    Parameters
    ----------
    rows
        Rows written.
    missing
        Columns that the model's features read and that hold nothing in this data: what they would tell is unknown in these scores.
    """

    rows: int
    missing: tuple[str, ...] = ()


def score(
    model_dir: str | Path,
    source: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    schema: str | Path | None = None,
    at: At = "last",
    reasons: bool = False,
    progress: Progress = SILENT,
) -> Scored:
    """Score a source with a saved model and write the scores, as Parquet or CSV (`Engine.write`).

    Parameters
    ----------
    model_dir
        ``DIR/models/TARGET`` of an analysis.
    source, schema
        As of `analysis.analyze`.
    settings
        Threads and memory; time zone, session gap, currency and rates are those of training, with the rates that are set here before them.
    out
        The file: ids, ``cut_off_us``, ``click``, a column named as the target (of an amount, ``<target>_low`` and ``<target>_high`` beside
        it), and reasons; in the source's total order.
    at
        ``last``: the last event of every session (of every visitor, for a target about visitors). ``every``: every event. A target that is
        asked weekly is scored at the end of the data, once a visitor, in either case.
    reasons
        Whether to add the three main reasons for each score, in words: ``TARGET_reason_1 .. 3``.

    Returns
    -------
    Scored
        The number of rows written, and the columns that the data lacks.

    Raises
    ------
    UsageError
        When `out` is a file of the source or would lie in the model's folder.
    ArtifactError
        When the model was edited, is of other features, another target or other versions, or of the other kind of data; when it can give
        no reasons and they are asked for.
    DataError
        When amounts are in another currency than those learnt from, and no rate is known.
    SchemaError
        When a session table lacks a column that the model reads, or words are where the model learnt from numbers.
    """
    settings = settings or Settings()
    check_apart(source, Path(out))
    artifact = load(Path(model_dir))
    check_outside(Path(model_dir), Path(out))
    settings = alike(settings, artifact.manifest.read_as)
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, categories=categories_of(artifact), progress=progress)
        check_kind(artifact, found)
        check_currency(found.source, artifact.manifest.read_as)
        explain = reasoner_of(artifact, found.source) if reasons else None
        missing: tuple[str, ...] = ()
        if isinstance(found, SessionTable):
            frame = table_scores(artifact, found, explain)
        elif artifact.manifest.of_log:
            frame = own_column_scores(artifact, found, settings, at, progress, explain)
        else:
            frame, missing = event_scores(artifact, found, settings, at, progress, explain)
        engine.register("scored", frame)
        engine.write("SELECT * EXCLUDE (ord) FROM scored ORDER BY ord", Path(out))
    return Scored(len(frame), missing)


def event_scores(
    artifact: Artifact, log: EventLog, settings: Settings, at: At, progress: Progress, explain: Reasoner | None = None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the scores of a log's cut-offs, with the place of each in the total order, and the columns that the log lacks."""
    features, target = features_of(artifact), target_of(artifact)
    visits = cut(log, settings, progress=progress)
    add_missing(visits, features)
    missing = without_values(visits, features, declared_names(artifact.model.columns), histories=artifact.model.reads_history)
    build(visits, features, progress=progress)
    weekly = target.asked == "weekly"
    visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {chosen_sql(visits, at, of_visitors=target.is_of_visitors, weekly=weekly)}")
    with progress.stage("Scoring"):
        frame, inputs = feature_rows(visits, features, "chosen", idle=weekly)
        ids = frame[["ord", "event_id", "visitor_id", "session_id", "cut_off_us", "click"]]
        inputs = as_learnt(inputs, artifact.manifest.features, file=", ".join(log.source.files) or None)
        return scored_frame(artifact, ids, inputs, explain, history_of(artifact, visits, ids)), missing


def history_of(artifact: Artifact, visits: Visits, ids: pd.DataFrame) -> Histories | None:
    """Return the histories that end at the events of column ``ord``; None for a model that reads features alone."""
    return histories(session_events(visits), ids["ord"].to_numpy(np.int64)) if artifact.model.reads_history else None


def table_scores(artifact: Artifact, table: SessionTable, explain: Reasoner | None = None) -> pd.DataFrame:
    """Return the scores of a session table's rows, likewise."""
    inputs = table_inputs(table, artifact.manifest.features, artifact.model.known_values)
    numbers = range(1, len(inputs) + 1)
    return scored_frame(artifact, pd.DataFrame({"ord": numbers, "row": numbers}, index=inputs.index), inputs, explain)


def own_column_scores(
    artifact: Artifact, log: EventLog, settings: Settings, at: At, progress: Progress, explain: Reasoner | None = None
) -> pd.DataFrame:
    """Return the scores of a log's events by a model of one of its own columns, likewise."""
    visits = cut(log, settings, progress=progress)
    visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {chosen_sql(visits, at, of_visitors=False, weekly=False)}")
    with progress.stage("Scoring"):
        ids = visits.engine.frame(f"""
            SELECT ord, event_id, visitor_id, session_id, cut_off_us, click
            FROM chosen JOIN {visits.table} USING (ord) ORDER BY ord""")
        table = SessionTable(own_columns(visits, "ord IN (SELECT ord FROM chosen)"), None, log.source, {}, of_log=True)
        inputs = table_inputs(table, artifact.manifest.features, artifact.model.known_values)
        return scored_frame(artifact, ids, inputs, explain)


def scored_frame(
    artifact: Artifact, ids: pd.DataFrame, inputs: pd.DataFrame, explain: Reasoner | None, history: Histories | None = None
) -> pd.DataFrame:
    """Return ids with the scores of the same rows, and their reasons where they are asked for."""
    name = artifact.question.name
    score = artifact.predict(inputs, history)
    frame = ids.assign(**{name: score})
    if artifact.model.intervals is not None:
        low, high = artifact.model.intervals(score)
        frame = frame.assign(**{f"{name}_low": low, f"{name}_high": high})
    return frame if explain is None else frame.join(explain.texts(inputs).add_prefix(f"{name}_"))


def reasoner_of(artifact: Artifact, source: SourceInfo) -> Reasoner:
    """Return what gives the reasons of a saved model's scores.

    Raises
    ------
    ArtifactError
        When it was saved without what they need, or is of a kind that has none.
    """
    if artifact.background is None:
        raise ArtifactError(f"The model for {artifact.question.name} was saved without what reasons are measured against.", remedy=REBUILD)
    declarations = declared(artifact.manifest.declared, artifact.manifest.categories) if artifact.manifest.is_of_events else ()
    currency = source.currency if source.has_revenue else None
    found = reasoner(artifact.model, artifact.background, artifact.question, declarations=declarations, currency=currency)
    if found is None:
        what = f"The scores of {artifact.model.label} cannot be taken apart into reasons."
        raise ArtifactError(what, remedy="Leave --reasons away, or train a model of another family.")
    return found


def categories_of(artifact: Artifact) -> tuple[str, ...] | None:
    """Return the columns that a model of a session table takes as categories, so that new rows are read alike; None for one of events."""
    return None if artifact.manifest.is_of_events or artifact.manifest.of_log else tuple(artifact.model.known_values)


def check_kind(artifact: Artifact, found: EventLog | SessionTable) -> None:
    """Refuse a source of the other kind than the model learnt from."""
    name, of_events = artifact.question.name, artifact.manifest.is_of_events or artifact.manifest.of_log
    if of_events is isinstance(found, EventLog):
        return
    what, remedy = (
        (
            f"The model for {name} learnt from events, and this is a session table.",
            "Give a file of events, one row an event, or a model that learnt from a session table.",
        )
        if of_events
        else (
            f"The model for {name} learnt from a session table, and these are events.",
            'Give a session table, one row a session (its schema.toml says kind = "session_table"), or a model that learnt from events.',
        )
    )
    raise ArtifactError(what, where=Where(file=", ".join(found.source.files) or None), remedy=remedy)


def target_of(artifact: Artifact) -> Target:
    """Return the declaration of the target that a model answers, if it still means the same."""
    name, then = artifact.question.name, artifact.manifest.target
    target = next((each for each in TARGETS if each.name == name), None)
    if target is None:
        made_by = artifact.manifest.versions["footfall"]
        raise ArtifactError(
            f"The model answers {name}, a target that this Footfall does not declare.",
            remedy=f"Use the Footfall that made it ({made_by}), or train it again: footfall analyze SOURCE --out DIR.",
        )
    today = fingerprint_of(target.signature())
    if then != today:
        said = f"its fingerprint is {then[:12]}" if then else "it holds no fingerprint"
        raise ArtifactError(
            f"The model was trained on a target {name} that has changed since: {said}, today's is {today[:12]}.", remedy=REBUILD
        )
    return target


def features_of(artifact: Artifact) -> FeatureSet:
    """Return the declarations a model was trained with, as they are today, if they still mean the same."""
    features = declared(artifact.manifest.declared, artifact.manifest.categories)
    if features.fingerprint != artifact.manifest.fingerprint:
        raise ArtifactError(
            f"The model for {artifact.question.name} was trained on features that have changed since: its fingerprint is "
            f"{artifact.manifest.fingerprint[:12]}, today's is {features.fingerprint[:12]}.",
            remedy=REBUILD,
        )
    return features


def add_missing(visits: Visits, features: FeatureSet) -> None:
    """Add the extra columns that features read and this source lacks, as nulls."""
    have = visits.engine.columns(visits.table)
    for name in sorted({name for feature in features.features for name in feature.fields()} - set(have)):
        visits.engine.run(f"ALTER TABLE {visits.table} ADD COLUMN {quote(name)} VARCHAR")


def chosen_sql(visits: Visits, at: At, *, of_visitors: bool, weekly: bool) -> str:
    """Return ``ord, cut_off_us, start_us`` of the cut-offs to score; bots are left out."""
    key = "visitor_no" if of_visitors else "session_no"
    cut_off = str(end_of_data(visits)) if weekly else "us"
    if at == "every" and not weekly:
        return f"SELECT ord, us AS cut_off_us, us AS start_us FROM {visits.table} WHERE NOT bot"
    last = f"SELECT max(ord) AS ord FROM {visits.table} WHERE NOT bot AND {key} IS NOT NULL GROUP BY {key}"
    return f"SELECT ord, CAST({cut_off} AS BIGINT) AS cut_off_us, us AS start_us FROM ({last}) AS lasts JOIN {visits.table} USING (ord)"
