"""What does the log hold in the end?

Leaves only good rows in the table ``events``, and describes it in a `SourceInfo`.
"""

from datetime import UTC, datetime, timedelta

from footfall.engines.duckdb import Engine, quote, text
from footfall.events.event import PRECISIONS, TYPES
from footfall.events.faults import REASON
from footfall.events.files.writer import FILE, LINE, ROW
from footfall.events.log import EventLog, SourceInfo
from footfall.events.quality import QUARANTINE, Verdict
from footfall.events.staging import EVENTS, Staged

__all__ = ["describe", "settle"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def settle(engine: Engine) -> None:
    """Take from the table ``events`` the rows put aside, and the columns that only told where rows came from."""
    engine.run(f"DELETE FROM {EVENTS} WHERE {REASON} IS NOT NULL")
    for name in (quote(FILE), quote(LINE), quote(ROW), REASON):
        engine.run(f"ALTER TABLE {EVENTS} DROP COLUMN {name}")


def describe(
    staged: Staged, verdict: Verdict, currency: str | None, engine: Engine, *, timezone: str, files: tuple[str, ...], sha256: str
) -> EventLog:
    """Return the log with the record of its source."""
    ranks = " ".join(f"WHEN {text(name)} THEN {rank}" for rank, name in enumerate(PRECISIONS))
    row = engine.row(
        "SELECT count(*), count(DISTINCT visitor_id), count(DISTINCT session_id), count(*) - count(session_id), count(*) FILTER (bot), "
        "min(us), max(us), count(*) FILTER (type = 'purchase'), count(revenue), count(*) FILTER (type = 'refund'), "
        f"count(*) FILTER (type IN ({', '.join(text(each) for each in TYPES)})), "
        f"max(CASE time_precision {ranks} ELSE {PRECISIONS.index('second')} END) FROM {EVENTS}"
    )
    events, visitors, sessions, sessionless, bots, first, last, purchases, paid, refunds, canonical, rank = (int(each or 0) for each in row)
    precision = PRECISIONS[rank]
    schema = staged.schema
    knows = bool(schema.knows_visitors)
    gives = "session_id" in schema.columns and sessionless == 0
    notes = staged.notes if canonical else (*staged.notes, f"No event type is one that Footfall knows ({', '.join(TYPES)}).")
    source = SourceInfo(
        name=schema.name or "events",
        title=schema.title,
        licence=schema.licence,
        files=files,
        sha256=sha256,
        kind=schema.kind,
        events=events,
        visitors=visitors if knows else None,
        sessions=sessions if gives else None,
        quarantined=verdict.quarantined,
        duplicates=verdict.duplicates,
        bots=bots,
        quality=verdict.quality,
        first=iso(first, precision),
        last=iso(last, precision),
        precision=precision,
        knows_visitors=knows,
        gives_sessions=gives,
        has_clock=precision != "day",
        has_purchases=purchases > 0,
        has_revenue=paid > 0,
        has_refunds=refunds > 0,
        currency=currency,
        timezone=timezone,
        extras=dict(staged.extras),
        notes=notes,
    )
    return EventLog(engine, EVENTS, source, QUARANTINE)


def iso(us: int, precision: str) -> str:
    """Return a time as ISO 8601 in UTC, the date alone where the precision is day.

    >>> iso(1_000_000, "second"), iso(0, "day")
    ('1970-01-01T00:00:01+00:00', '1970-01-01')
    """
    moment = EPOCH + timedelta(microseconds=us)
    return moment.date().isoformat() if precision == "day" else moment.isoformat()
