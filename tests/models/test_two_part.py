"""Is an expected amount the chance times the size?"""

import numpy as np
import pytest

from footfall.models.boosting import CHOICES
from footfall.models.family import Machine, Rows, candidates
from footfall.models.two_part import ROUNDS_UNWATCHED, TwoPart, fit_two_part

PARAMETERS = candidates(CHOICES, 1, seed=1)[0]


def rows(count: int, seed: int) -> Rows:
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(count, 3))
    chance = 1 / (1 + np.exp(1.5 - matrix[:, 0]))
    label = np.where(rng.random(count) < chance, np.exp(3 + 0.5 * matrix[:, 1]), 0.0)
    return Rows(matrix, label, np.ones(count))


def test_both_parts_are_learnt_and_multiplied() -> None:
    model, parameters = fit_two_part(PARAMETERS, rows(6_000, 1), rows(2_000, 2), Machine(1, 2), rounds=150)
    assert isinstance(model, TwoPart)
    fresh = rows(6_000, 3)
    product = model.chance.predict_proba(fresh.matrix)[:, 1].astype(np.float64) * model.amount.predict(fresh.matrix).astype(np.float64)
    assert model.predict(fresh.matrix) == pytest.approx(product)
    assert model.predict(fresh.matrix).sum() == pytest.approx(fresh.label.sum(), rel=0.12)
    truth = np.exp(3 + 0.5 * fresh.matrix[:, 1]) / (1 + np.exp(1.5 - fresh.matrix[:, 0]))
    assert np.corrcoef(truth, model.predict(fresh.matrix))[0, 1] > 0.9
    assert {"chance_rounds", "amount_rounds"} <= set(parameters)


def test_the_returned_parameters_fit_the_same_model_again_without_watching() -> None:
    train = rows(2_000, 4)
    model, parameters = fit_two_part(PARAMETERS, train, rows(1_000, 5), Machine(1, 1), rounds=100)
    again, _ = fit_two_part(parameters, train, None, Machine(1, 1), rounds=100)
    assert again.predict(train.matrix) == pytest.approx(model.predict(train.matrix), rel=1e-5)


def test_few_amounts_to_watch_stop_nothing() -> None:
    watched = rows(60, 6)
    _, parameters = fit_two_part(PARAMETERS, rows(1_000, 7), watched, Machine(1, 1), rounds=200)
    assert parameters["amount_rounds"] == ROUNDS_UNWATCHED
