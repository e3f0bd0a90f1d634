"""Is the truth of probabilities measured right?"""

import numpy as np
import pytest
from sklearn import metrics

from footfall.measures.probability import BINS, brier, calibration_error, calibration_floor, equal_mass_bins, log_loss


def test_brier_and_log_loss_equal_scikit_learns() -> None:
    rng = np.random.default_rng(1)
    score = rng.random(300)
    label = (rng.random(300) < 0.4).astype(np.float64)
    assert brier(label, score) == pytest.approx(metrics.brier_score_loss(label, score), abs=1e-12)
    assert log_loss(label, score) == pytest.approx(metrics.log_loss(label, score), abs=1e-12)


def test_a_sure_mistake_costs_a_finite_loss() -> None:
    assert log_loss(np.array([1.0]), np.array([0.0])) == pytest.approx(-np.log(1e-7))


def test_bins_without_ties_are_array_splits() -> None:
    score = np.random.default_rng(2).permutation(101) / 101
    sorted_bins = equal_mass_bins(score)[np.argsort(score)]
    expected = np.concatenate([np.full(len(part), number) for number, part in enumerate(np.array_split(np.arange(101), BINS))])
    assert sorted_bins.tolist() == expected.tolist()


def test_ties_are_never_torn_apart_and_the_order_of_rows_is_nothing() -> None:
    rng = np.random.default_rng(3)
    score = rng.integers(0, 7, size=200) / 7
    bins = equal_mass_bins(score)
    assert all(len(set(bins[score == value].tolist())) == 1 for value in np.unique(score))
    order = rng.permutation(200)
    assert equal_mass_bins(score[order]).tolist() == bins[order].tolist()


def test_error_by_hand() -> None:
    label, score = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.2, 0.6, 0.9])
    assert calibration_error(label, score, bins=2) == pytest.approx(0.5 * 0.15 + 0.5 * 0.25)


def test_a_true_model_stands_at_its_floor_and_a_false_one_far_above() -> None:
    rng = np.random.default_rng(4)
    score = rng.random(5_000) * 0.5
    label = (rng.random(5_000) < score).astype(np.float64)
    floor = calibration_floor(score, seed=1)
    assert 0.5 * floor < calibration_error(label, score) < 1.7 * floor
    assert calibration_error(label, score + 0.1) > 5 * floor


def test_the_floor_is_the_mean_error_of_drawn_labels() -> None:
    rng = np.random.default_rng(5)
    score = rng.integers(1, 20, size=400) / 20
    drawn = [calibration_error((rng.random(400) < score).astype(np.float64), score) for _ in range(400)]
    assert calibration_floor(score, seed=2, draws=400) == pytest.approx(float(np.mean(drawn)), rel=0.05)
    assert calibration_floor(score, seed=2) == calibration_floor(score, seed=2)
