"""How far could each figure be off, by chance alone?

The cluster bootstrap of every metric of every model, on the same resamples, so that models can be compared pair by pair. Metrics that are
sums need only group totals; those of the ranking are read again under new weights, without sorting. The calibration error has no interval:
its bootstrap is biased upwards, and its noise floor stands beside it instead.
"""

from collections.abc import Mapping

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.measures.bootstrap import Interval, Resamples, interval
from footfall.measures.decision import Confusion
from footfall.measures.ranking import Ranking, normalised_gini

__all__ = ["Draws", "amount_draws", "binary_draws", "difference", "intervals"]

Draws = Mapping[str, list[float | None]]
"""The value of each metric in each resample."""


def intervals(draws: Draws) -> dict[str, Interval]:
    """Return the 95 % interval of each metric that has one."""
    found = {name: interval(values) for name, values in draws.items()}
    return {name: ends for name, ends in found.items() if ends is not None}


def difference(better: Draws, worse: Draws, metric: str) -> Interval | None:
    """Return the interval of the paired difference of one metric."""
    pairs = zip(better[metric], worse[metric], strict=True)
    return interval(None if one is None or other is None else one - other for one, other in pairs)


def binary_draws(label: Floats, scores: Mapping[str, Floats], thresholds: Mapping[str, float], resamples: Resamples) -> dict[str, Draws]:
    """Return the draws of each model's metrics; `label` and each score have shape (n,). Time O(resamples * models * n)."""
    rankings = {name: Ranking.of(label, score) for name, score in scores.items()}
    found: dict[str, dict[str, list[float | None]]] = {
        name: _decided(label, score, thresholds[name], resamples) | {"roc_auc": [], "average_precision": [], "lift": []}
        for name, score in scores.items()
    }
    for weight in resamples.weights():
        for name, ranking in rankings.items():
            steps = ranking.steps(weight)
            found[name]["roc_auc"].append(steps.roc_auc())
            found[name]["average_precision"].append(steps.average_precision())
            found[name]["lift"].append(steps.lift(0.1))
    return dict(found)


def amount_draws(amount: Floats, predictions: Mapping[str, Floats], resamples: Resamples) -> dict[str, Draws]:
    """Return the draws of each model's metrics; `amount` and each prediction have shape (n,)."""
    perfect = Ranking.of(amount, amount)
    rankings = {name: Ranking.of(amount, predicted) for name, predicted in predictions.items()}
    found: dict[str, dict[str, list[float | None]]] = {
        name: _missed(amount, predicted, resamples) | {"gini": []} for name, predicted in predictions.items()
    }
    for weight in resamples.weights():
        for name, ranking in rankings.items():
            found[name]["gini"].append(normalised_gini(ranking, perfect, weight))
    return dict(found)


def _decided(label: Floats, score: Floats, threshold: float, resamples: Resamples) -> dict[str, list[float | None]]:
    """Return the metrics of yes and no at a threshold, and the Brier score, on each resample, from sums by group."""
    chosen, positive = score >= threshold, label > 0
    columns = [chosen & positive, chosen & ~positive, ~chosen & positive, ~chosen & ~positive, np.ones(len(label)), (score - label) ** 2]
    totals = resamples.totals(np.column_stack(columns).astype(np.float64))
    decided = [Confusion(*row[:4].tolist()) for row in totals]
    return {
        "accuracy": [one.accuracy for one in decided],
        "precision": [one.precision for one in decided],
        "recall": [one.recall for one in decided],
        "f1": [one.f1 for one in decided],
        "brier": (totals[:, 5] / totals[:, 4]).tolist(),
    }


def _missed(amount: Floats, predicted: Floats, resamples: Resamples) -> dict[str, list[float | None]]:
    """Return the errors of amounts on each resample, from sums by group; `r2` and `bias` are None where nothing varies or was above 0."""
    error = predicted - amount
    totals = resamples.totals(np.column_stack([np.ones(len(amount)), error**2, np.abs(error), amount, amount**2, predicted]))
    count, squares, absolute, real, real_squares, expected = totals.T
    spread = real_squares - real**2 / count
    return {
        "rmse": np.sqrt(squares / count).tolist(),
        "mae": (absolute / count).tolist(),
        "r2": [1 - one / other if other > 0 else None for one, other in zip(squares.tolist(), spread.tolist(), strict=True)],
        "bias": [one / other - 1 if other > 0 else None for one, other in zip(expected.tolist(), real.tolist(), strict=True)],
    }
