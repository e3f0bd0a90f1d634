"""Does the fast way give exactly what XGBoost's own TreeSHAP gives, and does every sum hold?"""

import numpy as np
import pytest
import xgboost
from sklearn.ensemble import RandomForestClassifier

from footfall.scoring import attribution
from footfall.scoring.attribution import CHUNK, TreeAttribution
from footfall.scoring.trees import ensemble

RNG = np.random.default_rng(5)
MATRIX = np.where(RNG.random((1_500, 9)) < 0.1, np.nan, RNG.normal(size=(1_500, 9)))
LABEL = (np.nan_to_num(MATRIX[:, :4]).sum(axis=1) + np.nan_to_num(MATRIX[:, 0] * MATRIX[:, 5]) + RNG.normal(size=1_500) > 0).astype(int)


@pytest.mark.parametrize("depth", [2, 5, 8])
def test_it_equals_the_tree_shap_of_xgboost(depth: int) -> None:
    model = xgboost.XGBClassifier(n_estimators=8, max_depth=depth, n_jobs=1, min_child_weight=0.5).fit(MATRIX, LABEL)
    trees = ensemble(model)
    assert trees is not None
    exact = model.get_booster().predict(xgboost.DMatrix(MATRIX), pred_contribs=True)
    assert TreeAttribution(trees, np.arange(9))(MATRIX) == pytest.approx(exact[:, :-1], abs=1e-5)
    assert trees.base == pytest.approx(float(exact[0, -1]), abs=1e-5)


def test_columns_of_one_feature_are_added_up() -> None:
    model = xgboost.XGBClassifier(n_estimators=10, max_depth=4, n_jobs=1).fit(MATRIX, LABEL)
    trees = ensemble(model)
    assert trees is not None
    owner = np.array([0, 1, 1, 0, 2, 2, 2, 3, 3])
    alone, together = TreeAttribution(trees, np.arange(9))(MATRIX), TreeAttribution(trees, owner)(MATRIX)
    assert together == pytest.approx(np.column_stack([alone[:, owner == number].sum(axis=1) for number in range(4)]), abs=1e-5)


def test_deep_forests_add_up_though_their_ways_are_cut() -> None:
    rng = np.random.default_rng(6)
    matrix = rng.normal(size=(3_000, 20))
    label = (matrix.sum(axis=1) + rng.normal(size=3_000) > 0).astype(int)
    model = RandomForestClassifier(n_estimators=2, min_samples_leaf=2, max_features=0.2, n_jobs=1, random_state=1).fit(matrix, label)
    trees = ensemble(model)
    assert trees is not None
    attribute = TreeAttribution(trees, np.arange(20))
    assert any(unit.below is not None for number, tree in enumerate(trees.trees) for unit in attribute._units(number, tree))
    found = attribute(matrix)
    assert found.sum(axis=1) + trees.base == pytest.approx(model.predict_proba(matrix)[:, 1], abs=1e-6)


def test_chunks_and_forgotten_tables_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    model = xgboost.XGBClassifier(n_estimators=5, max_depth=5, n_jobs=1).fit(MATRIX, LABEL)
    trees = ensemble(model)
    assert trees is not None
    many = np.tile(MATRIX, (6, 1))
    assert len(many) > CHUNK
    at_once = TreeAttribution(trees, np.arange(9))(many)
    monkeypatch.setattr(attribution, "KEPT_BYTES", 0)
    forgetful = TreeAttribution(trees, np.arange(9))
    assert (forgetful(many[:5]) == at_once[:5]).all()
    assert (forgetful(many[5:]) == at_once[5:]).all()
    assert (at_once[: len(MATRIX)] == at_once[-len(MATRIX) :]).all()


def test_no_rows_give_no_rows() -> None:
    trees = ensemble(xgboost.XGBClassifier(n_estimators=2, max_depth=2, n_jobs=1).fit(MATRIX, LABEL))
    assert trees is not None
    assert TreeAttribution(trees, np.arange(9))(MATRIX[:0]).shape == (0, 9)
