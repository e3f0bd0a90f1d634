"""What did an evaluation find?

Plain frozen records, one for each thing that the report shows and `summary.json` holds. Nothing is computed here. A figure that cannot be
had is None and `reason` (or `notes`) says why; NaN never appears.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from footfall.dataset.dataset import Question

__all__ = [
    "CalibrationBin",
    "ChosenOn",
    "Coverage",
    "CoverageRow",
    "Curves",
    "Driver",
    "EarlyPoint",
    "Example",
    "Finding",
    "LiftBin",
    "ModelResult",
    "Policy",
    "PolicyName",
    "Profit",
    "ProfitPoint",
    "Severity",
    "TargetResult",
]

Severity = Literal["refuse", "warn", "note"]
ChosenOn = Literal["calibrate", "tune"]
PolicyName = Literal["threshold", "break_even", "top_tenth", "everybody", "nobody"]


@dataclass(frozen=True, slots=True)
class ModelResult:
    """One line of a leaderboard: a model's metrics on the test part.

    `metrics` of a binary target: accuracy, precision, recall, f1, roc_auc, average_precision, brier, ece, ece_floor, lift (top decile);
    of an amount: rmse, mae, r2, gini, bias. `interval` holds (low, high) of the 95 % cluster bootstrap.
    """

    name: str
    label: str
    metrics: Mapping[str, float | None]
    interval: Mapping[str, tuple[float, float]]
    threshold: float | None = None
    seconds: float = 0.0
    parameters: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class EarlyPoint:
    """One point of the early-prediction curve: the test rows at click `click`."""

    click: int
    n: int
    base_rate: float
    roc_auc: float | None
    average_precision: float | None
    interval: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """One bin of the reliability diagram (or of the decile calibration of an amount), with a 95 % interval of what was observed."""

    predicted: float
    observed: float
    count: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LiftBin:
    """One decile, best scores first: `lift` against the base rate, `gain` the share of all positives (or of the amount) found so far."""

    decile: int
    count: int
    observed: float
    lift: float
    gain: float


@dataclass(frozen=True, slots=True)
class Curves:
    """The champion's curves on the test part; ROC and precision-recall thinned to some 200 points each."""

    false_positive_rate: tuple[float, ...] = ()
    true_positive_rate: tuple[float, ...] = ()
    recall: tuple[float, ...] = ()
    precision: tuple[float, ...] = ()
    calibration: tuple[CalibrationBin, ...] = ()
    lift: tuple[LiftBin, ...] = ()
    score_histogram: tuple[tuple[float, float, int, int], ...] = ()
    """(low edge, high edge, negatives, positives)."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many of `count` test rows lie inside their interval: `share`, with its 95 % interval, and the mean `width` in the target's unit.

    `name` is ``all``, ``buyers`` (amounts above 0) or the fifth of the predicted amount, ``1`` the lowest; `predicted` is its mean and
    `zeros` the share of zeros among them.
    """

    name: str
    count: int
    predicted: float
    zeros: float
    share: float
    low: float
    high: float
    width: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The measured coverage of the champion's intervals: of all test rows, of buyers, and by fifth of the predicted amount."""

    asked: float
    all: CoverageRow
    buyers: CoverageRow
    fifths: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class Driver:
    """How much a feature matters to the champion: the loss of ROC AUC (of normalised Gini for amounts) when its column is shuffled."""

    feature: str
    doc: str
    importance: float
    low: float
    high: float
    direction: Literal["raises", "lowers", "mixed"]


@dataclass(frozen=True, slots=True)
class Example:
    """One row of the test part and why it has its score: `place` is ``highest``, ``median`` or ``lowest``; reasons strongest first."""

    place: str
    score: float
    label: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the leakage audit: evidence by measurement, and what to do."""

    column: str
    severity: Severity
    finding: str
    evidence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule of whom to act on, measured on the test part, in currency.

    Parameters
    ----------
    name
        ``threshold`` (the chosen one), ``break_even``, ``top_tenth``, ``everybody`` or ``nobody``.
    threshold
        From which score on it acts; None: on nobody.
    acted, converted
        Units (visits or visitors) acted on, and how many of them convert after it.
    profit, interval
        ``value * effect * converted - cost * acted``, and its 95 % cluster bootstrap.
    behind, behind_interval
        How much more the chosen threshold brings than this, paired on the same resamples; None for the chosen one itself.
    """

    name: PolicyName
    threshold: float | None
    acted: int
    converted: int
    profit: float
    interval: tuple[float, float] | None = None
    behind: float | None = None
    behind_interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ProfitPoint:
    """One threshold of the profit curve on the test part: units acted on, and the profit with its 95 % interval."""

    threshold: float
    acted: int
    profit: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Profit:
    """What acting on the champion's scores costs and brings.

    `threshold` is the best on the part named by `chosen_on`, never the test part; None where acting on nobody was best there.
    `break_even` is the probability from which on one action pays, None where it brings nothing. `units` counts whom one could act on in
    the test part.
    """

    value: float
    cost: float
    effect: float
    break_even: float | None
    threshold: float | None
    chosen_on: ChosenOn
    units: int
    policies: tuple[Policy, ...]
    curve: tuple[ProfitPoint, ...]


@dataclass(frozen=True, slots=True)
class TargetResult:
    """Everything the report says about one target. Where it was not asked, `not_asked` is the reason and the rest is empty.

    `base_rate` is the share of positives of the test part, or its mean amount; `counts` holds rows, ``_positives`` (amounts above 0) and
    ``_groups`` by part. `coverage` is of an amount's intervals, None where it has none.
    """

    question: Question
    not_asked: str | None = None
    base_rate: float | None = None
    champion: str | None = None
    threshold: float | None = None
    split: Mapping[str, str | int | float | None] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    models: tuple[ModelResult, ...] = ()
    early: tuple[EarlyPoint, ...] = ()
    curves: Curves = field(default_factory=Curves)
    drivers: tuple[Driver, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    profit: Profit | None = None
    examples: tuple[Example, ...] = ()
    coverage: Coverage | None = None
