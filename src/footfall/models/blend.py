"""What do several models say together?

`Blend`: the weighted mean of the probabilities of models that read the same matrix. `greedy_weights` chooses the weights by ensemble
selection (Caruana, Niculescu-Mizil, Crew & Ksikes, ICML 2004): members are added one by one, with replacement, while the log loss of their
mean falls. It fits nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.measures.probability import log_loss

__all__ = ["Blend", "greedy_weights"]

PICKS = 20
"""Members picked at most, repeats counted: weights come in twentieths or coarser."""


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


def greedy_weights(label: Floats, scores: Mapping[str, Floats], *, picks: int = PICKS) -> dict[str, float]:
    """Return the share of each member that is worth having.

    Parameters
    ----------
    label
        Shape (n,), 0/1, of rows that no score was learnt from.
    scores
        Each member's probabilities, shape (n,).
    picks
        Members picked at most, repeats counted; of all stages the one with the least log loss is taken.

    Returns
    -------
    dict
        Shares above 0 that add up to 1, in the order of `scores`.

    >>> label = np.array([0.0, 1.0, 0.0, 1.0])
    >>> greedy_weights(label, {"good": np.array([0.1, 0.9, 0.2, 0.8]), "bad": np.array([0.9, 0.1, 0.8, 0.2])})
    {'good': 1.0}
    """
    names = list(scores)
    total = np.zeros(len(label))
    picked: list[str] = []
    best: tuple[float, int] = (np.inf, 0)
    for count in range(1, picks + 1):
        losses = {name: log_loss(label, (total + scores[name]) / count) for name in names}
        name = min(names, key=lambda each: losses[each])
        total = total + scores[name]
        picked.append(name)
        if losses[name] < best[0]:
            best = losses[name], count
    kept = picked[: best[1]]
    return {name: kept.count(name) / len(kept) for name in names if name in kept}
