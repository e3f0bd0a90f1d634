"""How is one event placed in its visit, live?

`Placer` remembers, for every visitor and open session, the little that `sessions.rule` needs, and fills in the fields that a visit adds to
its events. Events must arrive in total order. Plain Python, no table; the batch twin is `sessions.batch`.
"""

from dataclasses import dataclass

from footfall.events.event import Event
from footfall.sessions.rule import session_name

__all__ = ["Placer"]


@dataclass(slots=True)
class Visit:
    """What is remembered of a session: its id, its number of events, the latest of them, and the run it ends."""

    session_id: str
    clicks: int
    us: int
    type: str | None
    category: str | None
    run: int = 1


class Placer:
    """Places events in visits, in memory.

    Parameters
    ----------
    gap_us
        Inactivity that ends a session, in microseconds, for events without a session of their own.
    """

    def __init__(self, gap_us: int) -> None:
        self.gap_us = gap_us
        self._given: dict[tuple[str | None, str], Visit] = {}
        self._cut: dict[str | None, Visit] = {}
        self._latest_us: dict[str, int] = {}

    def place(self, event: Event) -> Event:
        """Fill in `session_id` and what the visit tells the event (`sessions.rule.DERIVED`); return the same event."""
        visit = self._visit(event)
        if visit is None:
            visit = self._begin(event)
        else:
            event.gap_us, event.previous_type, event.previous_category = event.us - visit.us, visit.type, visit.category
            visit.run = visit.run + 1 if event.category == visit.category else 1
            visit.clicks, visit.us, visit.type, visit.category = visit.clicks + 1, event.us, event.type, event.category
        event.session_id, event.click = visit.session_id, visit.clicks
        event.category_run = visit.run if event.category is not None else None
        if event.visitor_id is not None:
            self._latest_us[event.visitor_id] = event.us
        return event

    def _visit(self, event: Event) -> Visit | None:
        """Return the visit that an event goes on with; None where it begins one."""
        if event.session_id is not None:
            return self._given.get((event.visitor_id, event.session_id))
        visit = self._cut.get(event.visitor_id)
        return visit if visit is not None and event.us - visit.us <= self.gap_us else None

    def _begin(self, event: Event) -> Visit:
        """Begin a visit."""
        if event.visitor_id is not None and event.visitor_id in self._latest_us:
            event.visit_gap_us = event.us - self._latest_us[event.visitor_id]
        given = event.session_id
        visit = Visit(given or session_name(event.visitor_id or "", event.us), 1, event.us, event.type, event.category)
        if given is not None:
            self._given[event.visitor_id, given] = visit
        else:
            self._cut[event.visitor_id] = visit
        return visit
