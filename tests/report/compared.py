"""A made-up comparison with everything in it: a target by outcomes, an amount, a proxy by drift, and one of two references."""

from dataclasses import replace

import numpy as np
import pandas as pd

from footfall.dataset.scored import ScoredRows
from footfall.evaluation.comparison import Compared, Comparison, compared, references_compared
from footfall.models.reference import reference_of
from footfall.targets.target import Question

__all__ = ["made_up"]

DAY = 86_400_000_000


def rows(seed: int, *, shift: float = 0.0, binary: bool = True, known: bool = True) -> ScoredRows:
    """Rows of two a visit, the first feature deciding; `shift` moves it."""
    rng, size = np.random.default_rng(seed), 2_000
    x = rng.normal(shift, size=size)
    device = pd.Series(rng.choice(["mobile", "desktop"], size), dtype="str")
    features = pd.DataFrame({"cart_adds": x, "sessions_so_far": rng.normal(shift, size=size), "device": device})
    chance = 1 / (1 + np.exp(-(x - 1)))
    score = chance if binary else 30 * chance
    label = (rng.random(size) < chance).astype(np.float64) * (1 if binary else 30)
    return ScoredRows(features, score, label if known else np.full(size, np.nan), np.arange(size), np.arange(size) // 2)


def one(name: str, seed: int, *, binary: bool = True, known: bool = True, shift: float = 0.0, proxy: bool = False) -> Comparison:
    """One target."""
    question = Question(name, "binary" if binary else "amount", "" if binary else "currency", "What is asked.", proxy=proxy)
    kept = reference_of(rows(seed, binary=binary), ["cart_adds", "sessions_so_far", "device"], binary=binary, seed=1)
    new = rows(seed + 1, binary=binary, known=known, shift=shift)
    return compared(
        question, "Random forest", kept, new, docs={}, seed=1, short=("sessions_so_far",) if known else (),
        since_us=20_000 * DAY, until_us=20_030 * DAY,
        notes=("12 bad rows of the new data were left out.",),
    )  # fmt: skip


def made_up(nasty: str = "new.parquet") -> Compared:
    """Everything at once; `nasty` is the name of the new data and of a model."""
    kept = reference_of(rows(9), ["cart_adds", "device"], binary=True, seed=1)
    beside = references_compared(Question("returns_7d", "binary", "", "Back."), nasty, kept, kept, docs={})
    targets = (
        one("converts_session", 1),
        one("revenue_session", 3, binary=False),
        one("continues", 5, known=False, shift=1.0, proxy=True),
        replace(beside, since_us=0, until_us=0),
    )
    return Compared("analysis", nasty, targets, 553, ("This is the data that the models learnt from.",))
