"""How are the events of every session read from the visits, in order?

`session_events` reads them once; `histories` says of cut-offs where theirs end. What they hold is in `dataset.histories`.
"""

import numpy as np
import pandas as pd

from footfall.dataset.histories import WORDS, Histories, Ints, SessionEvents, Words
from footfall.sessions.batch import Visits

__all__ = ["COLUMN", "histories", "session_events"]

COLUMN = {"type": "type", "item": "item_id", "category": "category"}
"""Where each of `WORDS` is read."""
MICROS = 1_000_000


def session_events(visits: Visits) -> SessionEvents:
    """Return the events of every session; one sort of the log, and about 50 bytes an event."""
    words = ", ".join(f"CAST({COLUMN[name]} AS VARCHAR) AS {name}" for name in WORDS)
    frame = visits.engine.frame(f"""
        SELECT ord, click, {words}, CAST(price_micros AS DOUBLE) / {MICROS} AS price, CAST(gap_us AS DOUBLE) / {MICROS} AS gap_s
        FROM {visits.table} ORDER BY session_no, ord""")
    gap = frame["gap_s"].to_numpy(np.float64, na_value=np.nan) if visits.source.has_clock else np.full(len(frame), np.nan)
    price = frame["price"].to_numpy(np.float64, na_value=np.nan)
    coded = {name: _coded(frame[name]) for name in WORDS}
    return SessionEvents(frame["ord"].to_numpy(np.int64), coded, price, gap, frame["click"].to_numpy(np.int64))


def histories(events: SessionEvents, order: Ints) -> Histories:
    """Return the histories that end at the events of these places in the total order, shape (n,).

    Raises
    ------
    KeyError
        When there is no such event.
    """
    sorter = np.argsort(events.order, kind="stable")
    found = np.searchsorted(events.order, order, sorter=sorter)
    last: Ints = sorter[np.minimum(found, len(sorter) - 1)]
    if len(order) and not np.array_equal(events.order[last], order):
        raise KeyError(f"no event of place {int(order[events.order[last] != order][0])}")
    return Histories(events, last - events.click[last] + 1, last)


def _coded(column: pd.Series) -> Words:
    codes, names = pd.factorize(column, sort=True)
    return Words(codes.astype(np.int32), tuple(map(str, names)))
