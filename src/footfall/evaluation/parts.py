"""Are the parts of a data set fit to learn from and to test on?

What may lie on both sides of a split, and what may not: sessions and duplicates never, nor rows that are duplicates but for noise in the
last digits; visitors may, and their share is stated. And whether the test part has enough positives, and is of the same kind as the
training part (`adversarial`).
"""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Bools, Dataset, Floats, Ints
from footfall.evaluation.adversarial import BAR, Difference, parts_apart
from footfall.evaluation.result import Finding
from footfall.evaluation.strength import standard_error

__all__ = ["PARTS", "audit_parts"]

PARTS = "(parts)"
"""Stands where a finding is about no column."""

FEWEST_POSITIVES = 100
"""Positives (and negatives) below which performance is measured too roughly: Vergouwe et al. (2005), "Substantial effective sample sizes
were required for external validation studies of predictive logistic regression models", J. Clin. Epidemiol. 58(5); Collins, Ogundimu and
Altman (2016), Statistics in Medicine 35(2)."""
TYPICAL = 0.75
"""ROC AUC at which the width of an interval is shown."""
CONTINUOUS = 0.5
"""Share of different values from which a number can make a row unlike every other."""
CELL = 1e-4
"""Standard deviations within which numbers of near-duplicates lie: far above the noise of floats, far below what a measurement means."""
FEWEST_NEAR, TIMES_CHANCE = 5, 5.0
"""Near-duplicates are told from as many on, and from as many times what chance gives when columns are shuffled."""


def audit_parts(dataset: Dataset, *, seed: int) -> list[Finding]:
    """Return what is wrong with the parts: rows on both sides, too few positives, another distribution.

    Parameters
    ----------
    dataset
        With its parts.
    seed
        Of the rows that are drawn.
    """
    apart = parts_apart(dataset, seed=seed)
    found = [*straddling(dataset), *duplicates(dataset, seed), *few_positives(dataset), *visitors(dataset)]
    return [*found, *([different(apart)] if apart is not None and apart.unusual else [])]


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
    what = "groups of equal rows" if session.isna().all() else "sessions"
    return [
        Finding(
            PARTS, "refuse", f"{count:,} {what} lie in more than one part, so the test rows are not new.",
            f"{count:,} of {len(parts):,} {what}", "Split by session, and by group of equal rows.",
        )
    ]  # fmt: skip


def visitors(dataset: Dataset) -> list[Finding]:
    """Return the note on the share of test rows whose visitor earlier parts have seen, where there are any."""
    known = dataset.ids["visitor_id"]
    earlier = set(known[np.isin(dataset.part, ("train", "tune", "calibrate"))].dropna())
    test = known[dataset.part == "test"].dropna()
    again = int(test.isin(earlier).sum())
    if not again:
        return []
    said = f"{again / len(test):.1%} of the test rows are of visitors that earlier parts have seen."
    remedy = "That is how it will be in use; the notes of the target give the figures on new visitors alone."
    return [Finding(PARTS, "note", said, f"{again:,} of {len(test):,} test rows", remedy)]


def duplicates(dataset: Dataset, seed: int) -> list[Finding]:
    """Return the finding that rows of a session table stand in training and test alike, exactly or but for noise, if they do."""
    if dataset.ids["session_id"].notna().any():
        return []
    train, test = dataset.part == "train", dataset.part == "test"
    rows = pd.util.hash_pandas_object(dataset.features.assign(_label=dataset.label), index=False)
    twice = int(np.isin(rows[test], rows[train]).sum())
    if twice:
        remedy = "Keep groups of duplicates in one part."
        return [Finding(PARTS, "warn", f"{twice:,} test rows stand in the training part too.", f"{twice:,} equal rows", remedy)]
    near, chance = near_duplicates(dataset, seed)
    if near < max(FEWEST_NEAR, TIMES_CHANCE * chance):
        return []
    return [
        Finding(
            PARTS, "warn", f"{near:,} test rows stand in the training part too, but for noise in the last digits.",
            f"{near:,} rows equal within {CELL:g} standard deviations in every number; shuffled columns give {chance:,}",
            "Round the columns to the digits that mean something, so that such rows are known as duplicates and stay together.",
        )
    ]  # fmt: skip


