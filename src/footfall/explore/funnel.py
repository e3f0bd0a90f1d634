"""How far do sessions come, and where do they stop?

The steps of a purchase with the sessions that reached each. A session counts for a step when it took that step or a later one, so that
the funnel never widens.
"""

from dataclasses import dataclass

from footfall.explore.browsing import STEPS, Browsing
from footfall.explore.values import count

__all__ = ["Step", "funnel"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the sessions that reached it, of all, and of those at the step before."""

    name: str
    sessions: int
    of_all: float
    of_previous: float


def funnel(browsing: Browsing) -> tuple[Step, ...]:
    """Return the steps, all sessions first; empty where fewer than two different steps are in the data."""
    engine = browsing.engine
    taken = {str(kind) for (kind,) in engine.rows(f"SELECT DISTINCT after FROM {browsing.trails['type'].ways}") if kind in STEPS}
    if len(taken) < 2:
        return ()
    rows = engine.rows(f"SELECT depth, count(*) FROM {browsing.sessions} GROUP BY depth")
    reached = {count(depth): count(n) for depth, n in rows}
    counts = [("session", sum(reached.values()))]
    for place, step in enumerate(STEPS, 1):
        if step in taken:
            counts.append((step, sum(n for depth, n in reached.items() if depth >= place)))
    return tuple(step_of(counts, place) for place in range(len(counts)))


def step_of(counts: list[tuple[str, int]], place: int) -> Step:
    """Return one step with its shares."""
    name, sessions = counts[place]
    before = counts[max(place - 1, 0)][1]
    return Step(name, sessions, share(sessions, counts[0][1]), share(sessions, before))


def share(part: int, whole: int) -> float:
    """Return part / whole, 0 of nothing."""
    return part / whole if whole else 0.0
