"""How does a data set come out of a session table?

A session table holds whole sessions that its publisher has already aggregated (`uci-468`). There are no events, so nothing is asked at
cut-offs: each row is one question, its other columns are the features, and rows that are exact duplicates stay together.
"""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Dataset
from footfall.dataset.events import as_inputs
from footfall.dataset.split import split_at_random
from footfall.errors import UsageError
from footfall.events.log import SessionTable
from footfall.settings import Settings
from footfall.targets.target import Question

__all__ = ["from_table"]


def from_table(table: SessionTable, settings: Settings, *, target: str | None = None) -> Dataset:
    """Return the data set of a session table's target column.

    Raises
    ------
    UsageError
        When the column is missing, or neither yes/no nor a number.
    """
    name = target or table.target
    if name is None or name not in table.frame.columns:
        raise UsageError(f"The session table has no column {name!r}.", remedy=f"Name one of: {', '.join(map(str, table.frame.columns))}.")
    column = table.frame[name]
    binary = is_binary(column)
    if not binary and not pd.api.types.is_numeric_dtype(column):
        raise UsageError(f"The column {name!r} holds neither yes/no nor numbers, so it cannot be a target.")
    rows = len(table.frame)
    group = pd.util.hash_pandas_object(table.frame, index=False).to_numpy().view(np.int64)
    split = split_at_random(group, settings)
    ids = pd.DataFrame({
        "event_id": pd.Series([f"row {number}" for number in range(1, rows + 1)], dtype="str"),
        "visitor_id": pd.Series([None] * rows, dtype="str"),
        "session_id": pd.Series([None] * rows, dtype="str"),
        "cut_off_us": np.zeros(rows, dtype=np.int64),
        "click": np.ones(rows, dtype=np.int64),
    })  # fmt: skip
    question = Question(name, "binary" if binary else "amount", "" if binary else name, table.docs.get(name, name))
    inputs = table.frame.drop(columns=[name])
    inputs = inputs.astype({column: np.float64 for column in inputs.columns if pd.api.types.is_bool_dtype(inputs[column])})
    label = column.to_numpy(np.float64, na_value=np.nan)
    return Dataset(question, as_inputs(inputs), label, ids, split.part, group, np.ones(rows), dict(table.docs), split.borders)


def is_binary(column: pd.Series) -> bool:
    """Return whether a column holds two values that read as yes and no."""
    if pd.api.types.is_bool_dtype(column):
        return True
    return bool(pd.api.types.is_numeric_dtype(column)) and set(column.dropna().unique()) <= {0, 1}
