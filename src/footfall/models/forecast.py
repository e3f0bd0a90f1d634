"""What will the next weeks bring, and how far was that right in the past?

Each part of a measure (new and known visitors) is carried forward on its own by the method that its past speaks for (`origins`); the total
is the sum of the parts. Bands come from the errors of past forecasts (`bands`). How good it is, is measured on past forecasts as this very
procedure would have made them: method and band of each from what was known at its time, so that no error both sets and measures a band.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footfall.measures.amount import bias, wape
from footfall.models.bands import enough, half_widths
from footfall.models.origins import LATEST, Walk, seen, together, walk, weekly
from footfall.models.smoothing import METHODS

__all__ = ["FEWEST_WEEKS", "Ahead", "Part", "Past", "SeriesForecast", "forecast"]

Floats = NDArray[np.float64]
Part = Literal["new", "known", "total"]

FEWEST_WEEKS = 4
"""Whole weeks without which no forecast is made: two past forecasts at the least, of a method that saw two weeks."""

LABELS = {method.name: method.label for method in METHODS}


@dataclass(frozen=True, slots=True)
class Ahead:
    """One week ahead.

    Parameters
    ----------
    week
        1 is the seven days that follow the last day used.
    value, low, high
        What is expected, and the ends of its band, in the series' unit.
    errors
        Past forecasts so many weeks ahead, whose errors set the band.
    measured
        Whether they were enough for a band of their own; else it is widened from errors at all numbers of weeks ahead.
    """

    week: int
    value: float
    low: float
    high: float
    errors: int
    measured: bool


@dataclass(frozen=True, slots=True)
class Past:
    """How past forecasts did.

    Parameters
    ----------
    weeks_ahead
        1, 2, ...; None: at all.
    origins, forecasts
        Past week ends from which was forecast; weeks forecast from them and come to pass.
    wape, naive_wape
        Weighted absolute percentage error, of these forecasts and of seasonal-naive on the same weeks; None where nothing came.
    bias
        Total forecast over total come, minus 1.
    coverage
        Share of weeks that came within their band.
    width
        Mean width of the bands (high - low) over the mean week; None where nothing came.
    """

    weeks_ahead: int | None
    origins: int
    forecasts: int
    wape: float | None
    naive_wape: float | None
    bias: float | None
    coverage: float
    width: float | None


@dataclass(frozen=True, slots=True)
class SeriesForecast:
    """The forecast of one series.

    Parameters
    ----------
    part
        ``new``, ``known`` or ``total``.
    method, label
        What it goes with today, for machines and for people; of a total the methods of its parts.
    history
        Sums of the whole weeks used, earliest first.
    ahead
        The weeks ahead.
    past, by_week
        How past forecasts did, at all weeks ahead and at each; None and left out where nothing could be measured yet.
    """

    part: Part
    method: str
    label: str
    history: tuple[float, ...]
    ahead: tuple[Ahead, ...]
    past: Past | None
    by_week: tuple[Past, ...]


def forecast(parts: Mapping[Part, Floats], weeks: int, *, level: float = 0.9) -> tuple[SeriesForecast, ...]:
    """Forecast the parts of a measure and their total.

    Parameters
    ----------
    parts
        Daily values of whole weeks, shape (7 w,), w at least `FEWEST_WEEKS`, the last day last; ``total`` alone, or ``new`` and ``known``.
    weeks
        Weeks ahead.
    level
        Share of weeks that the bands are to hold.

    Returns
    -------
    tuple of SeriesForecast
        The parts in their order, then the total.

    Notes
    -----
    Cost: about a second a part for two years of days.
    """
    walks = {part: walk(days, weeks) for part, days in parts.items()}
    found = [of_series(part, weekly(parts[part]), walked, level) for part, walked in walks.items()]
    if len(parts) > 1:
        found.append(of_series("total", weekly(np.sum(list(parts.values()), axis=0)), together(list(walks.values())), level))
    return tuple(found)


def of_series(part: Part, history: Floats, walked: Walk, level: float) -> SeriesForecast:
    """Return the forecast of one series from its walk."""
    rows, weeks = walked.came.shape
    low, high = bands(walked, level)
    errors = seen(walked.came, rows - 1).sum(axis=0)
    ahead = tuple(
        Ahead(
            at + 1, float(walked.said[-1, at]), float(low[-1, at]), float(high[-1, at]), int(errors[at]), bool(errors[at] >= enough(level))
        )
        for at in range(weeks)
    )
    judged = np.isfinite(low) & np.isfinite(walked.came) & (np.arange(rows)[:, None] >= rows - 1 - LATEST)
    each = (past(walked, low, high, judged & (np.arange(weeks) == at), at + 1) for at in range(weeks))
    by_week = tuple(found for found in each if found is not None)
    label = " + ".join(LABELS[name] for name in walked.names[-1].split(" + "))
    values = tuple(float(value) for value in history)
    return SeriesForecast(part, walked.names[-1], label, values, ahead, past(walked, low, high, judged, None), by_week)


def bands(walked: Walk, level: float) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of every band, shape (origins, weeks), NaN where no error was known; never below 0."""
    nothing = np.full(walked.said.shape[1], np.nan)
    found = [half_widths(walked, row, level) for row in range(len(walked.said))]
    half = np.array([nothing if each is None else each for each in found])
    return np.maximum(walked.said - half, 0.0), walked.said + half


def past(walked: Walk, low: Floats, high: Floats, judged: NDArray[np.bool_], weeks_ahead: int | None) -> Past | None:
    """Return how the judged forecasts did; None where there are none."""
    if not judged.any():
        return None
    came, said, naive, low, high = (each[judged] for each in (walked.came, walked.said, walked.naive, low, high))
    return Past(
        weeks_ahead=weeks_ahead,
        origins=int(judged.any(axis=1).sum()),
        forecasts=len(came),
        wape=wape(came, said),
        naive_wape=wape(came, naive),
        bias=bias(came, said),
        coverage=float(((low <= came) & (came <= high)).mean()),
        width=float((high - low).mean() / came.mean()) if came.mean() > 0 else None,
    )
