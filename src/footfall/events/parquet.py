"""How are events kept, and read back as they were?

A log or a session table as one Parquet file, its `SourceInfo` as JSON in the file's key-value metadata under ``footfall``. What was checked
once is not checked again: reading it back gives the same log. The quarantined rows stay behind; their counts travel with the record.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from footfall.engines.duckdb import Engine, text
from footfall.errors import SchemaError, SourceError, Where
from footfall.events.event import COLUMNS, DAY_US
from footfall.events.files.found import Piece
from footfall.events.log import EventLog, SessionTable, SourceInfo, from_json, to_json
from footfall.events.quality import QUARANTINE
from footfall.events.staging import EVENTS
from footfall.events.zones import offset_sql, zone
from footfall.settings import Settings

__all__ = ["keep", "recall"]

UNRECORDED = (
    "The log was kept before its time zone was recorded; its hours are as they were kept. "
    "Say the zone, or ingest its source again, so that new data is read in the same one."
)
KEY = b"footfall"
TABLE_KEY = b"footfall.session_table"
EMPTY_QUARANTINE = 'file VARCHAR, line BIGINT, "column" VARCHAR, reason VARCHAR, example VARCHAR, row VARCHAR'


def keep(log: EventLog | SessionTable, path: Path) -> None:
    """Write a log or a session table; the file appears under its name only when it is whole.

    Raises
    ------
    SourceError
        When it cannot be written.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(log, EventLog):
            _write_events(log, half)
        else:
            _write_sessions(log, half)
        half.replace(path)
    except Exception as error:  # whatever the database or Arrow says here, the file could not be written
        what = f"{path} cannot be written: {error}"
        raise SourceError(f"{what.rstrip('.')}.", where=Where(file=str(path)), remedy="Free some space or choose another --out.") from error
    finally:
        with suppress(OSError):
            half.unlink()


def recall(pieces: Sequence[Piece], engine: Engine, settings: Settings) -> EventLog | SessionTable | None:
    """Return what `keep` wrote, or None where the file is not one of its own.

    Raises
    ------
    SourceError
        When the file is damaged.
    """
    piece = pieces[0]
    if len(pieces) > 1 or piece.format != "parquet" or piece.member is not None or piece.gzipped:
        return None
    try:
        metadata = pq.read_metadata(piece.path).metadata or {}
        source = from_json(metadata[KEY].decode()) if KEY in metadata else None
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"{piece.name} is a damaged Parquet file: {error}.", where=Where(file=piece.name), remedy="Export it again."
        ) from error
    except (TypeError, ValueError, KeyError) as error:
        raise SchemaError(
            f"{piece.name} was written by another version of Footfall.", where=Where(file=piece.name), remedy="Ingest its source again."
        ) from error
    if source is None:
        return None
    if source.kind == "session_table":
        return _read_sessions(piece, source, json.loads(metadata[TABLE_KEY]))
    return _read_events(piece, source, engine, settings)


def _write_events(log: EventLog, path: Path) -> None:
    record = text(to_json(log.source))
    log.engine.run(
        f"COPY (SELECT * FROM {log.table} ORDER BY us, seq, event_id) TO {text(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{footfall: {record}}})"
    )


def _write_sessions(table: SessionTable, path: Path) -> None:
    about = json.dumps({"target": table.target, "docs": dict(table.docs)}, ensure_ascii=False, sort_keys=True)
    arrow = pa.Table.from_pandas(table.frame, preserve_index=False)
    arrow = arrow.replace_schema_metadata({KEY: to_json(table.source), TABLE_KEY: about})
    pq.write_table(arrow, path, compression="zstd")


def _read_sessions(piece: Piece, source: SourceInfo, about: dict[str, object]) -> SessionTable:
    frame = pq.read_table(piece.path).replace_schema_metadata(None).to_pandas()
    for name in frame.columns:
        if frame[name].dtype == object:
            frame[name] = frame[name].astype("str")
    target, docs = about["target"], about["docs"]
    return SessionTable(frame, None if target is None else str(target), source, dict(docs) if isinstance(docs, dict) else {})


def _read_events(piece: Piece, source: SourceInfo, engine: Engine, settings: Settings) -> EventLog:
    engine.run(f"CREATE OR REPLACE TABLE {EVENTS} AS SELECT * FROM read_parquet({text(str(piece.path))})")
    wanted = [*COLUMNS, *source.extras]
    if list(engine.columns(EVENTS)) != wanted:
        raise SchemaError(
            f"{piece.name} was edited: its columns are not those in its record.",
            where=Where(file=piece.name),
            remedy="Ingest its source again.",
        )
    engine.run(f"CREATE OR REPLACE TABLE {QUARANTINE} ({EMPTY_QUARANTINE})")
    return EventLog(engine, EVENTS, replace(_rezoned(source, engine, settings), extras=dict(source.extras)), QUARANTINE)


def _rezoned(source: SourceInfo, engine: Engine, settings: Settings) -> SourceInfo:
    """Move the log to the zone that the settings say, if they say one and it is not its own; return the record with its zone.

    A zone that nobody said is a default: it moves nothing. One that was said moves the log, also to the default.
    """
    said = "timezone" in settings.model_fields_set
    if not said or settings.timezone == source.timezone:
        return source if source.timezone else _guessed(source, engine)
    low, high = engine.row(f"SELECT min(us), max(us) FROM {EVENTS}")
    offset = offset_sql("us", zone(settings.timezone), int(low or 0) - DAY_US, int(high or 0) + DAY_US)
    engine.run(f"UPDATE {EVENTS} SET utc_offset_s = {offset} WHERE time_precision <> 'day'")
    return replace(source, timezone=settings.timezone)


def _guessed(source: SourceInfo, engine: Engine) -> SourceInfo:
    """Return the record of a log that was kept before its zone was: UTC where no event is off it, else unknown, with a remark."""
    if not engine.integer(f"SELECT count(*) FROM {EVENTS} WHERE utc_offset_s <> 0"):
        return replace(source, timezone="UTC")
    return source if UNRECORDED in source.notes else replace(source, notes=(*source.notes, UNRECORDED))
