"""Which event is this, and was it seen before?

Gives every row an id that is the same whenever the file is read again, marks exact duplicates, and puts rows aside that share an id of the
source's own but say something else. A derived id is the MD5 (128 bits) of the row's canonical columns; rows that differ only in columns
nobody mapped, and equal rows of a source whose duplicates are real, are told apart by their occurrence.
"""

from collections.abc import Mapping

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.faults import REASON
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import FILE, LINE, ROW
from footfall.events.schema import MAPPABLE, Schema

__all__ = ["CONFLICT", "DUPLICATE", "event_id", "separate"]

DUPLICATE = "exact duplicate"
CONFLICT = "event id repeated with other content"

REPEATED, TOLD = "repeated", "told"
NOT_CONTENT = ("event_id", "utc_offset_s", "time_precision", "seq", "currency")
"""Columns that are no part of a derived id: set by Footfall, or (`seq`) only where the source has its own."""


def event_id(schema: Schema, extras: Mapping[str, str]) -> str:
    """Return SQL for a row's id: the source's own, else the 128-bit hash of its content.

    Notes
    -----
    Only what a row has goes into the hash, under its name: a column that is empty, or not there, changes nothing.
    """
    names = [name for name in MAPPABLE if name in schema.columns and (name not in NOT_CONTENT or name == "seq")]
    parts = ", ".join(f"{text(name)} || chr(30) || {_as_text(name)}" for name in (*names, *sorted(extras)))
    derived = f"md5(concat_ws(chr(31), {parts}))"
    return f"coalesce({quote('in event_id')}, {derived})" if "event_id" in schema.columns else derived


def separate(raw: Raw, schema: Schema, engine: Engine, table: str) -> None:
    """Make ids unique: mark copies and conflicts as the reason of their rows, and give real repetitions an id of their own.

    Notes
    -----
    Time and memory: one aggregation over the ids; only rows that share an id are compared.
    """
    engine.run(
        f"CREATE OR REPLACE TABLE {REPEATED} AS "
        f"SELECT {quote(FILE)} AS file, {quote(LINE)} AS line, {quote(ROW)} AS row, event_id, us, seq "
        f"FROM {table} WHERE {REASON} IS NULL AND event_id IN "
        f"(SELECT event_id FROM {table} WHERE {REASON} IS NULL GROUP BY event_id HAVING count(*) > 1)"
    )
    if engine.integer(f"SELECT count(*) FROM {REPEATED}"):
        engine.run(f"CREATE OR REPLACE TABLE {TOLD} AS {_kept_apart() if schema.duplicates == 'keep' else _compared(raw)}")
        own = "TRUE" if "event_id" in schema.columns else "FALSE"
        engine.run(
            f"UPDATE {table} SET {REASON} = CASE WHEN {TOLD}.copy THEN {text(DUPLICATE)} WHEN {own} THEN {text(CONFLICT)} END, "
            f"event_id = CASE WHEN {TOLD}.copy OR {own} THEN {table}.event_id ELSE md5({table}.event_id || ':' || {TOLD}.number) END "
            f"FROM {TOLD} WHERE {table}.{quote(FILE)} = {TOLD}.file AND {table}.{quote(LINE)} = {TOLD}.line "
            f"AND ({TOLD}.copy OR {TOLD}.number > 1)"
        )
        engine.run(f"DROP TABLE {TOLD}")
    engine.run(f"DROP TABLE {REPEATED}")


def _kept_apart() -> str:
    """Return SQL that numbers the occurrences of equal rows."""
    number = "row_number() OVER (PARTITION BY event_id ORDER BY us, seq, row)"
    return f"SELECT file, line, FALSE AS copy, {number} AS number FROM {REPEATED}"


def _compared(raw: Raw) -> str:
    """Return SQL that finds the copies among rows of one id, all columns of the file compared, and numbers what is left."""
    columns = ", ".join(f"{quote(name)} := w.{quote(name)}" for name in raw.columns)
    whole = (
        f"SELECT r.*, md5(CAST(to_json(struct_pack({columns})) AS VARCHAR)) AS whole FROM {REPEATED} r "
        f"JOIN {RAW} w ON r.file = w.{quote(FILE)} AND r.line = w.{quote(LINE)}"
    )
    same = "PARTITION BY event_id, whole"
    ranked = (
        f"SELECT *, row_number() OVER ({same} ORDER BY us, seq, row) > 1 AS copy, min((us, seq, row)) OVER ({same}) AS first FROM ({whole})"
    )
    return f"SELECT file, line, copy, dense_rank() OVER (PARTITION BY event_id ORDER BY first) AS number FROM ({ranked})"


def _as_text(name: str) -> str:
    if name in ("price", "value"):
        return f"CAST(try_cast(round({name} * 1000000) AS HUGEINT) AS VARCHAR)"
    return f"CAST({quote(name)} AS VARCHAR)"
