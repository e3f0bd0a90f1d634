"""When do people come?

Sessions by day, and by hour and weekday where the source has a clock; all in the shop's time zone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from footfall.explore.browsing import Browsing
from footfall.explore.values import amount, count

__all__ = ["WEEKDAYS", "Day", "Hour", "calendar_day", "days", "hours", "weekdays"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day (ISO 8601): sessions that began on it, their events, those with a purchase, their revenue."""

    date: str
    sessions: int
    events: int
    conversions: int
    revenue: float


@dataclass(frozen=True, slots=True)
class Hour:
    """Sessions that began in one hour (0 to 23) of one weekday (0 is Monday), and those with a purchase."""

    weekday: int
    hour: int
    sessions: int
    conversions: int


def days(browsing: Browsing) -> tuple[Day, ...]:
    """Return every day from the first to the last, days without a session included."""
    rows = browsing.engine.rows(f"""
        SELECT day, count(*), sum(clicks), count(*) FILTER (WHERE orders > 0), sum(revenue_micros) FROM {browsing.sessions} GROUP BY day""")
    found = {count(day): (count(n), count(events), count(bought), amount(money) / 1e6) for day, n, events, bought, money in rows}
    if not found:
        return ()
    return tuple(Day(calendar_day(day), *found.get(day, (0, 0, 0, 0.0))) for day in range(min(found), max(found) + 1))


def weekdays(browsing: Browsing) -> tuple[float, ...]:
    """Return the mean number of sessions on a Monday, ..., Sunday of the days covered (0 for a weekday that is not covered)."""
    by_day = days(browsing)
    sums, covered = [0] * 7, [0] * 7
    for day in by_day:
        weekday = date.fromisoformat(day.date).weekday()
        sums[weekday] += day.sessions
        covered[weekday] += 1
    return tuple(total / n if n else 0.0 for total, n in zip(sums, covered, strict=True))


def hours(browsing: Browsing) -> tuple[Hour, ...]:
    """Return all 168 hours of the week, Monday 0:00 first; empty without a clock."""
    if not browsing.source.has_clock:
        return ()
    rows = browsing.engine.rows(f"""
        SELECT weekday, hour, count(*), count(*) FILTER (WHERE orders > 0) FROM {browsing.sessions} GROUP BY weekday, hour""")
    found = {(count(weekday), count(hour)): (count(n), count(bought)) for weekday, hour, n, bought in rows}
    return tuple(Hour(weekday, hour, *found.get((weekday, hour), (0, 0))) for weekday in range(7) for hour in range(24))


def calendar_day(day: int) -> str:
    """Return the date, ISO 8601, of a day counted from 1970-01-01.

    >>> calendar_day(13_970)
    '2008-04-01'
    """
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