def near_duplicates(dataset: Dataset, seed: int) -> tuple[int, int]:
    """Return how many test rows have a near-duplicate in training, and how many they are when the training columns are shuffled.

    Numbers fall into cells of `CELL` standard deviations, on two grids half a cell apart, so that a pair that one grid parts the
    other seldom does. Only tables with a number of many different values are looked at: elsewhere equal rows are ordinary.
    """
    features = dataset.features
    numbers = [name for name in dataset.numeric if features[name].nunique() >= CONTINUOUS * len(features)]
    train, test = np.flatnonzero(dataset.part == "train"), np.flatnonzero(dataset.part == "test")
    if not numbers or not len(train) or not len(test):
        return 0, 0
    rng = np.random.default_rng(seed)
    spread = {name: float(np.nanstd(features[name].to_numpy(np.float64))) or 1.0 for name in dataset.numeric}
    near = np.zeros(len(test), dtype=np.bool_)
    by_chance = np.zeros(len(test), dtype=np.bool_)
    for shift in (0.0, 0.5):
        cells = features.copy()
        for name in dataset.numeric:
            cells[name] = np.floor(features[name].to_numpy(np.float64) / (spread[name] * CELL) + shift)
        shuffled = pd.DataFrame({str(name): cells[name].to_numpy()[rng.permutation(train)] for name in cells})
        there = hashed(cells.iloc[test])
        near |= np.isin(there, hashed(cells.iloc[train]))
        by_chance |= np.isin(there, hashed(shuffled.astype(cells.dtypes.to_dict())))
    return int(near.sum()), int(by_chance.sum())


def hashed(frame: pd.DataFrame) -> Ints:
    """Return one number a row."""
    return pd.util.hash_pandas_object(frame, index=False).to_numpy().view(np.int64)


def few_positives(dataset: Dataset) -> list[Finding]:
    """Return the warning that a part has few positives, with how wide the intervals will be, if so."""
    known = ~np.isnan(dataset.label)
    positives = {part: groups_of(dataset, known & (dataset.part == part) & (dataset.label > 0)) for part in ("train", "test")}
    part, fewest = min(positives.items(), key=lambda each: each[1])
    if fewest >= FEWEST_POSITIVES or not positives["test"]:
        return []
    test = known & (dataset.part == "test")
    if dataset.question.kind == "binary":
        negatives = max(groups_of(dataset, test & (dataset.label <= 0)), 1)
        half = 1.96 * standard_error(TYPICAL, positives["test"], negatives)
        width = (
            f"a ROC AUC of {TYPICAL} on this test part has a 95% interval of about {TYPICAL - half:.2f} to {min(1.0, TYPICAL + half):.2f}"
        )
        what = f"{unit_of(dataset)} with a positive answer"
    else:
        width = f"the mean amount of this test part is known to about {spread_of(dataset.label[test]):.0%} either way (95%)"
        what = f"{unit_of(dataset)} with an amount above 0"
    return [
        Finding(
            PARTS, "warn", f"The {part} part has {fewest:,} {what}, fewer than {FEWEST_POSITIVES}: {width}.",
            f"train {positives['train']:,}, test {positives['test']:,}",
            "Take a longer period or a commoner event; until then read the intervals, not the figures.",
        )
    ]  # fmt: skip


def groups_of(dataset: Dataset, mask: Bools) -> int:
    """Return how many groups these rows are of: rows of one session are no more evidence than one, equal rows of a table are."""
    return len(np.unique(dataset.group[mask])) if dataset.ids["session_id"].notna().any() else int(mask.sum())


def unit_of(dataset: Dataset) -> str:
    """Return what a group is."""
    session = dataset.ids["session_id"]
    if session.isna().all():
        return "rows"
    return "visitors" if len(np.unique(dataset.group)) < session.nunique() else "sessions"


def spread_of(label: Floats) -> float:
    """Return half the width of the 95 % interval of the mean, as a share of it."""
    return float(1.96 * label.std() / np.sqrt(len(label)) / label.mean()) if label.mean() > 0 else 1.0


def different(apart: Difference) -> Finding:
    """Return the warning that the test part is of another kind than the training part."""
    named = ", ".join(f'"{name}"' for name, _ in apart.columns) or "no single column"
    drift = f"more than the drift inside the training part leads one to expect ({apart.expected:.2f})"
    beyond = drift if apart.expected > 0.5 else "by chance 0.5"
    said = (
        f"Test rows can be told from training rows with a ROC AUC of {apart.auc:.2f}, {beyond}: "
        f"what is measured on one says little of the other. They differ most in {named}."
    )
    each = "".join(f"; {name} alone {auc:.3f}" for name, auc in apart.columns)
    evidence = f"ROC AUC {apart.auc:.4f} (95% {apart.low:.4f} to {apart.high:.4f}), expected {apart.expected:.4f}, bar {BAR}{each}"
    remedy = "Find out what changed (a column, its meaning, the audience); learn from the time after it, or take the column away."
    return Finding(PARTS, "warn", said, evidence, remedy)
