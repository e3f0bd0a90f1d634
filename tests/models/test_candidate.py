"""Is the number of groups chosen by the rule, and do the figures say what was found?"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Floats, Ints
from footfall.measures import clustering
from footfall.measures.clustering import NOISE
from footfall.measures.stability import Stability
from footfall.models import candidate
from footfall.models.candidate import FEW, KS, SMALLEST, STABLE, Candidate, Sample, chosen, density, hierarchy, kmeans, measured
from footfall.models.grouping import assigned, by_kmeans
from footfall.models.segmenter import Anchors

CENTRES = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]])


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small fits are quicker on one thread than on several that wait for each other."""
    with threadpool_limits(1):
        yield


def sample(sizes: tuple[int, ...] = (160, 120, 80, 40), *, rows: int | None = None, resamples: int = 2) -> Sample:
    """Four groups far apart."""
    points = CENTRES[np.repeat(np.arange(len(sizes)), sizes)] + np.random.default_rng(2).normal(size=(sum(sizes), 2))
    return Sample(points, sum(sizes) if rows is None else rows, resamples, seed=1)


@pytest.mark.parametrize("find", [kmeans, hierarchy])
def test_the_k_of_separate_groups_is_found(find: Callable[[Sample], Candidate]) -> None:
    found = find(sample())
    assert found.score.k == 4
    assert found.groups.count == 4
    assert found.sizes == pytest.approx((0.1, 0.2, 0.3, 0.4))
    assert found.stable is not None
    assert found.stable.weakest > 0.95


def test_density_finds_them_without_being_told_how_many() -> None:
    for hdbscan, name in ((False, "dbscan"), (True, "hdbscan")):
        found = density(sample((200, 200, 200, 200)), hdbscan=hdbscan)
        assert (found.score.name, found.score.label, found.score.k) == (name, name.upper(), 4)
        assert found.score.noise_share < 0.2


def test_the_figures_are_those_of_the_sample() -> None:
    given = sample()
    score = kmeans(given).score
    labels = assigned(by_kmeans(given.points, (4,), 1)[4], given.points)
    assert score.silhouette == pytest.approx(clustering.silhouette(given.points, labels))
    assert score.davies_bouldin == pytest.approx(clustering.davies_bouldin(given.points, labels))
    assert score.wcss == pytest.approx(clustering.wcss(given.points, labels))
    assert (score.sample, score.note, score.noise_share) == (None, "", 0.0)


def test_a_sample_says_so_and_how_the_rest_is_assigned() -> None:
    score = kmeans(sample(rows=12_345)).score
    assert (score.sample, score.note) == (
        400, "Found on a sample of 400 of 12,345 rows; the rest was assigned to the nearest group.",
    )  # fmt: skip
    assert "the nearest group within reach, else to none" in density(sample(rows=12_345), hdbscan=False).score.note


def test_one_cloud_is_no_group_of_density_and_has_no_figures() -> None:
    found = density(Sample(np.zeros((80, 2)), 80, 2, seed=1), hdbscan=False)
    assert found.score.k < 2
    assert (found.score.silhouette, found.score.wcss, found.score.stability, found.stable) == (None, None, None, None)
    assert found.score.note == "DBSCAN finds no separate groups here."


def test_few_are_evenly_taken_and_never_more_than_allowed() -> None:
    for rows in (10, FEW, FEW + 1, 3 * FEW - 1):
        points = np.arange(rows, dtype=np.float64)[:, None]
        few = Sample(points, rows, 1, 1).few
        assert len(few) <= FEW
        assert len(few) > min(rows, FEW) // 2 - 1
        assert len(set(np.diff(few[:, 0]))) <= 1
        assert (few[0, 0], few[-1, 0] > rows * 0.99 - 1) == (0.0, True)


LINE: Floats = np.arange(100, dtype=np.float64)[:, None]


def told(
    monkeypatch: pytest.MonkeyPatch,
    worth: Mapping[int, float],
    rand: Mapping[int, float],
    weakest: Mapping[int, float],
    small: tuple[int, ...],
) -> int:
    """Return the k that the rule chooses, given silhouettes, stabilities and which k has too small a group."""
    cut = {k: np.minimum(np.arange(100) * k // 100, k - 1) for k in KS}
    for k in small:
        cut[k] = np.where(np.arange(100) < 2, k - 1, np.arange(100) % (k - 1))

    def option(k: int) -> Anchors:
        return Anchors(LINE, cut[k].astype(np.int64))

    def silhouette(_: Floats, labels: Ints) -> float:
        return worth[len(np.unique(labels))]

    def stability(_: Floats, labels: Mapping[int, Ints], *__: object, **___: object) -> dict[int, Stability]:
        return {k: Stability(rand[k], {0: 1.0, 1: weakest[k]}) for k in labels}

    monkeypatch.setattr(candidate, "silhouette", silhouette)
    monkeypatch.setattr(candidate, "stability", stability)
    found = chosen("kmeans", "k-means", {k: option(k) for k in KS}, Sample(LINE, 100, 1, 1), lambda points, seed: {})
    return found.score.k


SOUND = dict.fromkeys(KS, 0.9)


def test_the_greatest_product_of_silhouette_and_stability_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, {**SOUND, 5: 0.95}, SOUND, SOUND, ()) == 5
    assert told(monkeypatch, {**SOUND, 5: 0.95}, {**SOUND, 7: 0.99}, SOUND, ()) == 7


def test_of_equals_the_fewest_groups_win(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, SOUND, SOUND, SOUND, ()) == KS[0]


def test_what_does_not_come_out_again_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    best = {**SOUND, 4: 0.99}
    assert told(monkeypatch, best, SOUND, SOUND, ()) == 4
    assert told(monkeypatch, {**SOUND, 4: 9.0}, {**SOUND, 4: STABLE - 0.01}, SOUND, ()) == 3
    assert told(monkeypatch, best, SOUND, {**SOUND, 4: STABLE - 0.01}, ()) == 3
    assert told(monkeypatch, {**SOUND, 4: 9.0}, {**SOUND, 4: STABLE}, {**SOUND, 4: STABLE}, ()) == 4


def test_a_group_that_is_too_small_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SMALLEST > 0.02
    assert told(monkeypatch, {**SOUND, 6: 0.99}, SOUND, SOUND, (6,)) == 3


def test_where_none_holds_up_the_most_stable_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    shaky = dict.fromkeys(KS, 0.3)
    assert told(monkeypatch, {**SOUND, 3: 9.0}, {**shaky, 7: 0.4}, shaky, ()) == 7
    assert told(monkeypatch, SOUND, shaky, shaky, ()) == 3


def test_noise_is_no_group_and_counts_in_the_shares() -> None:
    points = np.array([[0.0], [0.1], [0.2], [5.0], [5.1], [99.0], [98.0], [97.0]])
    groups = Anchors(np.array([[0.0], [5.0]]), np.array([0, 1]), reach=1.0)
    assert assigned(groups, points).tolist() == [0, 0, 0, 1, 1, NOISE, NOISE, NOISE]
    found = measured("dbscan", "DBSCAN", groups, Sample(points, 8, 1, 1), Stability(0.8, {0: 1.0, 1: 0.7}))
    assert (found.score.k, found.score.noise_share, found.score.stability) == (2, 0.375, 0.8)
    assert found.sizes == (0.25, 0.375)
