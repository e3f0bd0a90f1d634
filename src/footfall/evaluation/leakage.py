"""Does a table give its answer away?

The leakage audit, by measurement and never by a column's name: `audit_table` looks at the raw columns of a source, `audit_dataset` at
features, parts and groups. Each finding carries its evidence and a remedy; ``refuse`` stops a run, ``warn`` goes into the report. What is
measured is in `evaluation.dependence` (look-ups), `strength` (one column), `pairs`, `aftermath` (what outcomes leave behind) and `parts`;
the sentences are in `evaluation.said`. docs/explanation/audit.md shows what it finds and what it leaves alone.
"""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from footfall.dataset.dataset import Dataset, Floats, Ints
from footfall.evaluation import said
from footfall.evaluation.aftermath import id_order, one_sided, own_rows
from footfall.evaluation.dependence import determinants
from footfall.evaluation.pairs import pairs_of_amount, pairs_of_label
from footfall.evaluation.parts import audit_parts
from footfall.evaluation.result import Finding
from footfall.evaluation.strength import missingness, single, single_of_amount, strongest

__all__ = ["audit_dataset", "audit_table"]

PERFECT = 0.99
"""ROC AUC of one column alone (of an amount: share of its rank variance) from which it is taken for the answer itself."""
ABSENT = 0.95
"""ROC AUC of missing against present from which a column is filled in with the answer."""
ORDERED = 0.75
"""ROC AUC of an identifier's order that is worth a warning: a rate that drifts by half over the time of a table gives 0.55 to 0.6."""
ROWS = 15_000
"""Most rows that model-based checks look at, drawn by the seed."""
DISTINCT = 0.98
"""Share of different values from which a column of categories is an identifier."""
FEWEST = 30
"""Fewest rows of either answer that are looked at."""
MOMENTS = 0.95
"""Share of a text column that must read as a time for it to be one."""
PAIRS = 3
"""Most pairs that are told."""


def audit_table(frame: pd.DataFrame, target: str, *, seed: int) -> tuple[Finding, ...]:
    """Audit the raw columns of a table.

    Parameters
    ----------
    frame
        n rows: numbers as float64 or bool, categories as text, `target` among the columns.
    target
        The column that would be predicted: two values, or an amount.
    seed
        Of the rows that the model-based checks look at.

    Returns
    -------
    tuple of Finding
        Refusals first, then warnings, then notes.

    Notes
    -----
    A table where one honest column is far stronger than all others together can be flagged with ``warn``; whether it was known before the
    outcome is for a person to say. Cost: dependence on all rows, models on 15,000.
    """
    known = frame[target].notna().to_numpy()
    answer = frame.loc[known, target].reset_index(drop=True)
    columns = moments(frame.loc[known].drop(columns=[target]).reset_index(drop=True))
    known_by = determinants(columns, answer)
    notes = identifiers(columns)
    found = [*said.lookup(known_by, target), *notes]
    label = label_of(answer)
    if label is None:
        return said.ordered(found)
    if min(label.sum(), len(label) - label.sum()) < FEWEST:
        return said.ordered(found)
    named = {each.column for each in notes}
    found += ids(columns[[name for name in columns if str(name) in named]], label, seed=seed)
    told = named | {name for each in known_by if len(each.columns) == 1 for name in each.columns}
    usable = columns.drop(columns=[name for name in columns if str(name) in told])
    numbers = answer.to_numpy(np.float64) if pd.api.types.is_numeric_dtype(answer) else label
    found += strengths(usable, label, numbers, seed=seed, refused=bool(known_by))
    return said.ordered(found)


def audit_dataset(dataset: Dataset, *, seed: int) -> tuple[Finding, ...]:
    """Audit a data set: its parts, its duplicates, and features that are the answer.

    Parameters
    ----------
    dataset
        With its parts.
    seed
        Of the rows that are looked at.
    """
    found = audit_parts(dataset, seed=seed)
    train = np.flatnonzero((dataset.part == "train") & ~np.isnan(dataset.label))
    chosen = train[sample(len(train), seed)]
    features, label = dataset.features.iloc[chosen].reset_index(drop=True), dataset.label[chosen]
    if dataset.question.kind == "binary" and 0 < label.sum() < len(label):
        found += [said.perfect(each) for each in single(features, label, seed=seed) if each.alone >= PERFECT]
    elif dataset.question.kind == "amount" and len(label) and np.ptp(label) > 0:
        found += [said.amount(each) for each in single_of_amount(features, rankdata(label), seed=seed) if each.alone >= PERFECT]
    return said.ordered(found)


def moments(columns: pd.DataFrame) -> pd.DataFrame:
    """Return the columns with texts that are times as numbers (seconds), so that two of them have a difference."""
    return pd.DataFrame({str(name): moment(columns[name]) for name in columns}, index=columns.index)


