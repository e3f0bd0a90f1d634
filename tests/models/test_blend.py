"""Is a blend the weighted mean of its members, and are only members picked that help?"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.measures.probability import log_loss
from footfall.models.blend import Blend, greedy_weights


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


def test_members_that_err_in_different_places_are_both_picked_and_beat_each() -> None:
    rng = np.random.default_rng(4)
    truth = rng.random(4_000)
    label = (rng.random(4_000) < truth).astype(np.float64)
    scores = {name: np.clip(truth + rng.normal(0, 0.08, 4_000), 0.01, 0.99) for name in ("one", "two")} | {
        "coin": rng.choice([0.02, 0.98], 4_000)
    }
    shares = greedy_weights(label, scores)
    assert set(shares) == {"one", "two"}
    assert sum(shares.values()) == 1.0
    mixed = sum(share * scores[name] for name, share in shares.items())
    assert log_loss(label, np.asarray(mixed)) < min(log_loss(label, score) for score in scores.values())
