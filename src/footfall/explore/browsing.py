"""Which sessions are looked at, and what is known of each as a whole?

`prepare` makes one row a session from the table of visits, leaves out sessions with a bot's mark, and gives every other module of this
package the two tables that they read. It summarises nothing.
"""

from dataclasses import dataclass

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.event import DAY_US
from footfall.events.log import SourceInfo
from footfall.explore.values import count
from footfall.sessions.batch import Visits

__all__ = ["STEPS", "Browsing", "prepare"]

STEPS = ("view_item", "add_to_cart", "begin_checkout", "purchase")
"""The funnel, first step first."""

ALL_SESSIONS = "explored_all_sessions"
SESSIONS = "explored_sessions"
EVENTS = "explored_events"


@dataclass(frozen=True, slots=True)
class Browsing:
    """The events and sessions of people.

    Parameters
    ----------
    engine
        Where the tables live.
    events
        View of the visits table without the sessions of bots.
    sessions
        Table of one row a session: ``session_no, visitor_no, us, day, hour, weekday`` (in the shop's zone, Monday is 0), ``clicks,
        duration_us, depth`` (how far down `STEPS` it came, 0 to 4), ``orders, revenue_micros, channel, country, device`` (of its first
        event that says).
    source
        What was read.
    bot_events, bot_sessions
        How much was left out.
    """

    engine: Engine
    events: str
    sessions: str
    source: SourceInfo
    bot_events: int
    bot_sessions: int


def prepare(visits: Visits) -> Browsing:
    """Make the table of sessions and the view of events.

    Cost: one pass over the visits, out of core; about a second for 5 million events on two cores.
    """
    engine = visits.engine
    engine.run(f"CREATE OR REPLACE TABLE {ALL_SESSIONS} AS {sessions_sql(visits.table)}")
    bots = engine.row(f"SELECT count(*), sum(clicks) FROM {ALL_SESSIONS} WHERE bot")
    engine.run(f"CREATE OR REPLACE VIEW {SESSIONS} AS SELECT * FROM {ALL_SESSIONS} WHERE NOT bot")
    marked = f"SELECT session_no FROM {ALL_SESSIONS} WHERE bot"
    without = f" WHERE session_no NOT IN ({marked})" if count(bots[0]) else ""
    engine.run(f"CREATE OR REPLACE VIEW {EVENTS} AS SELECT * FROM {quote(visits.table)}{without}")
    return Browsing(engine, EVENTS, SESSIONS, visits.source, bot_events=count(bots[1]), bot_sessions=count(bots[0]))


def sessions_sql(table: str) -> str:
    """Return the SQL of one row a session, bots' sessions marked."""
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
    return f"SELECT * EXCLUDE (local_us), {calendar} FROM ({whole})"
