"""Which rows of visitors train, tune, calibrate and test, when it takes days until an answer is known?

Four parts in time lose, before each border, the cut-offs whose horizon passes it: three horizons in all. Where that leaves each part at
least half of its rows, the parts are those of `dataset.split`. A shorter data set keeps one border in time, the one that matters: the test
part. Everything that is learnt lies a whole horizon before it, and is drawn by visitor into train, tune and calibrate (ADR 0015).
"""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import PARTS, Floats, Ints
from footfall.dataset.split import Split, day_us, iso, parts_in_time, split_in_time
from footfall.settings import Settings
from footfall.targets.target import Target

__all__ = ["BY_VISITOR", "days_needed", "parts_of_visitors", "split_of_visitors"]

BY_VISITOR = "test in time order, a whole horizon after what is learnt; train, tune and calibrate by visitor at random"
"""How rows were parted, as the split says it."""
LEAST_KEPT = 0.5
"""Share of the rows of each part of a split in time that the gap before the next border must leave."""


def split_of_visitors(cut_off_us: Ints, known_us: Ints, label: Floats, visitor: Ints, settings: Settings, *, whole_days: bool) -> Split:
    """Split rows of visitors: in time where the gaps leave enough, else with the test part in time and the others by visitor.

    Parameters
    ----------
    cut_off_us, known_us, label
        Shape (n,): as of `split_in_time`; the start of a row is its cut-off.
    visitor
        Shape (n,): the number of the visitor asked about.
    settings
        Shares of the parts, seed, and the day from which to test.
    whole_days
        As of `split_in_time`.

    Returns
    -------
    Split
        No label of train, tune or calibrate is known only after the first cut-off of the test part. By visitor, `borders_us` holds that
        cut-off (or `test_from`) alone.
    """
    timely = split_in_time(cut_off_us, known_us, label, settings, whole_days=whole_days)
    test = None if keeps_enough(cut_off_us, label, timely) else test_border(cut_off_us, known_us, label, settings)
    if test is None:
        return timely
    part = parts_of_visitors(cut_off_us, known_us, label, visitor, (test,), settings)
    labelled = ~np.isnan(label)
    learnt = np.isin(part, PARTS[:3])
    described: dict[str, str | int | float | None] = {
        "how": BY_VISITOR,
        "first": iso(int(cut_off_us.min())),
        "learnt_until": iso(int(cut_off_us[learnt].max())),
        "test_from": iso(test),
        "last": iso(int(cut_off_us.max())),
        "purged": int((labelled & (part == "unlabelled")).sum()),
        "unknown": int((~labelled).sum()),
        "seed": settings.seed,
    }
    return Split(part, described, (test,))


def parts_of_visitors(
    cut_off_us: Ints, known_us: Ints, label: Floats, visitor: Ints, borders_us: tuple[int, ...], settings: Settings
) -> NDArray[np.object_]:
    """Return the part of rows, shape (n,), as `split_of_visitors` with these borders gives it: also of rows that it was not given."""
    if len(borders_us) != 1:
        return parts_in_time(cut_off_us, known_us, label, borders_us)
    shares = np.cumsum([settings.train_share, settings.tune_share, settings.calibrate_share])
    place = np.searchsorted(shares[:2] / shares[2], drawn(visitor, settings.seed), side="right")
    part = np.array(PARTS, dtype=object)[place]
    part[known_us > borders_us[0]] = "unlabelled"
    part[cut_off_us >= borders_us[0]] = "test"
    part[np.isnan(label)] = "unlabelled"
    return part


def days_needed(target: Target) -> int:
    """Return the days of data without which a target that looks days ahead cannot be asked: one horizon to learn, and one to test.

    The first cut-off (of a weekly target at day 7), the first that lies a horizon later, and the horizon after that.
    """
    days = target.days or 0
    return 2 * days + 1 if target.asked != "weekly" else 7 * ceil((7 + days) / 7) + days


def keeps_enough(cut_off_us: Ints, label: Floats, timely: Split) -> bool:
    """Return whether a split in time has rows in every part, and the gaps took no more than half of those of any."""
    place = np.searchsorted(np.array(timely.borders_us, dtype=np.int64), cut_off_us, side="right")
    there = np.bincount(place[~np.isnan(label)], minlength=len(PARTS))
    kept = np.bincount(place[timely.part != "unlabelled"], minlength=len(PARTS))
    return bool((there > 0).all() and (kept >= LEAST_KEPT * there).all())


def test_border(cut_off_us: Ints, known_us: Ints, label: Floats, settings: Settings) -> int | None:
    """Return where the test part begins: the cut-off that gives it, of the rows that the gap leaves, the share nearest to its own.

    The day that the settings name goes before. None where no border leaves rows to learn from and rows to test on.
    """
    labelled = ~np.isnan(label)
    start, known = np.sort(cut_off_us[labelled]), np.sort(known_us[labelled])
    borders = np.unique(start) if settings.test_from is None else np.array([day_us(settings.test_from, "test_from")])
    tested = len(start) - np.searchsorted(start, borders, side="left")
    learnt = np.searchsorted(known, borders, side="right")
    possible = (tested > 0) & (learnt > 0)
    if not possible.any():
        return None
    asked = 1 - settings.train_share - settings.tune_share - settings.calibrate_share
    missed = np.abs(tested[possible] / (tested + learnt)[possible] - asked)
    return int(borders[possible][np.argmin(missed)])


def drawn(number: Ints, seed: int) -> Floats:
    """Return a number from 0 to 1 for each visitor, the same wherever the visitor stands (splitmix64: Steele, Lea & Flood, OOPSLA 2014)."""
    with np.errstate(over="ignore"):
        mixed = number.astype(np.uint64) + np.uint64(seed + 1) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    found: Floats = (mixed >> np.uint64(11)).astype(np.float64) / 2.0**53
    return found
