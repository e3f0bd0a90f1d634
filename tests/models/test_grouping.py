"""Does each algorithm find groups that are there, and are other rows taken in by distance alone?"""

from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE
from footfall.models.grouping import NOISE_BAR, assigned, by_density, by_hierarchy, by_kmeans
from footfall.models.segmenter import Anchors

RNG = np.random.default_rng(8)
TRUE: Ints = np.repeat(np.arange(3), (150, 90, 60))
APART: Floats = np.array([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]])[TRUE] + RNG.normal(size=(300, 2))
KS = (2, 3, 5)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small fits are quicker on one thread than on several that wait for each other."""
    with threadpool_limits(1):
        yield


def alike(one: Ints, two: Ints) -> bool:
    """Return whether two groupings part the rows alike, whatever they call the groups."""
    pairs = set(zip(one.tolist(), two.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(two.tolist()))


def rings() -> tuple[Floats, Ints]:
    """Two rings, one within the other."""
    angle = RNG.uniform(0, 2 * np.pi, 400)
    radius = np.repeat([1.0, 6.0], (120, 280))
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1) + 0.1 * RNG.normal(size=(400, 2))
    return points, (radius > 2).astype(np.int64)


def test_rows_go_to_the_nearest_anchor_within_reach() -> None:
    groups = Anchors(np.array([[0.0], [10.0], [11.0]]), np.array([4, 7, 7]), reach=2.0)
    assert assigned(groups, np.array([[0.0], [2.0], [2.1], [9.0], [13.0], [-2.5]])).tolist() == [4, 4, NOISE, 7, 7, NOISE]
    assert groups.count == 2


def test_centroids_reach_everywhere() -> None:
    groups = Anchors(np.array([[0.0], [10.0]]), np.array([0, 1]))
    assert assigned(groups, np.array([[-1e9], [4.9], [5.1], [1e9]])).tolist() == [0, 0, 1, 1]


def test_without_anchors_no_row_is_of_a_group() -> None:
    groups = Anchors(np.empty((0, 2)), np.empty(0, dtype=np.int64), reach=1.0)
    assert assigned(groups, np.zeros((3, 2))).tolist() == [NOISE] * 3
    assert groups.count == 0


def test_kmeans_and_hierarchy_find_the_groups_for_each_k() -> None:
    for found in (by_kmeans(APART, KS, 1), by_hierarchy(APART, KS)):
        assert tuple(found) == KS
        assert [found[k].count for k in KS] == list(KS)
        assert alike(assigned(found[3], APART), TRUE)


def test_anchors_are_the_means_of_their_groups() -> None:
    for groups in (by_kmeans(APART, (3,), 1)[3], by_hierarchy(APART, (3,))[3]):
        assert groups.label.tolist() == [0, 1, 2]
        for label, anchor in zip(groups.label, groups.points, strict=True):
            assert anchor == pytest.approx(APART[assigned(groups, APART) == label].mean(axis=0))


def test_there_are_no_more_groups_than_different_points() -> None:
    points = np.repeat([[0.0, 0.0], [5.0, 5.0]], 20, axis=0)
    found = by_kmeans(points, (2, 4), 1)
    assert [found[k].count for k in (2, 4)] == [2, 2]
    assert by_hierarchy(points, (4,))[4].count <= 4


def test_the_seed_decides_where_kmeans_starts_and_nothing_else_does() -> None:
    cloud = RNG.uniform(size=(200, 3))
    assert (by_kmeans(cloud, (6,), 3)[6].points == by_kmeans(cloud, (6,), 3)[6].points).all()
    assert any((by_kmeans(cloud, (6,), seed)[6].points != by_kmeans(cloud, (6,), 3)[6].points).any() for seed in range(4, 8))


@pytest.mark.parametrize(("hdbscan", "reach"), [(False, 2.5), (True, None)])
def test_density_finds_groups_of_any_shape(hdbscan: bool, reach: float | None) -> None:
    points, true = rings()
    labels = assigned(by_density(points, hdbscan=hdbscan, reach=reach), points)
    taken = labels != NOISE
    assert (~taken).mean() <= NOISE_BAR
    assert alike(labels[taken], true[taken])


@pytest.mark.parametrize("hdbscan", [False, True])
def test_a_row_far_from_every_group_is_of_none(hdbscan: bool) -> None:
    groups = by_density(np.concatenate([APART, [[50.0, 50.0], [-70.0, 40.0]]]), hdbscan=hdbscan)
    assert np.isfinite(groups.reach)
    assert NOISE not in groups.label
    assert assigned(groups, np.array([[50.0, 50.0]])).tolist() == [NOISE]
    assert assigned(groups, APART[:1] * 0)[0] == np.bincount(assigned(groups, APART[:150])[assigned(groups, APART[:150]) != NOISE]).argmax()


def test_the_anchors_of_density_are_core_points_of_their_own_group() -> None:
    groups = by_density(APART, reach=1.5)
    assert groups.reach == 1.5
    assert (assigned(groups, groups.points) == groups.label).all()
    assert NOISE not in groups.label
    for anchor in groups.points:
        assert (np.linalg.norm(APART - anchor, axis=1) <= 1.5).sum() >= 10


def test_a_reach_that_is_given_is_taken() -> None:
    assert by_density(APART, reach=1e-6).count == 0
    assert by_density(APART, reach=100.0).count == 1


def test_points_that_are_all_alike_are_one_group_at_most() -> None:
    assert by_density(np.zeros((60, 2))).count <= 1
