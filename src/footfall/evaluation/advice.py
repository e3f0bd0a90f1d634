"""Keep the model, recalibrate it, or train it again?

A rule that can be read in a minute, and its reason in words. Outcomes decide where enough of them are known; before that, drift alone, and
the advice says so. A finding must be both more than chance and large enough to matter.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from footfall.measures.drift import LARGE, Drift
from footfall.measures.realised import Estimate, Realised, Z

__all__ = ["LEVEL", "SLOPES", "Advice", "Basis", "Evidence", "Verdict", "advise", "change"]

Verdict = Literal["keep", "recalibrate", "retrain", "cannot be told"]
Basis = Literal["outcomes", "drift", "nothing"]

FEWEST_POSITIVES = 100
"""Visits with an outcome, and without, for outcomes to decide (Collins, Ogundimu & Altman, Statistics in Medicine 35, 2016)."""
FEWEST_ROWS = 100
"""Independent rows for drift to decide: ten a bin."""
LEVEL = 0.10
"""How far observed over expected may lie from 1: a tenth, which moves a budget."""
SLOPES = (0.8, 1.25)
"""Within these a calibration slope is taken as 1."""
FALLS = {True: 0.02, False: 0.04}
"""How much ROC AUC (of amounts: normalised Gini, which spans twice as much) may fall: less changes no list of customers."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a model on new data.

    Parameters
    ----------
    binary
        Whether it gives probabilities; else amounts.
    before, now
        How true its scores were on the test part, and are.
    score
        How far its scores have moved; None where it was not run on the new data.
    effective
        Independent rows of the smaller side.
    gone, moved, short
        Features that hold nothing any more; that have moved far; that look farther back than the new data reaches.
    unlabelled
        Why no outcome can be known; empty where some may be.
    """

    binary: bool
    before: Realised
    now: Realised
    score: Drift | None
    effective: float
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    unlabelled: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, from what, and why: the first reason is the one that decided."""

    verdict: Verdict
    basis: Basis
    reasons: tuple[str, ...]


def advise(evidence: Evidence) -> Advice:
    """Return what to do.

    - Outcomes known of at least 100 visits that did and 100 that did not (amounts: 100 above zero): **retrain** where ROC AUC
      (normalised Gini) fell by more than 0.02 (0.04) and the interval of the change excludes 0; else **recalibrate** where observed over
      expected lies more than a tenth from 1, or the calibration slope outside 0.8 to 1.25, where its interval excludes 1 and the test
      part bears it out: it shows the same on the same side, or differs by more than chance; else **keep**.
    - Else, with at least 100 independent rows: **retrain** where a feature holds nothing any more, or the score's stability index is at
      least 0.25 and more than chance gives; else **keep**.
    - Else, and where the alarm may come from a history that the new data does not hold: **cannot be told**.
    """
    told = _by_outcomes(evidence) if _enough(evidence) else _by_drift(evidence)
    if told.verdict in ("recalibrate", "retrain") and evidence.short and told.basis != "nothing":
        why = (
            f"The new data does not reach back far enough for {_some(evidence.short)}: what looks like a change may be a history that is "
            "not there. Give earlier events with the new ones."
        )
        return Advice("cannot be told", "nothing", (why, *told.reasons))
    return told


def change(before: Estimate | None, now: Estimate | None) -> Estimate | None:
    """Return how much a figure has changed, the two being of different rows: standard errors add up in squares."""
    if before is None or now is None:
        return None
    difference, reach = now.value - before.value, Z * float(np.hypot(before.error, now.error))
    return Estimate(difference, difference - reach, difference + reach)


def _enough(evidence: Evidence) -> bool:
    """Whether outcomes can decide; what was expected counts too, so that purchases that stop are seen."""
    now = evidence.now
    if evidence.unlabelled or not now.units:
        return False
    expected = now.expected * now.units if evidence.binary else 0.0
    others = now.units - now.positives if evidence.binary else now.units
    return max(now.positives, expected) >= FEWEST_POSITIVES and others >= FEWEST_POSITIVES


def _by_outcomes(evidence: Evidence) -> Advice:
    """Return what outcomes advise: the order of the scores first, then their level."""
    fall, named = change(evidence.before.order, evidence.now.order), "ROC AUC" if evidence.binary else "Normalised Gini"
    fell = fall is not None and fall.high < 0 and fall.value < -FALLS[evidence.binary]
    order = f"{named} {_was(evidence.before.order, evidence.now.order)}"
    if fall is not None:
        order += f", a change of {fall.value:+.3f} ({fall.low:+.3f} to {fall.high:+.3f})"
    off, doubtful = _faults(evidence)
    watch = [*doubtful, *_watched(evidence)]
    if fell:
        return Advice("retrain", "outcomes", (f"The scores order the outcomes worse than they did. {order}.", *off, *watch))
    held = f"The order of the scores {'holds' if fall is not None else 'cannot be told'}. {order}."
    if off:
        return Advice("recalibrate", "outcomes", (*off, held, *watch))
    level = "" if evidence.now.ratio is None else f" Observed over expected {_ranged(evidence.now.ratio, '.2f')}."
    slope = "" if evidence.now.slope is None else f" Calibration slope {_ranged(evidence.now.slope, '.2f')}."
    true = "What was foretold came true" if not doubtful else "The level looks off, but the test part does not bear it out"
    return Advice("keep", "outcomes", (f"{true}.{level}{slope}", held, *watch))


