"""How do files become one checked events file?

`ingest` reads any source, keeps what is good as Parquet, and puts what is bad beside it, each row with file, line and reason. What is read
and how is `events.read`'s affair.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from footfall.engines.duckdb import Engine
from footfall.events.files.apart import check_apart
from footfall.events.log import EventLog, SessionTable, SourceInfo
from footfall.events.read import read, write
from footfall.progress import SILENT, Progress
from footfall.settings import Settings

__all__ = ["Ingested", "ingest"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was kept.

    Parameters
    ----------
    source
        What was read, in numbers.
    quarantine
        The file of the bad rows; None where every row is good.
    """

    source: SourceInfo
    quarantine: Path | None


def ingest(
    source: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    schema: str | Path | None = None,
    progress: Progress = SILENT,
) -> Ingested:
    """Read, check and keep events (or a session table) as one Parquet file, which `analyze` and the rest take like any other source.

    Parameters
    ----------
    source, schema
        As of `analyze`.
    out
        The events file. Bad rows are put aside beside it, in ``*.quarantine.parquet``; a clean run takes away those of an earlier one.
    settings
        Time zone, currency, rates and the greatest share of bad rows count here.

    Raises
    ------
    SchemaError
        For columns that do not map; an unknown header raises `events.guess.UnknownHeader` with a ready ``schema.toml``.
    DataError
        For too many bad rows, or several currencies without rates.
    SourceError
        When a file cannot be read or written.
    UsageError
        When what is written would replace a file of the source.
    """
    settings, out = settings or Settings(), Path(out)
    for place in (out, quarantine_of(out)):
        check_apart(source, place)
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        log = read(source, engine=engine, settings=settings, schema=schema, progress=progress)
        with progress.stage("Writing"):
            bad = put_aside(log, out)  # first: where the events stand, their bad rows do
            write(log, out)
        return Ingested(log.source, bad)


def quarantine_of(out: Path) -> Path:
    """Return where the bad rows of an events file lie."""
    return out.with_suffix(".quarantine.parquet")


def put_aside(log: EventLog | SessionTable, out: Path) -> Path | None:
    """Write the bad rows beside `out` and return where; without any, take away what an earlier run left there."""
    bad = quarantine_of(out)
    if isinstance(log, EventLog) and log.source.quarantined:
        log.engine.write(f"SELECT * FROM {log.quarantine} ORDER BY ALL", bad)
        return bad
    with suppress(OSError):
        bad.unlink()
    return None
