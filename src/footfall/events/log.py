"""What was read, and what was wrong with it?

`EventLog` (a table of events in an engine) and `SessionTable` (whole sessions, already aggregated by their publisher), each with its
`SourceInfo`: where it came from, what it knows and what it lacks. They hold; `read` fills them.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal, cast

import pandas as pd

from footfall.engines.duckdb import Engine

__all__ = ["EventLog", "QualityRow", "SessionTable", "SourceInfo", "SourceKind", "from_json", "to_json"]

SourceKind = Literal["events", "orders", "session_table"]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One thing that was wrong with a source, and how often.

    Parameters
    ----------
    reason
        What was wrong, in words.
    count
        Rows it happened to.
    column
        Column as the file spells it; empty where it is the whole row.
    example
        An offending value, at most 80 characters; empty where there is none.
    file, line
        The first place it happened, where known.
    """

    reason: str
    count: int
    column: str = ""
    example: str = ""
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where events or sessions came from, what they know and what they lack.

    Parameters
    ----------
    name
        ``uci-553``, ``cdnow``, ``simulated``, or the file's stem.
    title, licence
        For the report; empty where unknown.
    files
        The data files, as the user gave them or as the library found them.
    sha256
        Of the data file (inside its zip or gzip); of several: the hash of their hashes in name order.
    kind
        ``events``, ``orders`` (an order list: no browsing) or ``session_table``.
    events, visitors, sessions
        Counts after the checks; for a session table, `events` is 0 and `sessions` its rows. `visitors` is None where the source knows
        none; `sessions` is None until the cut, unless the source gives them.
    quarantined, duplicates, bots
        Rows put aside, exact duplicates dropped, events that carry the bot mark.
    quality
        What was wrong, commonest first.
    first, last
        ISO 8601 UTC of the first and last event; the date alone where the precision is day.
    precision
        Coarsest clock in the log, one of `footfall.events.event.PRECISIONS`.
    knows_visitors, gives_sessions, has_clock, has_purchases, has_revenue, has_refunds
        What may be asked of the source. `has_clock` is False where it holds only dates.
    currency
        ISO 4217 code of every amount, None where unknown or where there are no amounts.
    timezone
        IANA name of the zone whose offsets the events carry; events that came with an offset of their own keep it. None for a session
        table, and for a log that was kept before its zone was recorded.
    extras
        Extra columns and their SQL types.
    notes
        Honest remarks for the report.
    """

    name: str
    title: str = ""
    licence: str = ""
    files: tuple[str, ...] = ()
    sha256: str = ""
    kind: SourceKind = "events"
    events: int = 0
    visitors: int | None = None
    sessions: int | None = None
    quarantined: int = 0
    duplicates: int = 0
    bots: int = 0
    quality: tuple[QualityRow, ...] = ()
    first: str | None = None
    last: str | None = None
    precision: str = "second"
    knows_visitors: bool = False
    gives_sessions: bool = False
    has_clock: bool = True
    has_purchases: bool = False
    has_revenue: bool = False
    has_refunds: bool = False
    currency: str | None = None
    timezone: str | None = None
    extras: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLog:
    """Canonical events in a table of an engine.

    Parameters
    ----------
    engine
        The database that holds them; whoever opened it closes it.
    table
        Table with exactly `footfall.events.event.COLUMNS`, then the extras; in no promised order.
    source
        Where they came from.
    quarantine
        Table of the rows put aside: ``file, line, column, reason, example, row`` (`row` is the source row as JSON text).
    """

    engine: Engine
    table: str
    source: SourceInfo
    quarantine: str


@dataclass(frozen=True, slots=True)
class SessionTable:
    """Whole sessions, one a row, in the source's order.

    Parameters
    ----------
    frame
        Numbers float64, categories pandas ``str``, a boolean target ``bool``.
    target
        Name of the column to predict, where the source has one.
    source
        Where it came from.
    docs
        One sentence for each column that has one.
    of_log
        Whether a row is an event of a log and its columns the log's own (`dataset.own_columns`), instead of a whole session.
    """

    frame: pd.DataFrame
    target: str | None
    source: SourceInfo
    docs: Mapping[str, str]
    of_log: bool = False


def to_json(source: SourceInfo) -> str:
    """Return a source's record as JSON text, for a file's metadata."""
    return json.dumps(asdict(source), ensure_ascii=False)


def from_json(text: str) -> SourceInfo:
    """Return the record that `to_json` wrote.

    Raises
    ------
    TypeError, ValueError, KeyError
        When the text is not such a record.

    Examples
    --------
    >>> from_json(to_json(SourceInfo("shop", notes=("dates only",)))) == SourceInfo("shop", notes=("dates only",))
    True
    """
    record = cast("dict[str, object]", json.loads(text))
    record["quality"] = tuple(QualityRow(**row) for row in cast("list[dict[str, object]]", record["quality"]))  # type: ignore[arg-type]
    record["files"] = tuple(cast("list[str]", record["files"]))
    record["notes"] = tuple(cast("list[str]", record["notes"]))
    return SourceInfo(**record)  # type: ignore[arg-type]
