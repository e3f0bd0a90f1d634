"""What is known as of each event, as a table?

`features` writes every feature that a source can feed, for models of one's own. Features look back only, so each row may be joined to
anything that came after its `cut_off_us`. It trains nothing and asks nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from footfall.analysis.asked import plan
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.events.files.apart import check_apart
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.features.batch import build
from footfall.progress import SILENT, Progress
from footfall.scoring.score import At
from footfall.sessions.batch import cut
from footfall.settings import Settings

__all__ = ["WrittenFeatures", "features"]

IDS = "event_id, visitor_id, session_id, us AS cut_off_us, click"


@dataclass(frozen=True, slots=True)
class WrittenFeatures:
    """What was written.

    Parameters
    ----------
    rows
        How many.
    names
        The features, in the order of their columns.
    fingerprint
        Of their declarations (`features.feature.FeatureSet`): where it is the same, so is their meaning.
    """

    rows: int
    names: tuple[str, ...]
    fingerprint: str


def features(
    source: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    schema: str | Path | None = None,
    at: At = "every",
    progress: Progress = SILENT,
) -> WrittenFeatures:
    """Compute every feature that a source can feed, as of each event, and write them, as Parquet or CSV (`Engine.write`).

    Parameters
    ----------
    source, schema
        As of `analyze`.
    out
        The file: ``event_id, visitor_id, session_id, cut_off_us, click`` and one column a feature, in the source's total order.
    at
        ``every``: at every event. ``last``: at the last event of every session.

    Raises
    ------
    UsageError
        For a session table, which has no events to compute features from, or where `out` is a file of the source.
    FootfallError
        As of `analyze`, for a source that cannot be read.
    """
    settings = settings or Settings()
    check_apart(source, Path(out))
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        log = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        if isinstance(log, SessionTable):
            raise UsageError(
                f"{log.source.name} is a session table: whole sessions, already summed up, with no events to compute features from.",
                remedy="Analyse it as it is: footfall analyze SOURCE --out DIR.",
            )
        visits = cut(log, settings, progress=progress)
        declared = plan(visits, settings, None).features
        table = build(visits, declared, progress=progress)
        last = f"WHERE ord IN (SELECT max(ord) FROM {visits.table} GROUP BY session_no)" if at == "last" else ""
        columns = f"{IDS}, {table}.* EXCLUDE (ord)"
        with progress.stage("Writing"):
            engine.write(f"SELECT {columns} FROM {visits.table} JOIN {table} USING (ord) {last} ORDER BY ord", Path(out))
        return WrittenFeatures(engine.integer(f"SELECT count(*) FROM {table} {last}"), declared.names, declared.fingerprint)
