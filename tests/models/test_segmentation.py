"""Are groups found where there are some, is the recommended one to be trusted, and are other rows assigned alike?"""

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.dataset import Ints
from footfall.errors import DataError
from footfall.measures.clustering import NOISE
from footfall.models.segmentation import SAMPLE, Segmentation, segment

NAMES = ["clicks", "minutes", "pages", "price"]


def planted(rows: int, seed: int = 1, apart: float = 6.0) -> tuple[pd.DataFrame, Ints]:
    """Four groups of unequal size, and which row is of which."""
    rng = np.random.default_rng(seed)
    group = rng.choice(4, size=rows, p=[0.4, 0.3, 0.2, 0.1])
    centre = apart * np.array([[1, 1, 1, 1], [3, 1, 2, 1], [1, 3, 1, 2], [3, 3, 3, 3]])
    return pd.DataFrame(centre[group] + rng.normal(size=(rows, 4)), columns=NAMES), group.astype(np.int64)


@pytest.fixture(scope="module")
def large() -> tuple[pd.DataFrame, Ints, Segmentation]:
    """More rows than the sample."""
    features, group = planted(60_000)
    return features, group, segment(features, effort="quick", seed=1)


def test_planted_groups_are_found_on_a_sample_and_the_rest_is_assigned(large: tuple[pd.DataFrame, Ints, Segmentation]) -> None:
    _, group, found = large
    table = pd.crosstab(found.labels, group)
    assert table.to_numpy().max(axis=1).sum() > 0.99 * len(group)
    for score in found.algorithms:
        assert score.sample == SAMPLE
        assert f"{SAMPLE:,} of 60,000 rows" in score.note
        assert score.k == 4
        assert score.stability is not None
        assert score.stability > 0.9


def test_groups_are_numbered_from_the_largest(large: tuple[pd.DataFrame, Ints, Segmentation]) -> None:
    sizes = np.bincount(large[2].labels[large[2].labels != NOISE])
    assert (np.diff(sizes) <= 0).all()


def test_new_rows_are_assigned_as_those_that_were_there(large: tuple[pd.DataFrame, Ints, Segmentation]) -> None:
    features, _, found = large
    order = np.random.default_rng(2).permutation(len(features))[:2_000]
    assert (found.assign(features.iloc[order].reset_index(drop=True)) == found.labels[order]).all()


def test_the_same_seed_gives_the_same_groups() -> None:
    features, _ = planted(1_500, apart=1.0)
    one, two = (segment(features, effort="quick", seed=4, threads=threads) for threads in (1, 2))
    assert (one.labels == two.labels).all()
    assert one.algorithms == two.algorithms
    assert one.reason == two.reason


def test_a_cloud_without_groups_is_called_unstable_or_refused() -> None:
    cloud = pd.DataFrame(np.random.default_rng(5).normal(size=(2_000, 6)), columns=list("abcdef"))
    found = segment(cloud, effort="quick", seed=1)
    best = next(score for score in found.algorithms if score.name == found.champion)
    assert best.silhouette is not None
    assert best.silhouette < 0.25
    assert best.stability is not None
    assert best.stability >= 0.6 or "none is stable" in found.reason


def test_hdbscan_takes_the_place_of_dbscan() -> None:
    found = segment(planted(1_500)[0], effort="quick", seed=1, hdbscan=True)
    assert [score.name for score in found.algorithms] == ["kmeans", "hierarchical", "hdbscan"]
    assert found.algorithms[-1].k == 4


def test_density_leaves_strays_in_no_group() -> None:
    features, _ = planted(1_500)
    strays = pd.DataFrame(np.random.default_rng(6).uniform(-40, 80, size=(30, 4)), columns=NAMES)
    score = segment(pd.concat([features, strays], ignore_index=True), effort="quick", seed=1).algorithms[2]
    assert score.name == "dbscan"
    assert 0.005 < score.noise_share < 0.3


def test_missing_infinite_constant_and_repeated_columns_do_no_harm() -> None:
    features, group = planted(1_500)
    odd = features.assign(constant=1.0, empty=np.nan, again=features["clicks"], far=np.where(np.arange(1_500) == 7, np.inf, 0.0))
    odd.loc[::11, "minutes"] = np.nan
    found = segment(odd, effort="quick", seed=1)
    assert pd.crosstab(found.labels, group).to_numpy().max(axis=1).sum() > 0.9 * len(group)


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        (pd.DataFrame({"clicks": np.arange(20.0)}), "Only 20 rows"),
        (pd.DataFrame({"clicks": np.ones(500)}), "no feature varies"),
        (pd.DataFrame({"clicks": np.repeat([1.0, 2.0], 250)}), "Nearly every row is alike"),
    ],
)
def test_what_cannot_be_grouped_is_refused_with_a_reason(features: pd.DataFrame, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        segment(features, effort="quick", seed=1)
