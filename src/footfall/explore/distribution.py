"""How are numbers spread?

`Distribution`: the bars of a histogram with mean and quantiles, computed from a tally of distinct values that the engine makes, so that it
is exact and the same on every run. It draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from footfall.engines.duckdb import Engine

__all__ = ["Bin", "Distribution", "distribution", "even_edges", "spread"]

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
BARS = 24
"""About as many bars as can be told apart on a phone."""


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar: values from `low` (included) up to `high` (excluded; None: without end), and how many."""

    low: float
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """A histogram and its figures, in the unit of the values.

    Quantiles are nearest-rank: the least value with at least that share of values at or below it.
    """

    bins: tuple[Bin, ...]
    n: int
    mean: float
    least: float
    p5: float
    p25: float
    median: float
    p75: float
    p95: float
    p99: float
    greatest: float


def distribution(engine: Engine, values_sql: str, edges: Sequence[float] | None = None, *, times: str = "count(*)") -> Distribution | None:
    """Return the distribution of a query's only column, called ``value``; nulls are left out. None where nothing is left.

    Parameters
    ----------
    engine
        Where the query runs.
    values_sql
        Query of one numeric column ``value``.
    edges
        Lower edges of the bars; the last bar has no upper end. Default: `even_edges` up to the 99th percentile.
    times
        How often a value is there, over the query's rows of it: as often as there are rows, or a sum over another column.
    """
    tally = engine.arrow(f"""
        SELECT CAST(value AS DOUBLE) AS value, CAST({times} AS BIGINT) AS n FROM ({values_sql}) WHERE value IS NOT NULL
        GROUP BY 1 ORDER BY 1""")
    return spread(tally["value"].to_numpy(), tally["n"].to_numpy(), edges)


def spread(values: Floats, counts: Counts, edges: Sequence[float] | None = None) -> Distribution | None:
    """Return the distribution of different values, in rising order, each so many times; None of nothing."""
    if not len(values):
        return None
    upto = np.cumsum(counts)
    n = int(upto[-1])
    ranks = [float(values[np.searchsorted(upto, max(1, ceil(each * n)))]) for each in QUANTILES]
    p5, p25, p50, p75, p95, p99 = ranks
    least, greatest = float(values[0]), float(values[-1])
    lows = list(edges) if edges is not None else even_edges(least, p99)
    total = float(np.cumsum(values * counts)[-1])  # one after the other, so that every run adds alike
    return Distribution(bars(values, counts, lows, closed=edges is None), n, total / n, least, p5, p25, p50, p75, p95, p99, greatest)


def bars(values: Floats, counts: Counts, lows: Sequence[float], *, closed: bool) -> tuple[Bin, ...]:
    """Return the bars over lower edges; the last is open unless `closed` and nothing lies beyond its width."""
    place = np.maximum(np.searchsorted(lows, values, side="right") - 1, 0)
    heights = np.zeros(len(lows), dtype=np.int64)
    np.add.at(heights, place, counts)
    width = lows[-1] - lows[-2] if len(lows) > 1 else 1.0
    last = lows[-1] + width if closed and values[-1] < lows[-1] + width else None
    highs: list[float | None] = [*lows[1:], last]
    return tuple(Bin(low, high, int(height)) for low, high, height in zip(lows, highs, heights, strict=True))


def even_edges(least: float, most: float) -> list[float]:
    """Return lower edges, a round step apart (1, 2 or 5 times a power of ten), from `least` to `most` in about `BARS` bars.

    >>> even_edges(3, 48)[:4]
    [2.0, 4.0, 6.0, 8.0]
    """
    reach = max(most - least, abs(most) * 1e-9, 1e-9)
    size: float = 10.0 ** floor(log10(reach / BARS))
    step = next(size * factor for factor in (1, 2, 5, 10) if reach / (size * factor) <= BARS)
    begin = floor(least / step)
    return [round(place * step, 10) for place in range(begin, floor(most / step) + 1)]
