"""How does a file become events?

`read` goes the whole way, a step a line: find the files, lay them into the engine, map the columns, put bad rows aside, name every event,
drop duplicates, bring amounts to one currency, mark bots, count revenue. `write` keeps the result as Parquet, which `read` takes back
as it is.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from footfall.engines.duckdb import Engine
from footfall.errors import SourceError
from footfall.events import library, parquet, session_table
from footfall.events.bots import mark_bots
from footfall.events.conversion import into_one, one_currency
from footfall.events.description import describe, settle
from footfall.events.files.found import Piece, digest, find
from footfall.events.files.raw import Raw, load
from footfall.events.guess import unknown_header
from footfall.events.identity import separate
from footfall.events.log import EventLog, SessionTable
from footfall.events.quality import judge
from footfall.events.revenue import count_once
from footfall.events.schema import Schema, near
from footfall.events.schema import load as load_schema
from footfall.events.sources.known import DATA_SETS, recognise
from footfall.events.staging import EVENTS, stage
from footfall.progress import SILENT, Progress
from footfall.settings import Settings

__all__ = ["read", "write"]

Given = str | Path | Sequence[str | Path]


def read(
    source: Given, *, engine: Engine, settings: Settings, schema: str | Path | None = None, categories: Collection[str] | None = None,
    progress: Progress = SILENT,
) -> EventLog | SessionTable:  # fmt: skip
    """Read events (into the table ``events`` of the engine) or a session table.

    Parameters
    ----------
    source
        Name of a data set (``uci-553``, ``uci-468``, ``cdnow``), or files or globs: CSV, JSON Lines or Parquet, plain, gzip or zip.
    engine
        Where the tables are laid.
    settings
        Time zone, currency and rates, and the share of bad rows that is borne. A log that `write` kept stays in its own zone, unless
        these say one (were it the default).
    schema
        A ``schema.toml`` (see `footfall.events.schema`); default: the header is recognised.
    categories
        Of new rows for a model of a session table: the columns that it takes as categories (`session_table.read_sessions`). A header that
        is not known is then taken for such a table.

    Raises
    ------
    SourceError
        For files that are missing, unreadable, or not what they say.
    SchemaError
        For columns that do not map; an unknown header raises `footfall.events.guess.UnknownHeader` with a ready ``schema.toml``.
    DataError
        For too many bad rows, or several currencies without rates.
    """
    declared = None if schema is None else load_schema(Path(schema))
    name, pieces = _find(source, progress)
    kept = parquet.recall(pieces, engine, settings)
    if kept is not None:
        return _converted(kept, settings) if isinstance(kept, EventLog) and settings.rates is not None else kept
    dialect = declared or Schema(columns={})
    raw = load(pieces, engine, delimiter=dialect.delimiter, encoding=dialect.encoding, progress=progress)
    chosen = declared or recognise(raw.columns) or (None if categories is None else Schema(columns={}, kind="session_table"))
    if chosen is None:
        raise unknown_header(raw, engine)
    chosen = replace(chosen, name=name or chosen.name or pieces[0].stem)
    with progress.stage("Checking"):
        if chosen.kind == "session_table":
            log: EventLog | SessionTable = session_table.read_sessions(raw, chosen, engine, pieces, categories=categories)
        else:
            log = _events(raw, chosen, engine, settings, pieces)
    raw.discard(engine)
    return log


def write(log: EventLog | SessionTable, path: str | Path) -> None:
    """Keep a log or a session table as Parquet, with its `SourceInfo` in the file's metadata.

    Raises
    ------
    SourceError
        When it cannot be written; nothing is left under `path` then.
    """
    parquet.keep(log, Path(path))


def _find(source: Given, progress: Progress) -> tuple[str | None, tuple[Piece, ...]]:
    if isinstance(source, str) and source in DATA_SETS:
        return source, (library.locate(DATA_SETS[source], progress=progress),)
    try:
        return None, find([source] if isinstance(source, str | Path) else source)
    except SourceError as error:
        named = near(source, set(DATA_SETS)) if isinstance(source, str) else ""
        if not named:
            raise
        raise SourceError(error.what, where=error.where, remedy=f"{error.remedy}{named} That is a data set's name.") from error


def _events(raw: Raw, schema: Schema, engine: Engine, settings: Settings, pieces: Sequence[Piece]) -> EventLog:
    staged = stage(raw, schema, engine, settings)
    separate(raw, staged.schema, engine, EVENTS)
    verdict = judge(raw, staged, engine, max_bad_share=settings.max_bad_share)
    currency, notes = one_currency(raw, staged, engine, settings)
    mark_bots(staged, engine)
    count_once(staged.schema, engine, EVENTS)
    settle(engine)
    staged = replace(staged, notes=(*staged.notes, *notes))
    files = tuple(piece.name for piece in pieces)
    return describe(staged, verdict, currency, engine, timezone=settings.timezone, files=files, sha256=digest(pieces))


def _converted(log: EventLog, settings: Settings) -> EventLog:
    """Return a log that was kept in another currency in the shop's own."""
    source = log.source
    if source.currency is None or source.currency == settings.currency:
        return log
    rows = log.engine.integer(f"SELECT count(*) FROM {log.table} WHERE currency IS NOT NULL")
    currency, notes = into_one([(source.currency, rows)], log.engine, settings)
    return replace(log, source=replace(source, currency=currency, notes=(*source.notes, *notes)))
