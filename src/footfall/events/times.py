"""When did it happen?

SQL that turns a source's time, whatever its unit, into microseconds, says whether it carried a zone, and how fine its clock is. Zones
themselves are `zones`' matter. Everything is integer arithmetic once a time is read: no SQL timestamp leaves this module.
"""

from dataclasses import dataclass

from footfall.engines.duckdb import text

__all__ = ["EARLIEST_US", "LATEST_US", "NAMES", "UNITS", "Clock", "clock", "plausible_unit"]

EARLIEST_US = 631_152_000_000_000
"""1990-01-01: before the web. An earlier time is a fault, most often a zero or a wrong unit."""

LATEST_US = 4_102_444_800_000_000
"""2100-01-01."""

UNITS = {"s": 1_000_000, "ms": 1_000, "us": 1}
"""Numeric units of time and how many microseconds each has."""

NAMES = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}

ISO = r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
"""An ISO 8601 time, or what databases print for one: date, time to the minute, second or finer, zone."""


@dataclass(frozen=True, slots=True)
class Clock:
    """SQL expressions over a source's time.

    Parameters
    ----------
    us
        Microseconds since 1970-01-01: UTC where the value carried a zone, else of the local clock; null where it cannot be read.
    naive
        Boolean: the value carried no zone, and is finer than a date.
    precision
        One of `footfall.events.event.PRECISIONS`.
    """

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
        return Clock(f"epoch_us(CAST({value} AS TIMESTAMP))", "FALSE", "'day'")
    if kind.startswith("TIMESTAMP"):
        finest = {"TIMESTAMP_S": "second", "TIMESTAMP_MS": "millisecond"}.get(kind, "microsecond")
        return Clock(f"epoch_us({value})", "FALSE" if "ZONE" in kind else "TRUE", text(finest))
    if unit in UNITS:
        number = f"try_cast({value} AS DECIMAL(38, 6))"
        finest = {"s": "second", "ms": "millisecond", "us": "microsecond"}[unit]
        return Clock(f"try_cast(floor({number} * {UNITS[unit]}) AS BIGINT)", "FALSE", text(finest))
    if unit is None or unit == "iso":
        return _iso(value)
    return Clock(
        f"epoch_us(try_strptime({value}, {text(unit)}))", "FALSE" if "%z" in unit or _only_date(unit) else "TRUE", text(_fineness(unit))
    )


def plausible_unit(number: float) -> str | None:
    """Return the unit in which an epoch number is a time of our days, or None.

    >>> plausible_unit(1433221332117), plausible_unit(1433221332), plausible_unit(20190101)
    ('ms', 's', None)
    """
    for unit, factor in UNITS.items():
        if EARLIEST_US <= number * factor < LATEST_US:
            return unit
    return None


def _iso(value: str) -> Clock:
    part = [f"regexp_extract({value}, {text(ISO)}, {group})" for group in range(4)]
    hours = f"CASE WHEN {part[2]} = '' THEN '00:00' ELSE replace({part[2]}, ',', '.') END"
    local = f"epoch_us(try_cast(replace({part[1]}, '/', '-') || ' ' || {hours} AS TIMESTAMP))"
    sign = f"CASE WHEN {part[3]}[1] = '-' THEN -1 ELSE 1 END"
    digits = f"replace({part[3]}[2:], ':', '')"
    seconds = f"(try_cast({digits}[1:2] AS BIGINT) * 3600 + coalesce(try_cast({digits}[3:4] AS BIGINT), 0) * 60)"
    offset = f"CASE WHEN {part[3]}[1] IN ('+', '-') THEN {sign} * {seconds} ELSE 0 END"
    fraction = f"length(regexp_extract({part[2]}, '[.,](\\d+)$', 1))"
    precision = (
        f"CASE WHEN {part[2]} = '' THEN 'day' WHEN {fraction} > 3 THEN 'microsecond' WHEN {fraction} > 0 THEN 'millisecond' "
        f"WHEN length({part[2]}) <= 5 THEN 'minute' ELSE 'second' END"
    )
    return Clock(f"{local} - {offset} * 1000000", f"({part[2]} <> '' AND {part[3]} = '')", precision)


def _only_date(form: str) -> bool:
    return _fineness(form) == "day"


def _fineness(form: str) -> str:
    directives = {
        "microsecond": ("%f", "%n"),
        "millisecond": ("%g",),
        "second": ("%S", "%-S", "%s", "%c", "%X"),
        "minute": ("%M", "%-M"),
        "hour": ("%H", "%I"),
    }
    return next((name for name, marks in directives.items() if any(mark in form for mark in marks)), "day")
