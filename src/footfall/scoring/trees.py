"""What does a tree model look like as plain arrays?

XGBoost, scikit-learn's trees and forests and its histogram gradient boosting keep their trees in three forms; `ensemble` brings them into
one. What it says of a row is exactly what the model says before its link: the offset plus one leaf of each tree. It explains nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import xgboost
from numpy.typing import NDArray
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from footfall.dataset.dataset import Bools, Floats, Ints

__all__ = ["LEAF", "Columns", "Ensemble", "Tree", "ensemble"]

LEAF = -1
"""Stands where a leaf has no column and no children."""
Columns = NDArray[np.floating[Any]]
"""A matrix turned on its side, one row a column, in the precision in which the model compares."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree; all arrays of shape (nodes,), the root first. A row goes left where its value is at most the threshold.

    Parameters
    ----------
    left, right
        The children; `LEAF` at leaves.
    column
        What is compared; `LEAF` at leaves.
    threshold
        In the precision in which the model compares.
    missing_left
        Where a missing value goes.
    cover
        Weight of the training rows that came to the node, above 0.
    value
        What a leaf says; of an inner node the mean of its leaves by cover, as of rows that stop there.
    """

    left: Ints
    right: Ints
    column: Ints
    threshold: Columns
    missing_left: Bools
    cover: Floats
    value: Floats

    def goes_left(self, node: int, columns: Columns) -> Bools:
        """Return which rows go left at a node, shape (n,), given the matrix turned on its side."""
        values, threshold = columns[self.column[node]], self.threshold[node]
        left: Bools = ~(values > threshold) if self.missing_left[node] else values <= threshold
        return left


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Trees that are added up, and what is added to all rows. `single` says whether the model compares in 32 bits."""

    trees: tuple[Tree, ...]
    offset: float
    single: bool

    @property
    def base(self) -> float:
        """What is said where nothing is known of a row: the mean over the training rows, by cover."""
        return self.offset + float(sum(tree.value[0] for tree in self.trees))

    def columns(self, matrix: Floats) -> Columns:
        """Return a matrix (n, m) turned on its side, in the precision in which the model compares."""
        return np.ascontiguousarray(matrix.T, dtype=np.float32 if self.single else np.float64)


def ensemble(model: Any) -> Ensemble | None:
    """Return the trees of a fitted model: in log-odds (boosted classes), probabilities (other classes) or amounts; None where it has none.

    A boosted model's offset is what is left of its own answer to one row when its leaves are taken away, so that no library's way of
    keeping it matters.
    """
    if isinstance(model, xgboost.XGBModel):
        return _of_xgboost(model)
    if isinstance(model, DecisionTreeClassifier | DecisionTreeRegressor):
        return Ensemble((_of_sklearn(model.tree_, share=1.0),), 0.0, single=True)
    if isinstance(model, RandomForestClassifier | RandomForestRegressor):
        share = 1.0 / len(model.estimators_)
        return Ensemble(tuple(_of_sklearn(each.tree_, share=share) for each in model.estimators_), 0.0, single=True)
    if isinstance(model, HistGradientBoostingClassifier | HistGradientBoostingRegressor):
        trees = tuple(_of_histogram(predictor.nodes) for (predictor,) in model._predictors)
        return Ensemble(trees, float(np.ravel(model._baseline_prediction)[0]), single=False)
    return None


def _of_xgboost(model: Any) -> Ensemble:
    booster = model.get_booster()
    written = json.loads(bytes(booster.save_raw("json")))["learner"]["gradient_booster"]["model"]["trees"]
    trees = tuple(_of_record(tree) for tree in written)
    empty = np.full((1, booster.num_features()), np.nan, dtype=np.float32)
    margin = float(booster.inplace_predict(empty, predict_type="margin")[0])
    return Ensemble(trees, margin - sum(_of_empty_row(tree) for tree in trees), single=True)


def _of_record(tree: dict[str, Any]) -> Tree:
    """Turn XGBoost's JSON of a tree: it goes left below the threshold, so the number before it is the last that does."""
    left = np.asarray(tree["left_children"], dtype=np.int64)
    conditions = np.asarray(tree["split_conditions"], dtype=np.float32)
    return _tree(
        left=left,
        right=np.asarray(tree["right_children"], dtype=np.int64),
        column=np.where(left == LEAF, LEAF, np.asarray(tree["split_indices"], dtype=np.int64)),
        threshold=np.nextafter(conditions, np.float32(-np.inf)),
        missing_left=np.asarray(tree["default_left"], dtype=np.bool_),
        cover=np.asarray(tree["sum_hessian"], dtype=np.float64),
        value=conditions.astype(np.float64),
    )


def _of_sklearn(tree: Any, *, share: float) -> Tree:
    """Turn scikit-learn's tree, which compares 32-bit values with 64-bit thresholds: the last 32-bit number not above one does as well."""
    exact = np.asarray(tree.threshold, dtype=np.float64)
    threshold = exact.astype(np.float32)
    threshold = np.where(threshold > exact, np.nextafter(threshold, np.float32(-np.inf)), threshold)
    return _tree(
        left=np.asarray(tree.children_left, dtype=np.int64),
        right=np.asarray(tree.children_right, dtype=np.int64),
        column=np.where(tree.children_left == LEAF, LEAF, tree.feature).astype(np.int64),
        threshold=threshold,
        missing_left=np.asarray(tree.missing_go_to_left, dtype=np.bool_),
        cover=np.asarray(tree.weighted_n_node_samples, dtype=np.float64),
        value=share * np.asarray(tree.value[:, 0, -1], dtype=np.float64),
    )


def _of_histogram(nodes: Any) -> Tree:
    leaf = nodes["is_leaf"].astype(np.bool_)
    return _tree(
        left=np.where(leaf, LEAF, nodes["left"].astype(np.int64)),
        right=np.where(leaf, LEAF, nodes["right"].astype(np.int64)),
        column=np.where(leaf, LEAF, nodes["feature_idx"].astype(np.int64)),
        threshold=np.asarray(nodes["num_threshold"], dtype=np.float64),
        missing_left=nodes["missing_go_to_left"].astype(np.bool_),
        cover=np.asarray(nodes["count"], dtype=np.float64),
        value=np.asarray(nodes["value"], dtype=np.float64),
    )


def _tree(
    *, left: Ints, right: Ints, column: Ints, threshold: Columns, missing_left: Bools, cover: Floats, value: Floats
) -> Tree:  # fmt: skip
    """Make covers positive and give inner nodes the mean of their leaves."""
    cover, value = np.maximum(cover, np.finfo(np.float32).tiny), value.copy()
    for node in reversed(list(_from_root(left, right))):
        if column[node] != LEAF:
            children = (left[node], right[node])
            weight = sum(cover[child] for child in children)
            value[node] = sum(value[child] * (cover[child] / weight) for child in children)
            cover[node] = weight
    return Tree(left, right, column, threshold, missing_left, cover, value)


def _from_root(left: Ints, right: Ints) -> Iterable[int]:
    """Yield the nodes that can be reached, each before its children."""
    waiting = [0]
    while waiting:
        node = waiting.pop()
        yield node
        if left[node] != LEAF:
            waiting += [int(left[node]), int(right[node])]


def _of_empty_row(tree: Tree) -> float:
    node = 0
    while tree.column[node] != LEAF:
        node = int(tree.left[node] if tree.missing_left[node] else tree.right[node])
    return float(tree.value[node])
