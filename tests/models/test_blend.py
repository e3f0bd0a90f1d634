"""Is a blend the weighted mean of its members?"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.models.blend import Blend


@dataclass(frozen=True, slots=True)
class Says:
    """A model that says one thing."""

    chance: float

    def predict_proba(self, matrix: Floats) -> Floats:
        """Return it for every row."""
        return np.full((len(matrix), 2), [1 - self.chance, self.chance])


def test_a_blend_is_the_mean_weighted_by_shares() -> None:
    blend = Blend({"a": Says(0.2), "b": Says(0.6), "idle": Says(1.0)}, {"a": 0.75, "b": 0.25})
    np.testing.assert_allclose(blend.predict_proba(np.zeros((3, 1))), np.full((3, 2), [0.7, 0.3]))
