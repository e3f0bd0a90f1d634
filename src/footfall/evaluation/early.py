"""How early in a session can the answer be known?

The champion's ROC AUC and average precision among the test rows at click 1, 2, ... 20, with their number, base rate and interval.
"""

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.evaluation.result import EarlyPoint
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.ranking import Ranking

__all__ = ["FEWEST", "LAST_CLICK", "early_curve"]

LAST_CLICK = 20
FEWEST = 50
"""Fewest rows at a click for it to have a point."""


def early_curve(label: Floats, score: Floats, click: Ints, resamples: Resamples) -> tuple[EarlyPoint, ...]:
    """Return a point for each click with at least `FEWEST` rows of both classes; all arguments have shape (n,).

    Empty where there are no clicks (all 1).
    """
    if click.max() <= 1:
        return ()
    rows = {at: np.flatnonzero(click == at) for at in range(1, LAST_CLICK + 1)}
    kept = {at: there for at, there in rows.items() if len(there) >= FEWEST and 0 < label[there].sum() < len(there)}
    rankings = {at: Ranking.of(label[there], score[there]) for at, there in kept.items()}
    drawn: dict[int, list[tuple[float | None, float | None]]] = {at: [] for at in kept}
    for weight in resamples.weights():
        for at, there in kept.items():
            if weight[there].any():
                steps = rankings[at].steps(weight[there])
                drawn[at].append((steps.roc_auc(), steps.average_precision()))
    return tuple(_point(at, rankings[at], drawn[at]) for at in kept)


def _point(click: int, ranking: Ranking, drawn: list[tuple[float | None, float | None]]) -> EarlyPoint:
    """Return the figures of one click, with their 95 % intervals over what was drawn."""
    steps = ranking.steps()
    ends = {"roc_auc": interval(auc for auc, _ in drawn), "average_precision": interval(precision for _, precision in drawn)}
    return EarlyPoint(
        click=click,
        n=len(ranking.order),
        base_rate=float(ranking.outcome.mean()),
        roc_auc=steps.roc_auc(),
        average_precision=steps.average_precision(),
        interval={name: found for name, found in ends.items() if found is not None},
    )
