"""Do visitors come back?

Cohorts of visitors by the week of their first session, and the share of each that has a session so many weeks later. Where the source
covers more than half a year, the period is four weeks. Cells that the data does not cover whole are None, never 0.

Where only some sessions are looked at, a visitor's first session is still that of the whole data: a cohort holds the visitors who have a
session among those looked at in the very period of their first one, and they are active where they have another among them.
"""

from dataclasses import dataclass

from footfall.explore.browsing import Browsing
from footfall.explore.times import calendar_day
from footfall.explore.values import count

__all__ = ["Cohort", "Retention", "retention"]

MOST_PERIODS = 13
HALF_A_YEAR_DAYS = 183


@dataclass(frozen=True, slots=True)
class Cohort:
    """Visitors whose first session began in one period: how many, and the share active 0, 1, 2, ... periods later (None: not covered)."""

    start: str
    visitors: int
    active: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """Cohorts, earliest first, and the length of a period in days (7 or 28)."""

    period_days: int
    cohorts: tuple[Cohort, ...]


def retention(browsing: Browsing) -> Retention | None:
    """Return the cohorts; None where the source knows no visitors or covers less than two periods."""
    if not browsing.source.knows_visitors:
        return None
    first, last = browsing.engine.row(f"SELECT min(day), max(day) FROM {browsing.sessions}")
    if first is None:
        return None
    begin, end = count(first), count(last)
    period = 7 if end - begin <= HALF_A_YEAR_DAYS else 28
    periods = (end - begin + 1) // period
    if periods < 2:
        return None
    sizes, active = tallies(browsing, begin, period)
    latest = min(periods, MOST_PERIODS)
    cohorts = [
        cohort(start, sizes, active, calendar_day(begin + start * period), min(periods - start, MOST_PERIODS)) for start in range(latest)
    ]
    return Retention(period, tuple(each for each in cohorts if each.visitors))


def tallies(browsing: Browsing, begin: int, period: int) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Return visitors by cohort, and active visitors by (cohort, periods later)."""
    rows = browsing.engine.rows(f"""
        WITH active AS (
            SELECT DISTINCT visitor_no, (day - {begin}) // {period} AS period, (born_day - {begin}) // {period} AS cohort
            FROM {browsing.sessions} WHERE visitor_no IS NOT NULL AND born_day >= {begin}
        )
        SELECT cohort, period - cohort, count(*) FROM active
        WHERE visitor_no IN (SELECT visitor_no FROM active WHERE period = cohort) GROUP BY 1, 2""")
    active = {(count(start), count(later)): count(n) for start, later, n in rows}
    return {start: n for (start, later), n in active.items() if later == 0}, active


def cohort(start: int, sizes: dict[int, int], active: dict[tuple[int, int], int], day: str, covered: int) -> Cohort:
    """Return one cohort over `covered` whole periods, the rest None."""
    size = sizes.get(start, 0)
    shares = [active.get((start, later), 0) / size if size else None for later in range(covered)]
    return Cohort(day, size, (*shares, *[None] * (MOST_PERIODS - covered)))
