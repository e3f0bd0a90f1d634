"""Whom does a model expect to leave?

`likely` takes the scores of a target about coming back, of those whose days are not over at the end of the data, and calls them by the
threshold that was chosen before the test part; how such calls did is counted on the test part. It trains nothing, and looks at no label of
those it lists.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.analysis.candidates import candidates
from footfall.analysis.finished import Finished
from footfall.dataset.dataset import Bools, Floats
from footfall.errors import DataError, SourceError, UsageError, Where
from footfall.explore.came_back import Aftermath, Came, Share
from footfall.measures.bootstrap import Resamples, interval
from footfall.targets.catalog import CHURN_7D, RETURNS_7D, RETURNS_30D
from footfall.targets.target import Target

__all__ = ["ABOUT_LEAVING", "Likely", "likely"]

ABOUT_LEAVING: tuple[Target, ...] = (CHURN_7D, RETURNS_30D, RETURNS_7D)
"""Targets that tell who leaves, the first that an analysis asked is taken."""
RESAMPLES = 200
REASONS = ("reason_1", "reason_2", "reason_3")


@dataclass(frozen=True, slots=True)
class Likely:
    """Those whom a model calls likely to leave.

    Parameters
    ----------
    target
        Whose scores they are.
    frame
        One row a visitor whose answer is open: ``visitor_id, leaves`` (the probability that they do not come back within the target's
        days), ``called`` (whether the threshold calls them so), ``reasons`` (of the score, in words; empty where there are none).
    measured
        How many came back of those whom it called so in the test part, against all others asked there; intervals by bootstrap over
        visitors, since a visitor is asked in several weeks.
    """

    target: Target
    frame: pd.DataFrame
    measured: Aftermath


def likely(found: Finished, name: str | None = None) -> Likely | str:
    """Return whom the model expects to leave, or why nobody can say.

    Parameters
    ----------
    found
        The analysis.
    name
        One of `ABOUT_LEAVING`; default: the first that was asked.

    Raises
    ------
    UsageError
        For a target of another kind, or one that was not asked.
    SourceError
        When scores or predictions cannot be read.
    """
    target = _target(found, name)
    if target is None:
        return f"no model tells who leaves: none of {', '.join(each.name for each in ABOUT_LEAVING)} was asked"
    asked = found.targets[target.name]
    if asked.threshold is None or asked.champion is None:
        return f"the model of {target.name} has no threshold"
    try:
        people = candidates(found, target.name, f"{target.active_days or target.days}d")
    except DataError:
        return f"nobody's answer to {target.name} is open at the end of the data"
    people = people.merge(_reasons(found, target), on=["event_id", "cut_off_us"], how="left")
    score = people["score"].to_numpy(np.float64)
    frame = pd.DataFrame({
        "visitor_id": people["visitor_id"], "leaves": score if target.absent else 1.0 - score,
        "called": _calls(target, score, asked.threshold), "reasons": people["reasons"].fillna(""),
    })  # fmt: skip
    return Likely(target, frame, _measured(found, target, asked.threshold, asked.champion))


def _target(found: Finished, name: str | None) -> Target | None:
    """The target to take: the one named, or the first that was asked."""
    about = {each.name: each for each in ABOUT_LEAVING}
    if name is not None and name not in about:
        raise UsageError(f"{name} does not tell who leaves.", remedy=f"Name one of {', '.join(about)}, or none.")
    if name is not None:
        found.target(name)
        return about[name]
    return next((each for each in ABOUT_LEAVING if each.name in found.targets and found.targets[each.name].not_asked is None), None)


def _calls(target: Target, score: Floats, threshold: float) -> Bools:
    """Whom the threshold calls likely to leave: those said to churn, or those not said to return."""
    said: Bools = score >= threshold
    return said if target.absent else ~said


def _reasons(found: Finished, target: Target) -> pd.DataFrame:
    """``event_id, cut_off_us, reasons`` of the rows that have any."""
    columns = [f"{target.name}_{each}" for each in REASONS]
    there = pq.read_schema(found.scores).names
    given = [name for name in columns if name in there]
    frame = _read(found.scores, ["event_id", "cut_off_us", *given])
    if not given:
        return frame.assign(reasons="").head(0)
    frame = frame[frame[given[0]].notna()]
    said = zip(*(frame[name].fillna("") for name in given), strict=True)
    told = frame[["event_id", "cut_off_us"]].assign(reasons=["; ".join(filter(None, row)) for row in said])
    return told.drop_duplicates(["event_id", "cut_off_us"])


def _measured(found: Finished, target: Target, threshold: float, champion: str) -> Aftermath:
    """Count who came back in the test part, of those called likely to leave and of all others."""
    rows = _read(found.folder / "predictions" / f"{target.name}.parquet", ["visitor_id", "cut_off_us", "label", champion])
    label = rows["label"].to_numpy(np.float64)
    came = 1.0 - label if target.absent else label
    called = _calls(target, rows[champion].to_numpy(np.float64), threshold)
    visitor = pd.factorize(rows["visitor_id"])[0].astype(np.int64)
    drawn = Resamples.of(visitor, resamples=RESAMPLES, seed=found.seed)
    what: Came = "order" if target.asked_of == ("orders",) else "visit"
    return Aftermath(
        "likely_to_leave", what, target.days, int(rows["cut_off_us"].min()), _share(came, called, drawn), _share(came, ~called, drawn)
    )


def _share(came: Floats, among: Bools, drawn: Resamples) -> Share:
    """How many of some rows came back, with the interval over resampled visitors."""
    inside = among.astype(np.float64)
    totals = drawn.totals(np.column_stack([came * inside, inside]))
    shares = [float(found / count) if count > 0 else None for found, count in totals]
    return Share(int((came * inside).sum()), int(inside.sum()), interval(shares))


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    """Columns of a file of the analysis."""
    try:
        frame: pd.DataFrame = pq.read_table(str(path), columns=columns).to_pandas()
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(f"{path} cannot be read: {reason}", where=Where(str(path)), remedy="Run the analysis again.") from error
    if missing := [name for name in columns if name not in frame.columns]:
        raise SourceError(
            f"{path} has no column {missing[0]}.", where=Where(str(path), column=missing[0]), remedy="Run the analysis again."
        )
    return frame
