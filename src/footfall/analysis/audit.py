"""How is a source audited without training anything?

`audit` reads a source and audits its raw columns against a target column; without one, the table's own target, or every two-valued column
of a log that could be mistaken for one.
"""

from collections.abc import Sequence
from pathlib import Path

from footfall.analysis.asked import column_as_target, lookups
from footfall.dataset.table import target_column
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.evaluation.leakage import audit_table
from footfall.evaluation.result import Finding
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

__all__ = ["audit"]


def audit(
    source: str | Path | Sequence[str | Path],
    *,
    settings: Settings | None = None,
    target: str | None = None,
    schema: Path | None = None,
    progress: Progress = SILENT,
) -> tuple[Finding, ...]:
    """Run the leakage audit alone.

    Parameters
    ----------
    source, settings, schema
        As of `analyze`.
    target
        A column; spaces and underscores are alike.

    Returns
    -------
    tuple of Finding
        Refusals first.
    """
    settings = settings or Settings()
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        found = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        if isinstance(found, SessionTable):
            return audit_table(found.frame, target_column(found, target), seed=settings.seed)
        visits = cut(found, settings, progress=progress)
        if target is None:
            return lookups(visits, settings.seed)
        if any(each.name == target for each in TARGETS):
            raise UsageError(
                f"{target} is no column of {found.source.name}: it is asked of what comes after each click, and audited when it is learnt.",
                remedy=f"Name a column of the source, or run: footfall analyze SOURCE --out DIR --target {target}.",
            )
        table = column_as_target(visits, target)
        return audit_table(table.frame, target_column(table, None), seed=settings.seed)
