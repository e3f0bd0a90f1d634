"""How is a source audited without training anything?

`audit` reads a source and audits its raw columns against a target column; without one, the table's own target, or every two-valued column
of a log that could be mistaken for one.
"""

from collections.abc import Sequence
from pathlib import Path

from footfall.analysis.asked import as_column, lookups, raw_table
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.evaluation.leakage import audit_table
from footfall.evaluation.result import Finding
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import cut
from footfall.settings import Settings

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
            return audit_table(found.frame, column_of(found, target), seed=settings.seed)
        visits = cut(found, settings, progress=progress)
        if target is None:
            return lookups(visits, settings.seed)
        table = raw_table(visits, None)
        return audit_table(table.frame, as_column(target, [str(name) for name in table.frame]), seed=settings.seed)


def column_of(table: SessionTable, target: str | None) -> str:
    """Return the target column of a session table."""
    name = target or table.target
    if name is None or name not in table.frame:
        raise UsageError(f"The session table has no column {name!r}.", remedy=f"Name one of: {', '.join(map(str, table.frame))}.")
    return name
