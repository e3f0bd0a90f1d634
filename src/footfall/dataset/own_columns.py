"""What do a log's own columns say, one row an event?

A user may ask for a column of the log itself instead of a target that looks ahead. Then what is learnt from, audited and scored are the
columns as the source gives them: `own_columns` reads them. It computes no feature, so nothing here looks back or ahead.
"""

import pandas as pd

from footfall.engines.duckdb import quote
from footfall.events.event import COLUMNS
from footfall.sessions.batch import Visits

__all__ = ["own_columns"]

SAYS_WHICH = frozenset({
    "event_id", "session_id", "visitor_id", "user_id", "us", "utc_offset_s", "time_precision", "currency", "bot", "seq",
})  # fmt: skip
"""Columns that say which row, visit, visitor or moment it is."""
MONEY = frozenset({"price", "value", "revenue"})


def own_columns(visits: Visits, where: str) -> pd.DataFrame:
    """Return the source's own columns of the events that meet a condition, in the order of the log.

    Parameters
    ----------
    visits
        The log, cut.
    where
        SQL over the table of visits, such as ``ord % 3 = 0``.

    Returns
    -------
    pandas.DataFrame
        n rows: numbers as float64 with NaN, money in units of the currency; the rest pandas ``str``.
    """
    names = [name for name in (*COLUMNS, *visits.source.extras) if name not in SAYS_WHICH]
    columns = [f"{name}_micros / 1e6 AS {name}" if name in MONEY else quote(name) for name in names]
    frame = visits.engine.frame(f"SELECT {', '.join(columns)} FROM {visits.table} WHERE {where} ORDER BY ord")
    return pd.DataFrame({
        name: frame[name].astype("float64" if pd.api.types.is_numeric_dtype(frame[name]) else "str") for name in frame
    })  # fmt: skip
