"""Over which events does a feature look back?

Four scopes: this session, this visitor's whole past, and the visitor's last 7 and 28 days. A window of n days is the n - 1 full UTC days
before the event's day, plus the event's own day up to and including the event in total order (ADR 0003).
"""

from dataclasses import dataclass

__all__ = ["SCOPES", "SESSION", "VISITOR", "VISITOR_7D", "VISITOR_28D", "Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of events before, and with, the event at which a feature is read.

    Parameters
    ----------
    name
        As features show it.
    key
        Column of the visits table whose rows belong together; where it is null, so is every feature of the scope.
    days
        Length of a sliding window in UTC days; None: unbounded.
    """

    name: str
    key: str
    days: int | None = None


SESSION = Scope("session", "session_no")
VISITOR = Scope("visitor", "visitor_no")
VISITOR_7D = Scope("visitor_7d", "visitor_no", 7)
VISITOR_28D = Scope("visitor_28d", "visitor_no", 28)

SCOPES = (SESSION, VISITOR, VISITOR_7D, VISITOR_28D)
