"""Who is about to leave, and what did they leave behind?

`leaving` makes one row a visitor as of a moment: last seen, visits, orders, revenue, the usual gap between visits, the cart left behind,
and whether the present absence is unusually long. Nothing after that moment is looked at. The rules are descriptions and foretell
nothing; `explore.came_back` counts what came of those whom they described before.

**Usual gap.** The median of a visitor's own gaps between days with a visit, in days, from the second gap on (three days with a visit).
Several visits on a day are one: a person who looks three times on a Saturday does not come every two hours.

**Fading.** Absent longer than is usual for them: more than `times` their own usual gap, where `times` is what nine in ten of the visitors
who did come back stayed below at their latest return, measured in usual gaps as known before it. It is the hiatus heuristic (a customer
whose absence exceeds a cut-off counts as inactive), which managers use and which told inactive customers as well as Pareto/NBD did
(Wübben & von Wangenheim, Journal of Marketing 72(3), 2008, 82-93), with the cut-off on each visitor's own scale, since the same absence
says more of somebody who came often and regularly (Platzer & Reutterer, Marketing Science 35(5), 2016, 779-799). Returns still to come
are not among those measured, so `times` is rather too low than too high. Fewer than `FEWEST` returns say nothing.

**The cart left behind.** Items put in the cart in the 28 days before the visitor was last seen and neither removed nor bought since. A
removal or purchase that names an item settles that item; one that names none settles all. (Kukar-Kinney & Close, Journal of the Academy
of Marketing Science 38, 2010, 240-250, define abandonment as placing items in the cart without buying any in that session; this is wider:
what lies in the cart still after later visits.)
"""

from dataclasses import dataclass

import pandas as pd

from footfall.engines.duckdb import Engine
from footfall.events.event import DAY_US
from footfall.explore.browsing import Browsing
from footfall.explore.values import amount, count

__all__ = ["CART_DAYS", "FEWEST", "USUAL", "Moment", "Overdue", "end_of", "leaving"]

