"""What does the list of those about to leave say of each of them?

`rows_of` puts together what is known of those chosen: why they are listed, what there is to lose, what the playbook suggests. It chooses
nobody.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.analysis.candidates import candidates
from footfall.analysis.finished import Finished
from footfall.analysis.leaving import WITHIN, LeavingRecord
from footfall.analysis.likely import Likely
from footfall.dataset.dataset import Bools, Floats
from footfall.errors import DataError, SourceError, Where
from footfall.events.event import DAY_US
from footfall.report.leaving import cart_words, fading_words, likely_words
from footfall.report.numbers import money
from footfall.targets.catalog import REVENUE_28D

__all__ = ["COLUMNS", "SCHEMA", "rows_of"]

SCHEMA = pa.schema([
    ("visitor_id", pa.string()), ("groups", pa.string()), ("why", pa.string()), ("action", pa.string()),
    ("value_at_stake", pa.float64()), ("last_seen", pa.string()), ("absent_days", pa.float64()), ("usual_gap_days", pa.float64()),
    ("visits", pa.int64()), ("orders", pa.int64()), ("revenue", pa.float64()), ("expected_value", pa.float64()), ("leaves", pa.float64()),
    ("cart_value", pa.float64()), ("cart_items", pa.int64()), ("cart_contents", pa.string()), ("segment", pa.string()),
    ("rfm", pa.string()),
])  # fmt: skip
COLUMNS: list[str] = list(SCHEMA.names)
WORDS = ("segment", "rfm")


def rows_of(
    found: Finished, frame: pd.DataFrame, record: LeavingRecord, members: Mapping[str, Bools], model: Likely | None
) -> pd.DataFrame:
    """Return the list and a column a group, most at stake first; of equal stakes the latest seen, then in the order of their ids.

    Parameters
    ----------
    found, record
        The analysis, and what `read_leaving` says of all its visitors.
    frame
        The n who are listed, as of `read_leaving`.
    members
        By group, the most concrete first, whether each is in it, shape (n,).
    model
        Who is likely to leave, where a model says so.
    """
    frame = frame.assign(**members, leaves=np.nan, reasons="", expected_value=frame["visitor_id"].map(expected(found)))
    if model is not None:
        scored = model.frame.set_index("visitor_id")
        frame["leaves"] = frame["visitor_id"].map(scored["leaves"])
        frame["reasons"] = frame["visitor_id"].map(scored["reasons"]).fillna("")
    frame = frame.merge(described(found), on="visitor_id", how="left")
    said = {key: sayings(key, frame, record, model, found.currency) for key in members}
    own = [[key for key in members if members[key][at]] for at in range(len(frame))]
    frame["groups"] = ["; ".join(record.plays[key].name for key in keys) for keys in own]
    frame["why"] = ["; ".join(said[key](at) for key in keys) for at, keys in enumerate(own)]
    frame["action"] = [record.plays[keys[0]].action for keys in own]
    frame["value_at_stake"] = at_stake(frame)
    form = "%Y-%m-%dT%H:%M:%SZ" if record.has_clock else "%Y-%m-%d"
    frame["last_seen"] = pd.to_datetime(frame["last_seen_us"], unit="us", utc=True).dt.strftime(form)
    ordered = frame.sort_values(["value_at_stake", "absent_days", "visitor_id"], ascending=[False, True, True], na_position="last")
    return ordered[[*COLUMNS, *members]].reset_index(drop=True)


def sayings(key: str, frame: pd.DataFrame, record: LeavingRecord, model: Likely | None, currency: str | None) -> Callable[[int], str]:
    """Return what says, of a row, why it is in a group."""
    absent, usual, leaves = (numbers(frame[name]) for name in ("absent_days", "usual_gap_days", "leaves"))
    if key == "abandoned_cart":
        things, worth = numbers(frame["cart_items"]), numbers(frame["cart_value"])
        days, unit = (record.as_of_us - numbers(frame["cart_us"])) / DAY_US, money(currency)
        return lambda at: cart_words(things[at], worth[at], days[at], unit)
    if key == "fading" or model is None:
        return lambda at: fading_words(absent[at], usual[at], orders=record.kind == "orders")
    reasons, target = frame["reasons"].tolist(), model.target
    return lambda at: likely_words(leaves[at], reasons[at], target)


def numbers(column: "pd.Series[float]") -> Floats:
    """Return a column as numbers, NaN where it has none."""
    return np.asarray(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def at_stake(frame: pd.DataFrame) -> "pd.Series[float]":
    """Return the greatest of what lies in the cart of who left one, a mean order, and what is expected; NaN where none is known."""
    in_cart = frame["cart_value"].where(frame["abandoned_cart"]) if "abandoned_cart" in frame else pd.Series(np.nan, index=frame.index)
    mean_order = (frame["revenue"] / frame["orders"]).where(frame["orders"] > 0)
    return pd.concat([in_cart, mean_order, frame["expected_value"]], axis=1).astype(np.float64).max(axis=1)


def expected(found: Finished) -> "pd.Series[float]":
    """Return what visitors are expected to bring in 28 days, by id, where the analysis asked it; of others nothing is said."""
    asked = found.targets.get(REVENUE_28D.name)
    if asked is None or asked.not_asked is not None:
        return pd.Series(dtype=np.float64)
    try:
        people = candidates(found, REVENUE_28D.name, WITHIN)
    except DataError:
        return pd.Series(dtype=np.float64)
    return people.set_index("visitor_id")["score"]


def described(found: Finished) -> pd.DataFrame:
    """Return one row a visitor: ``visitor_id, segment, rfm``, as of the latest row of the scores that says."""
    try:
        with pq.ParquetFile(found.scores) as file:
            names = [name for name in WORDS if name in file.schema_arrow.names]
            frame: pd.DataFrame = file.read(columns=["visitor_id", *names]).to_pandas()
    except (OSError, KeyError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(
            f"The scores cannot be read: {reason}", where=Where(str(found.scores)), remedy="Run the analysis again."
        ) from error
    latest: pd.DataFrame = frame[frame["visitor_id"].notna()].groupby("visitor_id", sort=False).last().reset_index()
    return latest.reindex(columns=["visitor_id", *WORDS])
