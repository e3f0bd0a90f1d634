"""Which rows go together when rows are set apart?

Seeded samples of rows, and folds of whole groups. The four parts of a data set are not made here: `dataset` cuts them in time order.
"""

import numpy as np

from footfall.dataset.dataset import Bools, Ints

__all__ = ["group_folds", "sample_rows"]


def sample_rows(count: int, rows: int, *, seed: int) -> Bools:
    """Return a mask (shape (count,)) of `rows` rows drawn at random without replacement; of all where there are no more.

    Rows of one group are alike, so that a few of every group teach more than all rows of a few groups.

    >>> int(sample_rows(10, 4, seed=1).sum())
    4
    """
    mask = np.ones(count, dtype=np.bool_)
    if count > rows:
        mask[np.random.default_rng(seed).permutation(count)[rows:]] = False
    return mask


def group_folds(group: Ints, folds: int, *, seed: int) -> Ints:
    """Return the fold (0 to `folds` - 1) of each row, shape (n,): groups dealt out whole, in a random order."""
    names, member = np.unique(group, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(names)) % folds
    of_row: Ints = dealt[member]
    return of_row
