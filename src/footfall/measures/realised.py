"""Did what a model said come true?

Observed over expected, the calibration intercept and slope, the calibration error on one row a visit, and how well the scores order the
outcomes; each with an interval that knows which rows are alike. It judges nothing: `evaluation.advice` does.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.dataset.scored import ScoredRows
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.probability import calibration_error, calibration_floor, equal_mass_bins
from footfall.measures.ranking import Ranking, normalised_gini

__all__ = ["Estimate", "Level", "Realised", "logistic_recalibration", "observed_over_expected", "realised"]

Z = 1.959964
"""The 97.5 % point of the normal law."""
RESAMPLES = 200
LEVELS = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Its standard error, as far as the interval tells."""
        return (self.high - self.low) / (2 * Z)

    def excludes(self, value: float) -> bool:
        """Return whether the interval leaves a value out."""
        return not self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Level:
    """One of ten groups of equal size by score: what was foretold, what came (with its interval), of how many rows."""

    predicted: float
    observed: Estimate
    count: int


@dataclass(frozen=True, slots=True)
class Realised:
    """How scores compare with what came.

    Parameters
    ----------
    rows, units, positives
        Rows with a known outcome; visits (or rows) among them; those of these with an outcome above 0.
    observed, expected
        Mean outcome and mean score.
    ratio
        `observed` over `expected`; None where nothing was expected.
    intercept, slope
        Of the logistic recalibration; None for amounts and where there is none.
    error, floor
        Calibration error of one row a visit, and what chance would give; None for amounts.
    order
        ROC AUC, or normalised Gini of an amount; None where it cannot be had.
    levels
        The reliability diagram.
    """

    rows: int
    units: int
    positives: int
    observed: float
    expected: float
    ratio: Estimate | None = None
    intercept: Estimate | None = None
    slope: Estimate | None = None
    error: float | None = None
    floor: float | None = None
    order: Estimate | None = None
    levels: tuple[Level, ...] = ()

    @property
    def bias(self) -> float | None:
        """Total predicted over total real, minus 1; None where nothing came."""
        return self.expected / self.observed - 1.0 if self.observed > 0 else None


def realised(rows: ScoredRows, *, binary: bool, seed: int, resamples: int = RESAMPLES) -> Realised:
    """Compare scores with what came, on the rows whose outcome is known.

    Parameters
    ----------
    rows
        n cut-offs.
    binary
        Whether scores are probabilities; else amounts.
    seed
        Of the row drawn for each visit, the resamples and the floor.
    resamples
        Of the cluster bootstrap of the order.
    """
    rows = rows.known()
    if not len(rows):
        return Realised(0, 0, 0, 0.0, 0.0)
    once = rows.once(seed)
    coefficients = logistic_recalibration(rows.label, rows.score, rows.cluster) if binary else (None, None)
    return Realised(
        rows=len(rows),
        units=len(once),
        positives=len(np.unique(rows.unit[rows.label > 0])),
        observed=float(rows.label.mean()),
        expected=float(rows.score.mean()),
        ratio=observed_over_expected(rows.label, rows.score, rows.cluster),
        intercept=coefficients[0],
        slope=coefficients[1],
        error=calibration_error(once.label, once.score) if binary else None,
        floor=calibration_floor(once.score, seed=seed) if binary else None,
        order=_order(rows, binary=binary, resamples=Resamples.of(rows.cluster, resamples=resamples, seed=seed)),
        levels=_levels(rows),
    )


def observed_over_expected(label: Floats, score: Floats, cluster: Ints) -> Estimate | None:
    """Return ``sum(label) / sum(score)``, the interval on the log scale from the variance between clusters; None where nothing is expected.

    The linearised variance of a ratio (Cochran 1977, "Sampling Techniques", 6.5), of clusters. Where nothing came at all, the high end is
    that of a count of 0: ``-log(0.025)`` over the expected sum.
    """
    expected = float(score.sum())
    if expected <= 0:
        return None
    ratio = float(label.sum()) / expected
    if ratio <= 0:
        return Estimate(0.0, 0.0, -float(np.log(0.025)) / expected)
    error = float(np.sqrt(_between(label - ratio * score, cluster))) / expected
    reach = float(np.exp(Z * error / ratio))
    return Estimate(ratio, ratio / reach, ratio * reach)


