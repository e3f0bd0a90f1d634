"""How does a score become a probability that holds, and an amount one that adds up?

A calibrator is a rising curve from score to probability, fitted on rows the model has not learnt from: `Platt` (two numbers) where
positives are few, `Isotonic` (a broken line) where they are many. For amounts it is a `Level`: one factor, so that what is expected of all
adds up to what they gave. All keep the order of the scores. They are plain numbers, saved as JSON, and read by the online path with numpy
alone. How good the result is, `measures.probability` says.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from footfall.dataset.dataset import Floats

__all__ = ["FEWEST", "MANY", "Calibrator", "Isotonic", "Level", "Platt", "calibrator", "from_record", "level"]

FEWEST = 20
"""Fewest positives (and negatives) that a calibrator is fitted on."""
MANY = 1_000
"""Positives (and negatives) from which isotonic regression beats two numbers (Niculescu-Mizil & Caruana, ICML 2005, figure 8)."""
EDGE = 1e-6
"""Probabilities are kept this far from 0 and 1: no finite data set shows certainty."""

Record = dict[str, str | float | list[float]]


class Calibrator(Protocol):
    """A rising curve from score to probability, or from amount to amount."""

    def __call__(self, score: Floats) -> Floats:
        """Return the probabilities (or amounts) of scores, both of shape (n,)."""

    def record(self) -> Record:
        """Return itself as plain JSON values; `from_record` reads them back."""


@dataclass(frozen=True, slots=True)
class Platt:
    """``1 / (1 + exp(-(slope * logit(score) + intercept)))`` (Platt 1999, on the logit as in Kull et al., AISTATS 2017)."""

    slope: float
    intercept: float

    def __call__(self, score: Floats) -> Floats:
        """Return the probabilities of scores, both of shape (n,)."""
        return np.clip(1.0 / (1.0 + np.exp(-(self.slope * _logit(score) + self.intercept))), EDGE, 1 - EDGE)

    def record(self) -> Record:
        """Return itself as plain JSON values."""
        return {"method": "platt", "slope": self.slope, "intercept": self.intercept}


@dataclass(frozen=True, slots=True)
class Isotonic:
    """A broken line through the middle of each block of an isotonic regression.

    Blocks themselves are flat and would tie scores that the model tells apart; a line through their centres does not (centred isotonic
    regression: Oron & Flournoy, Statistics in Biopharmaceutical Research 9, 2017). A block of n rows of one class counts half a row of
    the other.

    Parameters
    ----------
    scores, probabilities
        The corners, both rising, from score 0 to score 1.
    """

    scores: tuple[float, ...]
    probabilities: tuple[float, ...]

    def __call__(self, score: Floats) -> Floats:
        """Return the probabilities of scores, both of shape (n,)."""
        return np.clip(np.interp(score, self.scores, self.probabilities), EDGE, 1 - EDGE)

    def record(self) -> Record:
        """Return itself as plain JSON values."""
        return {"method": "isotonic", "scores": list(self.scores), "probabilities": list(self.probabilities)}


@dataclass(frozen=True, slots=True)
class Level:
    """An amount times one factor: the balance property (Wuthrich, European Actuarial Journal 10, 2020), which early stopping loses."""

    factor: float

    def __call__(self, score: Floats) -> Floats:
        """Return the amounts of scores, both of shape (n,)."""
        return score * self.factor

    def record(self) -> Record:
        """Return itself as plain JSON values."""
        return {"method": "level", "factor": self.factor}


def calibrator(label: Floats, score: Floats) -> Calibrator | None:
    """Fit the calibrator that the amount of data allows; None where there are too few rows of a class, or the scores fall as truth rises.

    Parameters
    ----------
    label
        Shape (n,), 0/1, of rows that the model has not learnt from.
    score
        Shape (n,), 0 to 1.
    """
    rarer = int(min(label.sum(), len(label) - label.sum()))
    if rarer < FEWEST or np.ptp(score) == 0:
        return None
    if rarer >= MANY and len(np.unique(score)) > FEWEST:
        return _isotonic(label, score)
    return _platt(label, score)


def level(label: Floats, score: Floats) -> Level | None:
    """Return the factor with which amounts add up to the labels; None where there are too few labels above 0, or nothing is expected.

    Parameters
    ----------
    label, score
        Shape (n,), zero or more: what came, and what was expected of rows that the model has not learnt from.
    """
    if int(np.sum(label > 0)) < FEWEST or not score.sum() > 0:
        return None
    return Level(float(label.sum() / score.sum()))


def from_record(record: Record) -> Calibrator:
    """Return the calibrator that a record describes.

    Raises
    ------
    ValueError
        When the record describes none.
    """
    slope, intercept, factor = record.get("slope"), record.get("intercept"), record.get("factor")
    scores, probabilities = record.get("scores"), record.get("probabilities")
    if record.get("method") == "platt" and isinstance(slope, float) and isinstance(intercept, float):
        return Platt(slope, intercept)
    if record.get("method") == "isotonic" and isinstance(scores, list) and isinstance(probabilities, list):
        return Isotonic(tuple(map(float, scores)), tuple(map(float, probabilities)))
    if record.get("method") == "level" and isinstance(factor, float):
        return Level(factor)
    raise ValueError(f"no such calibrator: {record.get('method')!r}")


def _platt(label: Floats, score: Floats) -> Platt | None:
    """Fit a line in log-odds (Platt 1999); None where it would turn the order round."""
    model = LogisticRegression(C=1e6, max_iter=1_000).fit(_logit(score).reshape(-1, 1), label)
    slope, intercept = float(model.coef_[0, 0]), float(model.intercept_[0])
    return Platt(slope, intercept) if slope > 0 else None


def _isotonic(label: Floats, score: Floats) -> Isotonic | None:
    """Fit steps that never fall, joined by straight lines at their centres; None where there is one step only.

    A step at 0 or 1 is drawn in by half a row of those that made it.
    """
    steps = IsotonicRegression(y_min=0.0, y_max=1.0).fit_transform(score, label)
    values, block, sizes = np.unique(steps, return_inverse=True, return_counts=True)
    if len(values) < 2:
        return None
    centres = np.bincount(block, weights=score) / sizes
    values = np.where(values <= 0, 0.5 / (sizes + 1), np.where(values >= 1, 1 - 0.5 / (sizes + 1), values))
    kept = (centres > 0) & (centres < 1)
    kept[0] &= values[0] < values[1]
    kept[-1] &= values[-1] > values[-2]
    corners, heights = centres[kept], values[kept]
    return Isotonic((0.0, *corners.tolist(), 1.0), (0.0, *heights.tolist(), 1.0))


def _logit(score: Floats) -> Floats:
    """Return log-odds; certain scores as if they were `EDGE` from certain."""
    sure = np.clip(score, EDGE, 1 - EDGE)
    logit: Floats = np.log(sure) - np.log1p(-sure)
    return logit
