"""Do folds keep groups whole, and do samples reach them all?"""

import numpy as np

from footfall.measures.splits import group_folds, sample_rows

GROUP = np.repeat(np.arange(100), np.random.default_rng(0).integers(1, 9, size=100)).astype(np.int64)


def test_a_sample_has_as_many_rows_as_asked_and_touches_most_groups() -> None:
    mask = sample_rows(len(GROUP), 200, seed=1)
    assert mask.sum() == 200
    assert len(set(GROUP[mask].tolist())) > 75
    assert (sample_rows(len(GROUP), 200, seed=2) != mask).any()


def test_everything_is_taken_where_it_fits() -> None:
    assert sample_rows(len(GROUP), len(GROUP), seed=1).all()


def test_folds_share_no_group_and_differ_by_seed() -> None:
    fold = group_folds(GROUP, 3, seed=1)
    assert all(len(set(fold[group == GROUP].tolist())) == 1 for group in range(100))
    assert np.bincount([int(fold[group == GROUP][0]) for group in range(100)]).tolist() == [34, 33, 33]
    assert (group_folds(GROUP, 3, seed=2) != fold).any()
