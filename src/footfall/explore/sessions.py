"""How long are sessions?

In clicks, and in minutes where the source has a clock.
"""

from footfall.explore.browsing import Browsing
from footfall.explore.distribution import Distribution, distribution

__all__ = ["DURATION_EDGES_S", "session_durations", "session_lengths"]

LENGTH_EDGES = tuple(float(clicks) for clicks in range(1, 22))
"""A bar a click up to 20, then one for the rest."""

DURATION_EDGES_S = (0.0, 1.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)
"""Seconds: finer where most sessions end."""


def session_lengths(browsing: Browsing) -> Distribution | None:
    """Return the distribution of events a session."""
    return distribution(browsing.engine, f"SELECT clicks AS value FROM {browsing.sessions}", LENGTH_EDGES)


def session_durations(browsing: Browsing) -> Distribution | None:
    """Return the distribution of seconds from a session's first event to its last; None without a clock."""
    if not browsing.source.has_clock:
        return None
    return distribution(browsing.engine, f"SELECT duration_us / 1e6 AS value FROM {browsing.sessions}", DURATION_EDGES_S)
