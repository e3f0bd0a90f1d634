"""Which figures stand in a leaderboard?

All metrics of one model on the test part, from its scores alone, so that anyone can recompute them from the predictions that were written.
A figure that cannot be had is None, and `undefined` says why. The formulas live in `measures`.
"""

from collections.abc import Mapping

from footfall.dataset.dataset import Floats
from footfall.measures.amount import bias, mae, r2, rmse
from footfall.measures.decision import Confusion
from footfall.measures.probability import brier, calibration_error, calibration_floor
from footfall.measures.ranking import Ranking, normalised_gini

__all__ = ["Metrics", "amount_metrics", "binary_metrics", "undefined"]

Metrics = Mapping[str, float | None]

REASONS = {
    "precision": "nothing is called positive at its threshold",
    "f1": "there are no positives, found or missed",
    "r2": "all amounts are equal",
    "gini": "the amounts sum to nothing or are all equal",
    "bias": "the amounts sum to nothing",
}


def binary_metrics(label: Floats, score: Floats, threshold: float, *, seed: int) -> Metrics:
    """Return the metrics of probabilities; `label` (0/1) and `score` have shape (n,), every row counts the same.

    `lift` is of the best tenth, `ece_floor` what chance alone would give; `seed` is of the latter's draws.
    """
    steps = Ranking.of(label, score).steps()
    decided = Confusion.of(label, score, threshold)
    return {
        "accuracy": decided.accuracy,
        "precision": decided.precision,
        "recall": decided.recall,
        "f1": decided.f1,
        "roc_auc": steps.roc_auc(),
        "average_precision": steps.average_precision(),
        "brier": brier(label, score),
        "ece": calibration_error(label, score),
        "ece_floor": calibration_floor(score, seed=seed),
        "lift": steps.lift(0.1),
    }


def amount_metrics(amount: Floats, predicted: Floats) -> Metrics:
    """Return the metrics of predicted amounts, both of shape (n,) and in the target's unit."""
    return {
        "rmse": rmse(amount, predicted),
        "mae": mae(amount, predicted),
        "r2": r2(amount, predicted),
        "gini": normalised_gini(Ranking.of(amount, predicted), Ranking.of(amount, amount)),
        "bias": bias(amount, predicted),
    }


def undefined(label: str, metrics: Metrics) -> list[str]:
    """Return a sentence for each metric of the model `label` that could not be had."""
    return [
        f"{label}: {name} is not defined, since {REASONS.get(name, 'one class is missing')}."
        for name, value in metrics.items()
        if value is None
    ]
