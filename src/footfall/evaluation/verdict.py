"""Does the champion earn its place?

Compares it with the baselines on the same resamples and says the outcome in plain words.
"""

from collections.abc import Mapping

from footfall.evaluation.intervals import Draws, difference
from footfall.models.fitted import Fit

__all__ = ["verdict"]

COMPARED = {"binary": ("roc_auc", "ROC AUC"), "amount": ("gini", "normalised Gini")}


def verdict(fit: Fit, draws: Mapping[str, Draws]) -> list[str]:
    """Return one sentence for each baseline: by how much the champion beats it, or that it does not.

    Parameters
    ----------
    fit
        All models.
    draws
        Each model's metrics in each resample, by its name.
    """
    metric, words = COMPARED[fit.question.kind]
    sentences = []
    for model in fit.models:
        if not model.baseline:
            continue
        gain = difference(draws[fit.champion], draws[model.name], metric)
        reach = "unknown" if gain is None else f"{gain[0]:+.3f} to {gain[1]:+.3f}"
        if gain is not None and gain[0] > 0:
            sentences.append(f"{fit.best.label} beats {model.label} in {words} by {reach} (95% interval, same resamples).")
        else:
            sentences.append(
                f"No model is shown to beat {model.label}: the champion's gain in {words} is {reach}, which does not exclude 0."
            )
    return sentences
