"""What is usual for the rows that a model learnt from?

Means, percentiles and themes of the training rows: what a reason of a score is measured against. `background` takes them once, at training;
they are saved beside the model as plain numbers. It explains no score: `scoring.reasons` does.

A *theme* holds features that say the same: all pairs of its members have a rank correlation (Spearman 1904) of at least `ALIKE`, either
way (complete linkage, Sorensen 1948); of categories, Cramer's V (1946) of at least that. A missing value ranks below all others, so that
"nothing in the cart yet" and "seconds since something was put in the cart" belong together.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import rankdata

from footfall.dataset.dataset import Floats
from footfall.measures.splits import sample_rows

__all__ = ["ALIKE", "Background", "background", "from_record"]

ALIKE = 0.8
"""Correlation from which two features are two wordings of one fact."""
ROWS = 10_000
"""Training rows looked at, at most: a correlation of 0.8 is then known to 0.01."""
MOST_VALUES = 50
"""A category with more different values is in no theme but its own: V is high by chance among many cells."""
PERCENTILES = np.arange(101) / 100.0


@dataclass(frozen=True, slots=True)
class Background:
    """What is usual.

    Parameters
    ----------
    means
        Mean of each column of the champion's prepared matrix over its training rows, of its known values.
    percentiles
        The 0th to 100th percentile of each numeric feature, of its known values.
    themes
        Features that say the same, for each theme of two or more.
    """

    means: tuple[float, ...]
    percentiles: Mapping[str, tuple[float, ...]]
    themes: tuple[tuple[str, ...], ...]

    def record(self) -> str:
        """Return it as JSON text; `from_record` reads it back."""
        written = {"means": self.means, "percentiles": dict(self.percentiles), "themes": self.themes}
        return json.dumps(written, allow_nan=False) + "\n"


def background(features: pd.DataFrame, matrix: Floats, *, seed: int) -> Background:
    """Take what is usual from training rows.

    Parameters
    ----------
    features
        n tidy training rows (`preparation.tidy`).
    matrix
        The same or other training rows as the champion reads them, shape (k, m).
    seed
        Of the sample of `ROWS` rows.
    """
    drawn = features[sample_rows(len(features), ROWS, seed=seed)]
    numeric = [str(name) for name in drawn.columns if pd.api.types.is_numeric_dtype(drawn[name])]
    texts = [str(name) for name in drawn.columns if str(name) not in numeric]
    percentiles = {name: known for name in numeric if (known := _percentiles(drawn[name].to_numpy(dtype=np.float64)))}
    themes = (*_themes(numeric, _rank_correlations(drawn[numeric])), *_themes(texts, _associations(drawn[texts])))
    return Background(_means(matrix), percentiles, themes)


def from_record(text: str) -> Background:
    """Return the background that a record describes.

    Raises
    ------
    ValueError
        When it describes none.
    """
    found = json.loads(text)
    try:
        means = tuple(float(each) for each in found["means"])
        percentiles = {str(name): tuple(float(each) for each in points) for name, points in found["percentiles"].items()}
        themes = tuple(tuple(str(name) for name in theme) for theme in found["themes"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no such background") from error
    if any(len(points) != len(PERCENTILES) for points in percentiles.values()):
        raise ValueError("a feature has no 101 percentiles")
    return Background(means, percentiles, themes)


def _means(matrix: Floats) -> tuple[float, ...]:
    """Return the mean of each column's known values, 0 where none is known; only trees read rows with gaps, and they need no means."""
    known = ~np.isnan(matrix)
    return tuple((np.where(known, matrix, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)).tolist())


def _percentiles(values: Floats) -> tuple[float, ...]:
    """Return the percentiles of the known values, to seven digits; none where no value is known."""
    known = values[~np.isnan(values)]
    return tuple(float(f"{point:.7g}") for point in np.quantile(known, PERCENTILES)) if len(known) else ()


def _rank_correlations(numbers: pd.DataFrame) -> Floats:
    """Return the absolute rank correlation of every pair, shape (p, p); missing values rank lowest; 0 where a column is constant."""
    if numbers.shape[1] == 0:
        return np.zeros((0, 0))
    lowest = numbers.fillna(-np.inf).to_numpy(dtype=np.float64)
    ranks = np.column_stack([rankdata(lowest[:, column]) for column in range(lowest.shape[1])])
    ranks -= ranks.mean(axis=0)
    spread = np.sqrt(np.sum(ranks**2, axis=0))
    found: Floats = np.abs(ranks.T @ ranks) / np.maximum(np.outer(spread, spread), 1.0)
    return found


def _associations(texts: pd.DataFrame) -> Floats:
    """Return Cramer's V of every pair, shape (p, p)."""
    found = np.zeros((texts.shape[1], texts.shape[1]))
    codes = {name: pd.factorize(texts[name], use_na_sentinel=False)[0] for name in texts.columns}
    few = [number for number, name in enumerate(texts.columns) if len(texts) and codes[name].max() < MOST_VALUES]
    for one, other in combinations(few, 2):
        found[one, other] = found[other, one] = _cramers_v(codes[texts.columns[one]], codes[texts.columns[other]])
    return found


def _cramers_v(one: np.ndarray, other: np.ndarray) -> float:
    """Return Cramer's V of two coded columns of n rows: 0 where they are independent, 1 where one decides the other."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1.0)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum()
    smaller = min(table.shape) - 1
    return float(np.sqrt(np.sum((table - expected) ** 2 / expected) / table.sum() / smaller)) if smaller else 0.0


def _themes(names: Sequence[str], alike: Floats) -> tuple[tuple[str, ...], ...]:
    """Return groups of two or more whose members are all alike, in the order of their first member."""
    if len(names) < 2:
        return ()
    apart = np.clip(1.0 - alike, 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    label = fcluster(linkage(squareform(apart, checks=False), "complete"), 1.0 - ALIKE, "distance")
    groups: dict[int, list[str]] = {}
    for name, number in zip(names, label, strict=True):
        groups.setdefault(int(number), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