def _faults(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Return what is wrong with the level of the scores, in words: what is borne out, and what may be chance."""
    before, now, what = evidence.before, evidence.now, "conversions" if evidence.binary else "the amount"
    found: list[str] = []
    doubtful: list[str] = []
    ratio, slope = now.ratio, now.slope
    if ratio is not None and ratio.excludes(1.0) and abs(ratio.value - 1) > LEVEL:
        side = "more" if ratio.value > 1 else "less"
        told = f"There is {side} of {what} than was foretold: observed over expected {_ranged(ratio, '.2f')}"
        sure = _borne_out(before.ratio, ratio)
        (found if sure else doubtful).append(f"{told}{_then(before.ratio, sure=sure)}.")
    if slope is not None and slope.excludes(1.0) and not SLOPES[0] <= slope.value <= SLOPES[1]:
        told = f"The probabilities are too {'bold' if slope.value < 1 else 'timid'}: calibration slope {_ranged(slope, '.2f')}"
        sure = _borne_out(before.slope, slope)
        (found if sure else doubtful).append(f"{told}{_then(before.slope, sure=sure)}.")
    return found, doubtful


def _borne_out(before: Estimate | None, now: Estimate) -> bool:
    """Whether the test part bears a fault out: it shows the same on the same side, or differs from it by more than chance.

    Else the fault may be the chance of one sample; so taken where there is no test part to ask.
    """
    difference = change(before, now)
    if before is None or difference is None:
        return True
    same = before.excludes(1.0) and (before.value < 1) == (now.value < 1)
    return same or difference.excludes(0.0)


def _then(before: Estimate | None, *, sure: bool) -> str:
    """Return what the test part showed, in words; `sure` where it bears the fault out."""
    if before is None:
        return ""
    then = f"; in the test part {_ranged(before, '.2f')}"
    return then if sure else f"{then}, so it may be chance"


def _by_drift(evidence: Evidence) -> Advice:
    """Return what drift alone advises, where too few outcomes are known."""
    why = evidence.unlabelled or _too_few(evidence)
    if evidence.effective < FEWEST_ROWS:
        few = f"There are too few rows to compare: as good as {evidence.effective:.0f} independent ones, and {FEWEST_ROWS} are needed."
        return Advice("cannot be told", "nothing", (few, why))
    alone = f"Judged by drift alone. {why}"
    if evidence.gone:
        return Advice("retrain", "drift", (f"{_some(evidence.gone)} {_hold(evidence.gone)} nothing in the new data.", alone))
    score = evidence.score
    if score is not None and score.proven and score.index >= LARGE:
        moved = f"The scores have moved: stability index {score.index:.2f}, where chance stays below {score.chance:.2f}."
        return Advice("retrain", "drift", (moved, alone, *_watched(evidence)))
    if score is None:
        return Advice("cannot be told", "nothing", (why, *_watched(evidence)))
    bars = f"{LARGE} is large and chance stays below {score.chance:.2f}"
    held = f"The scores have hardly moved: stability index {score.index:.2f}, where {bars}."
    return Advice("keep", "drift", (held, f"{alone} Look again when outcomes are known.", *_watched(evidence)))


def _too_few(evidence: Evidence) -> str:
    """Return how many outcomes are known and how many are needed, in words."""
    now = evidence.now
    if not now.rows:
        return "No outcome is known yet."
    did = f"{now.positives:,} {'yes' if evidence.binary else 'above zero'} among {now.units:,}"
    return f"Too few outcomes are known: {did}; {FEWEST_POSITIVES} {'yes and as many no' if evidence.binary else 'above zero'} are needed."


def _watched(evidence: Evidence) -> list[str]:
    """Return what else to look at: features that hold nothing, and those that moved far."""
    found = []
    if evidence.gone:
        found.append(f"Mend the source: {_some(evidence.gone)} {_hold(evidence.gone)} nothing in the new data.")
    moved = [name for name in evidence.moved if name not in evidence.gone]
    if moved:
        found.append(f"Moved far, by more than chance: {_some(tuple(moved))}.")
    return found


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _hold(names: tuple[str, ...]) -> str:
    return "holds" if len(names) == 1 else "hold"


def _ranged(estimate: Estimate, spec: str) -> str:
    return f"{estimate.value:{spec}} ({estimate.low:{spec}} to {estimate.high:{spec}})"


def _was(before: Estimate | None, now: Estimate | None) -> str:
    then = "unknown" if before is None else f"{before.value:.3f}"
    return f"{'unknown' if now is None else _ranged(now, '.3f')}, in the test part {then}"
