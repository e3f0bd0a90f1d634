"""Do the curves pass through the points that the figures promise?"""

import numpy as np
import pytest
from sklearn import metrics

from footfall.evaluation.curves import COLUMNS, POINTS, amount_curves, binary_curves
from footfall.measures.bootstrap import Resamples

RNG = np.random.default_rng(1)
SCORE = RNG.random(5_000) ** 2
LABEL = (RNG.random(5_000) < SCORE).astype(np.float64)
RESAMPLES = Resamples.of(np.arange(5_000), resamples=100, seed=1)
CURVES = binary_curves(LABEL, SCORE, RESAMPLES)


def test_thinned_curves_keep_their_ends_and_their_area() -> None:
    false, true = np.array(CURVES.false_positive_rate), np.array(CURVES.true_positive_rate)
    assert (false[0], true[0], false[-1], true[-1]) == (0.0, 0.0, 1.0, 1.0)
    assert len(false) <= POINTS + 1
    assert (np.diff(false) >= 0).all()
    assert (np.diff(true) >= 0).all()
    assert np.trapezoid(true, false) == pytest.approx(metrics.roc_auc_score(LABEL, SCORE), abs=2e-3)
    assert CURVES.recall[-1] == 1.0
    assert CURVES.precision[-1] == pytest.approx(LABEL.mean())


def test_the_reliability_of_a_true_model_lies_in_its_intervals() -> None:
    assert len(CURVES.calibration) == 15
    assert sum(point.count for point in CURVES.calibration) == 5_000
    held = sum(point.low <= point.predicted <= point.high for point in CURVES.calibration)
    assert held >= 12
    assert all(point.low <= point.observed <= point.high for point in CURVES.calibration)


def test_deciles_add_up() -> None:
    assert [one.decile for one in CURVES.lift] == list(range(1, 11))
    assert sum(one.count for one in CURVES.lift) == 5_000
    assert CURVES.lift[-1].gain == pytest.approx(1.0)
    assert np.mean([one.lift for one in CURVES.lift]) == pytest.approx(1.0)
    best = LABEL[np.argsort(-SCORE)][:500]
    assert CURVES.lift[0].observed == pytest.approx(best.mean())
    assert CURVES.lift[0].lift == pytest.approx(best.mean() / LABEL.mean())


def test_the_histogram_holds_every_row_once() -> None:
    assert len(CURVES.score_histogram) == COLUMNS
    assert sum(negatives for *_, negatives, _ in CURVES.score_histogram) == int(np.sum(LABEL == 0))
    assert sum(positives for *_, positives in CURVES.score_histogram) == int(LABEL.sum())


def test_a_constant_score_has_a_diagonal_and_one_bin() -> None:
    flat = binary_curves(LABEL, np.full(5_000, 0.3), RESAMPLES)
    assert flat.false_positive_rate == flat.true_positive_rate == (0.0, 1.0)
    assert len(flat.calibration) == 1


def test_amounts_are_calibrated_by_decile() -> None:
    amount = LABEL * 30.0
    curves = amount_curves(amount, 30.0 * SCORE, RESAMPLES)
    assert len(curves.calibration) == len(curves.lift) == 10
    assert curves.calibration[-1].observed == pytest.approx(amount[np.argsort(SCORE)][-500:].mean())
    assert curves.recall == ()
