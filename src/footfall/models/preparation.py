"""How do features become a matrix of numbers?

A scikit-learn `ColumnTransformer` that is fitted on training rows only and travels inside the model's pipeline, in two shapes:
``scaled`` for linear models (median imputation with missing marks, logarithm of skewed columns, standardisation) and ``raw`` for trees
(numbers as they are, missing values included). Categories become marks of their commonest values in both. It does not make features.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from footfall.dataset.dataset import Bools, Floats

__all__ = ["Shape", "blocks", "constant_columns", "known_values", "preparation", "signed_log", "tidy"]

Shape = Literal["scaled", "raw"]

LARGEST = 1e30
"""Numbers are cut to this size: trees compute in 32 bits, which end at 3.4e38."""
RAREST = 20
"""A category seen in fewer training rows than this shares one column with the other rare and unseen ones."""
MOST_CATEGORIES = 30
"""Columns made of one feature at most, so that 100,000 distinct values stay affordable."""
SKEWED = 2.0
"""Skewness from which a nonnegative column is put on a logarithmic scale for linear models."""


def constant_columns(features: pd.DataFrame, rows: Bools | None = None) -> list[str]:
    """Return the columns that hold one value throughout, or none at all; one value with gaps is kept, since the gap tells something.

    Parameters
    ----------
    features
        n x p.
    rows
        Mask of the rows to look at, shape (n,); default all. Nothing is copied but one column at a time.
    """
    return [str(name) for name in features.columns if _is_constant(features[name] if rows is None else features[name][rows])]


def tidy(features: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return these columns with numbers as finite float64 (infinities count as missing) and categories as strings.

    Raises
    ------
    KeyError
        When a column is not there.
    """
    tidied = {str(name): _tidy_column(features[name]) for name in columns}
    return pd.DataFrame(tidied, index=features.index)


def preparation(features: pd.DataFrame, shape: Shape) -> ColumnTransformer:
    """Return an unfitted preparation for tidy `features` (n x p training rows).

    Parameters
    ----------
    features
        Training rows, as `tidy` returns them. Only types and skewness are looked at.
    shape
        ``scaled`` for linear models, ``raw`` for trees.

    Returns
    -------
    ColumnTransformer
        Its output is a dense float64 matrix, one block of columns after the other; `blocks` says which column comes from which feature.
    """
    numeric = [name for name in features.columns if pd.api.types.is_numeric_dtype(features[name])]
    skewed = [name for name in numeric if shape == "scaled" and _is_skewed(features[name])]
    plain = [name for name in numeric if name not in skewed]
    steps: list[tuple[str, object, list[str]]] = []
    if skewed:
        steps.append(("logarithm", _scaled(logarithm=True), skewed))
    if plain:
        steps.append(("numbers", _scaled(logarithm=False) if shape == "scaled" else "passthrough", plain))
    steps += [(f"category:{name}", _marks(), [name]) for name in features.columns if name not in numeric]
    return ColumnTransformer(steps, sparse_threshold=0.0, verbose_feature_names_out=False)


def signed_log(values: Floats) -> Floats:
    """Return ``sign(x) * log(1 + |x|)``: the logarithm of a skewed column, defined everywhere.

    >>> signed_log(np.array([0.0, np.e - 1.0])).round(6).tolist()
    [0.0, 1.0]
    """
    logged: Floats = np.sign(values) * np.log1p(np.abs(values))
    return logged


def blocks(fitted: ColumnTransformer) -> dict[str, list[int]]:
    """Return, for each feature, the columns of the prepared matrix that come from it."""
    found: dict[str, list[int]] = {}
    for name, step, columns in fitted.transformers_:
        place = fitted.output_indices_[name]
        if name.startswith("category:"):
            found[columns[0]] = list(range(place.start, place.stop))
            continue
        for offset, column in enumerate(columns):
            found[column] = [place.start + offset]
        for offset, source in enumerate(_marked_missing(step)):
            found[columns[source]].append(place.start + len(columns) + offset)
    return found


def known_values(fitted: ColumnTransformer) -> dict[str, tuple[str, ...]]:
    """Return, for each feature of categories, the values that it held in training, rare ones among them, in their order."""
    found = {}
    for name, step, columns in fitted.transformers_:
        if name.startswith("category:"):
            found[str(columns[0])] = tuple(str(value) for value in step.categories_[0] if not pd.isna(value))
    return found


def _tidy_column(column: pd.Series) -> pd.Series:
    """Return a column as models take it: words as text, numbers finite or missing and no larger than `LARGEST`."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("str")
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return pd.Series(np.where(np.isfinite(numbers), np.clip(numbers, -LARGEST, LARGEST), np.nan), index=column.index)


def _is_constant(column: pd.Series) -> bool:
    """Return whether a column holds one value, or nothing, in all rows; values and gaps together tell something."""
    gaps = column.isna().to_numpy()
    if len(column) == 0 or gaps.any():
        return bool(gaps.all())
    return bool((column == column.iloc[0]).all())


def _is_skewed(column: pd.Series) -> bool:
    """Return whether a column that is never negative has a moment skewness above `SKEWED`."""
    known = column.to_numpy()[~np.isnan(column.to_numpy())]
    spread = known.std() if len(known) else 0.0
    if spread == 0 or known.min() < 0:
        return False
    return bool(np.mean(((known - known.mean()) / spread) ** 3) > SKEWED)


def _scaled(*, logarithm: bool) -> Pipeline:
    """Return the steps for numbers of linear models: median for what is missing, with a mark, and unit spread, perhaps of the logarithm."""
    impute = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    steps = [("impute", impute), ("scale", StandardScaler())]
    if logarithm:
        steps.insert(0, ("logarithm", FunctionTransformer(signed_log, feature_names_out="one-to-one")))
    return Pipeline(steps)


def _marks() -> OneHotEncoder:
    """Return the encoder of words: one column a value, the rare ones together, those never seen among them."""
    return OneHotEncoder(min_frequency=RAREST, max_categories=MOST_CATEGORIES, handle_unknown="infrequent_if_exist", sparse_output=False)


def _marked_missing(step: object) -> list[int]:
    """Return the places of the columns for which a step adds a mark of what is missing."""
    if not isinstance(step, Pipeline):
        return []
    indicator = step["impute"].indicator_
    return [] if indicator is None else [int(column) for column in indicator.features_]
