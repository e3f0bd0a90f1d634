"""What did a model say of which rows, and what came of them?

`ScoredRows`: features, scores and outcomes of n cut-offs, with what is needed to count them fairly: rows of one visit tell nearly the same
story, and visits of one visitor are alike. It measures nothing.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Bools, Floats, Ints

__all__ = ["ScoredRows", "clusters"]


@dataclass(frozen=True, slots=True)
class ScoredRows:
    """Scores of n cut-offs.

    Parameters
    ----------
    features
        Frame of n rows: float64 with NaN, or pandas ``str`` with missing values.
    score
        Shape (n,): probabilities, or amounts.
    label
        Shape (n,): 0/1 or an amount; NaN where it is not known.
    cluster
        Shape (n,): rows that are alike beyond what chance gives (of one visitor, or of one session where no visitor is known).
    unit
        Shape (n,): what is counted once: the session, where a target is asked at each of its events; else the row itself.
    """

    features: pd.DataFrame
    score: Floats
    label: Floats
    cluster: Ints
    unit: Ints

    def __len__(self) -> int:
        return len(self.score)

    def where(self, mask: Bools) -> "ScoredRows":
        """Return the rows where `mask` (shape (n,)) holds."""
        features = self.features.loc[mask].reset_index(drop=True)
        return ScoredRows(features, self.score[mask], self.label[mask], self.cluster[mask], self.unit[mask])

    def known(self) -> "ScoredRows":
        """Return the rows whose outcome is known."""
        return self.where(~np.isnan(self.label))

    def once(self, seed: int) -> "ScoredRows":
        """Return one row a unit, drawn at random: the mix of early and late clicks stays, and a long visit counts like a short one."""
        order = np.random.default_rng(seed).permutation(len(self))
        _, first = np.unique(self.unit[order], return_index=True)
        chosen = np.zeros(len(self), dtype=np.bool_)
        chosen[order[first]] = True
        return self.where(chosen)


def clusters(visitor: pd.Series, group: Ints) -> Ints:
    """Return a number for each visitor, and for each group where no visitor is known, shape (n,).

    >>> clusters(pd.Series(["a", "a", None], dtype="str"), np.array([7, 8, 9])).tolist()
    [0, 0, 1]
    """
    known = visitor.notna().to_numpy(dtype=np.bool_)
    keys = np.where(known, "v" + visitor.fillna("").astype("object"), "g" + pd.Series(group).astype("str").astype("object"))
    return np.asarray(pd.factorize(keys)[0], dtype=np.int64)
