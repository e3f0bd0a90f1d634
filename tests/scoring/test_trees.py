"""Do the arrays say what the models say, of gaps and of values on a threshold too?"""

from typing import Any

import numpy as np
import pytest
import xgboost
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier
from sklearn.linear_model import Ridge
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Floats
from footfall.scoring.trees import LEAF, Ensemble, ensemble

RNG = np.random.default_rng(3)
MATRIX = np.where(RNG.random((1_500, 5)) < 0.1, np.nan, np.round(RNG.normal(size=(1_500, 5)), 1))
AMOUNT = np.exp(np.nan_to_num(MATRIX[:, 0]) + 0.3 * RNG.normal(size=1_500))
CLASS = (AMOUNT > 1).astype(np.int64)


def said(trees: Ensemble, matrix: Floats) -> Floats:
    """The offset and one leaf of each tree, row by row."""
    columns = trees.columns(matrix)
    total = np.full(len(matrix), trees.offset)
    for tree in trees.trees:
        at = np.zeros(len(matrix), dtype=np.int64)
        for _ in range(len(tree.left)):
            for node in np.unique(at[tree.column[at] != LEAF]):
                here = np.flatnonzero(at == node)
                left = tree.goes_left(int(node), columns[:, here])
                at[here] = np.where(left, tree.left[node], tree.right[node])
        total += tree.value[at]
    return total


def boosted(kind: type[Any], **given: object) -> Any:
    return kind(n_estimators=12, max_depth=4, n_jobs=1, random_state=1, **given)


MODELS: dict[str, tuple[Any, Any, Any]] = {
    "xgboost classes": (boosted(xgboost.XGBClassifier), CLASS, lambda m: m.predict(MATRIX, output_margin=True)),
    "xgboost amounts": (boosted(xgboost.XGBRegressor), AMOUNT, lambda m: m.predict(MATRIX, output_margin=True)),
    "xgboost gamma": (boosted(xgboost.XGBRegressor, objective="reg:gamma"), AMOUNT, lambda m: m.predict(MATRIX, output_margin=True)),
    "tree": (DecisionTreeClassifier(max_depth=6), CLASS, lambda m: m.predict_proba(MATRIX)[:, 1]),
    "forest": (RandomForestClassifier(n_estimators=8, max_depth=7, n_jobs=1), CLASS, lambda m: m.predict_proba(MATRIX)[:, 1]),
    "histogram amounts": (HistGradientBoostingRegressor(max_iter=12), AMOUNT, lambda m: m.predict(MATRIX)),
    "histogram classes": (HistGradientBoostingClassifier(max_iter=12), CLASS, lambda m: m.decision_function(MATRIX)),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_trees_say_what_the_model_says(name: str) -> None:
    model, label, answer = MODELS[name]
    with threadpool_limits(1):
        fitted = model.fit(MATRIX, label)
    trees = ensemble(fitted)
    assert trees is not None
    assert said(trees, MATRIX) == pytest.approx(np.asarray(answer(fitted), dtype=np.float64), abs=2e-5)


@pytest.mark.parametrize("name", MODELS)
def test_the_base_is_the_mean_by_cover(name: str) -> None:
    model, label, _ = MODELS[name]
    with threadpool_limits(1):
        trees = ensemble(model.fit(MATRIX, label))
    assert trees is not None
    for tree in trees.trees:
        leaf = tree.column == LEAF
        assert tree.value[0] == pytest.approx(np.average(tree.value[leaf], weights=tree.cover[leaf]), abs=1e-9)
        assert (tree.cover > 0).all()


@pytest.mark.parametrize("model", [DummyClassifier(), Ridge()], ids=["constant", "linear"])
def test_a_model_without_trees_has_none(model: Any) -> None:
    assert ensemble(model.fit(np.nan_to_num(MATRIX), CLASS)) is None
