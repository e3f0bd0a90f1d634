"""How does a data set come out of a session table?

A session table holds whole sessions that its publisher has already aggregated (`uci-468`). There are no events, so nothing is asked at
cut-offs: each row is one question, its other columns are the features, and rows that are exact duplicates stay together.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Dataset
from footfall.dataset.events import as_inputs
from footfall.dataset.split import split_at_random
from footfall.errors import UsageError, Where
from footfall.events.log import SessionTable
from footfall.events.schema import near
from footfall.events.session_table import as_truths
from footfall.settings import Settings
from footfall.targets.target import Question

__all__ = ["from_table", "target_column", "with_target"]

MOST_AMOUNT = 1e12
"""Amounts beyond it are mistakes of the file, and their squares lose what models need."""


def from_table(table: SessionTable, settings: Settings, *, target: str | None = None) -> Dataset:
    """Return the data set of a session table's target column.

    Raises
    ------
    UsageError
        When the column is missing, or neither yes/no nor a number.
    """
    name = target_column(table, target)
    column = table.frame[name]
    binary = is_binary(column)
    if not binary:
        check_amounts(column, table)
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


def with_target(table: SessionTable, target: str | None) -> SessionTable:
    """Return the table with this column as its target, its yes and no read as such, whatever column the schema names.

    Raises
    ------
    UsageError
        When the table has no such column, or no target is named at all.
    """
    name = target_column(table, target)
    return replace(table, target=name, frame=table.frame.assign(**{name: as_truths(table.frame[name])}))


def target_column(table: SessionTable, target: str | None) -> str:
    """Return the name of the target's column: the one named, or the table's own.

    Raises
    ------
    UsageError
        When the table has no such column; a near name is suggested.
    """
    name, columns = target or table.target, [str(each) for each in table.frame.columns]
    if name is None:
        raise UsageError("The session table names no target.", remedy=f"Name one of its columns with --target: {', '.join(columns)}.")
    if name not in columns:
        remedy = f"{near(name, columns).strip()} It has: {', '.join(columns)}.".strip()
        raise UsageError(f"The session table has no column {name!r}.", where=Where(column=name), remedy=remedy)
    return name


def check_amounts(column: pd.Series, table: SessionTable) -> None:
    """Raise `UsageError` where a column holds no amounts that can be foretold: words, or numbers below zero or beyond all measure."""
    name = str(column.name)
    if not pd.api.types.is_numeric_dtype(column):
        fit = [str(each) for each in table.frame if each != name and pd.api.types.is_numeric_dtype(table.frame[each])]
        raise UsageError(
            f"The column {name!r} holds neither yes/no nor numbers, so it cannot be a target.",
            where=Where(column=name, example=str(next(iter(column.dropna()), ""))[:80]),
            remedy=f"Name a column of yes/no or of numbers{': ' + ', '.join(fit) if fit else ''}.",
        )
    for strange, said in ((column < 0, "below zero"), (column > MOST_AMOUNT, f"above {MOST_AMOUNT:,.0f}")):
        if strange.any():
            raise UsageError(
                f"The target {name!r} holds {int(strange.sum()):,} amounts {said}: what is foretold is an amount of money or things.",
                where=Where(column=name, example=f"{column[strange].iloc[0]:g}"),
                remedy="Correct or take out those rows, or name a column of yes/no or of amounts.",
            )


def is_binary(column: pd.Series) -> bool:
    """Return whether a column holds two values that read as yes and no."""
    if pd.api.types.is_bool_dtype(column):
        return True
    return bool(pd.api.types.is_numeric_dtype(column)) and set(column.dropna().unique()) <= {0, 1}
