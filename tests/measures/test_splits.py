"""Do groups stay whole?"""

import numpy as np

from footfall.measures.splits import group_folds, sample_groups

GROUP = np.repeat(np.arange(100), np.random.default_rng(0).integers(1, 9, size=100)).astype(np.int64)


def test_a_sample_holds_whole_groups_and_about_as_many_rows_as_asked() -> None:
    mask = sample_groups(GROUP, 200, seed=1)
    assert 190 <= mask.sum() <= 200
    assert not set(GROUP[mask].tolist()) & set(GROUP[~mask].tolist())


def test_everything_is_taken_where_it_fits() -> None:
    assert sample_groups(GROUP, len(GROUP), seed=1).all()


def test_one_giant_group_is_sampled_by_rows() -> None:
    assert sample_groups(np.zeros(1_000, dtype=np.int64), 50, seed=1).sum() == 50


def test_folds_share_no_group_and_differ_by_seed() -> None:
    fold = group_folds(GROUP, 3, seed=1)
    assert all(len(set(fold[group == GROUP].tolist())) == 1 for group in range(100))
    assert np.bincount([int(fold[group == GROUP][0]) for group in range(100)]).tolist() == [34, 33, 33]
    assert (group_folds(GROUP, 3, seed=2) != fold).any()
