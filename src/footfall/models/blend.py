"""What do several models say together?

`Blend`: the weighted mean of the probabilities of models that read the same matrix. It fits nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from footfall.dataset.dataset import Floats

__all__ = ["Blend"]


@dataclass(frozen=True, slots=True)
class Blend:
    """Fitted members by name, and the share of each; shares add up to 1."""

    members: Mapping[str, Any]
    shares: Mapping[str, float]

    def predict_proba(self, matrix: Floats) -> Floats:
        """Return the probabilities of both classes, shape (n, 2), of prepared rows."""
        chance = sum(
            share * np.asarray(self.members[name].predict_proba(matrix)[:, 1], dtype=np.float64) for name, share in self.shares.items()
        )
        return np.column_stack([1.0 - chance, chance])

    def fit(self, matrix: Floats, label: Floats) -> "Blend":
        """Return itself: it is made of fitted members."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True
