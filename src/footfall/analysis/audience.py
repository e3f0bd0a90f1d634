"""Whom should an action reach, and who is left out so that its effect can be measured?

`audience` writes the list for an action from a finished analysis: those still worth acting on, one row a visitor, chosen by score or
segment, a random part of them marked as the holdout. It reads no label; it scores nothing and sends nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from footfall.analysis.campaign import Campaigned, campaign
from footfall.analysis.candidates import IDS, SEEN, candidates, identity
from footfall.analysis.chosen import Choice, choose
from footfall.analysis.finished import Finished, FinishedProfit, FinishedTarget, finished
from footfall.analysis.holdout import groups
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.measures.experiment import smallest_holdout
from footfall.targets.catalog import TARGETS

__all__ = ["SEEN", "Audience", "Choice", "audience"]

COLUMNS = (*IDS, "score", "segment", "action", "group")


@dataclass(frozen=True, slots=True)
class Audience:
    """What was written.

    Parameters
    ----------
    target
        Whose scores they are.
    of
        What a row is: ``visitor``, ``session`` or ``row`` (of a session table).
    candidates
        How many there were to choose from.
    rows, treat, holdout
        How many are listed, and of them how many are to be acted on and how many are left out.
    threshold
        From which score on; None where no threshold was asked for.
    score_range
        Least and greatest score of those listed.
    expected
        Sum of the scores of all listed: how many will do it without the action, or the amount they will bring.
    expected_extra, expected_profit
        What acting on those of the group ``treat`` should add (``effect * score``) and bring (``value * effect * score - cost``), summed;
        None where the analysis was not set to it.
    effect
        The effect that was set.
    holdout_needed
        The fewest to hold out to see it with 80 % power at the 5 % level; None where nobody knows or where half of all would be too few.
    notes
        What who uses the list should know.
    """

    target: str
    of: str
    candidates: int
    rows: int
    treat: int
    holdout: int
    threshold: float | None
    score_range: tuple[float, float]
    expected: float
    expected_extra: float | None
    expected_profit: float | None
    effect: float | None
    holdout_needed: int | None
    notes: tuple[str, ...] = ()


def audience(
    folder: str | Path,
    target: str,
    out: str | Path,
    *,
    threshold: float | None = None,
    best_threshold: bool = False,
    top: float | None = None,
    segments: Sequence[str] = (),
    seen: str = SEEN,
    holdout: float = 0.1,
    seed: int | None = None,
    value: float | None = None,
    cost: float | None = None,
    effect: float | None = None,
) -> Audience:
    """Write the list for an action, as CSV or Parquet (`Engine.write`), whole or not at all.

    Parameters
    ----------
    folder
        A finished analysis.
    target
        One that was asked in it.
    out
        The file: ``visitor_id, session_id, event_id, cut_off_us, score, segment, action, group``, best scores first.
    threshold, best_threshold, top, segments
        As of `Choice`; combined, all must hold.
    seen
        How long before the end of the data somebody may have been seen last, such as ``28d``.
    holdout
        Share of the list to leave out at random, at least 0 and below 1.
    seed
        Of the holdout; default: the analysis's. The same seed leaves out the same visitors every time, so give each action one of its own.
    value, cost, effect
        A campaign (`analysis.campaign`) instead of that of the analysis's settings: what a conversion brings, what an action costs, in
        currency, and the share of conversions that it brings about. All three or none.

    Raises
    ------
    UsageError
        For a folder that is no analysis, a target it does not hold, an unknown segment, a choice or a campaign that makes no sense, a
        campaign of a target that is no conversion, and a choice that lists nobody.
    DataError
        When nobody is worth acting on, whatever the choice.
    SourceError
        For an analysis of another version, or a file that cannot be written.
    """
    folder, out = Path(folder), Path(out)
    found = finished(folder)
    own = own_campaign(found, target, value, cost, effect)
    if own is not None:
        found = under(found, own)
    asked = found.target(target)
    choice = Choice.of(found, target, threshold=threshold, best_threshold=best_threshold, top=top, segments=segments)
    check_asked(folder, out, holdout)
    people = candidates(found, target, seen)
    listed = choose(people, choice)
    listed["action"] = listed["segment"].map({each.name: each.action or None for each in found.segments}).astype("str")
    listed["group"] = groups(identity(listed), share=holdout, seed=found.seed if seed is None else seed)
    with Engine() as engine:
        engine.register("listed", pa.Table.from_pandas(listed[[*COLUMNS]], schema=SCHEMA, preserve_index=False))
        engine.write("SELECT * FROM listed ORDER BY score DESC, visitor_id, session_id, event_id", out)
    return told(found, target, asked, choice, len(people), listed)


OWN = frozenset({
    "summary.json", "scores.parquet", "leaving.parquet", "quarantine.parquet", "report.html", "content.json.gz", "offer.json", "campaigns",
    "explored", "models", "predictions", "segments",
})  # fmt: skip
"""Files and folders of an analysis that no list may replace, nor lie in."""
SCHEMA = pa.schema([(name, {"cut_off_us": pa.int64(), "score": pa.float64()}.get(name, pa.string())) for name in COLUMNS])


def check_asked(folder: Path, out: Path, holdout: float) -> None:
    """Refuse a holdout that is no share, and a list that would replace a file of the analysis or lie among them."""
    if not 0 <= holdout < 1:
        raise UsageError(f"A holdout of {holdout:g} is no share.", remedy="Give a share of at least 0 and below 1, such as 10% or 0.1.")
    check_apart_from(folder, out)


def check_apart_from(folder: Path, out: Path) -> None:
    """Refuse a list that would replace a file of the analysis or lie among them."""
    if is_own(out, folder):
        raise UsageError(f"{out} is a file of the analysis itself.", remedy="Choose another name for --out.")


def is_own(out: Path, folder: Path) -> bool:
    """Return whether a file is one of an analysis's own, or would lie among them."""
    place, whole = out.resolve(), folder.resolve()
    return place.is_relative_to(whole) and place != whole and place.relative_to(whole).parts[0] in OWN


