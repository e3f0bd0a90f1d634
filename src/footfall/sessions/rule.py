"""When does a visit begin and end, and what does a visit tell each of its events?

The rule, in one place, for `batch` (SQL over a table) and `online` (one event at a time):

* A source's own `session_id` is kept. Where it has none, a session is a run of one visitor's events in total order (us, seq, event_id) in
  which no two neighbours are more than `session_gap` apart (30 minutes: Google Analytics' default,
  https://support.google.com/analytics/answer/9191807). Exactly the gap is still the same session.
* `click`: 1, 2, ... within the session. `gap_us`: time since the session's event before, null at the first.
* `previous_type`, `previous_category`: of the session's event before, null at the first.
* `category_run`: how many of the session's latest events in a row, this one included, share its category; null without a category.
* `visit_gap_us`: at the first event of a session, the time since this visitor's event before; null elsewhere and for a first visit.

It cuts nothing itself.
"""

import re

from footfall.errors import UsageError

__all__ = ["DERIVED", "duration_us", "session_name"]

DERIVED = ("click", "gap_us", "visit_gap_us", "previous_type", "previous_category", "category_run")
"""The columns that a visit adds to its events."""

UNITS_US = {"s": 1_000_000, "sec": 1_000_000, "min": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000}


def duration_us(text: str) -> int:
    """Return a duration such as ``30min``, ``45s``, ``2h`` or ``7d`` in microseconds.

    Raises
    ------
    UsageError
        For a bare number or an unknown unit.

    Examples
    --------
    >>> duration_us("30min")
    1800000000
    """
    found = re.fullmatch(r"\s*(\d+)\s*([a-z]+)\s*", text)
    if found is None or found[2] not in UNITS_US:
        raise UsageError(f"{text!r} is not a duration.", remedy="Write a number and a unit: 30min, 45s, 2h, 7d.")
    return int(found[1]) * UNITS_US[found[2]]


def session_name(visitor_id: str, start_us: int) -> str:
    """Return the id of a session that was cut: its visitor and the time of its first event.

    >>> session_name("ann", 1_700_000_000_000_000)
    'ann/1700000000000000'
    """
    return f"{visitor_id}/{start_us}"
