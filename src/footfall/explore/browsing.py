"""Which sessions are looked at, and what is known of each as a whole?

`prepare` makes one row a session from the table of visits, leaves out sessions with a bot's mark, and gives every other module of this
package the tables that they read. It summarises nothing: `summed` adds up beforehand what several questions ask of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.event import DAY_US
from footfall.events.log import SourceInfo
from footfall.explore.parts import TOLD_BY, Told, orders_sql, refunds_sql, walks_sql, wares_sql, ways_sql
from footfall.explore.values import count
from footfall.sessions.batch import Visits

__all__ = ["ALL_SESSIONS", "STEPS", "Browsing", "Trail", "prepare", "summed"]

STEPS = ("view_item", "add_to_cart", "begin_checkout", "purchase")
"""The funnel, first step first."""

ALL_SESSIONS = "explored_all_sessions"
SESSIONS = "explored_sessions"
EVENTS = "explored_events"
WARES = "explored_wares"
ORDERS = "explored_orders"


@dataclass(frozen=True, slots=True)
class Trail:
    """How visits ran, told by the types or by the categories of their events.

    Parameters
    ----------
    ways
        Table of ways from one event to the next: ``before, after, n`` (`parts.ways_sql`).
    walks
        Table of ways through a whole visit: ``walk, sessions, conversions`` (`parts.walks_sql`).
    steps
        SQL that makes of a ``walk`` the list of its steps; walks are in the order of their steps.
    """

    ways: str
    walks: str
    steps: str


@dataclass(frozen=True, slots=True)
class Browsing:
    """The sessions of people, and the parts that their figures are added up from.

    A part may hold several rows of one thing, to be summed: one row an event where a log is explored, one row a thing where sums were kept.

    Parameters
    ----------
    engine
        Where the tables live.
    events
        View of the visits table without the sessions of bots; empty where only sums were kept (`explore.kept`).
    sessions
        Table of one row a session: ``session_no, visitor_no, us, day, hour, weekday`` (in the shop's zone, Monday is 0), ``clicks,
        duration_us, depth`` (how far down `STEPS` it came, 0 to 4), ``orders, revenue_micros, refund_micros, channel, country, device`` (of
        its first event that says), ``born_day`` (day of the visitor's first session in the whole data).
    trails
        How visits ran, by what tells it.
    wares
        What happened to a product at a price: ``item_id, category, price_micros, events, views, carts, purchases, revenue_micros``.
    orders
        Orders, maybe in parts: ``order_no, visitor_no, us, revenue_micros``.
    source
        What was read.
    bot_events, bot_sessions
        How much was left out.
    """

    engine: Engine
    events: str
    sessions: str
    trails: Mapping[Told, Trail]
    wares: str
    orders: str
    source: SourceInfo
    bot_events: int
    bot_sessions: int


def prepare(visits: Visits) -> Browsing:
    """Make the table of sessions, and views of the events and their parts.

    Cost: one pass over the visits, out of core; about a second for 5 million events on two cores. The views are read when asked.
    """
    engine = visits.engine
    engine.run(f"CREATE OR REPLACE TABLE {ALL_SESSIONS} AS {sessions_sql(visits.table)}")
    bots = engine.row(f"SELECT count(*), sum(clicks) FROM {ALL_SESSIONS} WHERE bot")
    engine.run(f"CREATE OR REPLACE VIEW {SESSIONS} AS SELECT * FROM {ALL_SESSIONS} WHERE NOT bot")
    marked = f"SELECT session_no FROM {ALL_SESSIONS} WHERE bot"
    without = f" WHERE session_no NOT IN ({marked})" if count(bots[0]) else ""
    engine.run(f"CREATE OR REPLACE VIEW {EVENTS} AS SELECT * FROM {quote(visits.table)}{without}")
    if visits.source.has_refunds:
        engine.run(f"""
            UPDATE {ALL_SESSIONS} AS s SET refund_micros = back.micros FROM ({refunds_sql(EVENTS)}) AS back
            WHERE s.session_no = back.session_no""")
    engine.run(f"CREATE OR REPLACE VIEW {WARES} AS {wares_sql(EVENTS)}")
    engine.run(f"CREATE OR REPLACE VIEW {ORDERS} AS {orders_sql(EVENTS)}")
    trails = {told_by: trail(engine, told_by) for told_by in TOLD_BY}
    return Browsing(engine, EVENTS, SESSIONS, trails, WARES, ORDERS, visits.source, bot_events=count(bots[1]), bot_sessions=count(bots[0]))


def trail(engine: Engine, told_by: Told) -> Trail:
    """Make the views of how visits ran."""
    found = Trail(f"explored_{told_by}_ways", f"explored_{told_by}_walks", "walk")
    engine.run(f"CREATE OR REPLACE VIEW {found.ways} AS {ways_sql(EVENTS, told_by)}")
    engine.run(f"CREATE OR REPLACE VIEW {found.walks} AS {walks_sql(EVENTS, SESSIONS, told_by)}")
    return found


def summed(browsing: Browsing) -> Browsing:
    """Add up the parts that several questions ask of, so that each event is read once for all of them.

    Cost: two passes over the events.
    """
    engine = browsing.engine
    wares, ways = f"{WARES}_summed", "explored_type_ways_summed"
    engine.run(f"""
        CREATE OR REPLACE TABLE {wares} AS
        SELECT item_id, category, price_micros, sum(events) AS events, sum(views) AS views, sum(carts) AS carts,
            sum(purchases) AS purchases, sum(revenue_micros) AS revenue_micros FROM {browsing.wares} GROUP BY ALL""")
    by_type = browsing.trails["type"]
    engine.run(f"CREATE OR REPLACE TABLE {ways} AS SELECT before, after, sum(n) AS n FROM {by_type.ways} GROUP BY ALL")
    return replace(browsing, wares=wares, trails={**browsing.trails, "type": replace(by_type, ways=ways)})


def sessions_sql(table: str) -> str:
    """Return the SQL of one row a session, bots' sessions marked; what was given back is not known yet."""
    depth = ", ".join(f"max(CASE WHEN type = {text(step)} THEN {place} ELSE 0 END)" for place, step in enumerate(STEPS, 1))
    first_known = ", ".join(
        f"min_by({name}, click) FILTER (WHERE {name} IS NOT NULL) AS {name}" for name in ("channel", "country", "device")
    )
    order = "coalesce(order_id, event_id)"
    whole = f"""
        SELECT session_no, any_value(visitor_no) AS visitor_no, min(us) AS us, max(us) - min(us) AS duration_us, count(*) AS clicks,
            min(us + coalesce(utc_offset_s, 0) * 1000000) AS local_us, greatest({depth}) AS depth, coalesce(bool_or(bot), false) AS bot,
            count(DISTINCT {order}) FILTER (WHERE type = 'purchase') AS orders, sum(revenue_micros) AS revenue_micros, {first_known}
        FROM {quote(table)} GROUP BY session_no"""
    calendar = f"local_us // {DAY_US} AS day, local_us // 3600000000 % 24 AS hour, (local_us // {DAY_US} + 3) % 7 AS weekday"
    dated = f"SELECT * EXCLUDE (local_us), {calendar}, CAST(NULL AS HUGEINT) AS refund_micros FROM ({whole})"
    born = "SELECT visitor_no, min(day) AS born_day FROM dated WHERE NOT bot GROUP BY visitor_no"
    return f"WITH dated AS MATERIALIZED ({dated}) SELECT * FROM dated LEFT JOIN ({born}) USING (visitor_no)"
