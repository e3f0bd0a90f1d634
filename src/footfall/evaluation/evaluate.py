"""How good is it, on data that no choice has seen?

Reads the test part once and returns everything that the report says about one target: the leaderboard with intervals, the champion's
curves, how early it knows, what drives it, and in plain words whether it beats the baselines. It chooses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import PARTS, Dataset, Floats, Question
from footfall.evaluation.coverage import coverage
from footfall.evaluation.curves import amount_curves, binary_curves
from footfall.evaluation.drivers import drivers
from footfall.evaluation.early import early_curve
from footfall.evaluation.intervals import Draws, amount_draws, binary_draws, intervals
from footfall.evaluation.metrics import Metrics, amount_metrics, binary_metrics, undefined
from footfall.evaluation.profit import acted_units, measure_profit
from footfall.evaluation.result import Curves, EarlyPoint, ModelResult, TargetResult
from footfall.evaluation.scarcity import scarcity
from footfall.evaluation.unseen import unseen_visitors
from footfall.evaluation.verdict import verdict
from footfall.measures.bootstrap import Resamples
from footfall.measures.decision import Campaign
from footfall.models.fitted import Fit, Fitted, predict_all
from footfall.models.training import labelled
from footfall.progress import SILENT, Progress

__all__ = ["RESAMPLES", "evaluate", "not_asked", "predictions"]

RESAMPLES = 200
"""Bootstrap resamples: enough for 95 % ends to settle in the second digit."""
IDS = ("event_id", "visitor_id", "session_id", "cut_off_us", "click")


def predictions(fit: Fit, dataset: Dataset) -> pd.DataFrame:
    """Return what every model says of every test row with a known label.

    Returns
    -------
    DataFrame
        ``event_id, visitor_id, session_id, cut_off_us, click, label`` and one float64 column a model: calibrated probabilities, or
        amounts. Every metric of `evaluate` can be recomputed from it, given the thresholds.
    """
    test = labelled(dataset, "test")
    frame = test.ids.loc[:, list(IDS)].copy()
    frame["label"] = test.label
    return frame.assign(**predict_all(fit.models, test.features, test.history))


def evaluate(
    fit: Fit,
    dataset: Dataset,
    *,
    seed: int,
    predicted: pd.DataFrame | None = None,
    held_out: Floats | None = None,
    resamples: int = RESAMPLES,
    campaign: Campaign | None = None,
    progress: Progress = SILENT,
) -> TargetResult:
    """Measure every model on the test part: unweighted, pooled over all its cut-offs, at natural prevalence.

    Parameters
    ----------
    fit
        All models of the target.
    dataset
        The data set they were fitted on; only its test part is measured.
    seed
        Of the resamples, the shuffles and the calibration floor.
    predicted
        What `predictions` returned, where it is at hand already.
    held_out
        What `models.out_of_fold` returned, likewise.
    resamples
        Of the cluster bootstrap, by `dataset.group`.
    campaign
        What acting on a visit costs and brings; without one the profit is None.

    Returns
    -------
    TargetResult
        For an amount, `base_rate` is the mean amount of the test part.
    """
    with progress.stage(f"{dataset.question.name}: evaluation", 4) as stage:
        frame = predictions(fit, dataset) if predicted is None else predicted
        stage.advance()
        scores = {model.name: frame[model.name].to_numpy(dtype=np.float64) for model in fit.models}
        test = labelled(dataset, "test")
        drawn = Resamples.of(test.group, resamples=resamples, seed=seed)
        measured = _measured(fit, test.label, scores, drawn, seed=seed, gains=_gains(fit, test, scores, campaign))
        stage.advance()
        curves, early = _pictures(fit, test, scores[fit.champion], drawn)
        stage.advance()
        driving = drivers(fit.best, test, seed=seed)
        profit = measure_profit(campaign, fit, dataset, scores[fit.champion], drawn, held_out)
        stage.advance()
    counts = _counts(dataset)
    return TargetResult(
        question=dataset.question,
        base_rate=float(test.label.mean()),
        champion=fit.champion,
        threshold=fit.threshold,
        split=dataset.split,
        counts=counts,
        models=measured.models,
        early=early,
        curves=curves,
        drivers=driving,
        notes=_notes(fit, dataset, test, measured, counts, scores[fit.champion], has_early=bool(early)),
        profit=profit,
        coverage=coverage(test.label, scores[fit.champion], fit.best.intervals, drawn),
    )


def not_asked(question: Question, reason: str, split: Mapping[str, str | int | float | None] | None = None) -> TargetResult:
    """Return the result of a target that cannot be learnt."""
    return TargetResult(question=question, not_asked=reason, split=split or {})


@dataclass(frozen=True, slots=True)
class _Measured:
    models: tuple[ModelResult, ...]
    draws: Mapping[str, Draws]
    notes: list[str]


def _gains(fit: Fit, test: Dataset, scores: Mapping[str, Floats], campaign: Campaign | None) -> Mapping[str, Floats]:
    """What acting on whom each model calls positive brings at each row; nothing without a campaign or of an amount."""
    if campaign is None or fit.question.kind != "binary":
        return {}
    of = acted_units(test)
    return {model.name: campaign.gains(test.label, scores[model.name], model.threshold or 0.0, of) for model in fit.models}


def _measured(
    fit: Fit, label: Floats, scores: Mapping[str, Floats], drawn: Resamples, *, seed: int, gains: Mapping[str, Floats]
) -> _Measured:
    """Measure every model on the test part, with what it gives on each resample."""
    binary = fit.question.kind == "binary"
    thresholds = {model.name: model.threshold or 0.0 for model in fit.models}
    draws = binary_draws(label, scores, thresholds, drawn) if binary else amount_draws(label, scores, drawn)
    models, notes = [], []
    for model in fit.models:
        score = scores[model.name]
        metrics = binary_metrics(label, score, thresholds[model.name], seed=seed) if binary else amount_metrics(label, score)
        notes += undefined(model.label, metrics)
        drawn_again = draws[model.name]
        if binary:
            gained = gains.get(model.name)
            metrics = {**metrics, "profit": None if gained is None else float(gained.sum())}
            drawn_again = drawn_again if gained is None else {**drawn_again, "profit": drawn.totals(gained[:, None])[:, 0].tolist()}
        models.append(_line(model, metrics, drawn_again))
    return _Measured(tuple(models), draws, notes)


def _line(model: Fitted, metrics: Metrics, draws: Draws) -> ModelResult:
    """Return a model's line of the leaderboard; a metric that cannot be had has no interval either."""
    return ModelResult(
        name=model.name,
        label=model.label,
        metrics=metrics,
        interval={name: ends for name, ends in intervals(draws).items() if metrics[name] is not None},
        threshold=model.threshold,
        seconds=model.seconds,
        parameters=model.parameters,
        baseline=model.baseline,
    )


