"""Which ways through a visit are commonest?

A way is the first steps of a visit, equal ones in a row taken as one: event types, or categories where the source has one type only.
It says how many sessions go each way and how many of them buy, not why.
"""

from dataclasses import dataclass

from footfall.explore.browsing import Browsing
from footfall.explore.parts import STEPS_OF_WALK, Told
from footfall.explore.paths import told_by
from footfall.explore.values import count, name

__all__ = ["Walk", "Walks", "walks"]

TOP = 10


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through a visit.

    Parameters
    ----------
    steps
        The first six steps or fewer.
    goes_on
        Whether more follow.
    sessions, share
        How many sessions went so, and their share of all.
    conversions
        Those of them with a purchase, anywhere in the session; None where the source has none.
    """

    steps: tuple[str, ...]
    goes_on: bool
    sessions: int
    share: float
    conversions: int | None

    @property
    def conversion_rate(self) -> float | None:
        """Share of its sessions with a purchase."""
        return None if self.conversions is None else self.conversions / self.sessions


@dataclass(frozen=True, slots=True)
class Walks:
    """The commonest ways, commonest first, and how many different ones there are; `of` says what a step is."""

    of: Told
    top: tuple[Walk, ...]
    different: int


def walks(browsing: Browsing, limit: int = TOP) -> Walks | None:
    """Return the commonest ways, ties by their steps; None where every event is of one type and one category.

    Cost: one pass over the events where they were not summed before.
    """
    of = told_by(browsing)
    if of is None:
        return None
    trail = browsing.trails[of]
    steps = ", ".join(f"steps[{place}]" for place in range(1, STEPS_OF_WALK + 1))
    rows = browsing.engine.rows(f"""
        SELECT different, total, sessions, conversions, len(steps) > {STEPS_OF_WALK}, {steps} FROM (
            SELECT *, {trail.steps} AS steps FROM (
                SELECT count(*) OVER () AS different, sum(sessions) OVER () AS total, * FROM (
                    SELECT walk, sum(sessions) AS sessions, sum(conversions) AS conversions FROM {trail.walks} GROUP BY walk
                ) ORDER BY sessions DESC, walk LIMIT {limit}
            )
        ) ORDER BY sessions DESC, walk""")
    found = [
        Walk(
            steps=tuple(name(step) for step in cells if step is not None),
            goes_on=bool(more),
            sessions=count(sessions),
            share=count(sessions) / count(total),
            conversions=count(bought) if browsing.source.has_purchases else None,
        )
        for _, total, sessions, bought, more, *cells in rows
    ]
    return Walks(of, tuple(found), count(rows[0][0]))
