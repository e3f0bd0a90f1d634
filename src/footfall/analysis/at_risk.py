"""Who is about to leave, why, and what could bring them back?

`at_risk` lists the visitors of a finished analysis who left a cart, who stay away for longer than is usual for them, or whom the model
expects to leave: one row each, with the reason in words and the playbook's action, what there is most to lose of first. It sends nothing,
and no effect of writing to them is claimed: hold a part back to see one (docs/how-to/win-back.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from footfall.analysis.at_risk_rows import COLUMNS, SCHEMA, rows_of
from footfall.analysis.audience import check_apart_from
from footfall.analysis.finished import Finished, finished
from footfall.analysis.leaving import WITHIN, LeavingRecord, read_leaving
from footfall.analysis.likely import Likely, likely
from footfall.dataset.dataset import Bools
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError, Where
from footfall.explore.came_back import Aftermath, left_a_cart
from footfall.report.playbook import LEAVING
from footfall.sessions.rule import duration_us

__all__ = ["AtRisk", "at_risk"]

NO_CARTS = "The source records no carts: send add_to_cart events (and remove_from_cart) to have those who left one."
DESCRIBES = "The groups describe; they foretell nothing, and no effect of an action is known. Hold a random part back to see it."


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The list, and what is known about its groups.

    Parameters
    ----------
    as_of_us
        The end of the data, UTC epoch microseconds.
    visitors
        How many the analysis knows.
    rows
        How many are listed.
    groups
        How many of those listed are in each group, by key; a visitor may be in several.
    not_told
        By key, why nobody can be put in a group that was not named.
    names
        What the groups are called.
    value_at_stake
        Sum over those listed, in currency; None where nothing has a value.
    currency
        ISO 4217 code, where known.
    target
        Whose scores tell who is likely to leave; None where no model does.
    times_usual
        From how many of a visitor's usual gaps on an absence counts as unusually long; None where nobody can say.
    within
        How lately a cart must have been filled.
    measured
        How many of such a group came back or bought, of the rules at an earlier moment of the same data, of the model on the test part.
    notes
        What who uses the list should know.
    listed
        The rows: ``visitor_id, groups, why, action, value_at_stake, last_seen, absent_days, usual_gap_days, visits, orders, revenue,
        expected_value, leaves, cart_value, cart_items, cart_contents, segment, rfm`` (docs/reference/outputs.md).
    """

    as_of_us: int
    visitors: int
    rows: int
    groups: Mapping[str, int]
    not_told: Mapping[str, str]
    names: Mapping[str, str]
    value_at_stake: float | None
    currency: str | None
    target: str | None
    times_usual: float | None
    within: str
    measured: tuple[Aftermath, ...]
    notes: tuple[str, ...]
    listed: pd.DataFrame = field(repr=False, compare=False)


def at_risk(
    folder: str | Path,
    out: str | Path | None = None,
    *,
    groups: Sequence[str] = (),
    within: str = WITHIN,
    seen: str | None = None,
    target: str | None = None,
    top: float | None = None,
) -> AtRisk:
    """List who is about to leave, and write the list as CSV or Parquet (`Engine.write`), whole or not at all, where `out` says where.

    Parameters
    ----------
    folder
        A finished analysis of a source that knows visitors.
    out
        The file; None writes nothing.
    groups
        ``abandoned_cart``, ``fading``, ``likely_to_leave``; none: all that the analysis can tell.
    within
        How lately, before the end of the data, the last of a cart must have been put in, such as ``28d``.
    seen
        How lately somebody must have been seen, such as ``90d``: those away for longer are rather gone than leaving. None: whenever.
    target
        Whose scores tell who is likely to leave: ``churn_7d``, ``returns_30d`` or ``returns_7d``; default: the first that was asked.
    top
        The share of the list to keep, what there is most to lose of first, above 0 and at most 1.

    Returns
    -------
    AtRisk
        An empty list is an answer too: nobody is about to leave.

    Raises
    ------
    UsageError
        For a folder that is no analysis or knows no visitors, a group that it cannot tell, a share or a time that is none.
    SourceError
        For an analysis of another version, or a file that cannot be read or written.

    Notes
    -----
    `value_at_stake` is the greatest of what lies in the cart (of those who left one), a mean order of theirs (revenue so far / orders) and
    what the model expects of them in 28 days: an order to work through the list in, no forecast of what is lost.
    """
    folder = Path(folder)
    found = finished(folder)
    check_asked(found, top)
    if out is not None:
        check_apart_from(folder, Path(out))
    frame, record = read_leaving(folder)
    named = tuple(dict.fromkeys(known_group(name) for name in groups))
    model = likely(found, target) if not named or "likely_to_leave" in named else None
    lacking = lacks(record, model)
    check_told(named, lacking)
    members = members_of(frame, record, model if isinstance(model, Likely) else None, within)
    wanted = [key for key in LEAVING if key in (named or LEAVING) and key not in lacking]
    inside: Bools = np.logical_or.reduce([np.zeros(len(frame), dtype=np.bool_), *(members[key] for key in wanted)])
    if seen is not None:
        inside = inside & (frame["last_seen_us"] >= record.as_of_us - duration_us(seen)).to_numpy(np.bool_)
    chosen = {key: members[key][inside] for key in wanted}
    listed = rows_of(found, frame[inside].reset_index(drop=True), record, chosen, model if isinstance(model, Likely) else None)
    if top is not None:
        listed = listed.head(ceil(round(top * len(listed), 9)))
    if out is not None:
        write(listed, Path(out))
    return told(found, len(frame), record, listed, {} if named else lacking, model, within)


