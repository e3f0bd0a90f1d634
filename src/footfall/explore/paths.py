"""Where does a visit go from here?

Transitions between neighbouring events of a session: from type to type, or from category to category where the source has one type only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from footfall.explore.browsing import Browsing
from footfall.explore.parts import END, OTHER, START, TOLD_BY, Told
from footfall.explore.values import count, name

__all__ = ["END", "OTHER", "START", "Transitions", "told_by", "transitions"]

STATES = 9
"""States that keep a name; the rarer ones are one state, `OTHER`."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """What follows what.

    Parameters
    ----------
    of
        What the states are: event types or categories.
    states
        Commonest first.
    counts
        From (a state or `START`) to (a state or `END`), how often. A session without events of a known state is not counted.
    """

    of: Told
    states: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def share(self, origin: str, target: str) -> float | None:
        """Return the share of the ways out of `origin` that lead to `target`; None where nothing ever was there."""
        out = sum(n for (start, _), n in self.counts.items() if start == origin)
        return self.counts.get((origin, target), 0) / out if out else None


def transitions(browsing: Browsing) -> Transitions | None:
    """Return the transitions; None where every event is of one type and one category."""
    of = told_by(browsing)
    return None if of is None else read_transitions(browsing, of, common_states(browsing, of))


def told_by(browsing: Browsing) -> Told | None:
    """Return what tells events apart: their type, or the category where there is one type only; None where that is one, too."""
    return next((told_by for told_by in TOLD_BY if len(common_states(browsing, told_by)) > 1), None)


def common_states(browsing: Browsing, column: Told) -> tuple[str, ...]:
    """Return the commonest values of a column, commonest first."""
    rows = browsing.engine.rows(f"""
        SELECT after FROM {browsing.trails[column].ways} WHERE after IS NOT NULL
        GROUP BY 1 ORDER BY sum(n) DESC, 1 LIMIT {STATES}""")
    return tuple(name(state) for (state,) in rows)


def read_transitions(browsing: Browsing, column: Told, states: tuple[str, ...]) -> Transitions:
    """Return the counts; ways out of a state that lead to no event are its ends."""
    rows = browsing.engine.rows(f"SELECT before, coalesce(after, '{OTHER}'), sum(n) FROM {browsing.trails[column].ways} GROUP BY 1, 2")
    counts: dict[tuple[str, str], int] = {}
    for before, after, n in rows:
        way = (named(name(before), states), named(name(after), states))
        counts[way] = counts.get(way, 0) + count(n)
    everywhere = (*states, OTHER) if any(OTHER in way for way in counts) else states
    for state in everywhere:
        arrived = sum(n for (_, after), n in counts.items() if after == state)
        left = sum(n for (before, _), n in counts.items() if before == state)
        counts[state, END] = arrived - left
    return Transitions(column, everywhere, dict(sorted(counts.items())))


def named(state: str, states: tuple[str, ...]) -> str:
    """Return the state, or `OTHER` where it is not among the common ones."""
    return state if state in states or state == START else OTHER
