"""Are decisions counted right, and is the threshold the best there is?"""

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from footfall.measures.decision import Confusion, best_threshold


def test_counts_and_ratios_by_hand() -> None:
    decided = Confusion.of(np.array([1.0, 1.0, 1.0, 0.0, 0.0]), np.array([0.9, 0.5, 0.1, 0.6, 0.2]), 0.5)
    assert (decided.true_positive, decided.false_positive, decided.false_negative, decided.true_negative) == (2, 1, 1, 1)
    assert decided.accuracy == pytest.approx(3 / 5)
    assert decided.precision == pytest.approx(2 / 3)
    assert decided.recall == pytest.approx(2 / 3)
    assert decided.f1 == pytest.approx(2 / 3)


def test_what_cannot_be_had_is_none() -> None:
    nobody = Confusion.of(np.array([1.0, 0.0]), np.array([0.1, 0.1]), 0.5)
    assert (nobody.precision, nobody.recall, nobody.f1) == (None, 0.0, 0.0)
    no_positives = Confusion.of(np.zeros(2), np.array([0.1, 0.1]), 0.5)
    assert (no_positives.recall, no_positives.f1, no_positives.accuracy) == (None, None, 1.0)


def test_equals_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    score = rng.random(500)
    label = (rng.random(500) < score).astype(np.float64)
    decided = Confusion.of(label, score, 0.4)
    chosen = (score >= 0.4).astype(np.float64)
    assert decided.f1 == pytest.approx(f1_score(label, chosen), abs=1e-12)
    assert decided.precision == pytest.approx(precision_score(label, chosen), abs=1e-12)
    assert decided.recall == pytest.approx(recall_score(label, chosen), abs=1e-12)


def test_no_threshold_has_a_greater_f1() -> None:
    rng = np.random.default_rng(2)
    score = rng.integers(0, 50, size=400) / 50
    label = (rng.random(400) < score**2).astype(np.float64)
    assert label.mean() < 0.5
    best = Confusion.of(label, score, best_threshold(label, score)).f1
    assert best == max(Confusion.of(label, score, cut).f1 or 0.0 for cut in np.unique(score))


def test_where_positives_are_common_the_rarer_class_decides() -> None:
    rng = np.random.default_rng(3)
    score = rng.integers(0, 50, size=400) / 50
    label = (rng.random(400) < 0.6 + 0.4 * score).astype(np.float64)
    cut = best_threshold(label, score)
    assert 0 < np.mean(score >= cut) < 1
    other = Confusion.of(1 - label, -score, -cut + 1e-12).f1
    assert other == max(Confusion.of(1 - label, -score, -value + 1e-12).f1 or 0.0 for value in np.unique(score))


def test_a_constant_score_is_its_own_threshold() -> None:
    assert best_threshold(np.array([0.0, 1.0]), np.array([0.3, 0.3])) == 0.3
