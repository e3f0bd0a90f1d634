"""What did the clock on the shop's wall say?

Offsets of a time zone as SQL over integers, from Python's zone data, so that batch and online agree: the database's own zone arithmetic
is never asked. A wall-clock time that happens twice (autumn) is taken as the first; one that never happens (spring) is read with the
offset before the change, as Python's `zoneinfo` does with ``fold=0``.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from footfall.errors import UsageError
from footfall.events.schema import near

__all__ = ["offset_s", "offset_sql", "zone"]

EPOCH = datetime(1970, 1, 1)
SECOND_US = 1_000_000
WEEK_S = 7 * 86_400


def zone(name: str) -> tzinfo:
    """Return a zone by its IANA name.

    Raises
    ------
    UsageError
        When there is no such zone.
    """
    if name.upper() in ("UTC", "Z", "GMT"):
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        hint = near(name, available_timezones()) or " On a machine without zone data: pip install tzdata."
        raise UsageError(f'"{name}" is not a time zone.', remedy=f'Give an IANA name such as "Europe/Warsaw".{hint}') from error


def offset_s(us: int, where: tzinfo, *, local: bool = False) -> int:
    """Return the zone's offset in seconds at a UTC (or wall-clock, with `local`) time in microseconds.

    >>> offset_s(1_690_000_000_000_000, zone("Europe/Warsaw"))
    7200
    """
    moment = EPOCH + timedelta(microseconds=us)
    aware = moment.replace(tzinfo=where) if local else moment.replace(tzinfo=UTC).astimezone(where)
    offset = aware.utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def offset_sql(us: str, where: tzinfo, low_us: int, high_us: int, *, local: bool = False) -> str:
    """Return SQL for the offset in seconds at the SQL expression `us`, right between `low_us` and `high_us`.

    Cost: a look a week through the range here, and two comparisons a year and row in the database.
    """
    pieces = []
    at, end = low_us // SECOND_US, high_us // SECOND_US + 1
    current = _offset_at(at, where, local)
    while at < end:
        ahead = min(at + WEEK_S, end)
        after = _offset_at(ahead, where, local)
        if after != current:
            pieces.append(f"WHEN {us} < {_change(at, ahead, where, local) * SECOND_US} THEN {current}")
        at, current = ahead, after
    return f"CASE {' '.join(pieces)} ELSE {current} END" if pieces else str(current)


def _offset_at(second: int, where: tzinfo, local: bool) -> int:
    return offset_s(second * SECOND_US, where, local=local)


def _change(low: int, high: int, where: tzinfo, local: bool) -> int:
    """Return the first second of the later offset, between two seconds whose offsets differ."""
    before = _offset_at(low, where, local)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset_at(middle, where, local) == before else (low, middle)
    return high
