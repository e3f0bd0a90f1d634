"""Does the champion know people, or behaviour?

Visitors may come back and so stand on both sides of the split. This says how many test rows are of visitors seen before, and how the
champion does on the others alone.
"""

import numpy as np

from footfall.dataset.dataset import Bools, Dataset, Floats
from footfall.measures.ranking import Ranking, normalised_gini

__all__ = ["unseen_visitors"]

FEWEST = 100
"""Fewest rows of unseen visitors for a figure."""


def unseen_visitors(dataset: Dataset, test: Dataset, score: Floats) -> list[str]:
    """Return sentences; none where visitors are unknown.

    Parameters
    ----------
    dataset
        All parts.
    test
        The test rows with known labels.
    score
        The champion's, of the test rows, shape (n,).
    """
    if not test.ids["visitor_id"].notna().any():
        return []
    earlier = np.isin(dataset.part, ("train", "tune", "calibrate"))
    seen = set(dataset.ids.loc[earlier, "visitor_id"].dropna())
    new: Bools = (~test.ids["visitor_id"].isin(seen)).to_numpy(dtype=np.bool_)
    shared = f"{1 - new.mean():.1%} of the test rows are of visitors that earlier parts have seen."
    return [shared, *_on(test.label[new], score[new], kind=test.question.kind)]


def _on(label: Floats, score: Floats, *, kind: str) -> list[str]:
    """Return the figures of the rows of new visitors, in words, or why there are none."""
    if len(label) < FEWEST:
        return [f"Only {len(label)} test rows are of visitors not seen before: too few for figures of their own."]
    ranking = Ranking.of(label, score)
    if kind == "amount":
        gini = normalised_gini(ranking, Ranking.of(label, label))
        return [] if gini is None else [f"On visitors not seen before alone ({len(label):,} rows): normalised Gini {gini:.3f}."]
    auc, precision = ranking.steps().roc_auc(), ranking.steps().average_precision()
    if auc is None or precision is None:
        return [f"The {len(label):,} test rows of visitors not seen before hold one class only."]
    alone = f"On visitors not seen before alone ({len(label):,} rows, base rate {float(label.mean()):.1%})"
    return [f"{alone}: ROC AUC {auc:.3f}, average precision {precision:.3f}."]
