"""How is one target answered?

Audit, train, calibrate, evaluate, save: the same for targets of events and of session tables. It builds no data set.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.analysis.decisions import decisions
from footfall.dataset.dataset import Dataset, Question
from footfall.errors import TargetRefused, UsageError, Where
from footfall.evaluation.evaluate import evaluate, not_asked, predictions
from footfall.evaluation.leakage import audit_dataset
from footfall.evaluation.result import Finding, TargetResult
from footfall.features.feature import FeatureSet
from footfall.measures.decision import Campaign
from footfall.models.artifact import save
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.manifest import fingerprint_of
from footfall.models.out_of_fold import learnt_from, out_of_fold
from footfall.models.read_as import ReadAs
from footfall.models.reference import Reference, reference_of
from footfall.models.regression import fit_regressors
from footfall.models.shortage import censored, short
from footfall.models.training import labelled, learnable
from footfall.progress import Progress
from footfall.scoring.outcomes import scored_rows
from footfall.scoring.reasons import Reasoner
from footfall.settings import Settings
from footfall.targets.catalog import CONVERSIONS, TARGETS

__all__ = ["Answer", "answer", "campaign_of", "refuse", "save_model"]

NO_SEQUENCE = "No sequence model was trained: they answer yes-or-no questions that are asked at every event of a session."
NO_PROFIT = "No profit at a threshold is shown: set conversion_value, action_cost and action_effect to have it."


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one target. Without a fit it was not asked, and `result` says why. It does not hold what was learnt from.

    Parameters
    ----------
    question
        What was asked.
    result
        What the report shows.
    fit
        The models.
    predictions
        The test part: ids, click, label and one column a model.
    learnt
        The rows that the champion learnt from (`models.out_of_fold.learnt_from`): ``event_id, cut_off_us`` and ``score``, each row scored
        by a model that did not see its group.
    decisions
        Of a conversion: what campaigns are measured on (`analysis.decisions`).
    borders_us
        As of `Dataset`.
    reasoner
        Gives the reasons of the champion's scores (`analysis.reasons.explained`); None where it cannot give any.
    """

    question: Question
    result: TargetResult
    fit: Fit | None = None
    predictions: pd.DataFrame | None = None
    learnt: pd.DataFrame | None = None
    decisions: pd.DataFrame | None = None
    borders_us: tuple[int, ...] = ()
    reasoner: Reasoner | None = None


def answer(dataset: Dataset, settings: Settings, *, force: bool, strict: bool, progress: Progress) -> Answer:
    """Audit a data set, learn from it and evaluate what was learnt.

    Parameters
    ----------
    dataset
        Of one target.
    settings
        Effort, seed and threads.
    force
        Whether to learn even what the audit refuses.
    strict
        Whether to raise where the audit refuses, instead of answering that the target was not asked.
    progress
        Told of each step.

    Raises
    ------
    TargetRefused
        When the audit refuses the target, `strict` is true and `force` is not.
    """
    question = dataset.question
    reason = learnable(dataset)
    if reason is not None:
        return Answer(question, not_asked(question, reason, dataset.split), borders_us=dataset.borders_us)
    with progress.stage(f"{question.name}: leakage audit"):
        findings = audit_dataset(dataset, seed=settings.seed)
    if not force:
        try:
            refuse(question.name, findings)
        except TargetRefused as refused:
            if strict:
                raise
            result = replace(not_asked(question, refused.what, dataset.split), findings=findings)
            return Answer(question, result, borders_us=dataset.borders_us)
    fit_all = fit_classifiers if question.kind == "binary" else fit_regressors
    fit = fit_all(dataset, effort=settings.effort, seed=settings.seed, threads=settings.threads, progress=progress)
    predicted = predictions(fit, dataset)
    converts = question.kind == "binary" and (question.name in CONVERSIONS or not dataset.borders_us)
    campaign = campaign_of(settings) if converts else None
    with progress.stage(f"{question.name}: out-of-fold scores"):
        held_out = out_of_fold(fit, dataset, seed=settings.seed)
    result = evaluate(fit, dataset, seed=settings.seed, predicted=predicted, held_out=held_out, campaign=campaign, progress=progress)
    if converts and campaign is None:
        result = replace(result, notes=(*result.notes, NO_PROFIT))
    if settings.deep and dataset.history is None:
        result = replace(result, notes=(*result.notes, NO_SEQUENCE))
    result = replace(result, notes=(*result.notes, *short(dataset), *censored(dataset)))
    learnt = dataset.ids.loc[learnt_from(fit, dataset), ["event_id", "cut_off_us"]].assign(score=held_out)
    decided = decisions(fit, dataset, predicted[fit.champion].to_numpy(np.float64), held_out) if converts else None
    return Answer(question, replace(result, findings=findings), fit, predicted, learnt, decided, dataset.borders_us)


