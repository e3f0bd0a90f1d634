"""Is one row put where it would be among a million, and does assignment mean what it says?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.test_segmentation import planted

from footfall.measures.clustering import NOISE
from footfall.models.grouping import assigned
from footfall.models.segmentation import segment
from footfall.models.segmenter import CHUNK, NO_GROUP, Anchors, Segmenter, Space
from footfall.models.space import finite


def flat(names: tuple[str, ...]) -> Space:
    """A space that leaves features as they are."""
    width = len(names)
    zeros, ones = np.zeros(width), np.ones(width)
    return Space(names, zeros, np.zeros(width, dtype=np.bool_), zeros - 1e9, zeros + 1e9, zeros, ones, np.eye(width))


def test_no_group_is_noise() -> None:
    assert NO_GROUP == NOISE


@pytest.mark.parametrize("reach", [np.inf, 0.8])
def test_anchors_assign_as_the_search_tree_does(reach: float) -> None:
    rng = np.random.default_rng(3)
    groups = Anchors(rng.normal(size=(300, 4)), rng.integers(0, 5, 300), reach)
    rows = rng.normal(size=(CHUNK // 300 + 500, 4))
    assert (groups.nearest(rows) == assigned(groups, rows)).all()


def test_a_row_at_the_edge_of_the_reach_is_within() -> None:
    anchors = Anchors(np.array([[0.0], [10.0]]), np.array([4, 7]), reach=2.0)
    assert anchors.nearest(np.array([[2.0], [2.1], [8.0], [-2.0], [5.0]])).tolist() == [4, NO_GROUP, 7, 4, NO_GROUP]
    assert Anchors(np.empty((0, 1)), np.empty(0, dtype=np.int64)).nearest(np.zeros((3, 1))).tolist() == [NO_GROUP] * 3
    assert anchors.nearest(np.empty((0, 1))).tolist() == []


@pytest.mark.parametrize("apart", [6.0, 0.5])
def test_one_row_is_assigned_as_among_many(apart: float) -> None:
    features, _ = planted(3_000, apart=apart)
    features["extra"] = np.exp(2 * features["clicks"].rank(pct=True) ** 8)
    features.loc[::7, "minutes"] = np.nan
    features.loc[::11, "price"] = np.inf
    found = segment(features, effort="quick", seed=1)
    values = finite(features[list(found.segmenter.names)])
    points = found.segmenter.space.points(values)
    for row in range(0, 3_000, 10):
        given = {name: None if np.isnan(value) else float(value) for name, value in zip(found.segmenter.names, values[row], strict=True)}
        assert found.segmenter.one(given) == found.labels[row]
        assert (found.segmenter.space.points(values[row : row + 1]) == points[row]).all()


def test_what_is_not_known_counts_as_the_median_and_what_is_not_read_is_passed_over() -> None:
    space = flat(("a", "b"))
    segmenter = Segmenter(space, Anchors(np.array([[0.0, 0.0], [9.0, 9.0]]), np.array([0, 1])))
    assert segmenter.one({}) == segmenter.one({"a": None, "b": float("nan"), "c": 3.0}) == 0
    assert segmenter.one({"a": 9.0, "b": 8, "c": None}) == 1
    assert segmenter.one({"a": float("inf"), "b": float("inf")}) == 0
    assert segmenter.many(np.empty((0, 2))).tolist() == []


def test_what_is_taken_as_a_logarithm_is_never_below_nothing() -> None:
    space = replace(flat(("a",)), logarithm=np.ones(1, dtype=np.bool_))
    assert space.points(np.array([[-5.0], [0.0], [np.e - 1.0]])).ravel().tolist() == pytest.approx([0.0, 0.0, 1.0])