def check_asked(found: Finished, top: float | None) -> None:
    """Refuse data that knows no visitors, and a share that is none."""
    if not found.knows_visitors:
        raise UsageError(
            f"The source of {found.folder} knows no visitors, so nobody can be said to stay away.", where=Where(str(found.folder)),
            remedy="It needs a visitor id column (cookie, device or customer number), with the time of each event: "
            "map it as visitor_id in schema.toml (docs/reference/schema.md) and analyse again.",
        )  # fmt: skip
    if top is not None and not 0 < top <= 1:
        raise UsageError(f"A top share of {top:g} is no share.", remedy="Give a share above 0 and at most 1, such as 10% or 0.1.")


def known_group(name: str) -> str:
    """Return a group's key; spaces, hyphens and capitals do not matter."""
    key = name.strip().lower().replace("-", "_").replace(" ", "_")
    if key in LEAVING:
        return key
    near = get_close_matches(key, LEAVING, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise UsageError(f"There is no group {name!r}.", remedy=f"{hint}The groups are: {', '.join(LEAVING)}.")


def check_told(named: Sequence[str], lacking: Mapping[str, str]) -> None:
    """Refuse a group that was named and that this analysis cannot tell."""
    for key in named:
        if key in lacking:
            raise UsageError(f"Nobody can be put in the group {key}. {lacking[key]}", remedy="Leave the group away, or analyse other data.")


def lacks(record: LeavingRecord, model: Likely | str | None) -> dict[str, str]:
    """Return which groups cannot be told, and why; `model` is the why where it is text."""
    lacking = {}
    if not record.has_carts:
        lacking["abandoned_cart"] = NO_CARTS
    if record.overdue.times is None:
        few = f"Only {record.overdue.returns:,}" if record.overdue.returns else "None of them"
        lacking["fading"] = f"{few} came back often enough to say what is usual: longer data is needed."
    if isinstance(model, str):
        lacking["likely_to_leave"] = f"{model[0].upper()}{model[1:]}."
    return lacking


def members_of(frame: pd.DataFrame, record: LeavingRecord, model: Likely | None, within: str) -> Mapping[str, Bools]:
    """Return by group whether each visitor is in it, shape (n,)."""
    called = set() if model is None else set(model.frame.loc[model.frame["called"], "visitor_id"])
    return {
        "abandoned_cart": left_a_cart(frame, record.as_of_us, duration_us(within)).to_numpy(np.bool_),
        "fading": frame["fading"].fillna(False).to_numpy(np.bool_),
        "likely_to_leave": frame["visitor_id"].isin(called).to_numpy(np.bool_),
    }


def write(listed: pd.DataFrame, out: Path) -> None:
    """Write the list in its order."""
    placed = listed[COLUMNS].assign(place=range(len(listed)))
    table = pa.Table.from_pandas(placed, schema=SCHEMA.append(pa.field("place", pa.int64())), preserve_index=False)
    with Engine() as engine:
        engine.register("listed", table)
        engine.write("SELECT * EXCLUDE (place) FROM listed ORDER BY place", out)


def told(
    found: Finished, visitors: int, record: LeavingRecord, listed: pd.DataFrame, not_told: Mapping[str, str],
    model: Likely | str | None, within: str,
) -> AtRisk:  # fmt: skip
    """Return the list, whose columns past `COLUMNS` are its groups, with what is known about it."""
    wanted, expects = listed.columns[len(COLUMNS) :], model if isinstance(model, Likely) else None
    measured = (*record.measured, *(() if expects is None else (expects.measured,)))
    notes = [DESCRIBES]
    if within != record.within and "abandoned_cart" in wanted:
        notes.append(f"What came of carts was counted for those filled within {record.within}, not {within}.")
    stake = listed["value_at_stake"]
    return AtRisk(
        as_of_us=record.as_of_us, visitors=visitors, rows=len(listed), groups={key: int(listed[key].sum()) for key in wanted},
        not_told=not_told, names={key: record.plays[key].name for key in wanted},
        value_at_stake=float(stake.sum()) if stake.notna().any() else None,
        currency=found.currency, target=None if expects is None else expects.target.name, times_usual=record.overdue.times, within=within,
        measured=tuple(each for each in measured if each.group in wanted), notes=tuple(notes),
        listed=listed[COLUMNS],
    )  # fmt: skip
