"""Does a model joined of stages say what the trees of each stage say, and only they?"""

import numpy as np
import pytest
import xgboost

from footfall.dataset.dataset import Floats
from footfall.models import boosting, stages
from footfall.models.boosting import CHOICES, boost_classifier, from_booster
from footfall.models.family import Machine, Rows, candidates
from footfall.models.stages import STAGES, Grown, joined, stage_of, worth_stages
from footfall.scoring.attribution import TreeAttribution
from footfall.scoring.trees import ensemble

PARAMETERS = {**candidates(CHOICES, 1, seed=1)[0], "min_child_weight": 1}
CLICK = 2
"""The matrix's column that holds the click number."""


def rows(count: int, seed: int) -> Rows:
    """Rows whose label follows one column at the first click and another one later, with gaps in both."""
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(count, 4))
    matrix[:, CLICK] = rng.integers(1, 12, size=count)
    late = matrix[:, CLICK] >= STAGES[0]
    chance = 1 / (1 + np.exp(1.0 * late - 2.0 * np.where(late, matrix[:, 1], matrix[:, 0])))
    matrix[rng.random(count) < 0.1, 0] = np.nan
    return Rows(matrix, (rng.random(count) < chance).astype(np.float64), rng.uniform(0.5, 1.5, count), None, CLICK)


def margin(model: xgboost.XGBClassifier, matrix: Floats) -> Floats:
    return np.asarray(model.predict(matrix, output_margin=True), dtype=np.float64)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small table have stages."""
    monkeypatch.setattr(stages, "FEWEST_ROWS", 1_000)
    monkeypatch.setattr(stages, "FEWEST", 20)


def test_each_row_gets_the_trees_of_its_own_stage() -> None:
    train = rows(3_000, 1)
    own = stage_of(train.matrix[:, CLICK])
    models, grown = [], []
    for stage in range(len(STAGES) + 1):
        start = 0.1 * (stage + 1)
        model = xgboost.XGBClassifier(n_estimators=3 + stage, max_depth=3, base_score=start, n_jobs=1)
        models.append(model.fit(train.matrix[own == stage], train.label[own == stage]))
        grown.append(Grown(model.get_booster(), float(np.log(start / (1 - start)))))
    whole = from_booster(xgboost.XGBClassifier, joined(grown, CLICK, [0.1, 0.2, 0.3, 0.4]))
    fresh = rows(500, 2).matrix
    asked = stage_of(fresh[:, CLICK])
    for stage, model in enumerate(models):
        assert margin(whole, fresh[asked == stage]) == pytest.approx(margin(model, fresh[asked == stage]), abs=1e-5)
    assert whole.get_booster().num_boosted_rounds() == 3 + 4 + 5 + 6


def test_the_borders_of_the_stages_are_clicks() -> None:
    assert stage_of(np.array([1, 2, 3, 4, 7, 8, 60], dtype=np.float64)).tolist() == [0, 1, 1, 2, 2, 3, 3]


def test_stages_want_rows_of_both_classes_in_each() -> None:
    rng = np.random.default_rng(3)
    clicks = rng.integers(1, 12, size=stages.FEWEST_ROWS).astype(np.float64)
    label = (rng.random(len(clicks)) < 0.1).astype(np.float64)
    assert worth_stages(clicks, label)
    assert not worth_stages(clicks[1:], label[1:])
    assert not worth_stages(clicks, np.where(clicks == 1, 0.0, label))
    assert not worth_stages(clicks, np.where(clicks >= 8, 1.0, label))


@pytest.mark.usefixtures("few")
def test_a_large_table_of_clicks_gets_stages_that_fit_again_alike() -> None:
    train = rows(4_000, 4)
    model, chosen = boost_classifier(PARAMETERS, train, rows(2_000, 5), Machine(1, 1), rounds=60)
    counts = [int(count) for count in str(chosen["stage_rounds"]).split()]
    assert len(counts) == len(STAGES) + 1
    assert sum(counts) == chosen["n_estimators"] == model.get_booster().num_boosted_rounds()
    again, refitted = boost_classifier(chosen, train, None, Machine(1, 1), rounds=60)
    assert again.predict_proba(train.matrix) == pytest.approx(model.predict_proba(train.matrix), abs=1e-6)
    assert refitted == chosen


@pytest.mark.usefixtures("few")
def test_an_early_stage_is_answered_by_what_matters_there() -> None:
    model, _ = boost_classifier(PARAMETERS, rows(6_000, 6), rows(2_000, 7), Machine(1, 1), rounds=80)
    matrix = np.zeros((2, 4))
    matrix[:, CLICK], matrix[:, 1] = 1, (-2, 2)
    first = margin(model, matrix)
    matrix[:, CLICK] = 10
    late = margin(model, matrix)
    assert abs(first[1] - first[0]) < 0.7
    assert late[1] - late[0] > 3


def test_without_a_click_column_or_rows_enough_there_is_one_model() -> None:
    train = rows(4_000, 8)
    _, chosen = boost_classifier(PARAMETERS, train, rows(1_000, 9), Machine(1, 1), rounds=20)
    assert "stage_rounds" not in chosen
    plain = Rows(train.matrix, train.label, train.weight)
    staged = {**chosen, "n_estimators": 12, "stage_rounds": "3 4 2 3"}
    again, refitted = boost_classifier(staged, plain, None, Machine(1, 1), rounds=20)
    assert refitted == {**chosen, "n_estimators": 4}
    assert again.get_booster().num_boosted_rounds() == 4


@pytest.mark.usefixtures("few")
def test_a_second_fit_on_more_rows_stays_what_tuning_chose() -> None:
    _, chosen = boost_classifier(PARAMETERS, rows(4_000, 8), rows(1_000, 9), Machine(1, 1), rounds=20)
    assert "stage_rounds" in chosen
    one = {name: value for name, value in chosen.items() if name != "stage_rounds"} | {"n_estimators": 7}
    again, refitted = boost_classifier(one, rows(5_000, 10), None, Machine(1, 1), rounds=200)
    assert refitted == one
    assert again.get_booster().num_boosted_rounds() == 7


@pytest.mark.usefixtures("few")
def test_stages_need_tune_rows_of_each() -> None:
    tune = rows(1_000, 9)
    late = tune.matrix[:, CLICK] >= STAGES[0]
    some = Rows(tune.matrix[late], tune.label[late], tune.weight[late], click_column=CLICK)
    _, chosen = boost_classifier(PARAMETERS, rows(4_000, 8), some, Machine(1, 1), rounds=20)
    assert "stage_rounds" not in chosen


@pytest.mark.usefixtures("few")
def test_bytes_survive_and_reasons_add_up() -> None:
    model, _ = boost_classifier(PARAMETERS, rows(2_000, 10), rows(1_000, 11), Machine(1, 1), rounds=20)
    data = boosting.booster_bytes(model)
    again = from_booster(xgboost.XGBClassifier, data)
    fresh = rows(200, 12).matrix
    assert (again.predict_proba(fresh) == model.predict_proba(fresh)).all()
    trees = ensemble(again)
    assert trees is not None
    added = TreeAttribution(trees, np.arange(4))(fresh)
    assert trees.base + added.sum(axis=1) == pytest.approx(margin(again, fresh), abs=1e-4)
    assert np.abs(added[:, CLICK]).max() > 0
