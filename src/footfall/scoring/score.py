"""How does a saved model score new data?

`score` reads a source, cuts it into visits, computes the features that the model was trained with, and writes one score a cut-off. It
refuses a model whose features mean something else today. It trains nothing.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from footfall.dataset.events import as_inputs, end_of_data, feature_rows
from footfall.engines.duckdb import Engine, quote
from footfall.errors import ArtifactError
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import declared
from footfall.features.feature import FeatureSet
from footfall.models.artifact import Artifact, load
from footfall.models.manifest import REBUILD
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

__all__ = ["At", "score"]

At = Literal["every", "last"]


def score(
    model_dir: Path,
    source: str | Path | Sequence[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    schema: Path | None = None,
    at: At = "last",
    progress: Progress = SILENT,
) -> int:
    """Score a source with a saved model and write the scores, as Parquet or CSV (`Engine.write`).

    Parameters
    ----------
    model_dir
        ``DIR/models/TARGET`` of an analysis.
    source, schema
        As of `analysis.analyze`.
    out
        The file: ids, ``cut_off_us``, ``click`` and a column named as the target; in the source's total order.
    at
        ``last``: the last event of every session (of every visitor, for a target about visitors). ``every``: every event.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    ArtifactError
        When the model was edited, or is of other features or versions.
    """
    settings = settings or Settings()
    artifact = load(model_dir)
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        if isinstance(found, SessionTable):
            frame, order = table_scores(artifact, found), "row"
        else:
            frame, order = event_scores(artifact, found, settings, at, progress), "cut_off_us, event_id, click"
        engine.register("scored", frame)
        engine.write(f"SELECT * FROM scored ORDER BY {order}", out)
    return len(frame)


def event_scores(artifact: Artifact, log: EventLog, settings: Settings, at: At, progress: Progress) -> pd.DataFrame:
    """Return the scores of a log's cut-offs."""
    features = features_of(artifact)
    visits = cut(log, settings, progress=progress)
    add_missing(visits, features)
    build(visits, features, progress=progress)
    target = next((each for each in TARGETS if each.name == artifact.question.name), None)
    weekly, of_visitors = (target is not None and target.asked == "weekly"), (target is not None and target.is_of_visitors)
    visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {chosen_sql(visits, at, of_visitors=of_visitors, weekly=weekly)}")
    with progress.stage("Scoring"):
        frame, inputs = feature_rows(visits, features, "chosen", idle=weekly)
        ids = frame[["event_id", "visitor_id", "session_id", "cut_off_us", "click"]]
        return ids.assign(**{artifact.question.name: artifact.predict(inputs)})


def table_scores(artifact: Artifact, table: SessionTable) -> pd.DataFrame:
    """Return the scores of a session table's rows."""
    inputs = as_inputs(table.frame.astype({name: "float64" for name in table.frame if pd.api.types.is_bool_dtype(table.frame[name])}))
    return pd.DataFrame({"row": range(1, len(inputs) + 1), artifact.question.name: artifact.predict(inputs)})


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
