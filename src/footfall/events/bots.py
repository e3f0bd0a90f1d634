"""Which events come from a machine?

A visitor is a bot from the first event that says so: an agent that declares itself, or, where the clock shows seconds, a rate no person
reaches. The mark at an event depends on that event and earlier ones only (in the order us, seq, event_id), so that features that see it
look back and never ahead. Bots are marked, not deleted.
"""

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.event import PRECISIONS
from footfall.events.faults import REASON
from footfall.events.staging import EVENTS, Staged

__all__ = ["AGENT", "FEWEST_EVENTS", "WITHIN_S", "mark_bots"]

FEWEST_EVENTS = 30
WITHIN_S = 10
"""Thirty events within ten seconds: three a second, held up for ten. A person who opens a page of products in tabs, or whose tracker sends
an event for each item in view, makes bursts of ten or so and then reads. A judgement, not a published figure: it rather misses a slow bot
than marks a customer."""

AGENT = r"(?i)((^|[^u])bots?([^a-z]|$)|crawl|spider|slurp|headless|phantomjs|scrap(er|y)|python-requests|curl/|wget/)"
"""Agents that say what they are: the words that the crawlers of search engines and common scripts put into their user agent (a Cubot is a
telephone)."""

CLOCKS = PRECISIONS[: PRECISIONS.index("second") + 1]
ACTOR = "coalesce(visitor_id, session_id)"


def mark_bots(staged: Staged, engine: Engine) -> None:
    """Set ``bot`` in the table ``events`` from the first telling event of a visitor (of a session, where no visitor is known).

    Notes
    -----
    Only visitors with `FEWEST_EVENTS` events are sorted, so the cost is one aggregation and a sort of the busiest.
    """
    declared = " OR ".join(f"regexp_matches({quote(name)}, {text(AGENT)})" for name in agents(staged)) or "FALSE"
    clocks = ", ".join(text(each) for each in CLOCKS)
    order = "PARTITION BY actor ORDER BY us, seq, event_id"
    events = (
        f"SELECT {ACTOR} AS actor, us, seq, event_id, time_precision, coalesce({declared}, FALSE) AS declared "
        f"FROM {EVENTS} WHERE {REASON} IS NULL"
    )
    busy = f"SELECT actor FROM ({events}) GROUP BY actor HAVING count(*) >= {FEWEST_EVENTS}"
    fast = (
        f"SELECT actor, us, seq, event_id FROM (SELECT *, lag(us, {FEWEST_EVENTS - 1}) OVER ({order}) AS earlier "
        f"FROM ({events}) WHERE time_precision IN ({clocks}) AND actor IN ({busy})) WHERE us - earlier <= {WITHIN_S * 1_000_000}"
    )
    named = f"SELECT actor, us, seq, event_id FROM ({events}) WHERE declared"
    first = f"SELECT actor, min((us, seq, event_id)) AS since FROM ({fast} UNION ALL {named}) GROUP BY actor"
    engine.run(
        f"UPDATE {EVENTS} SET bot = TRUE FROM ({first}) AS found "
        f"WHERE {ACTOR} = found.actor AND (us, seq, {EVENTS}.event_id) >= found.since"
    )


def agents(staged: Staged) -> list[str]:
    """Return the columns that may hold a declared agent: `device`, and an extra named like a user agent."""
    own = ["device"] if "device" in staged.schema.columns else []
    return own + [
        name for name, kind in staged.extras.items() if kind == "VARCHAR" and name.lower().replace("_", "") in ("useragent", "agent", "ua")
    ]