def campaign_of(settings: Settings) -> Campaign | None:
    """Return what acting costs and brings; None where none of it is set.

    Raises
    ------
    UsageError
        When only a part of it is set: a profit needs all three.
    """
    value, cost, effect = settings.conversion_value, settings.action_cost, settings.action_effect
    if value is not None and cost is not None and effect is not None:
        return Campaign(value, cost, effect)
    given = {"conversion_value": value, "action_cost": cost, "action_effect": effect}
    lacking = [name for name, amount in given.items() if amount is None]
    if len(lacking) < len(given):
        there, gone = " and ".join(name for name in given if name not in lacking), " and ".join(lacking)
        be, not_be = ("is", "are") if len(lacking) == 2 else ("are", "is")
        raise UsageError(
            f"A profit needs conversion_value, action_cost and action_effect: {there} {be} set, {gone} {not_be} not.",
            where=Where(column=lacking[0]),
            remedy=f"Set {gone} as well (footfall.toml or FOOTFALL_{lacking[0].upper()}), or none of the three.",
        )
    return None


def refuse(target: str, findings: Sequence[Finding]) -> None:
    """Raise where the audit refuses."""
    refused = [finding for finding in findings if finding.severity == "refuse"]
    if refused:
        first = refused[0]
        raise TargetRefused(
            f"The target {target} is refused by the audit: {first.finding}",
            remedy=f"{first.remedy} To go on all the same, with the finding in the report, add --force.",
        )


def save_model(
    done: Answer, dataset: Dataset, folder: Path, *, features: FeatureSet | None, categories: tuple[str, ...], data_sha256: str,
    of_log: bool = False, read_as: ReadAs | None = None,
) -> None:  # fmt: skip
    """Save what was learnt from a data set under ``folder/<target>``, with the declarations of its features, where it has any.

    `of_log`: whether its rows are events with the log's own columns; `read_as`: how events were read.
    """
    if done.fit is None:
        return
    metrics = next(model.metrics for model in done.result.models if model.name == done.fit.champion)
    fingerprint = features.fingerprint if features is not None else ""
    declared = features.names if features is not None else ()
    targets = {each.name: fingerprint_of(each.signature()) for each in TARGETS} if features is not None else {}
    save(
        done.fit, dataset, folder / done.question.name,
        fingerprint=fingerprint, data_sha256=data_sha256, metrics=metrics, declared=declared, categories=categories,
        target=targets.get(done.question.name, ""), of_log=of_log, read_as=read_as, reference=reference(done, dataset),
    )  # fmt: skip


def reference(done: Answer, dataset: Dataset) -> Reference | None:
    """Return what new data will be compared with: the test part, as the champion scored it."""
    if done.fit is None or done.predictions is None:
        return None
    test = labelled(dataset, "test")
    target = next((each for each in TARGETS if each.name == done.question.name and dataset.borders_us), None)
    rows = scored_rows(
        test.features, done.predictions[done.fit.champion].to_numpy(np.float64), test.label, test.ids["visitor_id"], test.group, target
    )
    times = dataset.ids["cut_off_us"]
    in_time = {"first_us": int(times.min()), "since_us": dataset.borders_us[-1], "until_us": int(times.max())} if dataset.borders_us else {}
    return reference_of(rows, done.fit.best.columns, binary=done.question.kind == "binary", seed=done.fit.seed, **in_time)
