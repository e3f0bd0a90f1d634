"""Do calibrated scores hold what they promise, and keep their order?"""

import json

import numpy as np
import pytest

from footfall.dataset.dataset import Floats
from footfall.measures.probability import calibration_error
from footfall.models.calibration import FEWEST, MANY, Isotonic, Level, Platt, calibrator, from_record, level


def distorted(rows: int, seed: int) -> tuple[Floats, Floats]:
    """Labels, and scores that are far too bold: the logit of the truth doubled and shifted."""
    rng = np.random.default_rng(seed)
    logit = rng.normal(-1.0, 1.2, size=rows)
    label = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(np.float64)
    return label, 1 / (1 + np.exp(-(2.0 * logit + 0.7)))


@pytest.mark.parametrize(("rows", "kind"), [(1_000, Platt), (20_000, Isotonic)])
def test_the_size_of_the_data_decides_and_fresh_data_agree(rows: int, kind: type) -> None:
    label, score = distorted(rows, 1)
    fitted = calibrator(label, score)
    assert fitted is not None
    assert isinstance(fitted, kind)
    fresh_label, fresh = distorted(20_000, 2)
    assert calibration_error(fresh_label, fresh) > 0.08
    assert calibration_error(fresh_label, fitted(fresh)) < 0.025


@pytest.mark.parametrize("rows", [1_000, 20_000])
def test_the_order_of_scores_survives(rows: int) -> None:
    fitted = calibrator(*distorted(rows, 3))
    assert fitted is not None
    ladder = np.linspace(0.001, 0.999, 5_000)
    assert (np.diff(fitted(ladder)) > 0).all()


def test_platt_finds_the_distortion() -> None:
    fitted = calibrator(*distorted(900, 4))
    assert isinstance(fitted, Platt)
    assert fitted.slope == pytest.approx(0.5, abs=0.1)


def test_too_few_rows_constant_scores_and_upside_down_scores_are_left_alone() -> None:
    label, score = distorted(900, 5)
    positives = np.flatnonzero(label > 0)[:19]
    few = np.sort(np.append(np.flatnonzero(label == 0), positives))
    assert calibrator(label[few], score[few]) is None
    assert calibrator(label, np.full(900, 0.3)) is None
    assert calibrator(label, 1 - score) is None
    many_label, many = distorted(8 * MANY, 5)
    assert calibrator(many_label, 1 - many) is None


def test_certainty_is_never_claimed() -> None:
    for rows in (900, 20_000):
        fitted = calibrator(*distorted(rows, 6))
        assert fitted is not None
        ends = fitted(np.array([0.0, 1.0]))
        assert 0 < ends[0] < ends[1] < 1


@pytest.mark.parametrize("rows", [900, 20_000])
def test_a_record_survives_json(rows: int) -> None:
    fitted = calibrator(*distorted(rows, 7))
    assert fitted is not None
    assert from_record(json.loads(json.dumps(fitted.record()))) == fitted


def test_a_level_brings_amounts_to_their_total() -> None:
    label, expected = np.repeat([0.0, 30.0], FEWEST), np.repeat([2.0, 8.0], FEWEST)
    found = level(label, expected)
    assert found == Level(3.0)
    assert found(expected).sum() == label.sum()
    assert from_record(json.loads(json.dumps(found.record()))) == found


def test_too_little_gives_no_level() -> None:
    assert level(np.repeat([0.0, 30.0], FEWEST - 1), np.ones(2 * FEWEST - 2)) is None
    assert level(np.full(FEWEST, 30.0), np.zeros(FEWEST)) is None


def test_a_record_of_nothing_known_is_refused() -> None:
    with pytest.raises(ValueError, match="no such calibrator: 'spline'"):
        from_record({"method": "spline"})
