"""How is one target answered?

Audit, train, calibrate, evaluate, save: the same for targets of events and of session tables. It builds no data set.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from footfall.dataset.dataset import Dataset, Floats
from footfall.errors import TargetRefused
from footfall.evaluation.evaluate import evaluate, not_asked, predictions
from footfall.evaluation.leakage import audit_dataset
from footfall.evaluation.result import Finding, TargetResult
from footfall.features.feature import FeatureSet
from footfall.models.artifact import save
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import out_of_fold
from footfall.models.regression import fit_regressors
from footfall.models.training import learnable
from footfall.progress import Progress
from footfall.settings import Settings

__all__ = ["Answer", "answer", "refuse", "save_model"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one target. Without a fit it was not asked, and `result` says why.

    Parameters
    ----------
    dataset
        What was learnt from.
    result
        What the report shows.
    fit
        The models.
    predictions
        The test part: ids, click, label and one column a model.
    out_of_fold
        The champion's scores of the train part, each row scored by a model that did not see its group; in the order of `dataset`.
    """

    dataset: Dataset
    result: TargetResult
    fit: Fit | None = None
    predictions: pd.DataFrame | None = None
    out_of_fold: Floats | None = None


def answer(dataset: Dataset, settings: Settings, *, force: bool, progress: Progress) -> Answer:
    """Audit a data set, learn from it and evaluate what was learnt.

    Raises
    ------
    TargetRefused
        When the audit refuses the target and `force` is false.
    """
    question = dataset.question
    reason = learnable(dataset)
    if reason is not None:
        return Answer(dataset, not_asked(question, reason, dataset.split))
    with progress.stage(f"{question.name}: leakage audit"):
        findings = audit_dataset(dataset, seed=settings.seed)
    if not force:
        refuse(question.name, findings)
    fit_all = fit_classifiers if question.kind == "binary" else fit_regressors
    threads = settings.threads or 2
    fit = fit_all(dataset, effort=settings.effort, seed=settings.seed, threads=threads, progress=progress)
    predicted = predictions(fit, dataset)
    result = evaluate(fit, dataset, seed=settings.seed, predicted=predicted, progress=progress)
    with progress.stage(f"{question.name}: out-of-fold scores"):
        held_out = out_of_fold(fit, dataset, seed=settings.seed)
    return Answer(dataset, replace(result, findings=findings), fit, predicted, held_out)


def refuse(target: str, findings: Sequence[Finding]) -> None:
    """Raise where the audit refuses."""
    refused = [finding for finding in findings if finding.severity == "refuse"]
    if refused:
        first = refused[0]
        raise TargetRefused(
            f"The target {target} is refused: {first.finding}",
            remedy=f"{first.remedy} To go on all the same, with the finding in the report, add --force.",
        )


def save_model(done: Answer, folder: Path, *, features: FeatureSet | None, categories: tuple[str, ...], data_sha256: str) -> None:
    """Save what was learnt under ``folder/<target>``, with the declarations of its features (a session table has none)."""
    if done.fit is None:
        return
    metrics = next(model.metrics for model in done.result.models if model.name == done.fit.champion)
    fingerprint = features.fingerprint if features is not None else ""
    declared = features.names if features is not None else ()
    place = folder / done.dataset.question.name
    save(
        done.fit, done.dataset, place,
        fingerprint=fingerprint, data_sha256=data_sha256, metrics=metrics, declared=declared, categories=categories,
    )  # fmt: skip
