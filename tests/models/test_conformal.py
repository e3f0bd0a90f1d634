"""Do the intervals hold nine in ten of what comes: in every fifth, of buyers alone, and for rows that hang together?"""

import json

import numpy as np
import pytest

from footfall.dataset.dataset import Floats
from footfall.measures.probability import equal_mass_bins
from footfall.models.conformal import CELLS, FEWEST, Held, Intervals, from_record, intervals, typical


def world(rows: int, seed: int, *, zeros: float = 0.8, sessions: int | None = None) -> Held:
    """Amounts whose size and spread rise with the prediction, more of them zero where little is predicted."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, sessions or rows, rows)
    shared = rng.normal(0, 0.5, group.max() + 1)[group] if sessions else np.zeros(rows)
    amount = np.exp(rng.normal(1.0, 1.0, rows))
    chance = np.clip((1 - zeros) * (0.5 + equal_mass_bins(amount, CELLS) / 4), 0, 1)
    size = 5 * amount**0.6 * np.exp(shared + rng.normal(0, 0.5, rows))
    return Held(np.where(rng.random(rows) < chance, size, 0.0), amount, group.astype(np.int64))


def fitted(held: Held) -> Intervals:
    shape = typical(held.label, held.amount)
    assert shape is not None
    found = intervals(held, shape)
    assert found is not None
    return found


def held_by(found: Intervals, fresh: Held) -> Floats:
    low, high = found(fresh.amount)
    return ((low <= fresh.label) & (fresh.label <= high)).astype(np.float64)


def test_buyers_of_every_fifth_are_held_nine_times_in_ten_and_zeros_always() -> None:
    found, fresh = fitted(world(30_000, 1)), world(60_000, 2)
    inside, fifth, bought = held_by(found, fresh), equal_mass_bins(fresh.amount, CELLS), fresh.label > 0
    for number in range(CELLS):
        assert inside[(fifth == number) & bought].mean() == pytest.approx(0.9, abs=0.025), number
    assert inside[~bought].all()
    assert set(found.low) == {0.0}


@pytest.mark.parametrize("zeros", [0.0, 0.02])
def test_where_zeros_are_rare_the_interval_has_two_sides_and_nine_in_ten_of_all(zeros: float) -> None:
    rng = np.random.default_rng(4)
    old, fresh = world(20_000, 3, zeros=-1.0), world(60_000, 5, zeros=-1.0)
    for each in (old, fresh):
        assert (each.label > 0).all()
        each.label[rng.random(len(each.label)) < zeros] = 0.0
    found = fitted(old)
    inside, fifth = held_by(found, fresh), equal_mass_bins(fresh.amount, CELLS)
    assert min(found.low) > 0
    for number in range(CELLS):
        assert inside[fifth == number].mean() == pytest.approx(0.9, abs=0.02), number


@pytest.mark.parametrize("zeros", [0.06, 0.09, 0.11])
def test_between_rare_and_common_zeros_nothing_is_too_wide(zeros: float) -> None:
    rng = np.random.default_rng(6)
    old, fresh = world(30_000, 7, zeros=-1.0), world(60_000, 8, zeros=-1.0)
    for each in (old, fresh):
        each.label[rng.random(len(each.label)) < zeros] = 0.0
    inside = held_by(fitted(old), fresh)
    assert 0.89 < inside.mean() < 0.92
    assert inside[fresh.label > 0].mean() > 0.88


def test_rows_that_hang_together_count_as_one_draw() -> None:
    shares = []
    for seed in range(40):
        found = fitted(world(1_500, seed, zeros=0.2, sessions=150))
        fresh = world(4_000, 1_000 + seed, zeros=0.2, sessions=4_000)
        shares.append(held_by(found, fresh)[fresh.label > 0].mean())
    assert 0.89 < float(np.mean(shares)) < 0.94


def test_the_typical_amount_makes_them_narrower() -> None:
    held, fresh = world(30_000, 9), world(30_000, 10)
    shaped = fitted(held)
    shape = shaped.typical
    flat = intervals(held, type(shape)(shape.intercept, 0.0, shape.least, shape.greatest))
    assert flat is not None
    assert shape.slope == pytest.approx(0.6, abs=0.05)
    widths = [float((high - low)[fresh.label > 0].mean()) for low, high in (shaped(fresh.amount), flat(fresh.amount))]
    assert widths[0] < 0.98 * widths[1]


def test_fifths_with_few_buyers_are_joined_and_too_few_in_all_give_none() -> None:
    held = world(4_000, 11)
    rare = held.label.copy()
    rare[(held.amount < np.quantile(held.amount, 0.6)) & (np.arange(4_000) % 10 > 0)] = 0.0
    found = fitted(Held(rare, held.amount, held.group))
    assert len(found.low) < CELLS
    assert len(found.borders) == len(found.low) - 1
    shape = typical(held.label, held.amount)
    assert shape is not None
    buyers = np.flatnonzero(held.label > 0)
    few = held.label.copy()
    few[buyers[FEWEST - 1 :]] = 0.0
    assert intervals(Held(few, held.amount, held.group), shape) is None
    same = np.where(held.label > 0, 7, held.group).astype(np.int64)
    assert intervals(Held(held.label, held.amount, same), shape) is None


def test_nothing_above_zero_has_no_typical_amount_and_one_prediction_has_one() -> None:
    assert typical(np.zeros(5), np.ones(5)) is None
    assert typical(np.ones(5), np.zeros(5)) is None
    flat = typical(np.full(5, 3.0), np.ones(5))
    assert flat is not None
    assert flat(np.array([0.0, 1.0, 9.0])) == pytest.approx([3.0, 3.0, 3.0])


def test_unknown_predictions_have_unknown_ends() -> None:
    low, high = fitted(world(5_000, 12))(np.array([np.nan, 2.0]))
    assert np.isnan([low[0], high[0]]).all()
    assert high[1] > low[1]


def test_they_come_back_from_their_record() -> None:
    found = fitted(world(5_000, 13))
    assert from_record(json.loads(json.dumps(found.record()))) == found


@pytest.mark.parametrize("change", [{"method": "level"}, {"asked": 0.5}, {"low": 3.0}, {"typical": [1.0]}, {"high": [1.0]}])
def test_what_is_no_record_is_refused(change: dict[str, str | float | list[float]]) -> None:
    record = fitted(world(5_000, 13)).record()
    with pytest.raises(ValueError, match="intervals"):
        from_record({**record, **change})
