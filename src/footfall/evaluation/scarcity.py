"""Are there enough of both classes for a figure to be sure?

Google Analytics 4 shows a predictive metric only where at least 1,000 visitors have done what is asked and 1,000 have not (its help page
"Predictive metrics", prerequisites). Footfall shows the figure and says how wide its interval is, so that the reader decides.
"""

from collections.abc import Mapping

from footfall.evaluation.result import ModelResult

__all__ = ["ENOUGH", "scarcity"]

ENOUGH = 1_000
"""Training rows of each class below which Google Analytics 4 stays silent."""
SHOWN = {"roc_auc": "ROC AUC", "average_precision": "average precision"}


def scarcity(counts: Mapping[str, int], champion: ModelResult) -> list[str]:
    """Return a warning with the widths of the champion's intervals where a class has fewer than `ENOUGH` rows to learn from; else nothing.

    Parameters
    ----------
    counts
        Rows by part and ``_positives``, as of `TargetResult`.
    champion
        With its 95 % intervals.
    """
    positives = counts["train_positives"]
    negatives = counts["train"] - positives
    if min(positives, negatives) >= ENOUGH:
        return []
    widths = [
        f"{words} {low:.3f} to {high:.3f} ({high - low:.3f} wide)"
        for name, words in SHOWN.items()
        if name in champion.interval
        for low, high in [champion.interval[name]]
    ]
    sure = f"The 95% intervals say how far to trust it: {', '.join(widths)}." if widths else "No interval could be had."
    learnt = f"Learnt from {positives:,} positive and {negatives:,} negative rows"
    return [f"{learnt}; Google Analytics 4 predicts nothing below {ENOUGH:,} of each. {sure}"]
