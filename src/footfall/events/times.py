"""When did it happen?

SQL that turns a source's time, whatever its unit, into microseconds, says whether it carried a zone, and how fine its clock is. Zones
themselves are `zones`' matter. Everything is integer arithmetic once a time is read: no SQL timestamp leaves this module.
"""

from dataclasses import dataclass

from footfall.engines.duckdb import text

__all__ = ["AT", "EARLIEST_US", "LATEST_US", "NAMES", "UNITS", "Clock", "clock", "plausible_unit"]

EARLIEST_US = 631_152_000_000_000
"""1990-01-01: before the web. An earlier time is a fault, most often a zero or a wrong unit."""

LATEST_US = 4_102_444_800_000_000
"""2100-01-01."""

UNITS = {"s": 1_000_000, "ms": 1_000, "us": 1}
"""Numeric units of time and how many microseconds each has."""

NAMES = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}

ISO = r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
"""An ISO 8601 time, or what databases print for one: date, time to the minute, second or finer, zone."""

AT = '"footfall moment"'
"""Name of the column that holds `Clock.at`."""


@dataclass(frozen=True, slots=True)
class Clock:
    """SQL expressions over a source's time.

    Parameters
    ----------
    at
        Over the value: its parts, to be put into the column `AT`, over which the others are.
    us
        Microseconds since 1970-01-01: UTC where the value carried a zone, else of the local clock; null where it cannot be read.
    naive
        Boolean: the value carried no zone, and is finer than a date.
    precision
        One of `footfall.events.event.PRECISIONS`.
    """

    at: str
    us: str
    naive: str
    precision: str


def clock(value: str, kind: str, unit: str | None) -> Clock:
    """Return the clock of an SQL expression.

    Parameters
    ----------
    value
        SQL of the source's time: text, unless `kind` says otherwise.
    kind
        Its SQL type, as DuckDB names it.
    unit
        ``s``, ``ms``, ``us``, ``iso`` or a strptime format; ignored where `kind` is a date or a timestamp.
    """
    if kind == "DATE":
        return Clock(value, f"epoch_us(CAST({AT} AS TIMESTAMP))", "FALSE", "'day'")
    if kind.startswith("TIMESTAMP"):
        finest = {"TIMESTAMP_S": "second", "TIMESTAMP_MS": "millisecond"}.get(kind, "microsecond")
        return Clock(value, f"epoch_us({AT})", "FALSE" if "ZONE" in kind else "TRUE", text(finest))
    if unit in UNITS:
        finest = {"s": "second", "ms": "millisecond", "us": "microsecond"}[unit]
        return Clock(value, _epoch(UNITS[unit]), "FALSE", text(finest))
    if unit is None or unit == "iso":
        return _iso(value)
    naive = "FALSE" if "%z" in unit or _fineness(unit) == "day" else "TRUE"
    return Clock(value, f"epoch_us(try_strptime({AT}, {text(unit)}))", naive, text(_fineness(unit)))


def plausible_unit(number: float) -> str | None:
    """Return the unit in which an epoch number is a time of our days, or None.

    >>> plausible_unit(1433221332117), plausible_unit(1433221332), plausible_unit(20190101)
    ('ms', 's', None)
    """
    for unit, factor in UNITS.items():
        if EARLIEST_US <= number * factor < LATEST_US:
            return unit
    return None


def _epoch(factor: int) -> str:
    """Return SQL for microseconds of an epoch number: whole numbers by integers, fractions by decimals, never by floating point."""
    whole = f"CAST(try_cast({AT} AS BIGINT) AS HUGEINT) * {factor}"
    fraction = f"try_cast({AT} AS DECIMAL(24, 6)) * {factor}"
    return f"try_cast(CASE WHEN contains(CAST({AT} AS VARCHAR), '.') THEN floor({fraction}) ELSE {whole} END AS BIGINT)"


def _iso(value: str) -> Clock:
    """Return the clock of ISO text. The zone is read apart: the database's cast to a timestamp passes over it in silence."""
    day, time, zone = f"{AT}.day", f"{AT}.time", f"{AT}.zone"
    hours = f"CASE WHEN {time} = '' THEN '00:00' ELSE replace({time}, ',', '.') END"
    local = f"epoch_us(try_cast(concat(replace({day}, '/', '-'), ' ', {hours}) AS TIMESTAMP))"
    digits = f"replace({zone}[2:], ':', '')"
    seconds = f"(try_cast({digits}[1:2] AS BIGINT) * 3600 + coalesce(try_cast({digits}[3:4] AS BIGINT), 0) * 60)"
    offset = f"CASE {zone}[1] WHEN '+' THEN {seconds} WHEN '-' THEN -{seconds} ELSE 0 END"
    precision = (
        f"CASE length({time}) WHEN 0 THEN 'day' WHEN 4 THEN 'minute' WHEN 5 THEN 'minute' WHEN 7 THEN 'second' WHEN 8 THEN 'second' "
        f"ELSE CASE WHEN length(split_part(replace({time}, ',', '.'), '.', 2)) > 3 THEN 'microsecond' ELSE 'millisecond' END END"
    )
    parts = f"regexp_extract({value}, {text(ISO)}, ['day', 'time', 'zone'])"
    return Clock(parts, f"{local} - {offset} * 1000000", f"({time} <> '' AND {zone} = '')", precision)


def _fineness(form: str) -> str:
    directives = {
        "microsecond": ("%f", "%n"),
        "millisecond": ("%g",),
        "second": ("%S", "%-S", "%s", "%c", "%X"),
        "minute": ("%M", "%-M"),
        "hour": ("%H", "%I"),
    }
    return next((name for name, marks in directives.items() if any(mark in form for mark in marks)), "day")
