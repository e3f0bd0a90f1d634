"""How are labels computed for a whole log?

`labels_sql` gives one row for each cut-off at which a target is asked: the event whose features stand for it, the time of the cut-off, the
label, and the time at which it is known. A label that would be known only after the data ends is null, never 0. Bots are not asked.
"""

from footfall.aggregates.aggregate import Aggregate
from footfall.engines.dialect import check
from footfall.errors import EngineError
from footfall.events.event import DAY_US
from footfall.targets.target import Target
from footfall.windows.query import Query
from footfall.windows.scope import SESSION

__all__ = ["WEEK_US", "labels_sql"]

WEEK_US = 7 * DAY_US


def labels_sql(target: Target, table: str, *, end_us: int, gap_us: int) -> str:
    """Return the statement that gives ``ord, cut_off_us, known_us, label`` for every cut-off.

    Parameters
    ----------
    target
        The declaration.
    table
        A visits table (`sessions.batch`).
    end_us
        End of the data, UTC epoch microseconds: nothing is known of what came after.
    gap_us
        Inactivity after which a session is over, in microseconds.
    """
    if target.asked == "every_event":
        asked = session_sql(target, table, gap_us)
    elif target.asked == "session_end":
        asked = horizon_sql(target, table, f"WITH asked AS ({session_ends_sql(table)})")
    else:
        asked = horizon_sql(target, table, f"WITH asked AS ({weekly_sql(target, table, end_us)})")
    found = "1 - CAST(label AS DOUBLE)" if target.absent else "CAST(label AS DOUBLE)"
    label = f"CASE WHEN known_us <= {end_us} THEN {found} END"
    return check(f"SELECT ord, cut_off_us, known_us, {label} AS label FROM ({asked}) AS answered")


def session_sql(target: Target, table: str, gap_us: int) -> str:
    """Return the cut-offs and labels of a target about the rest of a session."""
    ahead = Query(table, ahead=True)
    ahead.add("label", scaled(target, ahead.answer(target.aggregate, target.where, None, SESSION)))
    last = f"max(us) OVER (PARTITION BY session_no) + {gap_us}"
    given, eligible = "", "NOT bot"
    if target.given is not None:
        back = Query(table)
        back.add("given", back.answer(target.given.aggregate, target.given.where, target.given.by, target.given.scope))
        given, eligible = f"JOIN ({back.sql()}) AS given USING (ord)", "NOT bot AND given = 0"
    known = f"CASE WHEN time_precision = 'day' THEN us + {DAY_US} ELSE {last} END"
    return f"""
        SELECT ord, us AS cut_off_us, known_us, label FROM (SELECT ord, us, bot, {known} AS known_us FROM {table}) AS base
        JOIN ({ahead.sql()}) AS ahead USING (ord) {given} WHERE {eligible}"""


def session_ends_sql(table: str) -> str:
    """Return the last event of every session of a visitor."""
    last = "row_number() OVER (PARTITION BY session_no ORDER BY ord DESC)"
    inner = f"SELECT ord, us, visitor_no, session_no, bot, {last} AS from_end FROM {table}"
    columns = "ord, us AS cut_off_us, visitor_no, session_no"
    return f"SELECT {columns} FROM ({inner}) AS ranked WHERE from_end = 1 AND NOT bot AND visitor_no IS NOT NULL"


def weekly_sql(target: Target, table: str, end_us: int) -> str:
    """Return, for each visitor and each weekly cut-off (and the end of the data), the latest event at or before it, if recent enough."""
    active = (target.active_days or target.days or 7) * DAY_US
    nexts = "lead(us) OVER (PARTITION BY visitor_no ORDER BY ord)"
    start = f"(SELECT min(us) // {DAY_US} * {DAY_US} FROM {table})"
    first = f"{start} + greatest(1, (us - {start} + {WEEK_US - 1}) // {WEEK_US}) * {WEEK_US}"
    columns = "ord, us, visitor_no, session_no"
    events = f"SELECT {columns}, {nexts} AS next_us, {first} AS first_us FROM {table} WHERE visitor_no IS NOT NULL AND NOT bot"
    numbers = f"(VALUES {', '.join(f'({number})' for number in range(active // WEEK_US + 1))}) AS weeks(number)"
    weekly = f"SELECT {columns}, next_us, first_us + number * {WEEK_US} AS at_us FROM events CROSS JOIN {numbers}"
    last = f"SELECT {columns}, next_us, {end_us} AS at_us FROM events"
    recent = f"at_us >= us AND (next_us IS NULL OR at_us < next_us) AND at_us < us + {active}"
    grid = f"{weekly} WHERE (next_us IS NULL OR first_us < next_us) AND first_us + number * {WEEK_US} < {end_us} UNION ALL {last}"
    asked = f"SELECT ord, at_us AS cut_off_us, visitor_no, session_no FROM ({grid}) AS grid WHERE {recent}"
    return f"WITH events AS ({events}) {asked}"


def horizon_sql(target: Target, table: str, asked: str) -> str:
    """Return the labels of a target over the coming days: its aggregate over this visitor's events in (cut-off, cut-off + days]."""
    horizon = (target.days or 0) * DAY_US
    ahead = f"later.us > cut_off_us AND later.us <= cut_off_us + {horizon}"
    others = " AND later.session_no <> asked.session_no" if target.other_sessions else ""
    join = f"LEFT JOIN {table} AS later ON later.visitor_no = asked.visitor_no AND {ahead}{others}"
    label = scaled(target, grouped(target.aggregate, target))
    return f"""
        {asked} SELECT asked.ord, cut_off_us, cut_off_us + {horizon} AS known_us, {label} AS label
        FROM asked {join} GROUP BY asked.ord, cut_off_us"""


def grouped(aggregate: Aggregate, target: Target) -> str:
    """Return a decomposable aggregate over the joined rows."""
    if aggregate.rollup is None:
        raise EngineError(f"{target.name}: {aggregate.name} cannot look days ahead.", remedy="Use count, total, ever, least or greatest.")
    value = aggregate.x.sql() if aggregate.x is not None else "1"
    matches = target.where.sql() if target.where is not None else "true"
    call = f"{aggregate.rollup}(CASE WHEN later.ord IS NOT NULL AND {matches} THEN {value} END)"
    return f"coalesce({call}, 0)" if aggregate.rollup != "min" else call


def scaled(target: Target, sql: str) -> str:
    """Return money in units of the currency."""
    return f"CAST({sql} AS DOUBLE) / 1000000" if target.aggregate.result == "money" else sql
