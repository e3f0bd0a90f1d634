"""How is a whole event log cut into visits?

`cut` makes the table "visits": every event with its place in the total order, its session and its visitor as integers, money in integer
micro-units, and what the visit tells it. The rule is in `sessions.rule`. It computes no feature.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.event import COLUMNS
from footfall.events.log import EventLog, SourceInfo
from footfall.progress import SILENT, Progress
from footfall.sessions.rule import duration_us
from footfall.settings import Settings

__all__ = ["Visits", "cut"]

MONEY = ("price", "value", "revenue")


@dataclass(frozen=True, slots=True)
class Visits:
    """Events with their visits, as a table of the engine.

    Parameters
    ----------
    engine
        Where the table lives.
    table
        Its name. Columns: the canonical event's with `price_micros`, `value_micros` and `revenue_micros` (int64 micro-units) instead of
        money as floats, the source's extra columns, `ord` (rank in total order, from 1), `session_no` and `visitor_no` (the `ord` of the
        first event of each; `visitor_no` is null without a visitor) and `sessions.rule.DERIVED`.
    source
        What was read, with the number of sessions now known.
    """

    engine: Engine
    table: str
    source: SourceInfo


def cut(log: EventLog, settings: Settings, *, progress: Progress = SILENT) -> Visits:
    """Cut a log into visits.

    Cost: three sorts of the log, out of core; about 2 microseconds an event on two cores.
    """
    engine, gap = log.engine, duration_us(settings.session_gap)
    with progress.stage("Cutting sessions", 3) as stage:
        build_visits(engine, log.table, list(log.source.extras), gap_us=gap, advance=stage.advance)
    sessions = engine.integer("SELECT count(*) FILTER (click = 1) FROM visits")
    return Visits(engine, "visits", replace(log.source, sessions=sessions))


def build_visits(engine: Engine, events: str, extras: Sequence[str], *, gap_us: int, advance: object = None) -> None:
    """Make the table "visits" from a table of canonical events."""
    step = advance if callable(advance) else lambda: None
    engine.run(f"CREATE OR REPLACE TABLE numbered AS {numbered_sql(events, extras)}")
    step()
    engine.run(f"CREATE OR REPLACE TABLE placed AS {placed_sql(gap_us)}")
    engine.run("DROP TABLE numbered")
    step()
    engine.run(f"CREATE OR REPLACE TABLE visits AS {visits_sql()}")
    engine.run("DROP TABLE placed")
    step()


def numbered_sql(events: str, extras: Sequence[str]) -> str:
    """Return the events in total order, numbered, with money in micro-units: ``floor(amount * 1e6 + 0.5)``."""
    plain = [name for name in COLUMNS if name not in (*MONEY, "utc_offset_s")]
    columns = [quote(name) for name in (*plain, *extras)] + ["CAST(utc_offset_s AS BIGINT) AS utc_offset_s"]
    columns += [f"CAST(floor({name} * 1000000 + 0.5) AS BIGINT) AS {name}_micros" for name in MONEY]
    return f"SELECT {', '.join(columns)}, row_number() OVER (ORDER BY us, seq, event_id) AS ord FROM {quote(events)}"


def placed_sql(gap_us: int) -> str:
    """Return the numbered events with `visitor_no` and `session_no`."""
    before = "lag(us) OVER (PARTITION BY visitor_no, session_id IS NULL ORDER BY ord)"
    starts = f"CASE WHEN session_id IS NULL AND coalesce(us - {before} > {gap_us}, true) THEN ord END"
    run = "max(start) OVER (PARTITION BY visitor_no, session_id IS NULL ORDER BY ord ROWS UNBOUNDED PRECEDING)"
    return f"""
        WITH visitor AS (SELECT visitor_id, min(ord) AS visitor_no FROM numbered WHERE visitor_id IS NOT NULL GROUP BY visitor_id),
        given AS (SELECT session_id, visitor_id, min(ord) AS given_no FROM numbered WHERE session_id IS NOT NULL GROUP BY ALL),
        known AS (
            SELECT numbered.*, visitor_no, given_no FROM numbered LEFT JOIN visitor USING (visitor_id)
            LEFT JOIN given ON numbered.session_id = given.session_id AND numbered.visitor_id IS NOT DISTINCT FROM given.visitor_id
        ),
        started AS (SELECT *, {starts} AS start FROM known)
        SELECT * EXCLUDE (start, given_no), coalesce(given_no, {run}) AS session_no FROM started"""


def visits_sql() -> str:
    """Return the placed events with what their visit tells them, in the order of visitors and their sessions (`windows.batches`)."""
    session, visitor = "(PARTITION BY session_no ORDER BY ord)", "(PARTITION BY visitor_no ORDER BY ord)"
    name = f"coalesce(session_id, visitor_id || {text('/')} || first_value(us) OVER session)"
    told = f"""
        SELECT * REPLACE ({name} AS session_id), row_number() OVER session AS click, us - lag(us) OVER session AS gap_us,
            CASE WHEN session_no = ord AND visitor_no IS NOT NULL THEN us - lag(us) OVER visitor END AS visit_gap_us,
            lag(type) OVER session AS previous_type, lag(category) OVER session AS previous_category
        FROM placed WINDOW session AS {session}, visitor AS {visitor}"""
    begun = "max(CASE WHEN previous_category IS DISTINCT FROM category THEN click END) OVER session"
    return f"""
        SELECT *, CASE WHEN category IS NOT NULL THEN click - {begun} + 1 END AS category_run
        FROM ({told}) AS told WINDOW session AS {session[:-1]} ROWS UNBOUNDED PRECEDING)
        ORDER BY coalesce(visitor_no, session_no), session_no, ord"""
