"""How are numbers spread?

`Distribution`: the bars of a histogram with mean and quantiles, computed in the engine from a tally of distinct values, so that it is exact
and the same on every run. It draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from footfall.engines.duckdb import Engine
from footfall.explore.values import amount, count

__all__ = ["Bin", "Distribution", "distribution", "even_edges"]

TALLY = "explored_tally"
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
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {TALLY} AS "
        f"SELECT CAST(value AS DOUBLE) AS value, {times} AS n FROM ({values_sql}) WHERE value IS NOT NULL GROUP BY 1"
    )
    n, total, least, greatest = engine.row(f"SELECT sum(n), sum(value * n ORDER BY value), min(value), max(value) FROM {TALLY}")
    if not n:
        return None
    ranks = quantiles(engine, count(n))
    lows = list(edges) if edges is not None else even_edges(amount(least), ranks[-1])
    bins = tally(engine, lows, amount(greatest), closed=edges is None)
    return Distribution(bins, count(n), amount(total) / count(n), amount(least), *ranks, amount(greatest))


def quantiles(engine: Engine, n: int) -> tuple[float, float, float, float, float, float]:
    """Return the nearest-rank `QUANTILES` of the tally."""
    ranks = ", ".join(f"min(value) FILTER (WHERE upto >= {max(1, ceil(each * n))})" for each in QUANTILES)
    found = engine.row(f"SELECT {ranks} FROM (SELECT value, sum(n) OVER (ORDER BY value) AS upto FROM {TALLY})")
    p5, p25, p50, p75, p95, p99 = (amount(cell) for cell in found)
    return p5, p25, p50, p75, p95, p99


def tally(engine: Engine, lows: Sequence[float], greatest: float, *, closed: bool) -> tuple[Bin, ...]:
    """Return the bars over lower edges; the last is open unless `closed` and nothing lies beyond its width."""
    place = " ".join(f"WHEN value >= {low!r} THEN {number}" for number, low in reversed(list(enumerate(lows))))
    rows = engine.rows(f"SELECT CASE {place} ELSE 0 END AS bar, sum(n) FROM {TALLY} GROUP BY bar")
    counts = {count(bar): count(n) for bar, n in rows}
    width = lows[-1] - lows[-2] if len(lows) > 1 else 1.0
    last = lows[-1] + width if closed and greatest < lows[-1] + width else None
    highs: list[float | None] = [*lows[1:], last]
    return tuple(Bin(low, high, counts.get(number, 0)) for number, (low, high) in enumerate(zip(lows, highs, strict=True)))


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
