"""Does stability tell groups that come out again from groups that do not?"""

from collections.abc import Mapping

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE
from footfall.measures.stability import adjusted_rand, best_overlaps, stability

RNG = np.random.default_rng(3)
APART = RNG.normal(size=(300, 2)) + np.repeat([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]], 100, axis=0)
FLAT = RNG.uniform(size=(300, 6))


class Nearest:
    """k-means as something that assigns."""

    def __init__(self, points: Floats, k: int, seed: int) -> None:
        self.model = KMeans(n_clusters=k, n_init=2, random_state=seed).fit(points)

    def __call__(self, points: Floats, /) -> Ints:
        return np.asarray(self.model.predict(points), dtype=np.int64)


def again(points: Floats, seed: int) -> Mapping[int, Nearest]:
    return {k: Nearest(points, k, seed) for k in (3, 7)}


def test_separate_groups_come_out_again_and_slices_of_a_cloud_do_not() -> None:
    apart = stability(APART, {k: each(APART) for k, each in again(APART, 1).items()}, again, resamples=8, seed=1)
    assert apart[3].rand > 0.99
    assert apart[3].weakest > 0.98
    flat = stability(FLAT, {k: each(FLAT) for k, each in again(FLAT, 1).items()}, again, resamples=8, seed=1)
    assert flat[7].rand < 0.6
    assert flat[7].weakest < 0.6


def test_the_same_seed_gives_the_same_figures() -> None:
    labels = {k: each(FLAT) for k, each in again(FLAT, 1).items()}
    one, two, other = (stability(FLAT, labels, again, resamples=3, seed=seed) for seed in (5, 5, 6))
    assert one == two
    assert one != other


def test_overlap_is_the_best_match_and_no_match_is_with_noise() -> None:
    first = np.array([0, 0, 0, 1, 1, NOISE])
    assert best_overlaps(first, np.array([7, 7, 8, 8, 8, 8])) == {0: 2 / 3, 1: 2 / 4}
    assert best_overlaps(first, np.full(6, NOISE)) == {0: 0.0, 1: 0.0}


def test_an_option_that_is_not_found_again_is_not_stable() -> None:
    found = stability(APART, {9: np.arange(300) % 2}, again, resamples=2, seed=1)
    assert found[9].weakest == 0.0


def test_agreement_is_the_adjusted_rand_index() -> None:
    for groups in (1, 2, 5, 40):
        one, two = RNG.integers(NOISE, groups, 300), RNG.integers(0, 4, 300)
        assert abs(adjusted_rand(one, two) - adjusted_rand_score(one, two)) < 1e-12
    assert adjusted_rand(np.zeros(9, np.int64), np.zeros(9, np.int64)) == 1.0
