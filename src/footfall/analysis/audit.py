"""How is a source audited without training anything?

`audit` reads a source and audits it: a table, its raw columns against a target column, and the parts that would be made of it; a log, the
log itself and, for a target that is asked of it, features and parts as they would be learnt from; for one of its columns, the raw columns.
Without a target, every two-valued column of a log that could be mistaken for one.
"""

from collections.abc import Sequence
from pathlib import Path

from footfall.analysis.asked import lookups, plan
from footfall.dataset.events import build as build_dataset
from footfall.dataset.table import from_table, target_column, with_target
from footfall.engines.duckdb import Engine
from footfall.evaluation.leakage import audit_dataset, audit_table
from footfall.evaluation.lopsided import lopsided
from footfall.evaluation.parts import audit_parts
from footfall.evaluation.result import Finding
from footfall.evaluation.said import ordered
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import cut
from footfall.settings import Settings

__all__ = ["audit"]


def audit(
    source: str | Path | Sequence[str | Path],
    *,
    settings: Settings | None = None,
    target: str | None = None,
    schema: str | Path | None = None,
    progress: Progress = SILENT,
) -> tuple[Finding, ...]:
    """Run the leakage audit alone.

    Parameters
    ----------
    source, settings, schema
        As of `analyze`.
    target
        A target that the source can be asked, or a column; spaces and underscores are alike.

    Returns
    -------
    tuple of Finding
        Refusals first.
    """
    settings = settings or Settings()
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        if isinstance(found, SessionTable):
            return of_table(found, target, settings)
        visits = cut(found, settings, progress=progress)
        if target is None:
            return ordered((*lookups(visits, settings.seed), *lopsided(visits)))
        asked = plan(visits, settings, target)
        if asked.column is not None:
            return audit_table(asked.column.frame, target_column(asked.column, None), seed=settings.seed)
        build_features(visits, asked.features, progress=progress)
        dataset = build_dataset(visits, asked.features, asked.targets[0], settings, progress=progress)
        with progress.stage("Auditing"):
            return ordered((*audit_dataset(dataset, seed=settings.seed), *lopsided(visits)))


def of_table(table: SessionTable, target: str | None, settings: Settings) -> tuple[Finding, ...]:
    """Audit a session table: its columns, and the parts that would be made of it."""
    table = with_target(table, target)
    dataset = from_table(table, settings)
    return ordered((*audit_table(table.frame, dataset.question.name, seed=settings.seed), *audit_parts(dataset, seed=settings.seed)))
