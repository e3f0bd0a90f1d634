"""How do a file's columns become the columns of the event?

`stage` turns a schema into one SQL query over ``raw`` and lays its result into the table ``events``: canonical columns, extras, and for the
time being where each row came from and the reason why it cannot be an event (null where it can). What comes after changes few rows, in
place: writing the table twice would double the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import SchemaError, Where
from footfall.events.clocks import Reading, read_clock
from footfall.events.event import COLUMNS
from footfall.events.faults import REASON, Fault, faults
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import FILE, LINE, ROW
from footfall.events.identity import event_id
from footfall.events.revenue import revenue
from footfall.events.schema import MAPPABLE, Origin, Schema, near
from footfall.events.times import AT
from footfall.settings import Settings

__all__ = ["EVENTS", "NULLS", "PLACES", "Staged", "source_value", "stage"]

EVENTS = "events"
PLACES = f"{quote(FILE)}, {quote(LINE)}, {quote(ROW)}"
NULLS = ("", "NULL", "null", "None", "NaN", "nan", r"\N")
"""Text that stands for a missing value in exports of databases and data frames."""

NUMBERS = ("price", "value", "quantity")
AMOUNTS = ("price", "value")


@dataclass(frozen=True, slots=True)
class Staged:
    """What staging settled about a source.

    Parameters
    ----------
    schema
        The schema with what was found out: whether visitors are known, the currency.
    faults
        Every reason for which a row may have been put aside, in the order they are looked for.
    extras
        Extra columns and their SQL types.
    notes
        Remarks for the report.
    """

    schema: Schema
    faults: tuple[Fault, ...]
    extras: Mapping[str, str]
    notes: tuple[str, ...]


def stage(raw: Raw, schema: Schema, engine: Engine, settings: Settings) -> Staged:
    """Lay every row of ``raw`` into the table ``events``, bad ones with their reason.

    Raises
    ------
    SchemaError
        When a column of the schema is not in the files, or times are not in the declared unit.
    """
    _check_columns(raw, schema)
    schema = _settle(raw, schema, engine, settings)
    inputs = {name: source_value(origin, raw.columns, typed=name == "us" or name in NUMBERS) for name, origin in schema.columns.items()}
    inputs |= {name: source_value(origin, raw.columns, typed=True) for name, origin in schema.extras.items()}
    reading = read_clock(inputs["us"], schema, raw, engine, settings)
    extras = {name: extra_type(origin, raw.columns) for name, origin in schema.extras.items()}
    found = faults(schema, extras)
    source = f"SELECT {PLACES}, {', '.join(f'{value} AS {_in(name)}' for name, value in inputs.items())} FROM {RAW}"
    timed = f"SELECT *, {reading.at} AS {AT} FROM ({source})"
    read = ", ".join(f"{value} AS {quote(name)}" for name, value in _parsed(schema, reading, extras).items())
    parsed = f"SELECT *, {read} FROM ({timed})"
    made = {"event_id": event_id(schema, extras), "revenue": revenue(schema), "bot": "FALSE"}
    kept = [f"CAST({made.get(name, quote(name))} AS {kind}) AS {quote(name)}" for name, kind in COLUMNS.items()]
    kept += [quote(name) for name in extras]
    reason = f"CASE {' '.join(f'WHEN {fault.when} THEN {text(fault.reason)}' for fault in found)} END"
    engine.run(f"CREATE OR REPLACE TABLE {EVENTS} AS SELECT {', '.join(kept)}, {PLACES}, {reason} AS {REASON} FROM ({parsed})")
    return Staged(schema, found, extras, (*schema.notes, *reading.notes, *_unmapped(raw, schema)))


def source_value(origin: Origin, kinds: Mapping[str, str], *, typed: bool = False) -> str:
    """Return SQL for what the file says: text without white space around it, null where it is missing; `typed` keeps numbers and times."""
    if origin.value is not None:
        return text(str(origin.value))
    kind = "VARCHAR" if origin.sql else kinds[origin.column or ""]
    expression = f"CAST({origin.sql} AS VARCHAR)" if origin.sql else quote(origin.column or "")
    if kind != "VARCHAR":
        expression = _plain(expression, kind, typed)
    else:
        nulls = ", ".join(text(each) for each in NULLS)
        expression = f"CASE WHEN trim({expression}) IN ({nulls}) THEN NULL ELSE trim({expression}) END"
    if origin.decimal == ",":
        expression = f"replace(replace({expression}, '.', ''), ',', '.')"
    if not origin.map:
        return expression
    meanings = ", ".join(f"{text(theirs)}: {text(ours)}" for theirs, ours in origin.map.items())
    return f"coalesce(map_extract_value(MAP {{{meanings}}}, {expression}), {expression})"


def extra_type(origin: Origin, kinds: Mapping[str, str]) -> str:
    """Return the SQL type of an extra column: as declared, or the nearest to what the file holds."""
    if origin.type is not None:
        return origin.type
    kind = kinds.get(origin.column or "", "VARCHAR") if origin.sql is None else "VARCHAR"
    if kind in ("BOOLEAN", "VARCHAR"):
        return kind
    if kind.endswith(("INTEGER", "BIGINT", "SMALLINT", "TINYINT")):
        return "BIGINT"
    return "DOUBLE" if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL") else "VARCHAR"


def _in(name: str) -> str:
    return quote(f"in {name}")


def _plain(expression: str, kind: str, typed: bool) -> str:
    if kind in ("DOUBLE", "FLOAT"):
        if typed:
            return f"CASE WHEN isnan({expression}) THEN NULL ELSE {expression} END"
        number = f"CAST({expression} AS VARCHAR)"
        whole = f"CASE WHEN {expression} = floor({expression}) THEN CAST(try_cast({expression} AS BIGINT) AS VARCHAR) END"
        return f"CASE WHEN NOT isnan({expression}) THEN coalesce({whole}, {number}) END"
    return expression if typed else f"CAST({expression} AS VARCHAR)"


def _parsed(schema: Schema, reading: Reading, extras: Mapping[str, str]) -> dict[str, str]:
    """Return SQL for every canonical column and extra, over the values of the file."""
    own = schema.columns
    refund = f"{_in('type')} = 'refund'" if "type" in own else "FALSE"
    parsed = {name: _in(name) if name in own else f"CAST(NULL AS {kind})" for name, kind in COLUMNS.items() if name in MAPPABLE}
    for name in NUMBERS:
        if name in own:
            number = f"try_cast({_in(name)} AS DOUBLE)"
            parsed[name] = number if name == "price" else f"CASE WHEN {refund} THEN abs({number}) ELSE {number} END"
    parsed["quantity"] = f"try_cast({parsed['quantity']} AS BIGINT)"
    parsed["seq"] = f"coalesce(try_cast({_in('seq')} AS BIGINT), {quote(ROW)})" if "seq" in own else quote(ROW)
    parsed["us"] = reading.us
    parsed["utc_offset_s"] = (
        f"coalesce(try_cast({_in('utc_offset_s')} AS INTEGER), {reading.offset})" if "utc_offset_s" in own else reading.offset
    )
    parsed["time_precision"] = f"coalesce({_in('time_precision')}, {reading.precision})" if "time_precision" in own else reading.precision
    if "currency" in own:
        parsed["currency"] = f"upper({_in('currency')})"
    return parsed | {name: f"try_cast({_in(name)} AS {kind})" for name, kind in extras.items()}


def _settle(raw: Raw, schema: Schema, engine: Engine, settings: Settings) -> Schema:
    """Find out whether visitors are known, and the currency, where the schema does not say."""
    columns = dict(schema.columns)
    currency = schema.currency or settings.currency
    if "currency" not in columns and currency and any(name in columns for name in AMOUNTS):
        columns["currency"] = Origin(value=currency)
    knows = schema.knows_visitors
    if knows is None:
        knows = "visitor_id" in columns
        if knows and "session_id" in columns:
            visitor = source_value(columns["visitor_id"], raw.columns)
            knows = engine.integer(f"SELECT count(*) FROM (SELECT 1 FROM {RAW} WHERE {visitor} IS NOT NULL LIMIT 1)") > 0
    return replace(schema, columns=columns, knows_visitors=knows)


def _unmapped(raw: Raw, schema: Schema) -> tuple[str, ...]:
    """Return the remark on columns of the file that go nowhere; built-in sources with SQL of their own have none."""
    if any(origin.sql is not None for origin in schema.columns.values()):
        return ()
    left = [name for name in raw.columns if name not in schema.used]
    return (f"Columns that are not mapped were not read: {', '.join(left)}.",) if left else ()


def _check_columns(raw: Raw, schema: Schema) -> None:
    for name in sorted(schema.used - set(raw.columns)):
        raise SchemaError(
            f'{raw.names[0]} has no column "{name}".',
            where=Where(file=raw.names[0], column=name),
            remedy=f"{near(name, set(raw.columns)).strip()} It has: {', '.join(raw.columns)}.".strip(),
        )
    if "us" not in schema.columns or "type" not in schema.columns or not {"visitor_id", "session_id"} & set(schema.columns):
        lacking = [name for name in ("us", "type") if name not in schema.columns]
        lacking += [] if {"visitor_id", "session_id"} & set(schema.columns) else ["visitor_id or session_id"]
        raise SchemaError(
            f"The schema does not say where {' and '.join(lacking)} comes from.",
            where=Where(file=raw.names[0], column=lacking[0]),
            remedy="Add it to [columns] of schema.toml.",
        )
