"""What does the champion look like on the test part?

ROC and precision-recall, reliability, gain by decile and the histogram of scores: the points of the figures, not the figures themselves.
"""

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.evaluation.result import CalibrationBin, Curves, LiftBin
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.probability import BINS, equal_mass_bins
from footfall.measures.ranking import Ranking, Steps

__all__ = ["amount_curves", "binary_curves"]

POINTS = 200
"""Points that a thinned curve keeps."""
COLUMNS = 25
"""Columns of the histogram of scores."""


def binary_curves(label: Floats, score: Floats, resamples: Resamples) -> Curves:
    """Return all curves of probabilities; `label` and `score` have shape (n,)."""
    steps = Ranking.of(label, score).steps()
    kept = _spread_out(steps)
    found, passed = steps.found[kept], steps.mass[kept]
    true, false = found / steps.total, (passed - found) / (steps.mass[-1] - steps.total)
    precision = found / passed
    return Curves(
        false_positive_rate=(0.0, *false.tolist()),
        true_positive_rate=(0.0, *true.tolist()),
        recall=(0.0, *true.tolist()),
        precision=(float(precision[0]), *precision.tolist()),
        calibration=_reliability(label, score, equal_mass_bins(score, BINS), resamples),
        lift=_deciles(steps),
        score_histogram=_histogram(label, score),
    )


def amount_curves(amount: Floats, predicted: Floats, resamples: Resamples) -> Curves:
    """Return calibration by decile of the prediction, and gain by decile; both arguments have shape (n,)."""
    return Curves(
        calibration=_reliability(amount, predicted, equal_mass_bins(predicted, 10), resamples),
        lift=_deciles(Ranking.of(amount, predicted).steps()),
    )


def _spread_out(steps: Steps) -> Ints:
    """Some `POINTS` steps, evenly far apart along the curve, the first and the last among them."""
    along = steps.found / steps.total + (steps.mass - steps.found) / (steps.mass[-1] - steps.total)
    wanted = np.searchsorted(along, np.linspace(0.0, along[-1], POINTS))
    return np.unique(np.minimum(wanted, len(along) - 1)).astype(np.int64)


def _reliability(label: Floats, score: Floats, bin_of: Ints, resamples: Resamples) -> tuple[CalibrationBin, ...]:
    """Return each bin's mean score and mean label with its 95 % interval over the resamples; bins without a row are left out."""
    size = int(bin_of.max()) + 1
    count = np.bincount(bin_of, minlength=size)
    drawn = [_rates(label, bin_of, weight, size) for weight in resamples.weights()]
    found = []
    for number in np.flatnonzero(count):
        inside = bin_of == number
        observed = float(label[inside].mean())
        low, high = interval(float(rates[number]) for rates in drawn if not np.isnan(rates[number])) or (observed, observed)
        found.append(CalibrationBin(float(score[inside].mean()), observed, int(count[number]), low, high))
    return tuple(found)


def _rates(label: Floats, bin_of: Ints, weight: Floats, size: int) -> Floats:
    """Return the weighted mean label of each of `size` bins, NaN where no weight falls."""
    mass = np.bincount(bin_of, weights=weight, minlength=size)
    total = np.bincount(bin_of, weights=weight * label, minlength=size)
    rates: Floats = np.divide(total, mass, out=np.full(size, np.nan), where=mass > 0)
    return rates


def _deciles(steps: Steps) -> tuple[LiftBin, ...]:
    """Return the ten tenths of the rows, best scores first: lift is a tenth's share of the positives (or of the amount), times ten."""
    rows, rate = float(steps.mass[-1]), steps.total / float(steps.mass[-1])
    found, passed, deciles = 0.0, 0, []
    for decile in range(1, 11):
        gain = steps.gain(decile / 10) or 0.0
        until = round(rows * decile / 10)
        lift = 10.0 * (gain - found)
        deciles.append(LiftBin(decile, until - passed, lift * rate, lift, gain))
        found, passed = gain, until
    return tuple(deciles)


def _histogram(label: Floats, score: Floats) -> tuple[tuple[float, float, int, int], ...]:
    """Return `COLUMNS` bars of equal width: lower and upper edge, rows with a label of 0 and above 0."""
    edges = np.linspace(0.0, max(float(score.max()), 1e-9), COLUMNS + 1)
    negatives, positives = np.histogram(score[label <= 0], edges)[0], np.histogram(score[label > 0], edges)[0]
    return tuple(
        (float(low), float(high), int(no), int(yes)) for low, high, no, yes in zip(edges[:-1], edges[1:], negatives, positives, strict=True)
    )
