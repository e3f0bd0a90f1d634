"""Which rows train, tune, calibrate and test?

Rows of events are split in time order of their group's start: a session, or a cut-off of a visitor, lies in one part, and a label whose
horizon passes the next border is not used, so that nothing of the future is learnt. Rows without time (session tables) are split at random
by group. Neither looks at features. Visitors asked about days ahead, `dataset.horizon` parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import PARTS, Bools, Floats, Ints
from footfall.errors import UsageError, Where
from footfall.events.event import DAY_US
from footfall.settings import Settings

__all__ = ["Split", "day_us", "iso", "parts_in_time", "split_at_random", "split_in_time"]


@dataclass(frozen=True, slots=True)
class Split:
    """The part of each row, and how it came about.

    Parameters
    ----------
    part
        Shape (n,), object array of `dataset.Part`.
    borders
        Every border and count, as text and numbers for the report and `summary.json`.
    borders_us
        Starts of tune, calibrate and test, UTC epoch microseconds; of test alone where the earlier parts are drawn by visitor
        (`dataset.horizon`); empty where the split is at random.
    """

    part: NDArray[np.object_]
    borders: Mapping[str, str | int | float | None]
    borders_us: tuple[int, ...] = ()


def split_in_time(
    start_us: Ints, known_us: Ints, label: Floats, settings: Settings, *, whole_days: bool, reference_us: Ints | None = None
) -> Split:
    """Split rows in time order.

    Parameters
    ----------
    start_us
        Shape (n,): the start of each row's group, UTC epoch microseconds.
    known_us
        Shape (n,): when each row's label is known.
    label
        Shape (n,), NaN where unknown.
    settings
        Shares of the parts, or the day from which to test.
    whole_days
        Whether borders fall on midnight (for clocks that know only days).
    reference_us
        Shape (m,): the starts whose quantiles are the borders, so that several targets can share them; default: the labelled rows'.

    Returns
    -------
    Split
        A row is used where its label is known before the next border.
    """
    labelled = ~np.isnan(label)
    borders = np.array(borders_us(start_us[labelled] if reference_us is None else reference_us, settings), dtype=np.int64)
    if whole_days:
        borders = -(-borders // DAY_US) * DAY_US
    _, purged = placed(start_us, known_us, label, borders)
    part = parts_in_time(start_us, known_us, label, tuple(int(border) for border in borders))
    last = iso(int(start_us.max())) if len(start_us) else None
    described: dict[str, str | int | float | None] = {
        "how": "in time order of the cut-off",
        "first": iso(int(start_us.min())) if len(start_us) else None,
    }
    described |= {f"{name}_from": iso(int(border)) for name, border in zip(PARTS[1:], borders, strict=True)}
    described |= {"last": last, "purged": int(purged.sum()), "unknown": int((~labelled).sum())}
    return Split(part, described, tuple(int(border) for border in borders))


def parts_in_time(start_us: Ints, known_us: Ints, label: Floats, borders_us: tuple[int, ...]) -> NDArray[np.object_]:
    """Return the part of other rows of the same split, shape (n,), as `split_in_time` would give it."""
    place, purged = placed(start_us, known_us, label, np.array(borders_us, dtype=np.int64))
    part = np.array(PARTS, dtype=object)[place]
    part[np.isnan(label) | purged] = "unlabelled"
    return part


def placed(start_us: Ints, known_us: Ints, label: Floats, borders: Ints) -> tuple[Ints, Bools]:
    """Return the number of each row's part, and whether its label is known only after the part has ended."""
    place = np.searchsorted(borders, start_us, side="right")
    ends = np.append(borders, np.iinfo(np.int64).max)
    return place, ~np.isnan(label) & (known_us > ends[place])


def split_at_random(group: Ints, settings: Settings) -> Split:
    """Split rows at random by group, with the settings' shares and seed; a group (of duplicates) lies in one part."""
    names, place = np.unique(group, return_inverse=True)
    order = np.random.default_rng(settings.seed).permutation(len(names))
    shares = np.cumsum([settings.train_share, settings.tune_share, settings.calibrate_share])
    part_of = np.searchsorted(shares, (order + 0.5) / len(names), side="right")
    described: dict[str, str | int | float | None] = {
        "how": "at random by group of duplicates (the data has no dates)",
        "seed": settings.seed,
    }
    return Split(np.array(PARTS, dtype=object)[part_of[place]], described)


def borders_us(start_us: Ints, settings: Settings) -> list[int]:
    """Return the starts of tune, calibrate and test."""
    if not len(start_us):
        return [0, 0, 0]
    shares = np.cumsum([settings.train_share, settings.tune_share, settings.calibrate_share])
    if settings.test_from is None:
        return [int(border) for border in np.quantile(start_us, shares, method="higher")]
    test = day_us(settings.test_from, "test_from")
    before = start_us[start_us < test]
    if not len(before):
        raise UsageError(f"No labelled row lies before test_from = {settings.test_from}.", remedy="Choose a later day.")
    return [*(int(border) for border in np.quantile(before, shares[:2] / shares[2], method="higher")), test]


def day_us(day: str, called: str) -> int:
    """Return the midnight UTC that begins a day, in epoch microseconds; `called` is what the user named it.

    Raises
    ------
    UsageError
        When it is no day.
    """
    try:
        return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()) * 1_000_000
    except ValueError as error:
        raise UsageError(f"{called} {day!r} is not a day.", where=Where(example=day[:80]), remedy="Write it as YYYY-MM-DD.") from error


def iso(us: int) -> str:
    """Return a time as ISO 8601 UTC, to the second."""
    return datetime.fromtimestamp(us / 1_000_000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
