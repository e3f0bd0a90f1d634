"""Who is still worth acting on at the end of a finished analysis?

`candidates` reads them from its scores: one row each, with the score of a target. It chooses nobody among them.
"""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.analysis.finished import Finished
from footfall.errors import DataError, SourceError, Where
from footfall.sessions.rule import duration_us
from footfall.targets.catalog import TARGETS

__all__ = ["IDS", "SEEN", "candidates", "identity"]

SEEN = "28d"
"""How lately somebody must have been seen: whom GA4's predictive metrics are about, those active in the last 28 days
(https://support.google.com/analytics/answer/9846734)."""
IDS = ("visitor_id", "session_id", "event_id", "cut_off_us")


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
