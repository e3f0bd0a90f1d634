"""Does a table give its answer away?

The leakage audit, by measurement and never by a column's name: `audit_table` looks at the raw columns of a source, `audit_dataset` at
features, parts and groups. Each finding carries its evidence and a remedy; ``refuse`` stops a run, ``warn`` goes into the report. How
dependence is measured is in `evaluation.dependence`, how strength is in `evaluation.strength`.
"""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Dataset, Floats
from footfall.evaluation.dependence import Determinant, determinants
from footfall.evaluation.result import Finding
from footfall.evaluation.strength import Strength, missingness, single, strongest

__all__ = ["audit_dataset", "audit_table"]

PERFECT = 0.99
"""ROC AUC of one column alone from which it is taken for the answer itself."""
ROWS = 15_000
"""Most rows that model-based checks look at, drawn by the seed."""
DISTINCT = 0.98
"""Share of different values from which a column of categories is an identifier."""


def audit_table(frame: pd.DataFrame, target: str, *, seed: int) -> tuple[Finding, ...]:
    """Audit the raw columns of a table.

    Parameters
    ----------
    frame
        n rows: numbers as float64 or bool, categories as text, `target` among the columns.
    target
        The column that would be predicted.
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
    answer = frame[target]
    columns = frame.drop(columns=[target])
    known_by = determinants(columns, answer)
    found = [*lookup(known_by, target), *identifiers(columns)]
    if answer.nunique(dropna=True) == 2:
        label = (answer == sorted(answer.dropna().unique())[-1]).to_numpy(np.float64)
        known = answer.notna().to_numpy()
        said = {each.column for each in found} | {name for each in known_by if len(each.columns) == 1 for name in each.columns}
        usable = columns.loc[known].drop(columns=[name for name in columns if name in said]).reset_index(drop=True)
        found += strengths(usable, label[known], seed=seed, refused=bool(known_by))
    return ordered(found)


def audit_dataset(dataset: Dataset, *, seed: int) -> tuple[Finding, ...]:
    """Audit a data set: its parts, its duplicates, and features that are the answer.

    Parameters
    ----------
    dataset
        With its parts.
    seed
        Of the rows that are looked at.
    """
    found = [*straddling(dataset), *duplicates(dataset)]
    train = dataset.only("train")
    if dataset.question.kind == "binary" and len(train):
        chosen = sample(len(train), seed)
        features, label = train.features.iloc[chosen].reset_index(drop=True), train.label[chosen]
        found += [perfect(each) for each in single(features, label, seed=seed) if each.alone >= PERFECT]
    return ordered(found)


def lookup(found: list[Determinant], target: str) -> list[Finding]:
    """Return the finding that the target is a function of other columns, if it is."""
    if not found:
        return []
    said = "; ".join(each.words() for each in found)
    return [
        Finding(
            target,
            "refuse",
            f'"{target}" is a look-up, not an outcome: {said}.',
            "; ".join(each.evidence() for each in found),
            "Choose a target that happens after the cut-off, or take these columns away and ask what is left to predict.",
        )
    ]


def strengths(columns: pd.DataFrame, label: Floats, *, seed: int, refused: bool) -> list[Finding]:
    """Return the findings about columns that are the answer, or carry most of it, or whose absence tells it."""
    chosen = sample(len(label), seed)
    columns, label = columns.iloc[chosen].reset_index(drop=True), label[chosen]
    if min(label.sum(), len(label) - label.sum()) < 30 or columns.shape[1] == 0:
        return []
    alone = single(columns, label, seed=seed)
    found = [perfect(each) for each in alone if each.alone >= PERFECT]
    found += [absent(name, auc) for name, auc in missingness(columns, label) if auc >= 0.95]
    if not found and not refused:
        found += [dominant(each) for each in strongest(columns, label, alone, seed=seed)]
    return found


def perfect(strength: Strength) -> Finding:
    """Return the finding of a column that alone is the answer."""
    return Finding(
        strength.column,
        "refuse",
        f'"{strength.column}" alone ranks the answer with an AUC of {strength.alone:.3f}: it is the answer, or made from it.',
        f"out-of-fold ROC AUC of the column alone: {strength.alone:.4f}",
        "Take the column away, or show that its value is known before the outcome.",
    )


def dominant(strength: Strength) -> Finding:
    """Return the finding of a column that carries most of what can be known."""
    return Finding(
        strength.column,
        "warn",
        f'"{strength.column}" alone reaches an AUC of {strength.alone:.2f}; all columns reach {strength.everything:.2f}, and without it '
        f"{strength.without:.2f}. Such a column may be computed from the outcome.",
        f"ROC AUC alone {strength.alone:.4f}, with all {strength.everything:.4f}, without it {strength.without:.4f}; it carries "
        f"{strength.carried:.0%} of what lies above 0.5",
        "Find out when its value is fixed. Report results with and without it.",
    )


def absent(column: str, auc: float) -> Finding:
    """Return the finding of a column that is filled in with, or after, the outcome."""
    return Finding(
        column,
        "refuse",
        f'Whether "{column}" is filled in tells the answer (AUC {auc:.3f}): it is written with, or after, the outcome.',
        f"ROC AUC of missing against present: {auc:.4f}",
        "Take the column away.",
    )


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


def straddling(dataset: Dataset) -> list[Finding]:
    """Return the finding that sessions (or groups of duplicates) lie in several parts, if they do.

    A target asked weekly asks the same event again and again, with another cut-off each time: nothing straddles there.
    """
    ids = dataset.ids
    if ids["event_id"].duplicated().any():
        return []
    session = ids["session_id"]
    keys = pd.Series(dataset.group) if session.isna().all() else ids["visitor_id"].fillna("") + "\x1f" + session.fillna("")
    placed = dataset.part != "unlabelled"
    parts = pd.Series(dataset.part)[placed].groupby(keys[placed]).nunique()
    count = int((parts > 1).sum())
    if not count:
        return []
    return [Finding("(parts)", "refuse", f"{count:,} groups lie in more than one part.", f"{count:,} of {len(parts):,}", "Split by group.")]


def duplicates(dataset: Dataset) -> list[Finding]:
    """Return the finding that rows of a session table stand in training and test alike, if they do."""
    if dataset.ids["session_id"].notna().any():
        return []
    rows = pd.util.hash_pandas_object(dataset.features.assign(_label=dataset.label), index=False)
    twice = int(np.isin(rows[dataset.part == "test"], rows[dataset.part == "train"]).sum())
    if not twice:
        return []
    remedy = "Keep groups of duplicates in one part."
    return [Finding("(parts)", "warn", f"{twice:,} test rows stand in the training part too.", f"{twice:,} equal rows", remedy)]


def sample(rows: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the positions of at most `ROWS` rows, in order."""
    chosen = np.random.default_rng(seed).permutation(rows)[:ROWS]
    return np.sort(chosen)


def ordered(found: list[Finding]) -> tuple[Finding, ...]:
    """Return refusals first, then warnings, then notes, each in their order."""
    rank = {"refuse": 0, "warn": 1, "note": 2}
    return tuple(sorted(found, key=lambda finding: rank[finding.severity]))
