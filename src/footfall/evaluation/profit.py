"""What would the champion's scores have earned?

The best threshold of a campaign is chosen on the calibrate part; on the test part, once, it is measured against acting on nobody, on
everybody, on the best-scored tenth and from the break-even probability on. Gains are paired: the same resamples for all. `Decided` is what
is decided on, whatever the campaign, so that another one can be measured later (`analysis.campaign`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Dataset, Floats, Ints, Part
from footfall.evaluation.result import ChosenOn, Policy, PolicyName, Profit, ProfitPoint
from footfall.measures.bootstrap import Interval, Resamples, interval
from footfall.measures.decision import Campaign, acted_rows
from footfall.measures.profit import ProfitCurve, break_even
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import learnt_from, out_of_fold
from footfall.models.training import known_in, labelled

__all__ = ["TENTH", "Decided", "acted_units", "decided_on", "measure_profit", "profit_of"]

TENTH = 0.1
"""The share of the best-scored that a threshold has to be worth more than."""
POINTS = 80
"""Points of the curve: its shape shows in these, evenly far apart in units acted on."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The n rows that actions are decided on, in their order.

    Parameters
    ----------
    label
        Shape (n,): whether there was a conversion after the row's cut-off, 0/1.
    score
        Shape (n,): the champion's, of a row that it did not learn from.
    unit
        Shape (n,): whom the row is about, acted on once at most (`acted_units`).
    group
        Shape (n,): by what rows are resampled together (`Dataset.group`).
    """

    label: Floats
    score: Floats
    unit: Ints
    group: Ints


def acted_units(dataset: Dataset) -> Ints:
    """Return whom each row is about, shape (n,): acted on once at most.

    The visit of a target about the rest of a visit, the visitor of one about a visitor's coming days (`Dataset.group` is either), and each
    row of a session table, whose groups are duplicates.
    """
    return dataset.group if dataset.ids["session_id"].notna().any() else np.arange(len(dataset), dtype=np.int64)


def measure_profit(
    campaign: Campaign | None, fit: Fit, dataset: Dataset, score: Floats, drawn: Resamples, held_out: Floats | None = None
) -> Profit | None:
    """Choose a threshold before the test part and measure what it brings there.

    Parameters
    ----------
    campaign
        What acting costs and brings.
    fit
        Of which the champion scores the part that the threshold is chosen on.
    dataset
        All parts.
    score
        The champion's scores of the labelled test rows, shape (n,).
    drawn
        Resamples of the same rows, by `Dataset.group`.
    held_out
        The champion's out-of-fold scores of the rows it learnt from, where they are at hand (`models.out_of_fold`).

    Returns
    -------
    Profit or None
        None without a campaign, and of an amount.
    """
    if campaign is None or fit.question.kind != "binary":
        return None
    part, before = decided_on(fit, dataset, held_out)
    test = labelled(dataset, "test")
    return profit_of(campaign, before, Decided(test.label, score, acted_units(test), test.group), part, drawn)


def decided_on(fit: Fit, dataset: Dataset, held_out: Floats | None = None) -> tuple[ChosenOn, Decided]:
    """Return the part before the test part that thresholds are chosen on, and its labelled rows; arguments as of `measure_profit`."""
    part: ChosenOn = "calibrate" if len(labelled(dataset, "calibrate")) else "tune"
    before = labelled(dataset, part)
    return part, Decided(before.label, _unseen_scores(fit, dataset, part, held_out), acted_units(before), before.group)


def profit_of(campaign: Campaign, before: Decided, test: Decided, part: ChosenOn, drawn: Resamples | None) -> Profit:
    """Choose a threshold on the rows `before` and measure it on `test`.

    Parameters
    ----------
    campaign
        What acting costs and brings.
    before, test
        Of the part named by `part`, and of the test part.
    drawn
        Resamples of the test rows by their group; None leaves the intervals out (ends of the curve's points are then the points).
    """
    chosen = ProfitCurve.of(campaign, before.label, before.score, before.unit)
    member = np.unique(test.group, return_inverse=True)[1].astype(np.int64) if drawn is None else drawn.member
    measured = _Measured(campaign, test, member, drawn)
    even = break_even(campaign)
    thresholds: dict[PolicyName, float | None] = {
        "threshold": chosen.best(), "break_even": even, "top_tenth": chosen.reaching(TENTH), "everybody": 0.0, "nobody": None,
    }  # fmt: skip
    curve = ProfitCurve.of(campaign, test.label, test.score, test.unit)
    return Profit(
        value=campaign.value, cost=campaign.cost, effect=campaign.effect, break_even=even, threshold=chosen.best(),
        chosen_on=part, units=curve.units,
        policies=_policies(measured, thresholds), curve=_points(measured, curve),
    )  # fmt: skip


def _unseen_scores(fit: Fit, dataset: Dataset, part: Part, held_out: Floats | None) -> Floats:
    """The champion's scores of a part's labelled rows; out of fold where it learnt from them, as from a small table without time."""
    rows, learnt = known_in(dataset, part), learnt_from(fit, dataset)
    if not (rows & learnt).any():
        return fit.best.predict(dataset.features.loc[rows], None if dataset.history is None else dataset.history.where(rows))
    scores = np.full(len(dataset), np.nan)
    scores[learnt] = out_of_fold(fit, dataset, seed=fit.seed) if held_out is None else held_out
    return scores[rows]


@dataclass(frozen=True, slots=True)
class _Measured:
    """The test part, the number of each row's group, and what acting from a threshold on brings in it."""

    campaign: Campaign
    test: Decided
    member: Ints
    drawn: Resamples | None

    def by_group(self, threshold: float | None) -> Floats:
        """Return the profit of each resampled group, shape (groups,)."""
        groups = int(self.member.max()) + 1
        if threshold is None:
            return np.zeros(groups)
        gains = self.campaign.gains(self.test.label, self.test.score, threshold, self.test.unit)
        return np.bincount(self.member, weights=gains, minlength=groups).astype(np.float64)

    def intervals(self, by_group: Floats) -> list[Interval | None]:
        """Return the interval of the sum of each column, shape (groups, m); None without resamples."""
        if self.drawn is None:
            return [None] * by_group.shape[1]
        groups = np.arange(len(by_group), dtype=np.int64)
        return [interval(column.tolist()) for column in Resamples(groups, self.drawn.counts).totals(by_group).T]

    def decided(self, threshold: float | None) -> tuple[int, int]:
        """Return how many units are acted on, and how many of them convert after it."""
        if threshold is None:
            return 0, 0
        acted = acted_rows(self.test.score, threshold, self.test.unit)
        return len(acted), int(np.sum(self.test.label[acted] > 0))


def _policies(measured: _Measured, thresholds: Mapping[PolicyName, float | None]) -> tuple[Policy, ...]:
    """Return what each policy brings, and how much more the first one, the chosen threshold, does (paired by resample)."""
    profits = np.column_stack([measured.by_group(threshold) for threshold in thresholds.values()])
    behind = profits[:, :1] - profits
    own, paired = measured.intervals(profits), measured.intervals(behind)
    found = []
    for at, (name, threshold) in enumerate(thresholds.items()):
        acted, converted = measured.decided(threshold)
        gap, ends = (float(behind[:, at].sum()), paired[at]) if at else (None, None)
        found.append(Policy(name, threshold, acted, converted, float(profits[:, at].sum()), own[at], gap, ends))
    return tuple(found)


def _points(measured: _Measured, curve: ProfitCurve) -> tuple[ProfitPoint, ...]:
    """Some `POINTS` thresholds, evenly far apart in units acted on, the first and the last among them, lowest threshold first."""
    wanted = np.searchsorted(curve.acted, np.linspace(curve.acted[0], curve.units, POINTS))
    kept = np.unique(np.append(wanted, len(curve.threshold) - 1))[::-1]
    ends: list[Interval | None] = [None] * len(kept)
    if measured.drawn is not None:
        ends = measured.intervals(np.column_stack([measured.by_group(float(curve.threshold[at])) for at in kept]))
    return tuple(
        ProfitPoint(float(curve.threshold[at]), int(curve.acted[at]), float(curve.profit[at]), *(pair or (float(curve.profit[at]),) * 2))
        for at, pair in zip(kept, ends, strict=True)
    )
