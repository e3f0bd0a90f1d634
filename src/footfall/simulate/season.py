"""When do people come to the shop?

A clock that runs with the shop's traffic. *Season time* S(t) is the integral of the hourly rate s(t) (mean 1 over a week), in days: an
evening hour lasts longer in it than an hour of the night. Visitors wait in season time, all under the same clock, so that a return after an
exponential wait E begins at S^-1(S(t0) + E). Its density in t, rate(S(t) - S(t0)) s(t), holds s(t) as a factor that is the same for every
persona and intent and cancels in the filter: the daily and weekly season says when people come and nothing about who they are
(the time-change theorem: Brown et al. 2002, *Neural Computation* 14(2), 325-346). It does not decide who comes: `laws` does.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

__all__ = ["DAY_S", "Season"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAY_S = 86_400
"""Seconds in a day."""

HOUR_S = 3_600
MARGIN_DAYS = 30

BY_HOUR = (
    0.30, 0.18, 0.12, 0.09, 0.10, 0.18, 0.40, 0.70, 0.95, 1.10, 1.20, 1.25,
    1.30, 1.20, 1.10, 1.08, 1.12, 1.22, 1.40, 1.70, 1.95, 1.90, 1.35, 0.70,
)  # fmt: skip
"""Traffic by hour of the day: a lunch peak and an evening peak."""

BY_WEEKDAY = (1.08, 1.00, 0.97, 0.98, 0.90, 0.92, 1.15)
"""Traffic from Monday to Sunday."""


@dataclass(frozen=True, slots=True)
class Season:
    """The clock of one simulated period.

    Parameters
    ----------
    first_s, last_s
        The period, as seconds since 1970 in UTC: visits begin at or after `first_s` and before `last_s`.
    edges_s
        Shape (h + 1,): the hours, past the end of the period.
    elapsed
        Shape (h + 1,): season time at the edges, in days.
    """

    first_s: int
    last_s: int
    edges_s: Floats
    elapsed: Floats

    @classmethod
    def starting(cls, start: date, days: int) -> "Season":
        """Return the clock of `days` days from midnight UTC of `start`."""
        first = int(datetime(start.year, start.month, start.day, tzinfo=UTC).timestamp())
        hours = np.arange((days + MARGIN_DAYS) * 24)
        rate = np.array(BY_HOUR)[hours % 24] * np.array(BY_WEEKDAY)[(start.weekday() + hours // 24) % 7]
        rate /= np.mean(BY_HOUR) * np.mean(BY_WEEKDAY)
        elapsed = np.concatenate(([0.0], np.cumsum(rate))) / 24
        return cls(first, first + days * DAY_S, first + HOUR_S * np.arange(len(hours) + 1.0), elapsed)

    @property
    def length(self) -> float:
        """Season time of the whole period, in days."""
        return float(self.at(np.array([self.last_s]))[0])

    def at(self, second: Ints) -> Floats:
        """Return the season time S at these seconds, in days."""
        return np.interp(second, self.edges_s, self.elapsed)

    def second(self, elapsed: Floats) -> Ints:
        """Return the whole second in which these season times fall; those past the margin fall on its last second."""
        return np.floor(np.interp(elapsed, self.elapsed, self.edges_s)).astype(np.int64)