def _pictures(fit: Fit, test: Dataset, score: Floats, drawn: Resamples) -> tuple[Curves, tuple[EarlyPoint, ...]]:
    """Return the champion's curves, and how early it knows; of an amount, and of what is asked once a session, nothing of the latter."""
    if fit.question.kind == "amount":
        return amount_curves(test.label, score, drawn), ()
    clicks = test.ids["click"].to_numpy(dtype=np.int64)
    return binary_curves(test.label, score, drawn), early_curve(test.label, score, clicks, drawn) if test.asked_at_clicks else ()


def _counts(dataset: Dataset) -> dict[str, int]:
    """Return by part the rows with a known label, those above 0 and their groups; and how many rows of all have none."""
    counts: dict[str, int] = {}
    for part in PARTS:
        rows = labelled(dataset, part)
        counts[part] = len(rows)
        counts[f"{part}_positives"] = int(np.sum(rows.label > 0))
        counts[f"{part}_groups"] = len(np.unique(rows.group))
    counts["unlabelled"] = len(dataset) - sum(counts[part] for part in PARTS)
    return counts


def _notes(
    fit: Fit, dataset: Dataset, test: Dataset, measured: _Measured, counts: Mapping[str, int], score: Floats, *, has_early: bool
) -> tuple[str, ...]:
    """What a reader should know, what weighs most first."""
    binary = dataset.question.kind == "binary"
    champion = next(model for model in measured.models if model.name == fit.champion)
    scarce = scarcity(counts, champion) if binary else []
    clicks = [_no_clicks(test)] if binary and not has_early else []
    return (*scarce, *fit.notes, *verdict(fit, measured.draws), *unseen_visitors(dataset, test, score), *measured.notes, *clicks)


def _no_clicks(test: Dataset) -> str:
    """Return why there is no early-prediction curve."""
    if not test.asked_at_clicks:
        return "The early-prediction curve does not apply: this is asked once a session, not at each of its clicks."
    return "The early-prediction curve is empty: no click has 50 test rows of both classes."
