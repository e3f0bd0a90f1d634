"""What would another campaign bring, and whom would it act on?

`campaign` measures any value of a conversion, cost of an action and effect on a finished analysis: the threshold is chosen on the part
before the test part, and the profit by threshold is that of the test part, as of `evaluation.profit`. `deciding` reads once what all
campaigns of a target share, so that moving a slider costs no reading. The effect is not measured here: an experiment does that
(docs/how-to/measure-an-action.md).
"""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np

from footfall.analysis.candidates import SEEN, candidates
from footfall.analysis.decisions import read_decisions
from footfall.analysis.finished import Finished, finished
from footfall.dataset.dataset import Floats, Question
from footfall.errors import DataError, UsageError, Where
from footfall.evaluation.evaluate import RESAMPLES
from footfall.evaluation.profit import Decided, profit_of
from footfall.evaluation.result import ChosenOn, Profit, TargetResult
from footfall.measures.bootstrap import Resamples
from footfall.measures.decision import Campaign
from footfall.report.blocks import Block
from footfall.report.numbers import money
from footfall.report.sections.profit import told_blocks
from footfall.targets.catalog import CONVERSIONS, TARGETS

__all__ = ["Campaigned", "Deciding", "campaign", "checked_campaign", "deciding"]

NAMES = ("the value of a conversion", "the cost of an action", "its effect")


@dataclass(frozen=True, slots=True)
class Campaigned:
    """What a campaign brings.

    Parameters
    ----------
    target
        Whose scores are acted on.
    profit
        The break-even, the threshold (chosen before the test part), the policies and the curve of the test part. Without intervals those
        of the policies are None, and the ends of a point of the curve are the point.
    candidates
        How many are still worth acting on at the end of the data (`analysis.candidates`, seen in the last 28 days).
    listed
        How many of them reach the threshold: the size of the list; 0 where acting on nobody was best.
    currency
        ISO 4217 code of the amounts, where known.
    asked_at_clicks
        Whether one may wait for a visit's next clicks, which is why a threshold may lie above the break-even.
    """

    target: str
    profit: Profit
    candidates: int
    listed: int
    currency: str | None
    asked_at_clicks: bool

    def blocks(self) -> tuple[Block, ...]:
        """Return the sentences, the table and the chart of the report."""
        result = TargetResult(Question(self.target, "binary", "", ""), profit=self.profit)
        return told_blocks(result, self.profit, money(self.currency), clicks=self.asked_at_clicks)


@dataclass(frozen=True, slots=True)
class Deciding:
    """What all campaigns of a target share: the rows of both parts, and the scores of those whom a list could hold, highest first."""

    target: str
    part: ChosenOn
    before: Decided
    test: Decided
    scores: Floats
    currency: str | None
    seed: int

    def under(self, value: float, cost: float, effect: float, *, intervals: bool = False) -> Campaigned:
        """Measure a campaign; arguments as of `campaign`. Reads no file."""
        wanted = checked_campaign(value, cost, effect)
        drawn = Resamples.of(self.test.group, resamples=RESAMPLES, seed=self.seed) if intervals else None
        found = profit_of(wanted, self.before, self.test, self.part, drawn)
        listed = 0 if found.threshold is None else int(np.sum(self.scores >= found.threshold))
        declared = next((each for each in TARGETS if each.name == self.target), None)
        clicks = declared is not None and not declared.is_of_visitors
        return Campaigned(self.target, found, len(self.scores), listed, self.currency, clicks)


def campaign(folder: str | Path, target: str, value: float, cost: float, effect: float, *, intervals: bool = False) -> Campaigned:
    """Return what a campaign on the scores of a target would have brought, and how many it would act on.

    Parameters
    ----------
    folder
        A finished analysis.
    target
        A yes-or-no target that asks for a conversion; `converts_session`, or the target of a session table.
    value, cost
        What a conversion brings and what acting on one visit costs, in currency.
    effect
        Share of the conversions of those acted on that would not have come without it, 0 to 1.
    intervals
        Whether to measure the 95 % intervals too, which takes some ten times as long.

    Raises
    ------
    UsageError
        For a folder that is no analysis, a target that it does not hold or that is no conversion, a number that makes no sense.
    SourceError
        For an analysis of another version, or a file that is damaged.
    """
    checked_campaign(value, cost, effect)
    return deciding(folder, target).under(value, cost, effect, intervals=intervals)


def deciding(folder: str | Path, target: str) -> Deciding:
    """Read what all campaigns of a target share; errors as of `campaign`."""
    found = finished(Path(folder))
    check_conversion(found, target)
    part, before, test = read_decisions(found.folder, target)
    try:
        scores = candidates(found, target, SEEN)["score"].to_numpy(np.float64)
    except DataError:
        scores = np.zeros(0)
    return Deciding(target, part, before, test, -np.sort(-scores), found.currency, found.seed)


def check_conversion(found: Finished, target: str) -> None:
    """Refuse a target whose yes is no conversion, so that nobody can say what it brings."""
    asked = found.target(target)
    if asked.proxy:
        why = "is a proxy: this data holds no purchases, so a yes brings nothing that could be set against a cost"
    elif asked.kind != "binary":
        why = "is an amount: a campaign is measured on a yes-or-no question"
    elif target not in CONVERSIONS and target in {each.name for each in TARGETS}:
        why = "asks for no conversion of the visit at hand, so a yes has no value in money"
    else:
        return
    conversions = [each for each in found.targets if each in CONVERSIONS and found.targets[each].not_asked is None]
    remedy = f"Name {' or '.join(conversions)}." if conversions else "Send purchases (event type purchase) and analyse again."
    raise UsageError(f"{target} {why}.", where=Where(str(found.folder)), remedy=remedy)


def checked_campaign(value: float, cost: float, effect: float) -> Campaign:
    """Return a campaign whose numbers make sense.

    Raises
    ------
    UsageError
        For a value or cost below 0 or not finite, and an effect outside 0 to 1.
    """
    for name, number, most in zip(NAMES, (value, cost, effect), (float("inf"), float("inf"), 1.0), strict=True):
        if not isfinite(number) or not 0 <= number <= most:
            span = "between 0 and 1 (the share of the conversions that it brings about)" if most == 1.0 else "of at least 0, in currency"
            raise UsageError(f"{name[0].upper()}{name[1:]} of {number:g} makes no sense.", remedy=f"Give one {span}.")
    return Campaign(value, cost, effect)
