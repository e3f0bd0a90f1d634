"""Is what is kept what predicts, and do the returned parameters fit it again?"""

import numpy as np
import pytest
import xgboost

from footfall.models.boosting import CHOICES, PATIENCE, boost_classifier, booster_bytes, from_booster
from footfall.models.family import Machine, Rows, candidates

PARAMETERS = candidates(CHOICES, 1, seed=1)[0]


def rows(count: int, seed: int) -> Rows:
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(count, 4))
    label = (rng.random(count) < 1 / (1 + np.exp(-matrix[:, 0]))).astype(np.float64)
    return Rows(matrix, label, np.ones(count))


def test_boosting_stops_and_keeps_only_the_best_rounds() -> None:
    model, parameters = boost_classifier(PARAMETERS, rows(1_000, 1), rows(500, 2), Machine(1, 1), rounds=500)
    assert 1 <= int(parameters["n_estimators"] or 0) < 500 - PATIENCE
    assert model.get_booster().num_boosted_rounds() == parameters["n_estimators"]


def test_the_returned_parameters_fit_the_same_trees_again() -> None:
    train = rows(1_000, 1)
    model, parameters = boost_classifier(PARAMETERS, train, rows(500, 2), Machine(1, 1), rounds=500)
    again, _ = boost_classifier(parameters, train, None, Machine(1, 1), rounds=500)
    assert again.predict_proba(train.matrix) == pytest.approx(model.predict_proba(train.matrix), abs=1e-6)


def test_bytes_survive_and_repeat() -> None:
    train = rows(500, 3)
    model, _ = boost_classifier(PARAMETERS, train, rows(300, 4), Machine(1, 1), rounds=50)
    data = booster_bytes(model)
    again = from_booster(xgboost.XGBClassifier, data)
    assert (again.predict_proba(train.matrix) == model.predict_proba(train.matrix)).all()
    assert booster_bytes(again) == data
