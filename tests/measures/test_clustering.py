"""Do the measures of a grouping agree with a plain reading, and leave noise out?"""

import numpy as np
import pytest
from sklearn.metrics import davies_bouldin_score, silhouette_score

from footfall.measures.clustering import NOISE, balance, davies_bouldin, noise_share, silhouette, smallest_share, wcss

POINTS = np.random.default_rng(1).normal(size=(90, 3)) + np.repeat([[0.0], [4.0], [9.0]], 30, axis=0)
LABELS = np.repeat([0, 1, 2], 30)


def test_rows_of_no_group_are_left_out() -> None:
    noisy = LABELS.copy()
    noisy[::9] = NOISE
    kept = noisy != NOISE
    assert silhouette(POINTS, noisy) == pytest.approx(silhouette_score(POINTS[kept], LABELS[kept]))
    assert davies_bouldin(POINTS, noisy) == pytest.approx(davies_bouldin_score(POINTS[kept], LABELS[kept]))
    assert noise_share(noisy) == pytest.approx(10 / 90)
    assert wcss(POINTS, noisy) == pytest.approx(wcss(POINTS[kept], LABELS[kept]))


def test_the_sum_of_squares_is_read_plainly() -> None:
    assert wcss(np.array([[0.0], [2.0], [10.0], [14.0]]), np.array([0, 0, 1, 1])) == 1 + 1 + 4 + 4


@pytest.mark.parametrize("labels", [np.zeros(90, np.int64), np.full(90, NOISE), np.arange(90)], ids=["one", "none", "each its own"])
def test_fewer_than_two_groups_have_no_measure(labels: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> None:
    assert silhouette(POINTS, labels) is None
    assert davies_bouldin(POINTS, labels) is None
    if len(np.unique(labels)) == 1:
        assert balance(labels) is None


def test_balance_is_the_entropy_of_the_sizes_and_leaves_noise_out() -> None:
    assert balance(np.repeat([0, 1, 2], 7)) == pytest.approx(1.0)
    uneven = np.repeat([0, 1, 2, NOISE], [80, 15, 5, 100])
    shares = [0.8, 0.15, 0.05]
    assert balance(uneven) == pytest.approx(-sum(share * np.log(share) for share in shares) / np.log(3))


def test_the_smallest_share_counts_all_rows() -> None:
    assert smallest_share(np.array([0, 0, 1, NOISE, NOISE])) == 0.2
    assert smallest_share(np.full(4, NOISE)) == 0.0
