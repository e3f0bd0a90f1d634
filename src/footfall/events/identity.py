"""Which event is this, and was it seen before?

Gives every staged row an id that is the same whenever the file is read again, drops exact duplicates, and puts rows aside that share an
id of the source's own but say something else. A derived id is the MD5 (128 bits) of the row's canonical columns; rows that differ only in
columns nobody mapped, and equal rows of a source whose duplicates are real, are told apart by their occurrence.
"""

from collections.abc import Mapping

from footfall.engines.duckdb import Engine, quote
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import FILE, LINE, ROW
from footfall.events.schema import MAPPABLE, Schema
from footfall.events.staging import STAGED

__all__ = ["CONFLICT", "DUPLICATE", "identify"]

DUPLICATE = "exact duplicate"
CONFLICT = "event id repeated with other content"

REPEATED = "repeated"
NOT_CONTENT = ("event_id", "utc_offset_s", "time_precision", "seq", "currency")
"""Columns that are no part of a derived id: set by Footfall, or (`seq`) only where the source has its own."""


def identify(raw: Raw, schema: Schema, extras: Mapping[str, str], engine: Engine) -> None:
    """Fill ``event_id`` of the table ``staged``, and mark duplicates and conflicts as the reason of their rows.

    Notes
    -----
    Time and memory: one pass for the hash and one aggregation over the ids; only rows that share an id are compared.
    """
    engine.run(f"UPDATE {STAGED} SET event_id = {_derived(schema, extras)} WHERE event_id IS NULL AND reason IS NULL")
    places = f"{quote(FILE)}, {quote(LINE)}"
    engine.run(
        f"CREATE OR REPLACE TABLE {REPEATED} AS SELECT {places}, event_id, us, seq, {quote(ROW)} AS row FROM {STAGED} "
        f"WHERE reason IS NULL AND event_id IN (SELECT event_id FROM {STAGED} WHERE reason IS NULL GROUP BY event_id HAVING count(*) > 1)"
    )
    if engine.integer(f"SELECT count(*) FROM {REPEATED}"):
        _separate(raw, schema, engine)
    engine.run(f"DROP TABLE {REPEATED}")


def _derived(schema: Schema, extras: Mapping[str, str]) -> str:
    """Return SQL for the 128-bit id of a row."""
    own_seq = ["seq"] if "seq" in schema.columns else []
    names = [name for name in MAPPABLE if name in schema.columns and name not in NOT_CONTENT] + own_seq + list(extras)
    parts = ", ".join(f"coalesce({_as_text(name)}, chr(30))" for name in names)
    return f"md5(concat_ws(chr(31), {parts}))"


def _as_text(name: str) -> str:
    if name in ("price", "value"):
        return f"CAST(CAST(round({name} * 1000000) AS BIGINT) AS VARCHAR)"
    return f"CAST({quote(name)} AS VARCHAR)"


def _separate(raw: Raw, schema: Schema, engine: Engine) -> None:
    """Tell apart the rows that share an id: copies, rows of other content, real repetitions."""
    row = ", ".join(f"{quote(name)} := {quote(name)}" for name in raw.columns)
    whole = f"SELECT {quote(FILE)} AS file, {quote(LINE)} AS line, md5(CAST(to_json(struct_pack({row})) AS VARCHAR)) AS whole FROM {RAW}"
    own = "event_id" in schema.columns
    order = "ORDER BY us, seq, row"
    told = f"CREATE OR REPLACE TABLE told AS SELECT file, line, {'TRUE' if own else 'FALSE'} AS own"
    if schema.duplicates == "keep":
        engine.run(
            f"{told}, event_id, FALSE AS copy, row_number() OVER (PARTITION BY event_id {order}) AS number "
            f"FROM (SELECT {quote(FILE)} AS file, {quote(LINE)} AS line, * FROM {REPEATED})"
        )
    else:
        engine.run(
            f"{told}, event_id, nth > 1 AS copy, dense_rank() OVER (PARTITION BY event_id ORDER BY first_row) AS number FROM ("
            f"SELECT file, line, event_id, row_number() OVER (PARTITION BY event_id, whole {order}) AS nth, "
            f"first_value(row) OVER (PARTITION BY event_id, whole {order}) AS first_row "
            f"FROM {REPEATED} r JOIN ({whole}) w ON r.{quote(FILE)} = w.file AND r.{quote(LINE)} = w.line)"
        )
    engine.run(
        f"UPDATE {STAGED} SET reason = CASE WHEN told.copy THEN '{DUPLICATE}' WHEN told.own THEN '{CONFLICT}' END, "
        f"event_id = CASE WHEN told.copy OR told.own THEN staged.event_id ELSE md5(staged.event_id || ':' || told.number) END FROM told "
        f"WHERE staged.{quote(FILE)} = told.file AND staged.{quote(LINE)} = told.line AND (told.copy OR told.number > 1)"
    )
    engine.run("DROP TABLE told")
