"""What does a table of whole sessions look like?

A session table has no events, so there is no funnel, path or day: its columns are described one by one, each with the target's rate (or
mean amount) in each of its bars. The columns whose bars differ most come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from footfall.events.log import SessionTable
from footfall.explore.distribution import even_edges
from footfall.explore.overview import Missing

__all__ = ["Column", "TableExploration", "ValueBar", "explore_table"]

Floats = NDArray[np.float64]

MOST_VALUES = 12
"""Categories that keep a bar of their own, and numbers that are few enough to be shown one by one."""


@dataclass(frozen=True, slots=True)
class ValueBar:
    """Rows with one value, or with values in one range: how many, and the mean of the target among them (None without a target)."""

    label: str
    count: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name, doc
        As the source spells it, and its sentence where it has one.
    kind
        ``number`` or ``category``.
    missing, distinct
        Rows without a value; different values.
    mean, median
        Of a number; None for a category.
    bars
        Ranges of a number in order; values of a category, commonest first.
    separation
        Share of the target's variance that lies between the bars (the correlation ratio, Fisher 1925), 0 to 1; None without a target.
    """

    name: str
    doc: str
    kind: Literal["number", "category"]
    missing: int
    distinct: int
    mean: float | None
    median: float | None
    bars: tuple[ValueBar, ...]
    separation: float | None


@dataclass(frozen=True, slots=True)
class TableExploration:
    """Everything that the report shows of a session table.

    Parameters
    ----------
    rows, duplicates
        Sessions, and those that equal an earlier row.
    target
        Column to predict, None where there is none or it is neither yes/no nor a number.
    base_rate
        Its mean.
    columns
        The others, highest `separation` first, ties by name.
    """

    rows: int
    duplicates: int
    target: str | None
    base_rate: float | None
    columns: tuple[Column, ...]
    missing: tuple[Missing, ...]


def explore_table(table: SessionTable) -> TableExploration:
    """Describe a session table, column by column."""
    frame, outcome = table.frame, outcome_of(table)
    names = [str(name) for name in frame.columns if name != table.target]
    columns = [describe(frame[name], name, table.docs.get(name, ""), outcome) for name in names]
    return TableExploration(
        rows=len(frame),
        duplicates=int(frame.duplicated().sum()),
        target=table.target if outcome is not None else None,
        base_rate=float(np.nanmean(outcome)) if outcome is not None and not np.isnan(outcome).all() else None,
        columns=tuple(sorted(columns, key=lambda column: (-(column.separation or 0.0), column.name))),
        missing=(
            Missing("Funnel, paths and session lengths in clicks", "each row is a whole session, already summed up"),
            Missing("Days, hours and returning visitors", "rows have neither a date nor a visitor"),
        ),
    )


def outcome_of(table: SessionTable) -> Floats | None:
    """Return the target as numbers, shape (n,), NaN where missing; None where there is none or it holds words."""
    if table.target is None or table.target not in table.frame.columns:
        return None
    column = table.frame[table.target]
    if not pd.api.types.is_numeric_dtype(column):
        return None
    return column.to_numpy(np.float64, na_value=np.nan)


def describe(values: "pd.Series[float] | pd.Series[str]", name: str, doc: str, outcome: Floats | None) -> Column:
    """Return one column."""
    number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    missing = int(values.isna().sum())
    labels, place = ranges(np.asarray(values, dtype=np.float64)) if number else commonest(values.astype("str"))
    bars = tuple(bar(label, place == at, outcome) for at, label in enumerate(labels))
    known = values.dropna().astype("float64") if number else None
    return Column(
        name=name,
        doc=doc,
        kind="number" if number else "category",
        missing=missing,
        distinct=int(values.nunique()),
        mean=float(known.mean()) if known is not None and len(known) else None,
        median=float(known.median()) if known is not None and len(known) else None,
        bars=bars,
        separation=None if outcome is None else separation(place, outcome),
    )


def ranges(values: Floats) -> tuple[list[str], NDArray[np.int64]]:
    """Return the labels of a number's bars, in order, and each row's bar (-1: missing)."""
    known = values[~np.isnan(values)]
    if not len(known):
        return [], np.full(len(values), -1)
    distinct = np.unique(known)
    if len(distinct) <= MOST_VALUES:
        place = np.searchsorted(distinct, values)
        return [f"{value:g}" for value in distinct], np.where(np.isnan(values), -1, place).astype(np.int64)
    edges = even_edges(float(known.min()), float(np.quantile(known, 0.99)))
    step = max(1, -(-len(edges) // MOST_VALUES))
    lows = np.array(edges[::step])
    place = np.where(np.isnan(values), -1, np.clip(np.searchsorted(lows, values, side="right") - 1, 0, len(lows) - 1))
    return spans(lows.tolist()), place.astype(np.int64)


def spans(lows: Sequence[float]) -> list[str]:
    """Return the label of each range over its lower edges: "0 to 5", ..., "20 and more"."""
    inner = [f"{low:,g} to {high:,g}" for low, high in pairwise(lows)]
    return [*inner, f"{lows[-1]:,g} and more"]


def commonest(values: "pd.Series[str]") -> tuple[list[str], NDArray[np.int64]]:
    """Return the commonest values, ties by name, the rest as one; and each row's bar (-1: missing)."""
    counts = sorted(values.value_counts().items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    labels = [str(value) for value, _ in counts[:MOST_VALUES]]
    found = values.map({label: at for at, label in enumerate(labels)}).fillna(len(labels)).to_numpy(np.int64)
    place = np.where(values.isna().to_numpy(), -1, found).astype(np.int64)
    return ([*labels, "all others"] if len(counts) > MOST_VALUES else labels), place


def bar(label: str, inside: NDArray[np.bool_], outcome: Floats | None) -> ValueBar:
    """Return one bar."""
    known = outcome[inside & ~np.isnan(outcome)] if outcome is not None else np.empty(0)
    return ValueBar(label, int(inside.sum()), float(known.mean()) if len(known) else None)


def separation(place: NDArray[np.int64], outcome: Floats) -> float:
    """Return the between-bar share of variance: sum n_b (mean_b - mean)^2 / (n variance), missing values a bar of their own."""
    known = ~np.isnan(outcome)
    whole = outcome[known]
    spread = float(whole.var()) if len(whole) else 0.0
    if spread == 0.0:
        return 0.0
    grouped = pd.Series(whole).groupby(place[known])
    between = float((grouped.size() * (grouped.mean() - whole.mean()) ** 2).sum())
    return between / (len(whole) * spread)
