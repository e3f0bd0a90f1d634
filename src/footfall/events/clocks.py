"""Which clock does a source have, and does its unit fit?

Looks once through a source's time column before anything else is read: checks the declared unit against the values, finds the range for
the zone's offsets, sees how many times carry no zone, and recognises a clock that only shows dates. `times` and `zones` write the SQL.
"""

from dataclasses import dataclass

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import SchemaError, Where
from footfall.events.event import DAY_US
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import FILE, LINE
from footfall.events.schema import Schema
from footfall.events.times import AT, EARLIEST_US, LATEST_US, NAMES, UNITS, Clock, clock, plausible_unit
from footfall.events.zones import offset_sql, zone
from footfall.settings import Settings

__all__ = ["Reading", "read_clock"]

SAMPLE_ROWS = 10_000
ENOUGH = 20
"""Times that must all be midnight before a clock is taken to show dates only."""


@dataclass(frozen=True, slots=True)
class Reading:
    """SQL for a source's time.

    Parameters
    ----------
    at
        Over ``in us``, what the file says: its parts, to be put into the column `AT`, over which the others are.
    us
        UTC epoch microseconds; midnight UTC of the date where there is only a date.
    offset
        The shop's offset in seconds at that moment; 0 where there is only a date.
    precision
        How fine the clock is.
    notes
        Remarks for the report.
    """

    at: str
    us: str
    offset: str
    precision: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Survey:
    low: int
    high: int
    readable: int
    naive: int
    midnight: int
    days: int
    finer: int


def read_clock(value: str, schema: Schema, raw: Raw, engine: Engine, settings: Settings) -> Reading:
    """Look through a time column and return how to read it.

    Parameters
    ----------
    value
        SQL over ``raw`` for the source's time.

    Raises
    ------
    SchemaError
        When the values are of another unit than the declared one, or none at all can be read.
    """
    origin = schema.columns["us"]
    kind = "VARCHAR" if origin.sql else raw.columns[origin.column or ""]
    if origin.unit in UNITS and not kind.startswith(("DATE", "TIMESTAMP")):
        _check_unit(value, origin.unit or "", schema, raw, engine)
    found = clock(quote("in us"), kind, origin.unit)
    _check_format(origin.unit, schema, raw, engine)
    survey = _survey(value, found, engine)
    if survey.readable == 0:
        raise _unreadable(value, schema, raw, engine)
    if schema.precision is None and survey.days > 1 and survey.midnight == survey.readable >= ENOUGH and survey.finer:
        found = Clock(found.at, found.us, "FALSE", "'day'")
        return Reading(found.at, found.us, "0", "'day'", ("Every time is midnight: they are read as dates, without a clock.",))
    return _zoned(found, survey, schema, settings)


def _check_format(unit: str | None, schema: Schema, raw: Raw, engine: Engine) -> None:
    """Refuse a format of time that the database cannot read by."""
    if unit is None or unit == "iso" or unit in UNITS or engine.is_format(unit):
        return
    raise SchemaError(
        f"Times cannot be read by the format {unit!r}.",
        where=Where(file=raw.names[0], column=schema.columns["us"].column),
        remedy='Write a format such as "%d.%m.%Y %H:%M:%S" (day, month, year, hour, minute, second), or one of iso, s, ms, us.',
    )


def _survey(value: str, found: Clock, engine: Engine) -> _Survey:
    """Look at all times of a column at once."""
    row = engine.row(
        f"SELECT min(us), max(us), count(us), count(*) FILTER (naive), count(*) FILTER (us % {DAY_US} = 0), "
        f"max(us // {DAY_US}) - min(us // {DAY_US}) + 1, count(*) FILTER (precision <> 'day') FROM ("
        f"SELECT {found.us} AS us, {found.naive} AS naive, {found.precision} AS precision FROM ("
        f'SELECT {found.at} AS {AT} FROM (SELECT {value} AS "in us" FROM {RAW}))) '
        f"WHERE us BETWEEN {EARLIEST_US} AND {LATEST_US}"
    )
    return _Survey(*(int(each or 0) for each in row))


def _zoned(found: Clock, survey: _Survey, schema: Schema, settings: Settings) -> Reading:
    """Return a clock with its zone: that of the schema, of the times themselves, or of the settings."""
    precision = text(schema.precision) if schema.precision else found.precision
    declared = schema.columns["us"].timezone
    local = zone(declared or settings.timezone)
    shop = zone(settings.timezone)
    notes = []
    us = found.us
    if survey.naive:
        day = DAY_US
        shift = offset_sql(found.us, local, survey.low - day, survey.high + day, local=True)
        us = (
            f"CASE WHEN {found.naive} THEN {found.us} - CAST({shift} AS BIGINT) * 1000000 ELSE {found.us} END" if shift != "0" else found.us
        )
        if declared is None:
            many = "Times carry" if survey.naive == survey.readable else f"{survey.naive:,} of {survey.readable:,} times carry"
            notes.append(f"{many} no time zone; they were read as {settings.timezone}.")
    offset = offset_sql(us, shop, survey.low - DAY_US, survey.high + DAY_US)
    if offset != "0":
        offset = f"CASE WHEN {precision} = 'day' THEN 0 ELSE {offset} END"
    return Reading(found.at, us, offset, precision, tuple(notes))


def _check_unit(value: str, unit: str, schema: Schema, raw: Raw, engine: Engine) -> None:
    """Refuse a unit that most of the first times do not fit while another fits them."""
    places = f"{quote(FILE)}, {quote(LINE)}"
    epochs = f"SELECT try_cast({value} AS DOUBLE) AS epoch, {places} FROM {RAW}"
    sample = engine.rows(f"SELECT epoch, {places} FROM ({epochs}) WHERE epoch > 0 LIMIT {SAMPLE_ROWS}")
    numbers = [(float(number or 0), int(file or 0), int(line or 0)) for number, file, line in sample]
    others = [(found, *each) for each in numbers if (found := plausible_unit(each[0])) not in (None, unit)]
    if len(others) * 2 <= len(numbers):
        return
    better, number, file, line = min(others, key=lambda each: each[2:])
    column, name, example = schema.columns["us"].column, raw.names[file], f"{number:.0f}"
    raise SchemaError(
        f'column "{column}" of {name} holds {NAMES[better or ""]} ({example}), {NAMES[unit]} were declared.',
        where=Where(file=name, line=line, column=column, example=example),
        remedy=f'Set unit="{better}".',
    )


def _unreadable(value: str, schema: Schema, raw: Raw, engine: Engine) -> SchemaError:
    """Return the error for a column of times of which none can be read."""
    origin = schema.columns["us"]
    places = f"{quote(FILE)}, {quote(LINE)}"
    found = f"SELECT CAST(t AS VARCHAR), {places} FROM (SELECT {value} AS t, {places} FROM {RAW}) WHERE t IS NOT NULL"
    rows = engine.rows(f"{found} ORDER BY {places} LIMIT 1")
    example, file, line = (str(rows[0][0])[:80], int(rows[0][1] or 0), int(rows[0][2] or 0)) if rows else (None, 0, None)
    number = plausible_unit(float(example)) if example and example.replace(".", "", 1).isdigit() else None
    unit = f'Set unit = "{number}".' if number else 'Set unit to a format such as "%d.%m.%Y %H:%M".'
    return SchemaError(
        f'No time in column "{origin.column}" of {raw.names[file]} can be read as {origin.unit or "iso"}.',
        where=Where(file=raw.names[file], line=line, column=origin.column, example=example),
        remedy=unit,
    )