def logistic_recalibration(label: Floats, score: Floats, cluster: Ints) -> tuple[Estimate | None, Estimate | None]:
    """Return the calibration intercept (slope held at 1) and the calibration slope of probabilities; (0, 1) is perfect.

    ``logit P(label) = intercept + slope * logit(score)``: Cox (Biometrika 45, 1958); read as in Van Calster et al. (BMC Medicine 17,
    2019): an intercept below 0 means that too much is foretold, a slope below 1 that scores are too bold. Intervals from the variance
    between clusters (Liang & Zeger, Biometrika 73, 1986). None where one class is missing, or all scores are the same.

    Parameters
    ----------
    label, score, cluster
        Shape (n,): 0/1, probabilities, and which rows are alike.
    """
    if not 0 < label.mean() < 1:
        return None, None
    sure = np.clip(score, 1e-6, 1 - 1e-6)
    x = np.log(sure / (1 - sure))
    ones = np.ones((len(x), 1))
    intercept = _coefficient(ones, label, x, cluster)
    slope = _coefficient(np.column_stack([ones, x]), label, np.zeros(len(x)), cluster) if x.std() > 1e-9 else None
    return intercept, slope


def _coefficient(design: Floats, label: Floats, offset: Floats, cluster: Ints) -> Estimate | None:
    """The last coefficient of a logistic regression, by Newton's method; None where it does not settle."""
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta + offset, -30, 30)))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design
        if np.linalg.cond(curve) > 1e12:
            return None
        step = np.linalg.solve(curve, design.T @ (label - chance))
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-9:
            break
    else:
        return None
    bread = np.linalg.inv(curve)
    pushes = np.column_stack([_sums(column * (label - chance), cluster) for column in design.T])
    meat = pushes.T @ pushes * len(pushes) / max(len(pushes) - 1, 1)
    error = float(np.sqrt((bread @ meat @ bread)[-1, -1]))
    value = float(beta[-1])
    return Estimate(value, value - Z * error, value + Z * error)


def _order(rows: ScoredRows, *, binary: bool, resamples: Resamples) -> Estimate | None:
    """Return how well scores order outcomes, with its interval over the resamples: ROC AUC, of amounts normalised Gini."""
    ranking = Ranking.of(rows.label, rows.score)
    perfect = None if binary else Ranking.of(rows.label, rows.label)

    def of(weight: Floats | None) -> float | None:
        return ranking.steps(weight).roc_auc() if perfect is None else normalised_gini(ranking, perfect, weight)

    value, ends = of(None), interval([of(weight) for weight in resamples.weights()])
    return None if value is None or ends is None else Estimate(value, *ends)


def _levels(rows: ScoredRows) -> tuple[Level, ...]:
    """Return mean score and mean outcome of ten groups of equal size by score."""
    of_row = equal_mass_bins(rows.score, LEVELS)
    return tuple(_level(rows.where(of_row == level)) for level in np.unique(of_row))


def _level(rows: ScoredRows) -> Level:
    """Return one group's means; the interval of the outcome is that of a mean of clusters."""
    mean, count = float(rows.label.mean()), len(rows)
    reach = Z * float(np.sqrt(_between(rows.label - mean, rows.cluster))) / count
    return Level(float(rows.score.mean()), Estimate(mean, max(0.0, mean - reach), mean + reach), count)


def _sums(values: Floats, cluster: Ints) -> Floats:
    """Return the sum of the values of each cluster, shape (clusters,)."""
    _, member = np.unique(cluster, return_inverse=True)
    sums: Floats = np.bincount(member, weights=values).astype(np.float64)
    return sums


def _between(residual: Floats, cluster: Ints) -> float:
    """The variance of a sum of residuals, from their sums by cluster."""
    sums = _sums(residual, cluster)
    return float((sums**2).sum()) * len(sums) / max(len(sums) - 1, 1)