def own_campaign(found: Finished, target: str, value: float | None, cost: float | None, effect: float | None) -> Campaigned | None:
    """Return what the campaign given by hand brings; None where none is given."""
    if value is None and cost is None and effect is None:
        return None
    if value is None or cost is None or effect is None:
        given = {"value": value, "cost": cost, "effect": effect}
        lacking = " and ".join(name for name, number in given.items() if number is None)
        raise UsageError(f"A campaign needs value, cost and effect: {lacking} not given.", remedy="Give all three, or none.")
    return campaign(found.folder, target, value, cost, effect)


def under(found: Finished, own: Campaigned) -> Finished:
    """Return the analysis as if its settings had held that campaign."""
    profit = FinishedProfit(
        conversion_value=own.profit.value, action_cost=own.profit.cost, action_effect=own.profit.effect, threshold=own.profit.threshold,
        break_even=own.profit.break_even,
    )  # fmt: skip
    asked = found.targets[own.target].model_copy(update={"profit": profit})
    return replace(found, effect=own.profit.effect, targets={**found.targets, own.target: asked})


def told(found: Finished, name: str, asked: FinishedTarget, choice: Choice, people: int, listed: pd.DataFrame) -> Audience:
    """Return what was written, in numbers."""
    treated = listed[listed["group"] == "treat"]
    score, chance = listed["score"], treated["score"]
    profit, binary = asked.profit, asked.kind == "binary"
    declared = next((each for each in TARGETS if each.name == name), None)
    wanted = declared is None or not declared.absent  # of those who stay away, an action brings fewer: the effect is not one on top
    effect = found.effect if binary and wanted and not asked.proxy else None
    rate = float(score.mean())
    needed = None
    if effect is not None and 0 < rate < 1:
        needed = smallest_holdout(len(listed), rate, min(1.0, rate * (1 + effect)))
    return Audience(
        target=name, of=kind_of(listed), candidates=people, rows=len(listed), treat=len(treated), holdout=len(listed) - len(treated),
        threshold=choice.threshold, score_range=(float(score.min()), float(score.max())), expected=float(score.sum()),
        expected_extra=None if effect is None else float(effect * chance.sum()),
        expected_profit=None if profit is None
        else float(profit.conversion_value * profit.action_effect * chance.sum() - profit.action_cost * len(treated)),
        effect=effect, holdout_needed=needed, notes=(*advice(choice, profit), *remarks(name, listed, effect, needed)),
    )  # fmt: skip


def advice(choice: Choice, profit: FinishedProfit | None) -> tuple[str, ...]:
    """Return where a list that is acted on once pays, where the threshold is another: that of visits whose next clicks one may wait for."""
    even = profit.break_even if profit is not None else None
    if choice.threshold is None or even is None or even > 1 or abs(even - choice.threshold) < 0.05 * even:
        return ()
    return (f"An action on a list pays from a score of {even:.4g} on (--threshold {even:.4g}): cost over value times effect.",)


def kind_of(listed: pd.DataFrame) -> str:
    """Return what most rows are."""
    if listed["visitor_id"].notna().any():
        return "visitor"
    return "session" if listed["session_id"].notna().any() else "row"


def remarks(target: str, listed: pd.DataFrame, effect: float | None, needed: int | None) -> tuple[str, ...]:
    """Return what who uses the list should know."""
    notes = []
    declared = next((each for each in TARGETS if each.name == target), None)
    if kind_of(listed) == "session":
        notes.append("The source knows no visitors: a row is a session, which nobody can be reached by once it is over.")
    elif kind_of(listed) == "row":
        notes.append("The source has no ids: “row 7” is its seventh row, and only who knows whose row that was can reach anybody by it.")
    elif declared is not None and not declared.is_of_visitors:
        notes.append(f"{target} asks of the visit at hand: the score is that of a visitor's latest visit, as of the click that was scored.")
    held_out = int((listed["group"] == "holdout").sum())
    if held_out == 0:
        notes.append("Nobody is held out, so the action's effect cannot be measured.")
    elif effect and needed is None:
        notes.append(f"Even with half of the list held out, an effect of {effect:.0%} would not be seen with 80 % power: list more.")
    elif needed is not None and held_out < needed:
        notes.append(f"The holdout is too small to see an effect of {effect:.0%}: it takes {needed:,} of the {len(listed):,}.")
    return tuple(notes)
