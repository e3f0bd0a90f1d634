"""Are draws those of the metrics themselves on resampled rows, and are differences paired?"""

import numpy as np
import pytest

from footfall.evaluation.intervals import amount_draws, binary_draws, difference, intervals
from footfall.evaluation.metrics import amount_metrics, binary_metrics
from footfall.measures.bootstrap import Resamples

RNG = np.random.default_rng(1)
GROUP = RNG.integers(0, 80, size=400).astype(np.int64)
SCORE = RNG.integers(0, 30, size=400) / 30
LABEL = (RNG.random(400) < SCORE).astype(np.float64)
AMOUNT = LABEL * np.exp(RNG.normal(size=400))
RESAMPLES = Resamples.of(GROUP, resamples=15, seed=2)


def repeated(weight: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rows of a resample written out, as a plain bootstrap would copy them."""
    return np.repeat(np.arange(400), weight.astype(np.int64))


def test_each_draw_is_the_metric_of_the_copied_rows() -> None:
    drawn = binary_draws(LABEL, {"model": SCORE}, {"model": 0.5}, RESAMPLES)["model"]
    for number, weight in enumerate(RESAMPLES.weights()):
        rows = repeated(weight)
        expected = binary_metrics(LABEL[rows], SCORE[rows], 0.5, seed=1)
        for name, values in drawn.items():
            assert values[number] == pytest.approx(expected[name], abs=1e-9), name


def test_each_draw_of_amounts_is_the_metric_of_the_copied_rows() -> None:
    drawn = amount_draws(AMOUNT, {"model": SCORE}, RESAMPLES)["model"]
    for number, weight in enumerate(RESAMPLES.weights()):
        rows = repeated(weight)
        expected = amount_metrics(AMOUNT[rows], SCORE[rows])
        for name, values in drawn.items():
            assert values[number] == pytest.approx(expected[name], abs=1e-9), name


def test_the_difference_of_a_model_and_itself_is_nothing_and_of_two_is_narrower_than_either() -> None:
    worse = SCORE + 0.1 * RNG.random(400)
    resamples = Resamples.of(GROUP, resamples=200, seed=3)
    drawn = binary_draws(LABEL, {"one": SCORE, "other": worse}, {"one": 0.5, "other": 0.5}, resamples)
    assert difference(drawn["one"], drawn["one"], "roc_auc") == (0.0, 0.0)
    gap = difference(drawn["one"], drawn["other"], "roc_auc")
    assert gap is not None
    alone = intervals(drawn["one"])["roc_auc"]
    assert gap[1] - gap[0] < 0.5 * (alone[1] - alone[0])


def test_a_metric_without_draws_has_no_interval() -> None:
    assert intervals({"precision": [None] * 10, "recall": [0.5] * 10}) == {"recall": (0.5, 0.5)}
