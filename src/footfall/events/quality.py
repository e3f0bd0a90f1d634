"""What was wrong with a source, and was it too much?

Builds the table ``quarantine`` (file, line, column, reason, example, row) from the rows that staging gave a reason, counts what happened,
and ends a run whose source has too many bad rows.
"""

from dataclasses import dataclass

import pyarrow as pa

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import DataError, Where
from footfall.events.faults import REASON
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import FILE, LINE
from footfall.events.identity import CONFLICT, DUPLICATE
from footfall.events.log import QualityRow
from footfall.events.schema import Origin, Schema
from footfall.events.staging import EVENTS, Staged

__all__ = ["QUARANTINE", "Verdict", "judge"]

QUARANTINE = "quarantine"
EXAMPLE_LENGTH = 80
BROKEN = pa.schema([("file", pa.string()), ("line", pa.int64()), ("reason", pa.string()), ("row", pa.string())])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rows put aside, exact duplicates dropped, and what was wrong, commonest first."""

    quarantined: int
    duplicates: int
    quality: tuple[QualityRow, ...]


def judge(raw: Raw, staged: Staged, engine: Engine, *, max_bad_share: float) -> Verdict:
    """Build the table ``quarantine`` and count.

    Raises
    ------
    DataError
        When more than `max_bad_share` of the rows are bad, or none is good.
    """
    rows = engine.integer(f"SELECT count(*) FROM {EVENTS}") + len(raw.broken)
    _put_aside(raw, staged, engine)
    duplicates = engine.integer(f"SELECT count(*) FROM {EVENTS} WHERE {REASON} = {text(DUPLICATE)}")
    found = _found(engine)
    bad = sum(row.count for row in found)
    if bad > max_bad_share * rows or bad + duplicates == rows:
        raise _too_many(found, bad, rows, max_bad_share)
    again = (QualityRow(f"{DUPLICATE}, dropped", duplicates),) if duplicates else ()
    quality = sorted((*found, *again, *raw.mended), key=lambda row: (-row.count, row.reason, row.column))
    return Verdict(bad, duplicates, tuple(quality))


def _put_aside(raw: Raw, staged: Staged, engine: Engine) -> None:
    """Build the table ``quarantine`` from the bad rows of ``events`` and the broken lines."""
    shown = {fault.reason: _shown(fault.column, staged.schema) for fault in staged.faults}
    shown[CONFLICT] = _shown("event_id", staged.schema)
    named = " ".join(f"WHEN {text(reason)} THEN {text(name)}" for reason, name in shown.items() if name)
    said = " ".join(f"WHEN {text(reason)} THEN CAST(r.{quote(name)} AS VARCHAR)" for reason, name in shown.items() if name in raw.columns)
    row = ", ".join(f"{quote(name)} := r.{quote(name)}" for name in raw.columns)
    files = f"[{', '.join(text(name) for name in raw.names)}]"
    broken = [(raw.names[number], each.line, each.reason, each.text) for number, each in raw.broken]
    engine.register("broken_lines", pa.Table.from_pylist([dict(zip(BROKEN.names, each, strict=True)) for each in broken], schema=BROKEN))
    engine.run(
        f"CREATE OR REPLACE TABLE {QUARANTINE} AS SELECT {files}[s.{quote(FILE)} + 1] AS file, s.{quote(LINE)} AS line, "
        f"CASE s.{REASON} {named} ELSE '' END AS \"column\", s.{REASON} AS reason, "
        f"left(CASE s.{REASON} {said} ELSE '' END, {EXAMPLE_LENGTH}) AS example, CAST(to_json(struct_pack({row})) AS VARCHAR) AS row "
        f"FROM {EVENTS} s JOIN {RAW} r ON s.{quote(FILE)} = r.{quote(FILE)} AND s.{quote(LINE)} = r.{quote(LINE)} "
        f"WHERE s.{REASON} IS NOT NULL AND s.{REASON} <> {text(DUPLICATE)} UNION ALL "
        f"SELECT file, line, '', reason, left(row, {EXAMPLE_LENGTH}), CAST(to_json(row) AS VARCHAR) FROM broken_lines ORDER BY file, line"
    )
    engine.run("DROP TABLE broken_lines")


def _shown(column: str, schema: Schema) -> str:
    """Return the file's name for a canonical column or extra."""
    origin = schema.columns.get(column) or schema.extras.get(column) or Origin()
    return origin.column or ""


def _found(engine: Engine) -> list[QualityRow]:
    """Return every reason in ``quarantine``, commonest first, with the first row it happened to."""
    rows = engine.rows(
        f'SELECT reason, count(*), arg_min("column", (file, line)), arg_min(example, (file, line)), arg_min(file, (file, line)), '
        f"arg_min(line, (file, line)) FROM {QUARANTINE} GROUP BY reason ORDER BY 2 DESC, 1"
    )
    return [
        QualityRow(str(reason), int(count or 0), str(column or ""), str(example or ""), str(file), int(line or 0))
        for reason, count, column, example, file, line in rows
    ]


def _too_many(found: list[QualityRow], bad: int, rows: int, most: float) -> DataError:
    first = found[0]
    others = "".join(f", {row.reason} ({row.count:,})" for row in found[1:4])
    return DataError(
        f"{bad:,} of {rows:,} rows ({bad / rows:.1%}) are bad, more than {most:.0%}: mostly {first.reason} ({first.count:,}){others}.",
        where=Where(file=first.file, line=first.line, column=first.column or None, example=first.example or None),
        remedy="Correct the file or its schema.toml; or raise max_bad_share in footfall.toml to go on without those rows.",
    )