def moment(column: pd.Series) -> pd.Series:
    """Return a text column as seconds where it holds ISO 8601 times, else as it is."""
    if pd.api.types.is_numeric_dtype(column) or not column.head(1_000).astype("str").str.match(r"^\d{4}-\d\d-\d\d").mean() >= MOMENTS / 2:
        return column
    read = pd.to_datetime(column, format="ISO8601", errors="coerce", utc=True)
    if read.notna().sum() < MOMENTS * max(column.notna().sum(), 1):
        return column
    return pd.Series((read - pd.Timestamp(0, tz="UTC")).dt.total_seconds().to_numpy(np.float64), index=column.index)


def label_of(answer: pd.Series) -> Floats | None:
    """Return the answer as 0 and 1: of two values the second; of an amount whether it is above zero, or above its middle; None of words."""
    values = sorted(answer.unique())
    if len(values) == 2:
        return np.asarray(answer == values[-1], dtype=np.float64)
    if len(values) < 2 or not pd.api.types.is_numeric_dtype(answer):
        return None
    zeros = float((answer == 0).mean())
    return np.asarray(answer > (0 if 0.05 <= zeros <= 0.95 else answer.median()), dtype=np.float64)


def strengths(columns: pd.DataFrame, label: Floats, answer: Floats, *, seed: int, refused: bool) -> list[Finding]:
    """Return the findings about columns that are the answer or were made of it; and, where none is, those about columns that carry most.

    Parameters
    ----------
    columns
        n rows of columns that are neither identifiers nor look-ups.
    label
        Shape (n,): 0 or 1.
    answer
        Shape (n,): the answer itself, an amount or the label.
    seed
        Of rows and folds.
    refused
        Whether the target is refused already, so that what only carries much needs no warning.
    """
    if columns.shape[1] == 0:
        return []
    found = [said.own_row(each) for each in own_rows(columns, answer)]
    chosen = sample(len(label), seed)
    columns, label, answer = columns.iloc[chosen].reset_index(drop=True), label[chosen], answer[chosen]
    if min(label.sum(), len(label) - label.sum()) < FEWEST:
        return found
    amount = bool((np.unique(answer).size > 2) and not np.array_equal(answer, label))
    alone = single(columns, label, seed=seed)
    found += [said.perfect(each, above=amount) for each in alone if each.alone >= PERFECT]
    found += [said.absent(name, auc) for name, auc in missingness(columns, label) if auc >= ABSENT]
    if amount:
        ranks = rankdata(answer)
        by_rank = single_of_amount(columns, ranks, seed=seed)
        found += [said.amount(each) for each in by_rank if each.alone >= PERFECT]
        rest = columns.drop(columns=[name for name in columns if str(name) in {each.column for each in found}])
        found += [said.pair(each) for each in pairs_of_amount(rest, ranks, by_rank, seed=seed)[:PAIRS]]
    if refused or found:
        return once(found)
    found += [said.pair(each) for each in pairs_of_label(columns, label, alone, seed=seed)[:PAIRS]]
    if any(each.severity == "refuse" for each in found):
        return found
    found += [said.one_sided(each) for each in one_sided(columns, label)]
    if not amount or (answer == 0).mean() >= 0.05:
        found += [said.dominant(each) for each in strongest(columns, label, alone, seed=seed)]
    return once(found)


def once(found: list[Finding]) -> list[Finding]:
    """Return the first finding of each column."""
    return list({each.column: each for each in reversed(found)}.values())[::-1]


def ids(columns: pd.DataFrame, label: Floats, *, seed: int) -> list[Finding]:
    """Return the findings about identifiers whose order tells the answer."""
    chosen = sample(len(label), seed)
    found = []
    for name in columns:
        column = columns[name].iloc[chosen].reset_index(drop=True)
        if column.nunique() > 1 and (auc := id_order(column, label[chosen], seed=seed)) >= ORDERED:
            found.append(said.id_order(str(name), auc, certain=auc >= PERFECT))
    return found


def identifiers(columns: pd.DataFrame) -> list[Finding]:
    """Return notes on columns that name rows, and on columns that say nothing."""
    found = []
    for name in columns:
        column = columns[name].dropna()
        distinct = column.nunique()
        whole = pd.api.types.is_numeric_dtype(column) and len(column) and bool((column.astype("float64") % 1 == 0).all())
        if distinct <= 1:
            what, remedy = "holds one value only", "It is left out."
        elif len(column) >= 100 and distinct >= DISTINCT * len(column) and (whole or not pd.api.types.is_numeric_dtype(column)):
            what, remedy = "looks like an identifier: nearly every row has a value of its own", "Leave it out."
        else:
            continue
        found.append(Finding(str(name), "note", f'"{name}" {what}.', f"{distinct:,} different values in {len(column):,} rows", remedy))
    return found


def sample(rows: int, seed: int) -> Ints:
    """Return the positions of at most `ROWS` rows, in order."""
    chosen = np.random.default_rng(seed).permutation(rows)[:ROWS]
    return np.sort(chosen)
