"""Which rows go together when rows are set apart?

Seeded samples and folds of whole groups. The four parts of a data set are not made here: `dataset` cuts them in time order.
"""

import numpy as np

from footfall.dataset.dataset import Bools, Ints

__all__ = ["group_folds", "sample_groups"]


def sample_groups(group: Ints, rows: int, *, seed: int) -> Bools:
    """Return a mask (shape (n,)) of about `rows` rows: groups drawn at random without replacement, each whole.

    Groups are taken in a random order while they fit; where even the first does not, its own rows are sampled.

    >>> int(sample_groups(np.array([1, 1, 2, 2, 3, 3]), 4, seed=1).sum())
    4
    """
    if len(group) <= rows:
        return np.ones(len(group), dtype=np.bool_)
    rng = np.random.default_rng(seed)
    _, member, sizes = np.unique(group, return_inverse=True, return_counts=True)
    order = rng.permutation(len(sizes))
    taken = order[sizes[order].cumsum() <= rows]
    mask: Bools = np.isin(member, taken)
    if len(taken) == 0:
        mask[rng.choice(np.flatnonzero(member == order[0]), size=rows, replace=False)] = True
    return mask


def group_folds(group: Ints, folds: int, *, seed: int) -> Ints:
    """Return the fold (0 to `folds` - 1) of each row, shape (n,): groups dealt out whole, in a random order."""
    names, member = np.unique(group, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(names)) % folds
    of_row: Ints = dealt[member]
    return of_row