CART_DAYS = 28
"""Days before the visitor was last seen in which what was put in the cart counts."""
USUAL = 0.9
"""Share of returns that are called usual."""
FEWEST = 100
"""Returns from which on a tenth of them is more than a handful."""
CONTENTS = 10
"""Items of a cart that are named, latest first."""
PEOPLE = "leaving_people"
GAPS = "leaving_gaps"
CARTS = "leaving_carts"


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when: what lies before `us` (UTC epoch microseconds) is known; `until_us` is the first microsecond that is not."""

    us: int
    until_us: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """From how many usual gaps on an absence is unusually long; None where too few returns say so. `returns` is how many did."""

    times: float | None
    returns: int


def end_of(browsing: Browsing) -> Moment:
    """Return the end of the data: the last event, itself known, or the end of its day where the clock knows only days."""
    end = browsing.engine.integer(f"SELECT max(us) FROM {browsing.events}")
    return moment(browsing, end if browsing.source.has_clock else end + DAY_US)


def moment(browsing: Browsing, us: int) -> Moment:
    """Return a moment: an event at that very microsecond is known, a day that begins then is not."""
    return Moment(us, us + 1 if browsing.source.has_clock else us)


def leaving(browsing: Browsing, as_of: Moment, *, gap_us: int) -> tuple[pd.DataFrame, Overdue]:
    """Return one row a visitor seen by then, in order of their first event, and from when on an absence is unusual.

    Parameters
    ----------
    browsing
        Of a source that knows visitors.
    as_of
        The moment.
    gap_us
        Inactivity that ends a session, in microseconds.

    Returns
    -------
    frame
        ``visitor_no, visitor_id, last_seen_us, absent_days, visits, orders, last_order_us, revenue`` (gross, in currency; null where the
        source has none), ``usual_gap_days, times_usual`` (null with fewer than three days of visits), ``fading`` (null where nobody can
        say), ``here_now`` (whether the visit may still be going on), ``cart_items`` (different items; 0 where the cart is empty, null
        where the source records no carts), ``cart_contents`` (their ids), ``cart_value`` (null where no price is known), ``cart_us``
        (when the last of it was put in).
    overdue
        As of the same moment.

    Notes
    -----
    Cost: some five passes over the visits, out of core; a row a visitor in memory.
    """
    engine, source = browsing.engine, browsing.source
    known = f"SELECT * FROM {browsing.events} WHERE visitor_no IS NOT NULL AND us < {as_of.until_us}"
    engine.run(f"CREATE OR REPLACE TABLE {PEOPLE} AS {people_sql(known)}")
    engine.run(f"CREATE OR REPLACE TABLE {GAPS} AS {gaps_sql(known)}")
    engine.run(f"CREATE OR REPLACE TABLE {CARTS} AS {carts_sql(known)}")
    overdue = overdue_of(engine)
    carts = bool(engine.integer(f"SELECT count(*) FROM ({known}) AS known WHERE type = 'add_to_cart'"))
    here = f"last_seen_us > {as_of.us - gap_us}" if source.has_clock else "false"
    fading = "CAST(NULL AS BOOLEAN)" if overdue.times is None else f"times_usual > {overdue.times!r}"
    cart = "coalesce(cart_items, 0)" if carts else "CAST(NULL AS BIGINT)"
    revenue = "coalesce(revenue_micros, 0) / 1e6" if source.has_revenue else "CAST(NULL AS DOUBLE)"
    frame = engine.frame(f"""
        WITH usual AS (SELECT visitor_no, median(gap) AS usual_gap_days FROM {GAPS} GROUP BY visitor_no HAVING count(gap) >= 2),
        told AS (
            SELECT *, ({as_of.us} - last_seen_us) / {float(DAY_US)} AS absent_days FROM {PEOPLE}
            LEFT JOIN usual USING (visitor_no) LEFT JOIN {CARTS} USING (visitor_no)
        ),
        compared AS (SELECT *, absent_days / usual_gap_days AS times_usual FROM told)
        SELECT visitor_no, visitor_id, last_seen_us, absent_days, visits, orders, last_order_us, {revenue} AS revenue,
            usual_gap_days, times_usual,
            {fading} AS fading, {here} AS here_now, {cart} AS cart_items, cart_contents, cart_micros / 1e6 AS cart_value, cart_us
        FROM compared ORDER BY visitor_no""")
    return frame, overdue


def people_sql(known: str) -> str:
    """Return the SQL of one row a visitor."""
    bought = "FILTER (WHERE type = 'purchase')"
    return f"""
        SELECT visitor_no, any_value(visitor_id) AS visitor_id, max(us) AS last_seen_us, count(DISTINCT session_no) AS visits,
            count(DISTINCT coalesce(order_id, event_id)) {bought} AS orders, max(us) {bought} AS last_order_us,
            sum(revenue_micros) AS revenue_micros
        FROM ({known}) AS known GROUP BY visitor_no"""


def gaps_sql(known: str) -> str:
    """Return the SQL of one row a visitor's day with a visit: days since the one before, and the usual gap as it was known then."""
    before = "(PARTITION BY visitor_no ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    return f"""
        WITH days AS (SELECT DISTINCT visitor_no, (us + coalesce(utc_offset_s, 0) * 1000000) // {DAY_US} AS day FROM ({known}) AS known),
        gaps AS (SELECT visitor_no, day, day - lag(day) OVER (PARTITION BY visitor_no ORDER BY day) AS gap FROM days)
        SELECT *, CASE WHEN count(gap) OVER {before} >= 2 THEN median(gap) OVER {before} END AS usual_before FROM gaps"""


def overdue_of(engine: Engine) -> Overdue:
    """Measure the latest return of each visitor in the gaps usual for them before it; each visitor counts once, however often they came."""
    times, returns = engine.row(f"""
        SELECT quantile_cont(times, {USUAL}), count(*) FROM (
            SELECT arg_max(gap / usual_before, day) AS times FROM {GAPS} WHERE usual_before IS NOT NULL GROUP BY visitor_no
        ) AS returned""")
    return Overdue(amount(times) if count(returns) >= FEWEST else None, count(returns))


def carts_sql(known: str) -> str:
    """Return the SQL of one row a visitor with something left in the cart."""
    settles = "type IN ('remove_from_cart', 'purchase')"
    micros = "CAST(price_micros AS DOUBLE) * coalesce(quantity, 1)"
    return f"""
        WITH known AS ({known}),
        item AS (SELECT visitor_no, item_id, max(ord) AS settled FROM known WHERE {settles} GROUP BY ALL),
        every AS (
            SELECT visitor_no, max(ord) AS latest, max(ord) FILTER (WHERE item_id IS NULL) AS whole FROM known WHERE {settles} GROUP BY ALL
        ),
        remaining AS (
            SELECT known.visitor_no, coalesce(known.item_id, '?') AS item, sum({micros}) AS micros, max(known.us) AS us,
                max(known.ord) AS ord
            FROM known JOIN {PEOPLE} AS person USING (visitor_no)
            LEFT JOIN item ON item.visitor_no = known.visitor_no AND item.item_id = known.item_id
            LEFT JOIN every ON every.visitor_no = known.visitor_no
            WHERE type = 'add_to_cart' AND known.us >= person.last_seen_us - {CART_DAYS * DAY_US}
                AND ord > coalesce(settled, 0) AND ord > coalesce(whole, 0) AND (known.item_id IS NOT NULL OR ord > coalesce(latest, 0))
            GROUP BY ALL
        )
        SELECT visitor_no, count(*) AS cart_items, sum(micros) AS cart_micros, max(us) AS cart_us,
            array_to_string(list_slice(list(item ORDER BY ord DESC), 1, {CONTENTS}), ', ') AS cart_contents
        FROM remaining GROUP BY visitor_no"""
