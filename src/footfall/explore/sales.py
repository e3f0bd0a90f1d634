"""How much is sold each day, to new and to known visitors?

Orders and gross revenue of every whole day of the shop's zone, bots left out. An order is of a *new* visitor when it is placed in the
visitor's first visit in the data, else of a *known* one (as Google Analytics 4 parts new from returning users: a new user has no earlier
session); in an order list a visit is a customer's day, so that new is the first day of buying. It forecasts nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from footfall.events.event import DAY_US
from footfall.explore.browsing import Browsing
from footfall.explore.times import calendar_day
from footfall.explore.values import amount, count
from footfall.models.forecast import Part

__all__ = ["Gap", "LeftOut", "Sales", "sales"]

Floats = NDArray[np.float64]

HOUR_US = 3_600_000_000
CAUGHT = 0.9
"""Share of known visitors' orders whose previous visit must lie within the data, for new and known to be told apart: a judgement."""

LOCAL = "us + coalesce(utc_offset_s, 0) * 1000000"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day of the data that is not used, and why."""

    date: str
    why: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, both ends included, on which the data holds no event at all."""

    first: str
    last: str
    days: int


@dataclass(frozen=True, slots=True)
class Sales:
    """Orders and revenue by day.

    Parameters
    ----------
    first, last
        The first and last whole day (ISO 8601).
    orders, revenue
        Of each whole day, shape (days,), by part: ``new`` and ``known``, or ``total`` alone where the source knows no visitors. `revenue`,
        in the source's currency, is empty where the source has none. Days without an order are 0.
    unpriced
        Orders without a value: they count as orders and bring nothing.
    left_out
        Days at the ends that the data may not hold whole.
    gaps
        Days without any event, 0 above.
    warm_up_weeks
        Weeks at the beginning in which over a tenth of the known visitors' orders would look new, because their last visit was before
        the data begins; None where no order tells.
    """

    first: str
    last: str
    orders: Mapping[Part, Floats]
    revenue: Mapping[Part, Floats]
    unpriced: int
    left_out: tuple[LeftOut, ...]
    gaps: tuple[Gap, ...]
    warm_up_weeks: int | None

    @property
    def days(self) -> int:
        """Number of whole days."""
        return len(next(iter(self.orders.values())))


def sales(browsing: Browsing) -> Sales | None:
    """Return what was sold on every whole day; None without a purchase or without a whole day.

    Cost: two passes over the events, out of core.
    """
    begin, end, left_out = whole_days(browsing)
    if not browsing.source.has_purchases or end < begin:
        return None
    parts: tuple[Part, ...] = ("new", "known") if browsing.source.knows_visitors else ("total",)
    orders = {part: np.zeros(end - begin + 1) for part in parts}
    revenue = {part: np.zeros(end - begin + 1) for part in parts}
    unpriced = 0
    for day, known, placed, money, without in browsing.engine.rows(by_day_sql(browsing.events, begin, end)):
        part: Part = "total" if len(parts) == 1 else "known" if known else "new"
        orders[part][count(day) - begin] += count(placed)
        revenue[part][count(day) - begin] += amount(money) / 1e6
        unpriced += count(without)
    return Sales(
        first=calendar_day(begin),
        last=calendar_day(end),
        orders=orders,
        revenue=revenue if browsing.source.has_revenue else {},
        unpriced=unpriced,
        left_out=left_out,
        gaps=gaps(browsing, begin, end),
        warm_up_weeks=warm_up_weeks(browsing, begin, end) if len(parts) > 1 else None,
    )


def orders_sql(events: str) -> str:
    """Return the SQL of one row an order: the day of its first row, whether its visitor was known, days since the last visit, revenue."""
    first_rows = f"SELECT session_no, max(visit_gap_us) AS away_us FROM {events} GROUP BY session_no"
    return f"""
        SELECT min(local_us) // {DAY_US} AS day, min_by(session_no <> visitor_no, ord) AS known, min_by(away_us, ord) / {DAY_US} AS away,
            sum(revenue_micros) AS revenue_micros
        FROM (SELECT *, {LOCAL} AS local_us FROM {events} WHERE type = 'purchase') JOIN ({first_rows}) USING (session_no)
        GROUP BY coalesce(order_id, event_id)"""


def by_day_sql(events: str, begin: int, end: int) -> str:
    """Return the SQL of orders and revenue by day and by whether the visitor was known."""
    return f"""
        SELECT day, coalesce(known, false), count(*), sum(revenue_micros), count(*) - count(revenue_micros) FROM ({orders_sql(events)})
        WHERE day BETWEEN {begin} AND {end} GROUP BY 1, 2 ORDER BY 1, 2"""


def whole_days(browsing: Browsing) -> tuple[int, int, tuple[LeftOut, ...]]:
    """Return the first and last day that the data holds whole, and the days left out.

    A day at either end is whole when the data also holds an event in its outermost hour; else the data may begin or end within it. Where
    the clock shows dates only, nothing can tell, and the days count as whole.
    """
    low, high = browsing.engine.row(f"SELECT min({LOCAL}), max({LOCAL}) FROM {browsing.events}")
    if low is None:
        return 0, -1, ()
    begin, end, left_out = count(low) // DAY_US, count(high) // DAY_US, []
    if browsing.source.precision == "day":
        return begin, end, ()
    if count(low) % DAY_US >= HOUR_US:
        left_out.append(LeftOut(calendar_day(begin), f"the first event is at {clock(count(low))}, so the day may not be whole"))
        begin += 1
    if count(high) % DAY_US < DAY_US - HOUR_US:
        left_out.append(LeftOut(calendar_day(end), f"the last event is at {clock(count(high))}, so the day may not be whole"))
        end -= 1
    return begin, end, tuple(left_out)


def clock(local_us: int) -> str:
    """Return the time of day.

    >>> clock(3_660_000_000)
    '01:01'
    """
    minutes = local_us % DAY_US // 60_000_000
    return f"{minutes // 60:02}:{minutes % 60:02}"


def gaps(browsing: Browsing, begin: int, end: int) -> tuple[Gap, ...]:
    """Return the runs of days without any event."""
    seen = {count(day) for (day,) in browsing.engine.rows(f"SELECT DISTINCT ({LOCAL}) // {DAY_US} FROM {browsing.events}")}
    empty = [day for day in range(begin, end + 1) if day not in seen]
    runs = [[day for _, day in run] for _, run in groupby(enumerate(empty), lambda pair: pair[1] - pair[0])]
    return tuple(Gap(calendar_day(run[0]), calendar_day(run[-1]), len(run)) for run in runs)


def warm_up_weeks(browsing: Browsing, begin: int, end: int) -> int | None:
    """Return the weeks after which `CAUGHT` of the known visitors' orders have their previous visit within the data.

    Measured on the later half of the days, where the data reaches back furthest. Absences that began before the data are not seen at
    all, so it is rather too short than too long.
    """
    middle = begin + (end - begin + 1) // 2
    (days,) = browsing.engine.row(
        f"SELECT quantile_disc(away, {CAUGHT}) FROM ({orders_sql(browsing.events)}) WHERE known AND day BETWEEN {middle} AND {end}"
    )
    return None if days is None else int(-(-amount(days) // 7))
