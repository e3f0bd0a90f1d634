"""Whom should an action reach, and who is left out so that its effect can be measured?

`audience` writes the list for an action from a finished analysis: those still worth acting on, one row a visitor, chosen by score or
segment, a random part of them marked as the holdout. It reads no label; it scores nothing and sends nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.analysis.chosen import Choice, choose
from footfall.analysis.finished import Finished, FinishedProfit, FinishedTarget, finished
from footfall.analysis.holdout import groups
from footfall.engines.duckdb import Engine
from footfall.errors import DataError, SourceError, UsageError, Where
from footfall.measures.experiment import smallest_holdout
from footfall.sessions.rule import duration_us
from footfall.targets.catalog import TARGETS

__all__ = ["SEEN", "Audience", "Choice", "audience"]

SEEN = "28d"
"""How lately somebody must have been seen: whom GA4's predictive metrics are about, those active in the last 28 days
(https://support.google.com/analytics/answer/9846734)."""
IDS = ("visitor_id", "session_id", "event_id", "cut_off_us")
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

    Raises
    ------
    UsageError
        For a folder that is no analysis, a target it does not hold, an unknown segment, a choice that makes no sense or lists nobody.
    DataError
        When nobody is worth acting on, whatever the choice.
    SourceError
        For an analysis of another version, or a file that cannot be written.
    """
    folder, out = Path(folder), Path(out)
    found = finished(folder)
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
    "summary.json", "scores.parquet", "leaving.parquet", "quarantine.parquet", "report.html", "campaigns", "models", "predictions",
    "segments",
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


def candidates(found: Finished, target: str, seen: str) -> pd.DataFrame:
    """Return who may be listed: one row each, ids, ``cut_off_us``, ``score`` and ``segment``.

    Those whose answer is still open, of a target about a visitor's coming days: the others had their days already. Those seen in the last
    days of the data. Of a visitor's rows the latest. The label itself is never looked at, only whether a horizon has run out.
    """
    declared = next((each for each in TARGETS if each.name == target), None)
    frame = scored(found, target)
    since = max(0, int(frame["cut_off_us"].max()) - duration_us(seen)) if len(frame) else 0
    open_still = frame.pop("open") if declared is not None and declared.is_of_visitors else pd.Series(True, index=frame.index)
    kept = frame.loc[frame["score"].notna() & open_still & (frame["cut_off_us"] >= since), [*IDS, "score", "segment"]]
    latest = kept.assign(who=identity(kept)).drop_duplicates("who", keep="last").drop(columns="who").reset_index(drop=True)
    if latest.empty:
        raise DataError(
            f"Nobody with a score of {target} was seen in the last {seen} of the data.", where=Where(str(found.scores)),
            remedy="Give --seen a longer time, such as 90d, or analyse newer data.",
        )  # fmt: skip
    return latest


def scored(found: Finished, target: str) -> pd.DataFrame:
    """Return every row of the scores, in order of time: ids, ``score``, ``segment`` and ``open``, whether nobody knows the answer yet."""
    wanted = [*IDS, target, f"{target}_label", "segment"]
    try:
        with pq.ParquetFile(found.scores) as file:
            missing = [name for name in wanted if name not in file.schema_arrow.names]
            frame = file.read(columns=wanted).to_pandas() if not missing else pd.DataFrame()
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(
            f"The scores cannot be read: {reason}", where=Where(str(found.scores)), remedy="Run the analysis again."
        ) from error
    if missing:
        raise SourceError(
            f"The scores have no column {missing[0]}.", where=Where(str(found.scores), column=missing[0]), remedy="Run the analysis again."
        )
    frame["open"] = frame.pop(f"{target}_label").isna()
    named: pd.DataFrame = frame.rename(columns={target: "score"})
    return named


def identity(frame: pd.DataFrame) -> "pd.Series[str]":
    """Return whom each row is about: the visitor, else the session, else the row itself, told apart by a letter."""
    kinds = {"v": frame["visitor_id"], "s": frame["session_id"], "e": frame["event_id"]}
    who = pd.Series(None, index=frame.index, dtype="object")
    for letter, ids in kinds.items():
        who = who.where(who.notna(), ids.map(lambda name, letter=letter: f"{letter}:{name}", na_action="ignore"))
    return who.astype("str")


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
