"""Why is there too little to learn from, and what would help?

`advice` turns a part that is too small into a sentence about its cause: a horizon that is longer than the data, positives that all lie on
one day, or a part without any. `censored` and `short` say what a short period costs where there is enough. It decides nothing:
`training.learnable` does.
"""

import numpy as np

from footfall.dataset.dataset import Dataset, Part
from footfall.dataset.horizon import BY_VISITOR
from footfall.dataset.split import iso
from footfall.events.event import DAY_US

__all__ = ["advice", "censored", "short"]


def advice(dataset: Dataset, part: Part) -> str:
    """Return why this part of a data set has too few known answers of a kind, and what to do, as sentences; empty where nothing is known.

    Parameters
    ----------
    dataset
        With its parts.
    part
        The part that is too small.
    """
    needed, horizon, days = (dataset.split.get(name) for name in ("days_needed", "horizon_days", "data_days"))
    if isinstance(needed, int) and isinstance(days, float) and days < needed:
        return (
            f"It asks of the {horizon} days after each cut-off, and the data spans {days:g} days; at least {needed} days are needed, one "
            "horizon to learn from and one to test on. An answer whose horizon passes the end of the data is unknown, never 0."
        )
    positive = ~np.isnan(dataset.label) & (dataset.label > 0)
    if not positive.any():
        return "No row of any part is positive: take a longer period, or ask a commoner event."
    if not dataset.borders_us:
        return ""
    on = np.unique(dataset.ids["cut_off_us"].to_numpy(np.int64)[positive] // DAY_US)
    if len(on) == 1 and len(np.unique(dataset.ids["cut_off_us"].to_numpy(np.int64) // DAY_US)) > 1:
        day = iso(int(on[0]) * DAY_US)[:10]
        return f"All positive rows lie on one day, {day}, so no split in time can learn from some and test on others: take a longer period."
    if not positive[dataset.part == part].any():
        moved = "test_from or the shares (train_share, tune_share, calibrate_share)"
        return (
            f"{_period(dataset, part)} has none of them, other parts have: take a longer period, or set {moved} so that each part has some."
        )
    return "Take a longer period, or ask a commoner event."


def censored(dataset: Dataset) -> list[str]:
    """Return the remark on answers that are unknown since their horizon passes the end of the data, where there are any."""
    unknown = int(np.isnan(dataset.label).sum())
    if not unknown:
        return []
    horizon = dataset.split.get("horizon_days")
    what = f"whose {horizon} days pass the end of the data" if horizon else "that the data ends too early to know"
    return [f"{unknown:,} of {len(dataset):,} answers, {what}, are unknown: left out, never taken for 0."]


def short(dataset: Dataset) -> list[str]:
    """Return the remark that only the test part lies in time of its own, where the data is too short for four such parts."""
    if dataset.split.get("how") != BY_VISITOR:
        return []
    learnt, tested = (f"{dataset.split[name]}"[:10] for name in ("learnt_until", "test_from"))
    horizon = dataset.split.get("horizon_days")
    why = f"The data is too short for four parts in time with a horizon of {horizon} days between them."
    how = f"Learnt from cut-offs up to {learnt}, whose answers were all known when the test part began, on {tested}"
    what = "train, tune and calibrate are drawn from them by visitor"
    return [f"{why} {how}; {what}. Choices made there saw other visitors but no later time: only the test part shows how it does later."]


def _period(dataset: Dataset, part: Part) -> str:
    at = dataset.ids["cut_off_us"].to_numpy(np.int64)[dataset.part == part]
    return f"The time from {iso(int(at.min()))[:10]} to {iso(int(at.max()))[:10]} ({part})" if len(at) else f"The {part} part"
