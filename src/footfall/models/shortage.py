"""Why is there too little to learn from, and what would help?

`advice` turns a part that is too small into a sentence about its cause: a horizon that is longer than the data, positives that all lie on
one day, or a part without any. It decides nothing: `training.learnable` does.
"""

import numpy as np

from footfall.dataset.dataset import Dataset, Part
from footfall.dataset.split import iso
from footfall.events.event import DAY_US

__all__ = ["advice", "censored"]


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
            f"It asks of the {horizon} days after each cut-off, and the data spans {days:g} days; about {needed} days are needed, so that "
            "some answers are known in each part. An answer whose horizon passes the end of the data is unknown, never 0."
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


def _period(dataset: Dataset, part: Part) -> str:
    at = dataset.ids["cut_off_us"].to_numpy(np.int64)[dataset.part == part]
    return f"The time from {iso(int(at.min()))[:10]} to {iso(int(at.max()))[:10]} ({part})" if len(at) else f"The {part} part"
