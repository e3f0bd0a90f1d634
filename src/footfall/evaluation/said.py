"""How does the audit say what it measured?

One sentence, its evidence and a remedy for each kind of finding about columns. It measures nothing.
"""

from collections.abc import Iterable

from footfall.evaluation.aftermath import OneSided, OwnRow
from footfall.evaluation.dependence import Determinant
from footfall.evaluation.pairs import Pair
from footfall.evaluation.result import Finding
from footfall.evaluation.strength import Strength

__all__ = ["absent", "amount", "dominant", "id_order", "lookup", "one_sided", "ordered", "own_row", "pair", "perfect"]

AWAY = "Take the column away, or show that its value is known before the outcome."


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


def perfect(strength: Strength, *, above: bool = False) -> Finding:
    """Return the finding of a column that alone is the answer; `above`: that it tells large amounts from small ones."""
    what = "large amounts from small ones" if above else "the answer"
    verb = "tells" if above else "ranks"
    return Finding(
        strength.column,
        "refuse",
        f'"{strength.column}" alone {verb} {what} with an AUC of {strength.alone:.3f}: it is the answer, or made from it.',
        f"out-of-fold ROC AUC of the column alone: {strength.alone:.4f}",
        AWAY,
    )


def amount(strength: Strength) -> Finding:
    """Return the finding of a column that alone is the amount."""
    return Finding(
        strength.column,
        "refuse",
        f'"{strength.column}" alone explains {strength.alone:.1%} of the amount: it is the amount, or made from it.',
        f"share of the variance of the amount's ranks, out of fold: {strength.alone:.4f}",
        AWAY,
    )


def pair(found: Pair) -> Finding:
    """Return the finding of two columns that tell the answer together."""
    one, two = found.columns
    alone = found.how == "cells"
    what = f'"{one}" and "{two}" together' if alone else f'The {found.how} of "{one}" and "{two}"'
    verb = ("are the answer" if alone else "is the answer") if found.certain else "tells much of the answer that neither of them tells"
    cause = "One of the two may be written when the outcome happens." if found.how == "difference" else "It may be computed from them."
    return Finding(
        f"{one} + {two}",
        "refuse" if found.certain else "warn",
        f"{what} {verb} ({found.strength:.3f}; the better of them alone {found.alone:.3f}). {cause}",
        f"out of fold, {found.how}: {found.strength:.4f}, the better column alone {found.alone:.4f}",
        "Take one of the two away, or show that both are known before the outcome.",
    )


def own_row(found: OwnRow) -> Finding:
    """Return the finding of an aggregate that counts the row's own outcome in."""
    return Finding(
        found.column,
        "refuse",
        f'"{found.column}" is an aggregate of the answer by "{found.group}" with each row\'s own answer in: it agrees with it more than '
        "anything made of other rows could.",
        f"squared correlation with the answer by {found.group}: {found.agreement:.4f}; knowable without these rows {found.knowable:.4f}",
        "Compute it from rows that were over before each row's cut-off.",
    )


def one_sided(found: OneSided) -> Finding:
    """Return the warning of a value that only rows of the rarer answer have."""
    return Finding(
        found.column,
        "warn",
        f'Where "{found.column}" is {found.what}, {found.rarer:,} of {found.rows:,} rows have the rarer answer, which {found.base:.1%} of '
        "all rows have: such a value may be written only after the outcome.",
        f"{found.rarer:,} of {found.rows:,} rows, base rate {found.base:.4f}",
        "Find out when its value is fixed; take the column away if that is after the outcome.",
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


def id_order(column: str, auc: float, *, certain: bool) -> Finding:
    """Return the finding of an identifier whose order tells the answer."""
    return Finding(
        column,
        "refuse" if certain else "warn",
        f'The order of the identifier "{column}" tells the answer (AUC {auc:.3f}): the outcome gave it out, or sorted the table.',
        f"out-of-fold ROC AUC of its place in order: {auc:.4f}",
        "Take the column away, and split by time or by a hash, never by the order of rows.",
    )


def ordered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return refusals first, then warnings, then notes, each in their order."""
    rank = {"refuse": 0, "warn": 1, "note": 2}
    return tuple(sorted(found, key=lambda finding: rank[finding.severity]))
