"""Is each point of the early curve the metric of its own click, and are thin clicks left out?"""

import numpy as np
import pytest
from sklearn import metrics

from footfall.evaluation.early import FEWEST, LAST_CLICK, early_curve
from footfall.measures.bootstrap import Resamples

RNG = np.random.default_rng(1)
CLICK = np.tile(np.arange(1, 26), 80).astype(np.int64)
SESSION = np.repeat(np.arange(80), 25).astype(np.int64)
SCORE = RNG.random(2_000)
LABEL = (RNG.random(2_000) < SCORE).astype(np.float64)
RESAMPLES = Resamples.of(SESSION, resamples=40, seed=1)


def test_each_point_is_that_of_its_click_and_they_end_at_twenty() -> None:
    curve = early_curve(LABEL, SCORE, CLICK, RESAMPLES)
    assert [point.click for point in curve] == list(range(1, LAST_CLICK + 1))
    for point in curve:
        at = point.click == CLICK
        assert point.n == 80
        assert point.base_rate == LABEL[at].mean()
        assert point.roc_auc is not None
        assert abs(point.roc_auc - metrics.roc_auc_score(LABEL[at], SCORE[at])) < 1e-12
        low, high = point.interval["roc_auc"]
        assert low < point.roc_auc < high


def test_the_interval_is_that_of_the_rows_of_the_click() -> None:
    at = np.flatnonzero(CLICK == 7)
    drawn = [metrics.roc_auc_score(LABEL[at], SCORE[at], sample_weight=weight[at]) for weight in RESAMPLES.weights()]
    point = early_curve(LABEL, SCORE, CLICK, RESAMPLES)[6]
    assert point.interval["roc_auc"] == pytest.approx(tuple(np.percentile(drawn, [2.5, 97.5])), abs=1e-12)


def test_clicks_with_few_rows_or_one_class_have_no_point() -> None:
    label = np.where(CLICK == 3, 1.0, LABEL)
    thin = (CLICK != 5) | (SESSION < FEWEST - 1)
    curve = early_curve(label[thin], SCORE[thin], CLICK[thin], Resamples.of(SESSION[thin], resamples=10, seed=1))
    clicks = [point.click for point in curve]
    assert 3 not in clicks
    assert 5 not in clicks
    assert 4 in clicks


def test_one_cut_off_a_session_has_no_curve() -> None:
    assert early_curve(LABEL, SCORE, np.ones_like(CLICK), RESAMPLES) == ()
